package io.mce.portals;

/** What happens to the leads that a portal has when it is connected. */
public enum ExistingLeads {
  /** Those of the last days, as far back as the portal gives them, are taken. */
  IMPORT,
  /** Only what comes from now on is taken. */
  SKIP
}
