package io.mce.lead;

/** Why automation is not active for a lead. */
public enum AutomationReason {
  /** The lead answered. */
  REPLIED,
  /** A person took the conversation over. */
  HUMAN_TAKEOVER,
  /** Someone switched it off. */
  MANUAL,
  /** The lead opted out. */
  OPTED_OUT
}
