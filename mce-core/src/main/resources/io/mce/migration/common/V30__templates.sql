-- The templates that carriers approved: those of each account, and how the last look at them went.

create table mce_template_catalog (
  organization_id ${id} not null,
  account_id ${id} not null,
  -- The account's version at the last look: new settings may be another business's.
  account_version bigint not null,
  synced_at bigint,
  submits boolean not null,
  failures integer not null,
  problem text,
  primary key (organization_id, account_id),
  foreign key (organization_id, account_id) references mce_provider_account (organization_id, id)
) ${clustered};

create table mce_channel_template (
  organization_id ${id} not null,
  account_id ${id} not null,
  name text not null,
  language text not null,
  category text,
  body text not null,
  parameters text not null,
  state text not null,
  quality text,
  reason text,
  -- When the carrier last spoke of it by itself, by its own clock.
  told_at bigint,
  primary key (organization_id, account_id, name, language),
  foreign key (organization_id, account_id) references mce_provider_account (organization_id, id)
) ${clustered};

-- The carrier's name of the newest message of the lead, by which it is told that we have read it.
alter table mce_conversation add column last_inbound_ref text;
