-- Passwords that were wrong, one row for each address they were tried for, known here or not.

create table mce_app_login_failure (
  email_key text not null primary key,
  failures integer not null,
  last_at bigint not null
);
create index mce_app_login_failure_by_time on mce_app_login_failure (last_at);
