package io.mce.lead;

/** Why an address may be written to again. */
public enum LiftReason {
  /** The person gave their consent anew. The only one that takes back what they asked for. */
  CONSENT_GIVEN_ANEW,
  /** The address was put on the list by mistake. */
  MISTAKE,
  /** Somebody else has the address now. */
  NEW_OWNER
}
