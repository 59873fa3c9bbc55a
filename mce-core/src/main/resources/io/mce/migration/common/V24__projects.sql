-- What an organization sells, and which of it a lead is interested in.

create table mce_project (
  organization_id ${id} not null,
  id ${id} not null,
  code text not null,
  -- The code as it is compared.
  code_key text not null,
  name text not null,
  location text,
  -- Prices as decimal texts: no database changes an amount.
  currency text,
  price_from text,
  price_to text,
  configurations text not null,
  facts text not null,
  archived_at bigint,
  created_at bigint not null,
  changed_at bigint not null,
  version bigint not null,
  primary key (organization_id, id),
  foreign key (organization_id) references mce_organization (organization_id)
) ${clustered};
create unique index mce_project_by_code on mce_project (organization_id, code_key);

alter table mce_lead add column project_id ${id};
create index mce_lead_by_project on mce_lead (organization_id, project_id, id) where project_id is not null;
