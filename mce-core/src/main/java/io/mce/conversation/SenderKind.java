package io.mce.conversation;

/** What sort of sender a message has. */
public enum SenderKind {
  /** A person of the organization. */
  HUMAN,
  /** A step of a campaign. */
  CAMPAIGN,
  /** An action of a workflow. */
  WORKFLOW,
  /** The engine: the confirmation of an opt-out. */
  SYSTEM,
  /** A person of the organization, on the phone of the account and not here. */
  PHONE,
  /** The lead. */
  LEAD
}
