-- Second factors: a secret, sealed for its user, from which a phone makes codes. It counts once a first
-- code was right. Tries of codes are counted in mce_app_login_failure, under a key of the user.

create table mce_app_second_factor (
  user_id text not null primary key,
  secret_sealed text not null,
  last_step bigint not null,
  confirmed_at bigint,
  created_at bigint not null,
  foreign key (user_id) references mce_app_user (id)
);

-- What is left of the codes for who has no phone at hand, as keyed hashes.
create table mce_app_recovery_code (
  user_id text not null,
  code_hash text not null,
  primary key (user_id, code_hash),
  foreign key (user_id) references mce_app_user (id)
);

-- Who has given the right password and owes the second factor.
create table mce_app_challenge (
  token_hash text not null primary key,
  user_id text not null,
  expires_at bigint not null,
  foreign key (user_id) references mce_app_user (id)
);
create index mce_app_challenge_by_user on mce_app_challenge (user_id);
create index mce_app_challenge_by_time on mce_app_challenge (expires_at);
create index mce_app_refresh_token_by_user on mce_app_refresh_token (user_id);
