-- Who may log in. E-mail addresses are sealed; the key to find one by is a keyed hash.

create table mce_app_user (
  id text not null primary key,
  email_key text not null,
  email_sealed text not null,
  name text not null,
  password_hash text not null,
  created_at bigint not null
);
create unique index mce_app_user_by_email on mce_app_user (email_key);

create table mce_app_membership (
  user_id text not null,
  organization_id text not null,
  created_at bigint not null,
  primary key (user_id, organization_id),
  foreign key (user_id) references mce_app_user (id)
);

create table mce_app_refresh_token (
  token_hash text not null primary key,
  user_id text not null,
  organization_id text not null,
  expires_at bigint not null,
  foreign key (user_id) references mce_app_user (id)
);

create table mce_app_answer (
  organization_id text not null,
  actor_id text not null,
  idempotency_key text not null,
  request_hash text not null,
  status integer not null,
  body_sealed text not null,
  created_at bigint not null,
  primary key (organization_id, actor_id, idempotency_key)
);
