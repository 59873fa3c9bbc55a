-- The tables of the engine, in one text for SQLite and PostgreSQL.
-- ${id}: text in byte order; ${bytes}: binary; ${clustered}: keep rows in primary key order where the database can.
-- Times are milliseconds since the epoch. Every business key starts with organization_id.

-- Directory: what must be found before an organization is known. No personal data.

create table mce_instance (
  name text not null primary key,
  value text not null
);

create table mce_organization_key (
  organization_key text not null primary key,
  organization_id ${id} not null
);
create unique index mce_organization_key_by_organization on mce_organization_key (organization_id);

create table mce_account_key (
  account_key text not null primary key,
  organization_id ${id} not null,
  account_id ${id} not null,
  version bigint not null,
  enabled boolean not null
);
create unique index mce_account_key_by_account on mce_account_key (organization_id, account_id);

create table mce_source_key (
  source_key text not null primary key,
  organization_id ${id} not null,
  source_id ${id} not null
);
create unique index mce_source_key_by_source on mce_source_key (organization_id, source_id);

create table mce_event_head (
  organization_id ${id} not null primary key,
  seq bigint not null
) ${clustered};

create table mce_event_cursor (
  organization_id ${id} not null,
  subscriber text not null,
  seq bigint not null,
  lease_until bigint not null,
  lease_token text,
  primary key (organization_id, subscriber)
) ${clustered};

create table mce_due_work (
  organization_id ${id} not null,
  kind text not null,
  work_key text not null,
  due_at bigint not null,
  generation bigint not null,
  lease_token text,
  primary key (organization_id, kind, work_key)
) ${clustered};
create index mce_due_work_by_due on mce_due_work (kind, due_at);

create table mce_job (
  task_name text not null,
  task_instance text not null,
  task_data ${bytes},
  execution_time ${job_time} not null,
  picked boolean not null,
  picked_by text,
  last_success ${job_time},
  last_failure ${job_time},
  consecutive_failures integer,
  last_heartbeat ${job_time},
  version bigint not null,
  priority smallint,
  primary key (task_name, task_instance)
);
create index mce_job_by_execution_time on mce_job (execution_time);
create index mce_job_by_last_heartbeat on mce_job (last_heartbeat);

-- Event log

create table mce_event (
  organization_id ${id} not null,
  seq bigint not null,
  name text not null,
  version integer not null,
  subject_type text not null,
  subject_id text not null,
  actor_kind text not null,
  actor_id text not null,
  cause text,
  at bigint not null,
  payload text not null,
  primary key (organization_id, seq)
) ${clustered};

create table mce_event_parked (
  organization_id ${id} not null,
  subscriber text not null,
  seq bigint not null,
  subject text not null,
  attempts integer not null,
  next_at bigint not null,
  dead boolean not null,
  error text,
  primary key (organization_id, subscriber, seq)
) ${clustered};
create index mce_event_parked_by_subject on mce_event_parked (organization_id, subscriber, subject, seq);
create index mce_event_parked_due on mce_event_parked (organization_id, subscriber, next_at, seq)
  where dead = false;

-- Organization

create table mce_organization (
  organization_id ${id} not null primary key,
  organization_key text not null,
  name text not null,
  default_region text not null,
  time_zone text not null,
  business_hours text,
  quiet_hours text,
  created_at bigint not null,
  version bigint not null
);

create table mce_member (
  organization_id ${id} not null,
  id ${id} not null,
  user_id text not null,
  name text not null,
  role text not null,
  active boolean not null,
  created_at bigint not null,
  version bigint not null,
  primary key (organization_id, id),
  foreign key (organization_id) references mce_organization (organization_id)
);
create unique index mce_member_by_user on mce_member (organization_id, user_id);

-- Providers

create table mce_provider_account (
  organization_id ${id} not null,
  id ${id} not null,
  provider text not null,
  name text not null,
  channel text,
  settings_sealed text not null,
  health text not null,
  health_detail text,
  enabled boolean not null,
  created_at bigint not null,
  updated_at bigint not null,
  version bigint not null,
  primary key (organization_id, id),
  foreign key (organization_id) references mce_organization (organization_id)
);

create table mce_provider_state (
  organization_id ${id} not null,
  account_id ${id} not null,
  state_key text not null,
  value_sealed text not null,
  updated_at bigint not null,
  primary key (organization_id, account_id, state_key),
  foreign key (organization_id, account_id) references mce_provider_account (organization_id, id)
) ${clustered};

