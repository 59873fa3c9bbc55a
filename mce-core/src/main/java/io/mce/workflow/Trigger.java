package io.mce.workflow;

import io.mce.lead.LeadStatus;
import java.util.Optional;

/**
 * When a workflow starts.
 *
 * @param status only for LEAD_STATUS_CHANGED: the new status it waits for; empty for any
 */
public record Trigger(TriggerType type, Optional<LeadStatus> status) {

  /** Starts on every event of this type. */
  public static Trigger on(TriggerType type) {
    return new Trigger(type, Optional.empty());
  }

  /** Starts when a lead gets this status. */
  public static Trigger onStatus(LeadStatus status) {
    return new Trigger(TriggerType.LEAD_STATUS_CHANGED, Optional.of(status));
  }

  boolean accepts(Optional<LeadStatus> newStatus) {
    return status.isEmpty() || status.equals(newStatus);
  }
}
