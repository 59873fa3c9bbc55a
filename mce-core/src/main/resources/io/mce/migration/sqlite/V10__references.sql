-- References that V1 left open: what they name must be of the same organization. SQLite adds no
-- foreign key to a table that exists; a trigger refuses the same rows, and the table, which may be
-- large, is not written anew.

create trigger mce_notice_lead_id_inserted before insert on mce_notice
when new.lead_id is not null and not exists (
  select 1 from mce_lead where organization_id = new.organization_id and id = new.lead_id)
begin
  select raise(abort, 'FOREIGN KEY constraint failed');
end;

create trigger mce_notice_lead_id_updated before update of organization_id, lead_id on mce_notice
when new.lead_id is not null and not exists (
  select 1 from mce_lead where organization_id = new.organization_id and id = new.lead_id)
begin
  select raise(abort, 'FOREIGN KEY constraint failed');
end;

create trigger mce_campaign_account_id_inserted before insert on mce_campaign
when new.account_id is not null and not exists (
  select 1 from mce_provider_account where organization_id = new.organization_id and id = new.account_id)
begin
  select raise(abort, 'FOREIGN KEY constraint failed');
end;

create trigger mce_campaign_account_id_updated before update of organization_id, account_id on mce_campaign
when new.account_id is not null and not exists (
  select 1 from mce_provider_account where organization_id = new.organization_id and id = new.account_id)
begin
  select raise(abort, 'FOREIGN KEY constraint failed');
end;

create trigger mce_dispatch_campaign_id_inserted before insert on mce_dispatch
when new.campaign_id is not null and not exists (
  select 1 from mce_campaign where organization_id = new.organization_id and id = new.campaign_id)
begin
  select raise(abort, 'FOREIGN KEY constraint failed');
end;

create trigger mce_dispatch_campaign_id_updated before update of organization_id, campaign_id on mce_dispatch
when new.campaign_id is not null and not exists (
  select 1 from mce_campaign where organization_id = new.organization_id and id = new.campaign_id)
begin
  select raise(abort, 'FOREIGN KEY constraint failed');
end;

create trigger mce_dispatch_attempt_account_id_inserted before insert on mce_dispatch_attempt
when new.account_id is not null and not exists (
  select 1 from mce_provider_account where organization_id = new.organization_id and id = new.account_id)
begin
  select raise(abort, 'FOREIGN KEY constraint failed');
end;

create trigger mce_dispatch_attempt_account_id_updated before update of organization_id, account_id on mce_dispatch_attempt
when new.account_id is not null and not exists (
  select 1 from mce_provider_account where organization_id = new.organization_id and id = new.account_id)
begin
  select raise(abort, 'FOREIGN KEY constraint failed');
end;

create trigger mce_assignment_turn_last_member_id_inserted before insert on mce_assignment_turn
when new.last_member_id is not null and not exists (
  select 1 from mce_member where organization_id = new.organization_id and id = new.last_member_id)
begin
  select raise(abort, 'FOREIGN KEY constraint failed');
end;

create trigger mce_assignment_turn_last_member_id_updated before update of organization_id, last_member_id on mce_assignment_turn
when new.last_member_id is not null and not exists (
  select 1 from mce_member where organization_id = new.organization_id and id = new.last_member_id)
begin
  select raise(abort, 'FOREIGN KEY constraint failed');
end;
