package io.mce.lead;

import java.util.Optional;

/**
 * Whether campaigns and workflows may write to a lead, and why not.
 *
 * @param reason why it is not active; empty when it is
 */
public record Automation(AutomationState state, Optional<AutomationReason> reason) {

  /** What every lead starts with. */
  public static final Automation ACTIVE = new Automation(AutomationState.ACTIVE, Optional.empty());

  /** Refuses a reason for being active and the lack of one for not being so. */
  public Automation {
    if ((state == AutomationState.ACTIVE) == reason.isPresent()) {
      throw new IllegalArgumentException("automation " + state + " with reason " + reason);
    }
  }

  /** Not for now, for this reason. */
  public static Automation paused(AutomationReason reason) {
    return new Automation(AutomationState.PAUSED, Optional.of(reason));
  }

  /** Not until the lead consents again. */
  public static Automation optedOut() {
    return new Automation(AutomationState.OPTED_OUT, Optional.of(AutomationReason.OPTED_OUT));
  }

  /** Tells whether campaigns and workflows may write. */
  public boolean isActive() {
    return state == AutomationState.ACTIVE;
  }
}
