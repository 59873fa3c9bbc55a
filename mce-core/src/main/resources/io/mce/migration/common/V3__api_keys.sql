-- Keys of programs. Of their texts only a hash is stored.

create table mce_api_key (
  organization_id ${id} not null,
  id ${id} not null,
  name text not null,
  hint text not null,
  secret_hash text not null,
  permissions text not null,
  created_by text not null,
  created_at bigint not null,
  expires_at bigint,
  revoked_at bigint,
  last_used_at bigint,
  primary key (organization_id, id),
  foreign key (organization_id) references mce_organization (organization_id)
);
