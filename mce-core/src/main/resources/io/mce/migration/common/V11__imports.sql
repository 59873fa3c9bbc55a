-- Imports that are looked at before they write, that pause, and that can be undone.

-- The file: how many bytes are announced and here, in how many pieces, and how it is written.
alter table mce_import add column file_bytes bigint not null default 0;
alter table mce_import add column received_bytes bigint not null default 0;
alter table mce_import add column pieces integer not null default 0;
alter table mce_import add column encoding text;
alter table mce_import add column delimiter text;
alter table mce_import add column headers text not null default '[]';

-- Which rows are wanted, and how many were not.
alter table mce_import add column scope text not null default 'CREATE_AND_UPDATE';
alter table mce_import add column skipped bigint not null default 0;
alter table mce_import add column worked_millis bigint not null default 0;

-- What would become of the rows; check_number tells one choice of mapping from the next.
alter table mce_import add column check_number integer not null default 0;
alter table mce_import add column check_finished boolean not null default false;
alter table mce_import add column checked bigint not null default 0;
alter table mce_import add column check_created bigint not null default 0;
alter table mce_import add column check_updated bigint not null default 0;
alter table mce_import add column check_duplicates bigint not null default 0;
alter table mce_import add column check_skipped bigint not null default 0;
alter table mce_import add column check_rejected bigint not null default 0;

-- How far an undo is, and what the import is called when it is done.
alter table mce_import add column undo_then text;
alter table mce_import add column undo_after ${id};
alter table mce_import add column undone_by text;
alter table mce_import add column undone_at bigint;
alter table mce_import add column undo_removed bigint not null default 0;
alter table mce_import add column undo_restored bigint not null default 0;
alter table mce_import add column undo_kept bigint not null default 0;

-- The whole row of what could not be used, so that it can be mended and sent again.
create table mce_import_row (
  organization_id ${id} not null,
  import_id ${id} not null,
  row_number bigint not null,
  cells_sealed text not null,
  primary key (organization_id, import_id, row_number),
  foreign key (organization_id, import_id) references mce_import (organization_id, id)
) ${clustered};

-- The mapping that was used last for a file with these headers.
create table mce_import_mapping (
  organization_id ${id} not null,
  signature text not null,
  mapping text not null,
  used_at bigint not null,
  primary key (organization_id, signature),
  foreign key (organization_id) references mce_organization (organization_id)
);

-- What an import changed of a lead that was there before, by the version it met; a row with kept
-- says what an undo left as it was.
create table mce_lead_undo (
  organization_id ${id} not null,
  import_id ${id} not null,
  lead_id ${id} not null,
  version bigint not null,
  change_sealed text not null,
  kept text,
  changed_at bigint not null,
  primary key (organization_id, import_id, lead_id, version),
  foreign key (organization_id, import_id) references mce_import (organization_id, id),
  foreign key (organization_id, lead_id) references mce_lead (organization_id, id)
) ${clustered};
create index mce_lead_undo_by_lead on mce_lead_undo (organization_id, lead_id);
create index mce_lead_undo_by_time on mce_lead_undo (organization_id, changed_at);

-- Removed by the undo of an import: captured again, it is a new lead.
alter table mce_lead add column undone_at bigint;
