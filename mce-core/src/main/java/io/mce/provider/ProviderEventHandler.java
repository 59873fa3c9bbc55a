package io.mce.provider;

import io.mce.kernel.OrganizationId;
import io.mce.spi.ProviderEvent;

/**
 * Takes over what a remote brought. Bound by the feature that owns the matter; every handler that
 * handles an event gets it.
 */
public interface ProviderEventHandler {

  /** Tells whether this event is of interest. Looks at its kind only; no I/O. */
  boolean handles(ProviderEvent event);

  /**
   * Handles an event inside an open transaction of the organization, which also marks the event as
   * done: its effect happens exactly once. Must not call a remote. Throwing anything rolls back;
   * the event is tried again with growing pauses and given up, visibly, after {@value
   * ReceivedEvents#MAX_ATTEMPTS} attempts, while others go on.
   */
  void handle(OrganizationId organizationId, AccountId accountId, ProviderEvent event);
}
