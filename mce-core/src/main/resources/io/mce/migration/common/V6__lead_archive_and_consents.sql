-- Deleted leads wait in an archive; erased ones leave a row without anything personal.

alter table mce_lead add column deleted_by text;
alter table mce_lead add column erased_at bigint;
create index mce_lead_archived on mce_lead (organization_id, deleted_at, id)
  where deleted_at is not null and erased_at is null;

-- What a person agreed to, as it was recorded; rows are added, never changed.
create table mce_consent (
  organization_id ${id} not null,
  id ${id} not null,
  lead_id ${id} not null,
  purpose text not null,
  channel text not null,
  status text not null,
  source_sealed text not null,
  recorded_by text not null,
  recorded_at bigint not null,
  expires_at bigint,
  primary key (organization_id, id),
  foreign key (organization_id, lead_id) references mce_lead (organization_id, id)
) ${clustered};
create index mce_consent_by_lead on mce_consent (organization_id, lead_id, id);

-- The wish of a lead, so that addresses it gets later follow it too.
create table mce_do_not_contact (
  organization_id ${id} not null,
  lead_id ${id} not null,
  channel text not null,
  reason text not null,
  set_by text not null,
  created_at bigint not null,
  primary key (organization_id, lead_id, channel),
  foreign key (organization_id, lead_id) references mce_lead (organization_id, id)
) ${clustered};