create table mce_received_event (
  organization_id ${id} not null,
  account_id ${id} not null,
  event_id text not null,
  id ${id} not null,
  kind text not null,
  payload_sealed text,
  state text not null,
  attempts integer not null,
  next_at bigint not null,
  error text,
  received_at bigint not null,
  primary key (organization_id, account_id, event_id),
  foreign key (organization_id, account_id) references mce_provider_account (organization_id, id)
) ${clustered};
create index mce_received_event_by_next on mce_received_event (organization_id, account_id, next_at, id)
  where state = 'RECEIVED';
create index mce_received_event_dead on mce_received_event (organization_id, id)
  where state = 'DEAD';
create index mce_received_event_by_time on mce_received_event (organization_id, received_at);

-- Privacy

create table mce_suppression (
  organization_id ${id} not null,
  channel text not null,
  match_key text not null,
  reason text not null,
  source text not null,
  created_at bigint not null,
  primary key (organization_id, channel, match_key),
  foreign key (organization_id) references mce_organization (organization_id)
) ${clustered};

-- Leads

create table mce_lead (
  organization_id ${id} not null,
  id ${id} not null,
  name text not null,
  search_key ${id} not null,
  company text,
  source text not null,
  status text not null,
  score integer not null,
  score_reasons text not null,
  owner_id ${id},
  automation text not null,
  automation_reason text,
  tags text not null,
  metadata_sealed text,
  import_id ${id},
  created_at bigint not null,
  updated_at bigint not null,
  deleted_at bigint,
  version bigint not null,
  primary key (organization_id, id),
  foreign key (organization_id) references mce_organization (organization_id),
  foreign key (organization_id, owner_id) references mce_member (organization_id, id)
) ${clustered};
create index mce_lead_by_status on mce_lead (organization_id, status, id);
create index mce_lead_by_source on mce_lead (organization_id, source, id);
create index mce_lead_by_score on mce_lead (organization_id, score, id);
create index mce_lead_by_owner on mce_lead (organization_id, owner_id, id);
create index mce_lead_by_search_key on mce_lead (organization_id, search_key, id);

create table mce_lead_identifier (
  organization_id ${id} not null,
  kind text not null,
  match_key text not null,
  lead_id ${id} not null,
  value_sealed text not null,
  created_at bigint not null,
  primary key (organization_id, lead_id, kind, match_key),
  -- Checked at commit: of two who capture one phone at a time, the one whose identifier is taken
  -- has no lead yet that would have to go.
  foreign key (organization_id, lead_id) references mce_lead (organization_id, id)
    deferrable initially deferred
) ${clustered};
-- One lead per phone or channel id; an e-mail may be shared until a person decides. The kind is part
-- of what a match key is made of.
create unique index mce_lead_identifier_unique on mce_lead_identifier (organization_id, match_key)
  where kind <> 'EMAIL';
create index mce_lead_identifier_by_email on mce_lead_identifier (organization_id, match_key)
  where kind = 'EMAIL';

create table mce_lead_tag (
  organization_id ${id} not null,
  tag text not null,
  lead_id ${id} not null,
  primary key (organization_id, tag, lead_id),
  foreign key (organization_id, lead_id) references mce_lead (organization_id, id)
) ${clustered};

create table mce_assignment_turn (
  organization_id ${id} not null primary key,
  last_member_id ${id} not null,
  foreign key (organization_id) references mce_organization (organization_id)
);

-- Ingestion

create table mce_lead_source (
  organization_id ${id} not null,
  id ${id} not null,
  kind text not null,
  name text not null,
  source_key text not null,
  created_at bigint not null,
  primary key (organization_id, id),
  foreign key (organization_id) references mce_organization (organization_id)
);
create unique index mce_lead_source_by_name on mce_lead_source (organization_id, name);

create table mce_import (
  organization_id ${id} not null,
  id ${id} not null,
  file_name text not null,
  source text not null,
  status text not null,
  mode text not null,
  automations boolean not null,
  mapping text not null,
  total_rows bigint not null,
  processed bigint not null,
  created bigint not null,
  updated bigint not null,
  duplicates bigint not null,
  rejected bigint not null,
  failure text,
  created_by text not null,
  created_at bigint not null,
  finished_at bigint,
  primary key (organization_id, id),
  foreign key (organization_id) references mce_organization (organization_id)
);

create table mce_import_chunk (
  organization_id ${id} not null,
  import_id ${id} not null,
  number integer not null,
  content_sealed text not null,
  primary key (organization_id, import_id, number),
  foreign key (organization_id, import_id) references mce_import (organization_id, id)
);

create table mce_import_error (
  organization_id ${id} not null,
  import_id ${id} not null,
  row_number bigint not null,
  number integer not null,
  column_name text not null,
  value_sealed text not null,
  code text not null,
  reason text not null,
  hint text not null,
  primary key (organization_id, import_id, row_number, number),
  foreign key (organization_id, import_id) references mce_import (organization_id, id)
) ${clustered};

