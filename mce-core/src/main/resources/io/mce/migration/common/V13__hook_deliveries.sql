-- What sources send: each delivery is taken once, and what cannot be trusted or read is held back.

alter table mce_lead_source add column signature text not null default 'NONE';
alter table mce_lead_source add column secret_sealed text;

create table mce_hook_delivery (
  organization_id ${id} not null,
  id ${id} not null,
  source_id ${id} not null,
  -- The sender's id of it, or its bytes, as a hash: it comes again when the sender repeats it.
  event_key text not null,
  state text not null,
  reason text,
  content_type text not null,
  body_sealed text,
  results text not null,
  received_at bigint not null,
  primary key (organization_id, id),
  foreign key (organization_id, source_id) references mce_lead_source (organization_id, id)
) ${clustered};
create unique index mce_hook_delivery_by_event on mce_hook_delivery (organization_id, source_id, event_key);
create index mce_hook_delivery_held on mce_hook_delivery (organization_id, id) where state = 'HELD';
create index mce_hook_delivery_by_time on mce_hook_delivery (organization_id, received_at);
