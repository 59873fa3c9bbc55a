-- Segments: named conditions on leads. Saved views: how someone looks at the list. Activity: who
-- wrote to whom, by the hour.

create table mce_segment (
  organization_id ${id} not null,
  id ${id} not null,
  name text not null,
  definition text not null,
  created_by text not null,
  created_at bigint not null,
  updated_at bigint not null,
  deleted_at bigint,
  version bigint not null,
  primary key (organization_id, id),
  foreign key (organization_id) references mce_organization (organization_id)
);
create unique index mce_segment_by_name on mce_segment (organization_id, name)
  where deleted_at is null;

create table mce_saved_view (
  organization_id ${id} not null,
  id ${id} not null,
  owner text not null,
  shared boolean not null,
  pinned boolean not null,
  -- Name, filters, conditions, columns and order, in JSON.
  look text not null,
  segment_id ${id},
  created_at bigint not null,
  version bigint not null,
  primary key (organization_id, id),
  foreign key (organization_id, segment_id) references mce_segment (organization_id, id)
);
create index mce_saved_view_by_owner on mce_saved_view (organization_id, owner, id);
create index mce_saved_view_by_segment on mce_saved_view (organization_id, segment_id);

-- How often a lead wrote (RECEIVED) and was written to (SENT) in an hour, counted from the epoch.
-- What is old goes into hour 0: when it was is forgotten, that it was is not.
create table mce_lead_activity (
  organization_id ${id} not null,
  lead_id ${id} not null,
  kind text not null,
  at_hour bigint not null,
  times bigint not null,
  primary key (organization_id, lead_id, kind, at_hour),
  foreign key (organization_id, lead_id) references mce_lead (organization_id, id)
) ${clustered};
create index mce_lead_activity_by_hour on mce_lead_activity (organization_id, kind, at_hour, lead_id);

-- A campaign's segment; the definition is the one it had when the campaign started.
create table mce_campaign_segment (
  organization_id ${id} not null,
  campaign_id ${id} not null,
  segment_id ${id} not null,
  definition text,
  primary key (organization_id, campaign_id),
  foreign key (organization_id, campaign_id) references mce_campaign (organization_id, id),
  foreign key (organization_id, segment_id) references mce_segment (organization_id, id)
);
create index mce_campaign_segment_by_segment on mce_campaign_segment (organization_id, segment_id);
