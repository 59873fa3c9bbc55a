-- Small settings of organizations, each a JSON text under a name of its own.
create table mce_setting (
  organization_id ${id} not null,
  name text not null,
  value text not null,
  changed_at bigint not null,
  version bigint not null,
  primary key (organization_id, name),
  foreign key (organization_id) references mce_organization (organization_id)
) ${clustered};

-- By which other account a conversation goes, after its own failed.
alter table mce_conversation add column route_account_id ${id};

-- Since when an account is out of order, since when it works again, and of which outage was told.
alter table mce_lane add column outage_at bigint;
alter table mce_lane add column well_at bigint;
alter table mce_lane add column outage_told bigint;

-- When the carrier of an account last reported about a message.
alter table mce_provider_account add column heard_at bigint;
