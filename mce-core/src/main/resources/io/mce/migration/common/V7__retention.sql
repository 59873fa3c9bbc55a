-- How long an organization keeps what. Kinds it says nothing of have their defaults.

create table mce_retention_policy (
  organization_id ${id} not null primary key,
  days text not null,
  changed_at bigint not null,
  version bigint not null,
  foreign key (organization_id) references mce_organization (organization_id)
);
