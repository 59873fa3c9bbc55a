-- Sources that are asked for leads: how far each was read, and which of its leads are known.

create table mce_lead_poll (
  organization_id ${id} not null,
  account_id ${id} not null,
  -- The account's version at the last look: a change by a person ends a pause.
  account_version bigint not null,
  -- Grows with each page, so that only one of two who read the same page can store it.
  turn bigint not null,
  cursor_sealed text,
  failures integer not null,
  error_kind text,
  error text,
  polled_at bigint,
  next_at bigint,
  taken bigint not null,
  primary key (organization_id, account_id),
  foreign key (organization_id, account_id) references mce_provider_account (organization_id, id)
) ${clustered};

create table mce_polled_lead (
  organization_id ${id} not null,
  account_id ${id} not null,
  -- Keyed hashes: of the remote's id of the lead, and of what was last said of it.
  lead_key text not null,
  version_key text not null,
  known boolean not null,
  seen_at bigint not null,
  primary key (organization_id, account_id, lead_key),
  foreign key (organization_id, account_id) references mce_provider_account (organization_id, id)
) ${clustered};
