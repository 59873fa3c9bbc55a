-- Two leads that are one person: the merge, what it needs to be undone, and the policy it follows.

alter table mce_lead add column merged_into ${id};

create table mce_lead_merge (
  organization_id ${id} not null,
  id ${id} not null,
  survivor_id ${id} not null,
  merged_id ${id} not null,
  merged_by text not null,
  merged_at bigint not null,
  -- Both as they were, what was chosen, and what came of it.
  kept_sealed text not null,
  -- Which rows of which feature went along, by ids.
  moved text not null,
  -- Since the merge somebody said again what holds already: that they do not want to be written to.
  restricted_at bigint,
  unmerged_by text,
  unmerged_at bigint,
  primary key (organization_id, id),
  foreign key (organization_id, survivor_id) references mce_lead (organization_id, id),
  foreign key (organization_id, merged_id) references mce_lead (organization_id, id)
) ${clustered};
create index mce_lead_merge_by_survivor on mce_lead_merge (organization_id, survivor_id, id);
create unique index mce_lead_merge_by_merged on mce_lead_merge (organization_id, merged_id)
  where unmerged_at is null;

create table mce_merge_policy (
  organization_id ${id} not null primary key,
  policy text not null,
  changed_at bigint not null,
  version bigint not null,
  foreign key (organization_id) references mce_organization (organization_id)
);

-- A merged lead may have two conversations on one account, one for each address.
alter table mce_conversation add column moved_from ${id};
drop index mce_conversation_by_lead;
create unique index mce_conversation_by_lead on mce_conversation (organization_id, lead_id, account_id)
  where moved_from is null;
create index mce_conversation_moved on mce_conversation (organization_id, lead_id, account_id)
  where moved_from is not null;

-- An e-mail address that somebody came with who was known by nothing surer: who comes with nothing
-- but the same address is the same person, whatever else was learned of them since.
alter table mce_lead_identifier add column decides boolean;

-- Leads that may be one person, until somebody decides; what was dismissed stays dismissed.
create table mce_merge_suggestion (
  organization_id ${id} not null,
  id ${id} not null,
  first_id ${id} not null,
  second_id ${id} not null,
  reason text not null,
  likeness integer not null,
  state text not null,
  created_at bigint not null,
  decided_by text,
  decided_at bigint,
  primary key (organization_id, id),
  foreign key (organization_id, first_id) references mce_lead (organization_id, id),
  foreign key (organization_id, second_id) references mce_lead (organization_id, id)
) ${clustered};
create unique index mce_merge_suggestion_by_leads on mce_merge_suggestion (organization_id, first_id, second_id);
create index mce_merge_suggestion_by_second on mce_merge_suggestion (organization_id, second_id);
create index mce_merge_suggestion_open on mce_merge_suggestion (organization_id, id) where state = 'OPEN';

-- What leads with a like name in one company have in common: a keyed hash.
create table mce_lead_likeness (
  organization_id ${id} not null,
  lead_id ${id} not null,
  like_key text not null,
  primary key (organization_id, lead_id),
  foreign key (organization_id, lead_id) references mce_lead (organization_id, id)
) ${clustered};
create index mce_lead_likeness_by_key on mce_lead_likeness (organization_id, like_key, lead_id);
