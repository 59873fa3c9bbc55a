-- The audit trail: what commands changed and what was refused, chained by hashes per organization.

-- Random keys under which values about one person (owner_id: the lead) or of the organization itself
-- (owner_id: the organization) are sealed where they must not be rewritten: without its key, a value
-- is gone.
create table mce_data_key (
  organization_id ${id} not null,
  owner_id ${id} not null,
  key_sealed text not null,
  created_at bigint not null,
  primary key (organization_id, owner_id)
) ${clustered};

-- From where the actor acted, and what changed field by field; sealed under data keys.
alter table mce_event add column origin_sealed text;
alter table mce_event add column changes_sealed text;

create table mce_audit_entry (
  organization_id ${id} not null,
  number bigint not null,
  seq bigint not null,
  name text not null,
  version integer not null,
  subject_type text not null,
  subject_id text not null,
  actor_kind text not null,
  actor_id text not null,
  cause text,
  origin_sealed text,
  at bigint not null,
  payload text not null,
  changes_sealed text,
  hash text not null,
  primary key (organization_id, number),
  foreign key (organization_id) references mce_organization (organization_id)
) ${clustered};
create unique index mce_audit_entry_by_seq on mce_audit_entry (organization_id, seq);
create index mce_audit_entry_by_subject
  on mce_audit_entry (organization_id, subject_id, number);
create index mce_audit_entry_by_actor on mce_audit_entry (organization_id, actor_id, number);

-- The newest entry: without it, a trail that lost its end would look whole.
create table mce_audit_head (
  organization_id ${id} not null primary key,
  number bigint not null,
  hash text not null,
  foreign key (organization_id) references mce_organization (organization_id)
);
