-- What the delivery log and the list of suppressions read, newest first.
--
-- Of the states only those in which a message does not stay, or comes rarely: what carriers have is
-- nearly everything, and is found by walking the log itself.
create index mce_dispatch_by_state on mce_dispatch (organization_id, state, id)
  where state in ('QUEUED', 'SENDING', 'UNKNOWN', 'CANCELLED', 'FAILED');
create index mce_dispatch_failed on mce_dispatch (organization_id, reason, id)
  where state = 'FAILED';
-- That a channel is named holds for every row. It keeps the claims of SQLite, which guesses by the
-- number of columns, on their own indexes; only the log says it.
create index mce_dispatch_by_account on mce_dispatch (organization_id, account_id, id)
  where channel <> '';
create index mce_dispatch_of_campaign on mce_dispatch (organization_id, campaign_id, id)
  where campaign_id is not null and channel <> '';

create index mce_suppression_by_time on mce_suppression
  (organization_id, created_at, channel, match_key);
