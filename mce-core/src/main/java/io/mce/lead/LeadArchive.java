package io.mce.lead;

import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.Cursor;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Permission;
import io.mce.persistence.Database;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Deleted leads, for 30 days; then a job removes for good what is personal of them. Thread-safe;
 * each command is one transaction and joins an open one.
 */
public final class LeadArchive {

  /** How long a deleted lead can be brought back. */
  public static final Duration KEPT = Duration.ofDays(30);

  /** After every id, in the order of ids. */
  private static final String LAST_ID = "~";

  private static final Instant LAST_TIME = Instant.ofEpochMilli(Long.MAX_VALUE);

  private final Database database;
  private final ArchiveStore store;
  private final LeadStore leads;
  private final Events events;
  private final Clock clock;

  @Inject
  LeadArchive(Database database, ArchiveStore store, LeadStore leads, Events events, Clock clock) {
    this.database = database;
    this.store = store;
    this.leads = leads;
    this.events = events;
    this.clock = clock;
  }

  /** Returns what was deleted, newest first. */
  public Page<ArchivedLead> list(Actor actor, PageRequest request) {
    actor.require(Permission.LEAD_ARCHIVE);
    OrganizationId organizationId = actor.organizationId();
    Optional<Cursor> cursor = request.cursor(2);
    Instant beforeAt = cursor.map(each -> Instant.ofEpochMilli(each.longAt(0))).orElse(LAST_TIME);
    String beforeId = cursor.map(each -> each.idAt(1)).orElse(LAST_ID);
    return database.read(
        organizationId,
        transaction -> {
          Page<ArchiveStore.Archived> rows =
              Page.of(
                  store.page(organizationId, beforeAt, beforeId, request.limit() + 1),
                  request.limit(),
                  each -> Cursor.of(each.deletedAt().toEpochMilli(), each.row().id()));
          Map<LeadId, Lead> complete =
              leads
                  .complete(
                      organizationId,
                      rows.items().stream().map(ArchiveStore.Archived::row).toList())
                  .stream()
                  .collect(Collectors.toMap(Lead::id, lead -> lead));
          return rows.map(each ->
              new ArchivedLead(
                  Objects.requireNonNull(complete.get(each.row().id())),
                  each.deletedAt(),
                  each.deletedBy(),
                  each.deletedAt().plus(KEPT)));
        });
  }

  /**
   * Brings a deleted lead back. Who may see the archive brings back any; who may delete leads what
   * they deleted themselves. What was cancelled when it was deleted stays so.
   *
   * @throws MceException NOT_FOUND when there is nothing to bring back; FORBIDDEN when the actor
   *     did not delete it and may not see the archive
   */
  public void restore(Actor actor, LeadId leadId) {
    if (restoreAll(actor, List.of(leadId)).getFirst().result() != LeadOutcome.Result.DONE) {
      // Who may not see the archive does not learn what is in it.
      actor.require(Permission.LEAD_ARCHIVE);
      throw MceException.notFound("deleted lead");
    }
  }

  /**
   * Brings many leads back in one transaction; see {@link #restore}.
   *
   * @param leadIds at most {@value LeadDeletion#MOST}
   * @return what became of each, in their order
   */
  public List<LeadOutcome> restoreAll(Actor actor, List<LeadId> leadIds) {
    Optional<String> deletedBy = Optional.empty();
    if (!actor.permissions().contains(Permission.LEAD_ARCHIVE)) {
      actor.require(Permission.LEAD_DELETE);
      deletedBy = Optional.of(LeadDeletion.who(actor));
    }
    Optional<String> onlyBy = deletedBy;
    LeadDeletion.requireFew(leadIds);
    Map<LeadId, LeadOutcome> outcomes = new HashMap<>();
    return database.inOrganization(
        actor.organizationId(),
        transaction -> {
          outcomes.clear();
          for (LeadId leadId : LeadDeletion.inOneOrder(leadIds)) {
            outcomes.put(leadId, restore(actor, leadId, onlyBy));
          }
          return LeadDeletion.inOrderOf(leadIds, outcomes);
        });
  }

  private LeadOutcome restore(Actor actor, LeadId leadId, Optional<String> onlyBy) {
    if (!store.restore(actor.organizationId(), leadId, onlyBy, clock.instant())) {
      return LeadOutcome.notFound(leadId);
    }
    events.append(actor, new LeadRestored(leadId));
    return LeadOutcome.done(leadId);
  }
}
