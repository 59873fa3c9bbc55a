package io.mce.lead;

import io.mce.event.Events;
import io.mce.job.DueWork;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Leads that may be one person, for people to decide about: by {@link LeadMerges#merge} that they
 * are, here that they are not. They are found when leads are captured or edited, a moment later.
 * Thread-safe; each command is one transaction and joins an open one.
 */
public final class MergeSuggestions {

  /** After every id, in the order of ids. */
  private static final String LAST_ID = "~";

  private final Database database;
  private final SuggestionStore store;
  private final LeadStore leads;
  private final DueWork dueWork;
  private final Events events;
  private final Clock clock;

  @Inject
  MergeSuggestions(
      Database database,
      SuggestionStore store,
      LeadStore leads,
      DueWork dueWork,
      Events events,
      Clock clock) {
    this.database = database;
    this.store = store;
    this.leads = leads;
    this.dueWork = dueWork;
    this.events = events;
    this.clock = clock;
  }

  /** Returns what nobody has decided about yet, newest first. */
  public Page<MergeSuggestion> list(Actor actor, PageRequest request) {
    actor.require(Permission.LEAD_READ);
    OrganizationId organizationId = actor.organizationId();
    String before = request.cursor(1).map(cursor -> cursor.idAt(0)).orElse(LAST_ID);
    return database.read(
        organizationId,
        transaction -> {
          Page<SuggestionStore.Stored> rows =
              Page.of(
                  store.open(organizationId, before, request.limit() + 1),
                  request.limit(),
                  each -> Cursor.of(each.id()));
          List<LeadId> ids =
              rows.items().stream()
                  .flatMap(each -> Stream.of(each.found().first(), each.found().second()))
                  .distinct()
                  .toList();
          Map<LeadId, Lead> known = leads.findAll(organizationId, ids);
          return rows.map(each ->
              new MergeSuggestion(
                  each.id(),
                  Objects.requireNonNull(known.get(each.found().first())),
                  Objects.requireNonNull(known.get(each.found().second())),
                  each.found().reason(),
                  each.found().likeness(),
                  each.createdAt()));
        });
  }

  /**
   * Notes that two leads are not one person: they are never suggested again.
   *
   * @throws MceException NOT_FOUND when there is no such suggestion, or somebody decided before
   */
  public void dismiss(Actor actor, MergeSuggestionId id) {
    actor.require(Permission.LEAD_WRITE);
    database.runInOrganization(
        actor.organizationId(),
        transaction -> {
          SuggestionStore.Stored stored =
              store
                  .dismiss(actor.organizationId(), id, LeadDeletion.who(actor), clock.instant())
                  .orElseThrow(() -> MceException.notFound("suggestion"));
          events.append(
              actor, new SuggestionDismissed(stored.found().first(), stored.found().second()));
        });
  }

  /** Has all leads looked through in the background. Asked again meanwhile, it begins anew. */
  public void scan(Actor actor) {
    actor.require(Permission.LEAD_WRITE);
    database.runInOrganization(
        actor.organizationId(),
        transaction -> {
          dueWork.schedule(actor.organizationId(), SuggestionFinder.KIND, "", clock.instant());
          events.append(actor, new SuggestionScanStarted(actor.organizationId()));
        });
  }
}
