-- Names and companies are found by the beginnings of their words. Only the engine can tell the
-- words of the leads that are there already; here it gets the order to.

create table mce_lead_word (
  organization_id ${id} not null,
  lead_id ${id} not null,
  word ${id} not null,
  primary key (organization_id, lead_id, word),
  foreign key (organization_id, lead_id) references mce_lead (organization_id, id)
) ${clustered};
create index mce_lead_word_by_word on mce_lead_word (organization_id, word, lead_id);

insert into mce_due_work (organization_id, kind, work_key, due_at, generation)
select distinct organization_id, 'lead-words', 'all', 0, 1 from mce_lead;
