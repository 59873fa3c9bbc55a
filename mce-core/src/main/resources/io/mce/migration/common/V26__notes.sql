-- What people noted about a lead, and what they did with it outside of the engine.
create table mce_note (
  organization_id ${id} not null,
  id ${id} not null,
  lead_id ${id} not null,
  kind text not null,
  text_sealed text not null,
  -- When it was, which may be long before it was written down.
  happened_at bigint not null,
  minutes integer,
  outcome text,
  written_by text not null,
  written_at bigint not null,
  edited_by text,
  edited_at bigint,
  version bigint not null,
  primary key (organization_id, id),
  foreign key (organization_id, lead_id) references mce_lead (organization_id, id)
) ${clustered};
create index mce_note_by_lead on mce_note (organization_id, lead_id, happened_at, id);
create index mce_note_by_time on mce_note (organization_id, written_at);
