-- One row for each account, person, pair or pool that something is counted for, while it matters.
create table mce_send_count (
  organization_id ${id} not null,
  scope text not null,
  subject ${id} not null,
  counts text not null,
  expires_at bigint not null,
  primary key (organization_id, scope, subject),
  foreign key (organization_id) references mce_organization (organization_id)
) ${clustered};
create index mce_send_count_by_end on mce_send_count (organization_id, expires_at);

-- The country of the recipient, whose clock quiet hours go by; and the limit that a message waits for.
alter table mce_dispatch add column recipient_region text;
alter table mce_dispatch add column limited_by text;
create index mce_dispatch_limited on mce_dispatch (organization_id, id)
  where state = 'QUEUED' and limited_by is not null;
