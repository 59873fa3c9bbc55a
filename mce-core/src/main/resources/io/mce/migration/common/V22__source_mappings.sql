-- Which part of a source's deliveries becomes which field of a lead, and the last delivery to map by.

alter table mce_lead_source add column mapping text;
alter table mce_lead_source add column version bigint not null default 1;

create table mce_hook_sample (
  organization_id ${id} not null,
  source_id ${id} not null,
  content_type text not null,
  body_sealed text not null,
  received_at bigint not null,
  primary key (organization_id, source_id),
  foreign key (organization_id, source_id) references mce_lead_source (organization_id, id)
) ${clustered};
