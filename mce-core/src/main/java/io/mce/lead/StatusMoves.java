package io.mce.lead;

import io.mce.kernel.Actor;
import io.mce.kernel.MceException;
import io.mce.spi.Internal;

/**
 * A higher feature's say in changes of status. Each binds one. Thread-safe; all run inside the
 * transaction of the change.
 */
@Internal
public interface StatusMoves {

  /**
   * Refuses a change that a person is about to make.
   *
   * @throws MceException APPROVAL_NEEDED when their role may not make it
   */
  void requireAllowed(Actor actor, LeadStatus from, LeadStatus to);

  /** Hears of a change that was made, by whomever. */
  void made(Actor actor, LeadId leadId, LeadStatus to);
}
