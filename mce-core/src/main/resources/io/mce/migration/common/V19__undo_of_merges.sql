-- What an import merged, among what it changed, so that its undo takes it apart again.
alter table mce_lead_undo add column merge_id ${id};
create index mce_lead_undo_by_merge on mce_lead_undo (organization_id, import_id, merge_id)
  where merge_id is not null;
