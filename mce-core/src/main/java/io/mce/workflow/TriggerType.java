package io.mce.workflow;

/** What can start a workflow. */
public enum TriggerType {
  /** A new lead, from any source; not from an import that leaves automations off. */
  LEAD_CREATED,
  /** A lead got another status. */
  LEAD_STATUS_CHANGED,
  /** A lead wrote to us. */
  MESSAGE_RECEIVED
}
