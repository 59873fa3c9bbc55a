-- Phone numbers are found by their last digits too: a keyed hash of the last four. Only the engine
-- can make it for the numbers that are there already; here it gets the order to.

alter table mce_lead_identifier add column ending_key text;
create index mce_lead_identifier_by_ending on mce_lead_identifier
  (organization_id, ending_key, lead_id) where ending_key is not null;

insert into mce_due_work (organization_id, kind, work_key, due_at, generation)
select distinct organization_id, 'phone-endings', 'all', 0, 1 from mce_lead_identifier
where kind = 'PHONE';