-- Conversations and the outbox

create table mce_conversation (
  organization_id ${id} not null,
  id ${id} not null,
  lead_id ${id} not null,
  account_id ${id} not null,
  channel text not null,
  last_message_id ${id},
  last_at bigint not null,
  last_direction text,
  last_text_sealed text,
  last_inbound_at bigint,
  address_sealed text,
  unread integer not null,
  created_at bigint not null,
  primary key (organization_id, id),
  foreign key (organization_id, lead_id) references mce_lead (organization_id, id),
  foreign key (organization_id, account_id) references mce_provider_account (organization_id, id)
) ${clustered};
create unique index mce_conversation_by_lead on mce_conversation (organization_id, lead_id, account_id);
create index mce_conversation_by_time on mce_conversation (organization_id, last_at, id);

create table mce_message (
  organization_id ${id} not null,
  id ${id} not null,
  conversation_id ${id} not null,
  lead_id ${id} not null,
  direction text not null,
  text_sealed text not null,
  sender_kind text not null,
  sender_id text,
  sender_name text,
  dispatch_id ${id},
  at bigint not null,
  primary key (organization_id, id),
  foreign key (organization_id, conversation_id) references mce_conversation (organization_id, id),
  foreign key (organization_id, lead_id) references mce_lead (organization_id, id)
) ${clustered};
create index mce_message_by_lead on mce_message (organization_id, lead_id, at, id);

create table mce_dispatch (
  organization_id ${id} not null,
  id ${id} not null,
  dedup_key text not null,
  account_id ${id} not null,
  channel text not null,
  lead_id ${id} not null,
  conversation_id ${id} not null,
  message_id ${id} not null,
  campaign_id ${id},
  purpose text not null,
  priority integer not null,
  recipient_key text not null,
  content_sealed text not null,
  state text not null,
  reason text,
  detail text,
  attempts integer not null,
  failures integer not null,
  due_at bigint not null,
  next_at bigint not null,
  held_by ${id},
  lease_until bigint,
  lease_token text,
  unknown_until bigint,
  -- Set while the carrier may have an earlier attempt: until then it would recognize a repetition.
  repeat_until bigint,
  created_at bigint not null,
  state_at bigint not null,
  primary key (organization_id, id),
  foreign key (organization_id, account_id) references mce_provider_account (organization_id, id),
  foreign key (organization_id, lead_id) references mce_lead (organization_id, id),
  foreign key (organization_id, conversation_id) references mce_conversation (organization_id, id)
) ${clustered};
create unique index mce_dispatch_by_dedup_key on mce_dispatch (organization_id, dedup_key);
-- What a lane claims from, those who go first in front. Held and later ones stand behind.
create index mce_dispatch_queued on mce_dispatch (organization_id, account_id, priority, next_at, id)
  where state = 'QUEUED';
create index mce_dispatch_held on mce_dispatch (organization_id, held_by, id)
  where held_by is not null;
create index mce_dispatch_open on mce_dispatch (organization_id, lead_id)
  where state in ('QUEUED', 'SENDING', 'UNKNOWN');
-- One message at a time to one person: order, across all lanes and nodes.
create unique index mce_dispatch_sending on mce_dispatch (organization_id, conversation_id)
  where state = 'SENDING';
create index mce_dispatch_unknown on mce_dispatch (organization_id, account_id, next_at)
  where state = 'UNKNOWN';
create index mce_dispatch_by_campaign on mce_dispatch (organization_id, campaign_id, state, lead_id)
  where campaign_id is not null;

create table mce_dispatch_attempt (
  organization_id ${id} not null,
  dispatch_id ${id} not null,
  number integer not null,
  account_id ${id} not null,
  state text not null,
  remote_id text,
  error_kind text,
  error_code text,
  cost_amount text,
  cost_currency text,
  started_at bigint not null,
  finished_at bigint,
  primary key (organization_id, dispatch_id, number),
  foreign key (organization_id, dispatch_id) references mce_dispatch (organization_id, id)
) ${clustered};
-- Not unique: a carrier that recognizes a repetition answers with the id of the first attempt.
create index mce_dispatch_attempt_by_remote on mce_dispatch_attempt (organization_id, account_id, remote_id)
  where remote_id is not null;

create table mce_pending_receipt (
  organization_id ${id} not null,
  account_id ${id} not null,
  remote_id text not null,
  status text not null,
  error_kind text,
  error_code text,
  detail text,
  at bigint not null,
  primary key (organization_id, account_id, remote_id, status),
  foreign key (organization_id, account_id) references mce_provider_account (organization_id, id)
) ${clustered};

