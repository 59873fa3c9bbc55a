package io.mce.bulk;

import io.mce.bulk.BulkItemStore.Item;
import io.mce.bulk.BulkItemStore.Settled;
import io.mce.bulk.BulkItemStore.State;
import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Changes some leads and counts them, in one transaction. */
final class BulkChunk {

  /** How many leads a transaction changes. */
  static final int LEADS = 200;

  private final Database database;
  private final BulkStore store;
  private final BulkItemStore items;
  private final Changing changing;
  private final TakingBack takingBack;
  private final Events events;
  private final BulkProbe probe;
  private final Clock clock;

  @Inject
  BulkChunk(
      Database database,
      BulkStore store,
      BulkItemStore items,
      Changing changing,
      TakingBack takingBack,
      Events events,
      BulkProbe probe,
      Clock clock) {
    this.database = database;
    this.store = store;
    this.items = items;
    this.changing = changing;
    this.takingBack = takingBack;
    this.events = events;
    this.probe = probe;
    this.clock = clock;
  }

  /** Somebody cancelled the change, or another worker has it; nothing was stored. */
  static final class HaltedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HaltedException(BulkChangeId id) {
      super("bulk change " + id + " is not to go on");
    }
  }

  /**
   * Changes the next leads.
   *
   * @return false when these were the last
   * @throws HaltedException when the change is not to go on
   */
  boolean step(Actor actor, BulkChangeId id) {
    Instant began = clock.instant();
    OrganizationId organizationId = actor.organizationId();
    return database.inOrganization(
        organizationId,
        transaction -> {
          BulkChange before = store.find(organizationId, id).orElseThrow();
          if (before.status() != BulkStatus.RUNNING) {
            throw new HaltedException(id);
          }
          List<Item> next = items.from(organizationId, id, before.counts().processed(), LEADS);
          if (next.isEmpty()) {
            end(actor, before, BulkStatus.COMPLETED, Optional.empty());
            return false;
          }
          List<Settled> settled =
              before.action() instanceof BulkAction.TakeBack undo
                  ? takingBack.takeBack(actor, undo.of(), next)
                  : changing.change(actor, before.action(), next);
          items.settle(organizationId, id, settled);
          BulkChange after =
              before.with(
                  before
                      .counts()
                      .plus(
                          count(settled, State.DONE),
                          count(settled, State.UNCHANGED),
                          count(settled, State.FAILED)),
                  Duration.between(began, clock.instant()));
          probe.beforeChunkStored(before);
          if (!store.advance(organizationId, before, after)) {
            throw new HaltedException(id);
          }
          events.append(actor, BulkProgressed.of(after));
          return true;
        });
  }

  private static long count(List<Settled> settled, State state) {
    return settled.stream().filter(each -> each.state() == state).count();
  }

  /** Ends a change as it is counted; what had ended stays as it is. */
  boolean end(Actor actor, BulkChange change, BulkStatus status, Optional<String> failure) {
    return database.inOrganization(
        actor.organizationId(),
        transaction -> {
          boolean ended =
              store.finish(actor.organizationId(), change.id(), status, failure, clock.instant());
          if (ended) {
            events.append(actor, BulkEnded.of(change, status));
          }
          return ended;
        });
  }
}
