-- What an organization chose once lay in a table of its own for each feature; now it is a setting.
insert into mce_setting (organization_id, name, value, changed_at, version)
  select organization_id, 'merge-policy', policy, changed_at, version from mce_merge_policy;
drop table mce_merge_policy;
insert into mce_setting (organization_id, name, value, changed_at, version)
  select organization_id, 'assignment-plan', plan, changed_at, version from mce_assignment_plan;
drop table mce_assignment_plan;
insert into mce_setting (organization_id, name, value, changed_at, version)
  select organization_id, 'status-rules', rules, changed_at, version from mce_status_rules;
drop table mce_status_rules;
