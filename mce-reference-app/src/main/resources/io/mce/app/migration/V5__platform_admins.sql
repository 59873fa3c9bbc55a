-- Who looks after the installation. It follows the configuration at each start.

alter table mce_app_user add column platform_admin boolean not null default false;
