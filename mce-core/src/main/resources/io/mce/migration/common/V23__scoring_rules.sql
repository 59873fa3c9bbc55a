-- Rules of a score that an organization made itself, and how far leads are scored by them.
create table mce_scoring_rules (
  organization_id ${id} not null primary key,
  rules text not null,
  changed_at bigint not null,
  version bigint not null,
  -- Leads up to this id are scored by this version; null when all are.
  rescored_to text,
  rescored bigint not null,
  to_rescore bigint not null,
  finished_at bigint,
  foreign key (organization_id) references mce_organization (organization_id)
);

-- How often leads did something with us. Rows follow a merge and go back by who they were counted for.
create table mce_lead_engagement (
  organization_id ${id} not null,
  counted_for ${id} not null,
  kind text not null,
  lead_id ${id} not null,
  times bigint not null,
  last_at bigint not null,
  quickest_millis bigint,
  quickest_at bigint,
  primary key (organization_id, counted_for, kind),
  foreign key (organization_id, lead_id) references mce_lead (organization_id, id)
) ${clustered};
create index mce_lead_engagement_by_lead on mce_lead_engagement (organization_id, lead_id);

insert into mce_lead_engagement
  (organization_id, counted_for, kind, lead_id, times, last_at, quickest_millis, quickest_at)
select organization_id, lead_id, 'WROTE', lead_id, count(*), max(at), null, null
from mce_message where direction = 'INBOUND' group by organization_id, lead_id;

-- Leads to be scored again at a time: points of theirs decay, or scoring failed.
create table mce_scoring_due (
  organization_id ${id} not null,
  lead_id ${id} not null,
  due_at bigint not null,
  failures integer not null,
  primary key (organization_id, lead_id),
  foreign key (organization_id, lead_id) references mce_lead (organization_id, id)
    deferrable initially deferred
) ${clustered};
create index mce_scoring_due_by_time on mce_scoring_due (organization_id, due_at);
