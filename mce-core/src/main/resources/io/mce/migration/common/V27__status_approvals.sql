-- Which roles may give leads which status, and what others ask for.
create table mce_status_rules (
  organization_id ${id} not null,
  rules text not null,
  changed_at bigint not null,
  version bigint not null,
  primary key (organization_id),
  foreign key (organization_id) references mce_organization (organization_id)
) ${clustered};

create table mce_status_request (
  organization_id ${id} not null,
  id ${id} not null,
  lead_id ${id} not null,
  status_from text not null,
  status_to text not null,
  reason_sealed text not null,
  state text not null,
  requested_by text not null,
  requested_at bigint not null,
  decided_by text,
  decided_at bigint,
  answer_sealed text,
  primary key (organization_id, id),
  foreign key (organization_id, lead_id) references mce_lead (organization_id, id)
) ${clustered};
create index mce_status_request_by_lead on mce_status_request (organization_id, lead_id, id);
create index mce_status_request_open on mce_status_request (organization_id, id) where state = 'OPEN';
create index mce_status_request_by_time on mce_status_request (organization_id, requested_at);
