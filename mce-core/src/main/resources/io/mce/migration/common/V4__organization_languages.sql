-- More settings of an organization, what it passed over while it was set up, and which names of
-- organizations are taken.

alter table mce_organization add column languages text not null default '["en"]';
alter table mce_organization add column reviewed_at bigint;

create table mce_setup_step (
  organization_id ${id} not null,
  step text not null,
  skipped_by text not null,
  skipped_at bigint not null,
  primary key (organization_id, step),
  foreign key (organization_id) references mce_organization (organization_id)
);

-- Names without regard to case and spaces. Of organizations that had one name so far, the oldest
-- keeps it.
create table mce_organization_name (
  name_key text not null primary key,
  organization_id ${id} not null
);
create unique index mce_organization_name_by_organization on mce_organization_name (organization_id);

insert into mce_organization_name (name_key, organization_id)
select lower(replace(name, ' ', '')), min(organization_id) from mce_organization
group by lower(replace(name, ' ', ''));
