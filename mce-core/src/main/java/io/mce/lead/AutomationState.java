package io.mce.lead;

/** Whether campaigns and workflows may write to a lead. */
public enum AutomationState {
  /** They may. */
  ACTIVE,
  /** Not for now; can be resumed. */
  PAUSED,
  /** The lead does not want to hear from us; ends only when the lead consents again. */
  OPTED_OUT
}
