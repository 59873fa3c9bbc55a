-- Who may take leads when, by which rules leads are given, and why somebody has a lead.

create table mce_assignment_plan (
  organization_id ${id} not null primary key,
  plan text not null,
  changed_at bigint not null,
  version bigint not null,
  foreign key (organization_id) references mce_organization (organization_id)
);

-- A member without a row is there in business hours and takes as many leads as come.
create table mce_member_availability (
  organization_id ${id} not null,
  member_id ${id} not null,
  away boolean not null,
  away_until bigint,
  hours text,
  capacity integer,
  backup_id ${id},
  changed_at bigint not null,
  version bigint not null,
  primary key (organization_id, member_id),
  foreign key (organization_id, member_id) references mce_member (organization_id, id),
  foreign key (organization_id, backup_id) references mce_member (organization_id, id)
);

-- Who had the last turn among the members of each rule.
alter table mce_assignment_turn add column turns text;

-- Why a lead has its owner, where it is more than having had the next turn when the lead came.
create table mce_lead_assignment (
  organization_id ${id} not null,
  lead_id ${id} not null,
  owner_id ${id},
  how text not null,
  rule_name text,
  stood_in_id ${id},
  decided_kind text not null,
  decided_by text not null,
  at bigint not null,
  primary key (organization_id, lead_id),
  -- Checked at commit: a new lead is stored after it was given to somebody.
  foreign key (organization_id, lead_id) references mce_lead (organization_id, id)
    deferrable initially deferred,
  foreign key (organization_id, owner_id) references mce_member (organization_id, id),
  foreign key (organization_id, stood_in_id) references mce_member (organization_id, id)
) ${clustered};

-- What a member has to do, and what waits for somebody (no owner), oldest first.
create index mce_lead_open on mce_lead (organization_id, owner_id, id)
  where deleted_at is null and status in ('NEW', 'CONTACTED', 'QUALIFIED');
create index mce_lead_waiting_by_score on mce_lead (organization_id, score, id)
  where owner_id is null and deleted_at is null and status in ('NEW', 'CONTACTED', 'QUALIFIED');

-- A notice for one member only.
alter table mce_notice add column addressee ${id};
