package io.mce.channel;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Transaction;
import io.mce.provider.AccountId;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;

/**
 * What the answers of carriers do to the rows of dispatches. The number of the attempt fences: an
 * answer to an attempt that is not the newest any more changes nothing.
 */
final class ResultStore {

  private final Database database;

  @Inject
  ResultStore(Database database) {
    this.database = database;
  }

  /**
   * Marks dispatches as taken over by the carrier, whatever less was known of them.
   *
   * @return for each whether it moved; it did not where a receipt was faster or a newer attempt is
   *     under way
   */
  boolean[] accept(OrganizationId organizationId, List<StoredDispatch> taken, Instant now) {
    boolean[] moved = new boolean[taken.size()];
    database.runInOrganization(
        organizationId,
        transaction -> {
          Transaction.Batch batch =
              transaction.batch(
                  """
                  update mce_dispatch
                  set state = 'ACCEPTED', state_at = :now, reason = null, detail = null,
                    held_by = null, lease_until = null, lease_token = null
                  where organization_id = :organizationId and id = :id and attempts = :attempt
                    and state in ('QUEUED', 'SENDING', 'UNKNOWN', 'CANCELLED')
                  """);
          for (StoredDispatch dispatch : taken) {
            batch
                .bind("id", dispatch.id())
                .bind("attempt", dispatch.attempts())
                .bind("now", now)
                .add();
          }
          int[] counts = batch.execute();
          for (int i = 0; i < counts.length; i++) {
            moved[i] = counts[i] == 1;
          }
        });
    return moved;
  }

  /**
   * Queues a dispatch again, that surely was not sent; false when more is known by now. One whose
   * person was erased meanwhile is cancelled: nothing is left that could be sent.
   */
  boolean requeue(
      OrganizationId organizationId,
      StoredDispatch dispatch,
      Route route,
      int failures,
      Outcome.Failed why,
      Instant nextAt,
      Instant now) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_dispatch
                        set state = case when content_sealed = '' then 'CANCELLED' else 'QUEUED' end,
                          account_id = :accountId, channel = :channel,
                          failures = :failures, reason = :reason,
                          detail = case when content_sealed = '' then null else :detail end,
                          next_at = :nextAt, state_at = :now, lease_until = null,
                          lease_token = null
                        where organization_id = :organizationId and id = :id
                          and attempts = :attempt and state in ('SENDING', 'UNKNOWN')
                        """)
                    .bind("id", dispatch.id())
                    .bind("attempt", dispatch.attempts())
                    .bind("accountId", route.account())
                    .bind("channel", route.channel())
                    .bind("failures", failures)
                    .bind("reason", why.kind().name())
                    .bind("detail", why.message())
                    .bind("nextAt", nextAt)
                    .bind("now", now)
                    .execute()
                == 1);
  }

  /** Marks a dispatch as of unknown outcome; false when more is known by now. */
  boolean doubt(
      OrganizationId organizationId,
      StoredDispatch dispatch,
      Outcome.Failed why,
      Instant askAt,
      Instant unknownUntil,
      Instant now) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_dispatch
                        set state = 'UNKNOWN', reason = :reason,
                          detail = case when content_sealed = '' then null else :detail end,
                          next_at = :askAt, unknown_until = :unknownUntil, state_at = :now,
                          lease_until = null, lease_token = null
                        where organization_id = :organizationId and id = :id
                          and attempts = :attempt and state = 'SENDING'
                        """)
                    .bind("id", dispatch.id())
                    .bind("attempt", dispatch.attempts())
                    .bind("reason", why.kind().name())
                    .bind("detail", why.message())
                    .bind("askAt", askAt)
                    .bind("unknownUntil", unknownUntil)
                    .bind("now", now)
                    .execute()
                == 1);
  }

  /** Gives a dispatch up; false when more is known by now. */
  boolean fail(
      OrganizationId organizationId, StoredDispatch dispatch, Outcome.Failed why, Instant now) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_dispatch
                        set state = 'FAILED', reason = :reason,
                          detail = case when content_sealed = '' then null else :detail end,
                          state_at = :now, lease_until = null, lease_token = null
                        where organization_id = :organizationId and id = :id
                          and attempts = :attempt and state in ('SENDING', 'UNKNOWN')
                        """)
                    .bind("id", dispatch.id())
                    .bind("attempt", dispatch.attempts())
                    .bind("reason", why.kind().name())
                    .bind("detail", why.message())
                    .bind("now", now)
                    .execute()
                == 1);
  }

  /** By which account a dispatch goes. */
  record Route(AccountId account, String channel) {

    static Route of(StoredDispatch dispatch) {
      return new Route(dispatch.account(), dispatch.channel());
    }
  }
}
