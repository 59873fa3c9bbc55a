-- What an organization wants to know of its leads beside what every lead has, and an index of the
-- values that may be filtered and sorted by. The values themselves stay in the leads' metadata.

create table mce_custom_field (
  organization_id ${id} not null,
  id ${id} not null,
  field_key text not null,
  label text not null,
  type text not null,
  choices text not null,
  currency text,
  required boolean not null,
  sensitive boolean not null,
  position integer not null,
  archived_at bigint,
  created_at bigint not null,
  changed_at bigint not null,
  version bigint not null,
  primary key (organization_id, id),
  foreign key (organization_id) references mce_organization (organization_id)
) ${clustered};
create unique index mce_custom_field_by_key on mce_custom_field (organization_id, field_key);

create table mce_lead_field (
  organization_id ${id} not null,
  lead_id ${id} not null,
  field_id ${id} not null,
  -- One row for each of several choices.
  position integer not null,
  -- Folded and cut, for texts, choices and addresses.
  text_value text,
  -- Numbers, amounts, days since 1970-01-01, truths as 0 and 1.
  number_value double precision,
  primary key (organization_id, lead_id, field_id, position),
  foreign key (organization_id, lead_id) references mce_lead (organization_id, id),
  foreign key (organization_id, field_id) references mce_custom_field (organization_id, id)
) ${clustered};
create index mce_lead_field_by_text on mce_lead_field (organization_id, field_id, text_value, lead_id);
create index mce_lead_field_by_number on mce_lead_field (organization_id, field_id, number_value, lead_id);
