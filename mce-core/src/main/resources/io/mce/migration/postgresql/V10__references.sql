-- References that V1 left open: what they name must be of the same organization. "Not valid" holds
-- for every row written from now on and does not read a large table to check what is in it.

alter table mce_notice add constraint mce_notice_lead
  foreign key (organization_id, lead_id) references mce_lead (organization_id, id) not valid;
alter table mce_campaign add constraint mce_campaign_account
  foreign key (organization_id, account_id) references mce_provider_account (organization_id, id) not valid;
alter table mce_dispatch add constraint mce_dispatch_campaign
  foreign key (organization_id, campaign_id) references mce_campaign (organization_id, id) not valid;
alter table mce_dispatch_attempt add constraint mce_dispatch_attempt_account
  foreign key (organization_id, account_id) references mce_provider_account (organization_id, id) not valid;
alter table mce_assignment_turn add constraint mce_assignment_turn_member
  foreign key (organization_id, last_member_id) references mce_member (organization_id, id) not valid;
