package io.mce.campaign;

/** Where a campaign is in its life. */
public enum CampaignStatus {
  /** Being written; nobody is enrolled. */
  DRAFT,
  /** Enrolling, sending, or waiting for the next step to fall due. */
  RUNNING,
  /** Held by a person; nothing is sent and no time passes for its steps. */
  PAUSED,
  /** Everyone has had their last step, or dropped out, and nothing waits to be sent. */
  COMPLETED,
  /** Stopped for good by a person; what had not been sent never is. */
  CANCELLED;

  /** Tells whether nothing can change this any more. */
  public boolean isFinal() {
    return this == COMPLETED || this == CANCELLED;
  }
}
