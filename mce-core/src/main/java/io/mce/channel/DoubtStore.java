package io.mce.channel;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import jakarta.inject.Inject;
import java.time.Instant;

/**
 * What people decide about dispatches of unknown outcome. Each statement looks for itself whether
 * the outcome is still unknown, and of the attempt that the person saw: of two who settle the same
 * doubt, people or the {@link Reconciler}, one does, and the other hears that it was.
 */
final class DoubtStore {

  private final Database database;

  @Inject
  DoubtStore(Database database) {
    this.database = database;
  }

  /** Makes the carrier be asked now; false when there is no such doubt, or nothing to ask about. */
  boolean ask(OrganizationId organizationId, Doubt doubt, Instant now) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_dispatch set next_at = :now
                        where organization_id = :organizationId and id = :id
                          and state = 'UNKNOWN' and attempts = :attempt and content_sealed <> ''
                        """)
                    .bind("id", doubt.dispatchId())
                    .bind("attempt", doubt.attempt())
                    .bind("now", now)
                    .execute()
                == 1);
  }

  /** Takes a message for sent; false when there is no such doubt. */
  boolean arrived(OrganizationId organizationId, Doubt doubt, String reason, Instant now) {
    return end(organizationId, doubt, DispatchState.SENT, reason, now);
  }

  /** Takes a message for failed; false when there is no such doubt. */
  boolean giveUp(OrganizationId organizationId, Doubt doubt, String reason, Instant now) {
    return end(organizationId, doubt, DispatchState.FAILED, reason, now);
  }

  private boolean end(
      OrganizationId organizationId, Doubt doubt, DispatchState to, String reason, Instant now) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_dispatch
                        set state = :to, reason = :reason, detail = null, state_at = :now,
                          held_by = null, repeat_until = null
                        where organization_id = :organizationId and id = :id
                          and state = 'UNKNOWN' and attempts = :attempt
                        """)
                    .bind("id", doubt.dispatchId())
                    .bind("attempt", doubt.attempt())
                    .bind("to", to.name())
                    .bind("reason", reason)
                    .bind("now", now)
                    .execute()
                == 1);
  }

  /**
   * Queues a message again as if it were new, with all its patience; false when there is no such
   * doubt, or nothing left to send.
   */
  boolean sendAgain(OrganizationId organizationId, Doubt doubt, Instant now) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_dispatch
                        set state = 'QUEUED', failures = 0, due_at = :now, next_at = :now,
                          repeat_until = null, state_at = :now, reason = null, detail = null
                        where organization_id = :organizationId and id = :id
                          and state = 'UNKNOWN' and attempts = :attempt and content_sealed <> ''
                        """)
                    .bind("id", doubt.dispatchId())
                    .bind("attempt", doubt.attempt())
                    .bind("now", now)
                    .execute()
                == 1);
  }
}