-- One row per account: who works on it, whether it pauses, and the lock under which an answer and a
-- receipt that is faster than it meet.
create table mce_lane (
  organization_id ${id} not null,
  account_id ${id} not null,
  lease_token text,
  turn bigint not null,
  failures integer not null,
  paused_until bigint,
  pause_reason text,
  primary key (organization_id, account_id),
  foreign key (organization_id, account_id) references mce_provider_account (organization_id, id)
) ${clustered};

create table mce_send_gate (
  organization_id ${id} not null,
  gate ${id} not null,
  purpose text not null,
  cancels boolean not null,
  reason text not null,
  since bigint not null,
  primary key (organization_id, gate, purpose),
  foreign key (organization_id) references mce_organization (organization_id)
) ${clustered};

-- Campaigns

create table mce_campaign (
  organization_id ${id} not null,
  id ${id} not null,
  name text not null,
  status text not null,
  audience text not null,
  account_id ${id},
  enrol_after ${id},
  enrolled boolean not null,
  left_out text,
  created_by text not null,
  created_at bigint not null,
  started_at bigint,
  paused_at bigint,
  stepped_at bigint,
  finished_at bigint,
  version bigint not null,
  primary key (organization_id, id),
  foreign key (organization_id) references mce_organization (organization_id)
);

create table mce_campaign_step (
  organization_id ${id} not null,
  campaign_id ${id} not null,
  number integer not null,
  delay_millis bigint not null,
  text text not null,
  primary key (organization_id, campaign_id, number),
  foreign key (organization_id, campaign_id) references mce_campaign (organization_id, id)
);

create table mce_enrolment (
  organization_id ${id} not null,
  campaign_id ${id} not null,
  lead_id ${id} not null,
  next_step integer not null,
  state text not null,
  reason text,
  due_at bigint not null,
  contacted_at bigint,
  replied_at bigint,
  opted_out_at bigint,
  updated_at bigint not null,
  primary key (organization_id, campaign_id, lead_id),
  foreign key (organization_id, campaign_id) references mce_campaign (organization_id, id),
  foreign key (organization_id, lead_id) references mce_lead (organization_id, id)
) ${clustered};
create index mce_enrolment_due on mce_enrolment (organization_id, campaign_id, due_at, lead_id)
  where state = 'ACTIVE';
create index mce_enrolment_by_lead on mce_enrolment (organization_id, lead_id);

-- Workflows

create table mce_workflow (
  organization_id ${id} not null,
  id ${id} not null,
  name text not null,
  active boolean not null,
  trigger_type text not null,
  definition text not null,
  runs_total bigint not null,
  runs_failed bigint not null,
  created_by text not null,
  created_at bigint not null,
  version bigint not null,
  primary key (organization_id, id),
  foreign key (organization_id) references mce_organization (organization_id)
);
create index mce_workflow_by_trigger on mce_workflow (organization_id, trigger_type);

create table mce_workflow_run (
  organization_id ${id} not null,
  id ${id} not null,
  workflow_id ${id} not null,
  event_seq bigint not null,
  lead_id ${id} not null,
  chain text not null,
  state text not null,
  reason text,
  at bigint not null,
  primary key (organization_id, id),
  foreign key (organization_id, workflow_id) references mce_workflow (organization_id, id),
  foreign key (organization_id, lead_id) references mce_lead (organization_id, id)
) ${clustered};
create unique index mce_workflow_run_by_event on mce_workflow_run (organization_id, workflow_id, event_seq);
create index mce_workflow_run_by_time on mce_workflow_run (organization_id, workflow_id, id);
create index mce_workflow_run_by_lead on mce_workflow_run (organization_id, lead_id, at);

-- Notifications and analytics

create table mce_notice (
  organization_id ${id} not null,
  id ${id} not null,
  text_sealed text not null,
  lead_id ${id},
  cause text not null,
  at bigint not null,
  read_at bigint,
  primary key (organization_id, id),
  foreign key (organization_id) references mce_organization (organization_id)
) ${clustered};
create unique index mce_notice_by_cause on mce_notice (organization_id, cause);
create index mce_notice_unread on mce_notice (organization_id, id) where read_at is null;

create table mce_counter (
  organization_id ${id} not null,
  name text not null,
  day text not null,
  value bigint not null,
  primary key (organization_id, name, day),
  foreign key (organization_id) references mce_organization (organization_id)
) ${clustered};

-- What the counters remember of a lead that is not just new: then one without a row.
create table mce_lead_figure (
  organization_id ${id} not null,
  lead_id ${id} not null,
  status text not null,
  stopped text,
  contacted_on text,
  responded boolean not null,
  deleted boolean not null,
  primary key (organization_id, lead_id),
  foreign key (organization_id, lead_id) references mce_lead (organization_id, id)
) ${clustered};
