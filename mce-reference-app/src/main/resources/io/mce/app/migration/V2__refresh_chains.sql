-- A refresh token is kept after it was used, so that a second use is seen. The tokens that came from
-- one log-in are a chain and end together.

alter table mce_app_refresh_token add column chain_id text not null default '';
alter table mce_app_refresh_token add column spent_at bigint;
update mce_app_refresh_token set chain_id = token_hash;
create index mce_app_refresh_token_by_chain on mce_app_refresh_token (chain_id);
