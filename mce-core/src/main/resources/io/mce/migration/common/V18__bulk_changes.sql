-- One change of very many leads, in the background.

create table mce_bulk_change (
  organization_id ${id} not null,
  id ${id} not null,
  kind text not null,
  -- What is done, and with which filter the leads are found until they are collected.
  action_sealed text not null,
  query_sealed text,
  collected_to text,
  -- The change that this one takes back, and the one that takes this one back.
  undo_of ${id},
  undone_by ${id},
  status text not null,
  total bigint not null default 0,
  done bigint not null default 0,
  unchanged bigint not null default 0,
  failed bigint not null default 0,
  worked_millis bigint not null default 0,
  failure text,
  -- What whoever started it was allowed then.
  permissions text not null,
  started_by text not null,
  created_at bigint not null,
  finished_at bigint,
  primary key (organization_id, id),
  foreign key (organization_id) references mce_organization (organization_id),
  foreign key (organization_id, undo_of) references mce_bulk_change (organization_id, id),
  foreign key (organization_id, undone_by) references mce_bulk_change (organization_id, id)
);

-- Its leads in the order in which they are changed, as they were found, and what became of them.
create table mce_bulk_item (
  organization_id ${id} not null,
  bulk_change_id ${id} not null,
  position bigint not null,
  lead_id ${id} not null,
  version bigint not null,
  owner_id ${id},
  state text not null,
  problem text,
  detail text,
  -- How the lead was before and after, so that it can be undone.
  change_sealed text,
  primary key (organization_id, bulk_change_id, position),
  foreign key (organization_id, bulk_change_id) references mce_bulk_change (organization_id, id),
  foreign key (organization_id, lead_id) references mce_lead (organization_id, id),
  foreign key (organization_id, owner_id) references mce_member (organization_id, id)
) ${clustered};
create index mce_bulk_item_by_lead on mce_bulk_item (organization_id, lead_id);
create index mce_bulk_item_failed on mce_bulk_item (organization_id, bulk_change_id, position) where state = 'FAILED';
