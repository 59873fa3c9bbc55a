package io.mce.ingestion;

import io.mce.event.Events;
import io.mce.ingestion.ImportStore.Order;
import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.lead.LeadId;
import io.mce.lead.LeadUndo;
import io.mce.persistence.Database;
import io.mce.scoring.Scoring;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/** Takes back what an import did, a few hundred leads per transaction. */
final class ImportUndoing {

  private static final int LEADS_PER_STEP = 200;
  private static final int MERGES_PER_STEP = 20;

  /** Behind every id: all leads that the import created were looked at. */
  private static final String ALL_CREATED = "~";

  /** Clocks of nodes differ; no lead of an import is older than this before it. */
  private static final Duration CLOCKS_APART = Duration.ofHours(1);

  private final Database database;
  private final ImportStore store;
  private final LeadUndo leads;
  private final Scoring scoring;
  private final Events events;

  @Inject
  ImportUndoing(
      Database database, ImportStore store, LeadUndo leads, Scoring scoring, Events events) {
    this.database = database;
    this.store = store;
    this.leads = leads;
    this.scoring = scoring;
    this.events = events;
  }

  /** Does the next step; false when it was the last. */
  boolean step(Actor actor, ImportId importId) {
    OrganizationId organizationId = actor.organizationId();
    return database.inOrganization(
        organizationId,
        transaction -> {
          Order order = store.findOrder(organizationId, importId).orElseThrow();
          if (order.stored().status() != ImportStatus.UNDOING) {
            return false;
          }
          if (order.undoAfter().isEmpty() && takeApart(actor, importId)) {
            return true;
          }
          String after = order.undoAfter().orElseGet(() -> firstIdAt(order.stored().createdAt()));
          return after.equals(ALL_CREATED) ? restore(actor, order) : remove(actor, importId, after);
        });
  }

  /** Takes some merges apart; false when there was none. */
  private boolean takeApart(Actor actor, ImportId importId) {
    Set<LeadId> restored = new LinkedHashSet<>();
    int kept = 0;
    LeadUndo.Step step = leads.takeApart(actor, importId.value());
    boolean found = step.last().isPresent();
    for (int i = 1; step.last().isPresent(); i++) {
      restored.addAll(step.restored());
      kept += step.kept();
      if (i == MERGES_PER_STEP) {
        break;
      }
      step = leads.takeApart(actor, importId.value());
    }
    if (kept > 0) {
      store.undoneMerges(actor.organizationId(), importId, kept);
    }
    if (!restored.isEmpty()) {
      scoring.scoreAll(actor, restored);
    }
    return found;
  }

  private boolean remove(Actor actor, ImportId importId, String after) {
    LeadUndo.Step step = leads.removeCreated(actor, importId.value(), after, LEADS_PER_STEP);
    store.undone(
        actor.organizationId(),
        importId,
        step.last().map(Object::toString).orElse(ALL_CREATED),
        step.removed(),
        0,
        step.kept());
    return true;
  }

  private boolean restore(Actor actor, Order order) {
    ImportId importId = order.stored().id();
    LeadUndo.Step step = leads.restoreChanged(actor, importId.value(), LEADS_PER_STEP);
    store.undone(
        actor.organizationId(), importId, ALL_CREATED, 0, step.restored().size(), step.kept());
    if (!step.restored().isEmpty()) {
      scoring.scoreAll(actor, step.restored());
    }
    if (step.last().isPresent()) {
      return true;
    }
    ImportStatus then = order.undoThen().orElse(ImportStatus.UNDONE);
    store.changeStatus(actor.organizationId(), importId, ImportStatus.UNDOING, then);
    events.append(actor, new ImportStatusChanged(importId, ImportStatus.UNDOING, then));
    return false;
  }

  /** Ids of leads begin with the time of their making. */
  private static String firstIdAt(Instant createdAt) {
    long millis = createdAt.minus(CLOCKS_APART).toEpochMilli();
    return new UUID(Math.max(0, millis) << 16, 0).toString();
  }
}
