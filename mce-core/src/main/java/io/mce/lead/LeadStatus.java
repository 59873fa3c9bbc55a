package io.mce.lead;

/** How far a lead is, as a person or a workflow judges it. */
public enum LeadStatus {
  NEW,
  CONTACTED,
  QUALIFIED,
  NOT_INTERESTED,
  CONVERTED,
  LOST
}
