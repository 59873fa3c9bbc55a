package io.mce.channel;

import io.mce.job.DueWork;
import io.mce.kernel.Actor;
import io.mce.kernel.Cursor;
import io.mce.kernel.IdGenerator;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Permission;
import io.mce.persistence.Database;
import io.mce.spi.Internal;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * The messages on their way out. What is put in here with the commit of a transaction is sent, or
 * its failure is told; never twice for one reason as far as that can be prevented. Thread-safe.
 */
public final class Outbox {

  private final Database database;
  private final DispatchStore dispatches;
  private final SendCountStore counts;
  private final DispatchContent content;
  private final RecipientZones zones;
  private final DueWork dueWork;
  private final Clock clock;
  private final IdGenerator ids;

  @Inject
  Outbox(
      Database database,
      DispatchStore dispatches,
      SendCountStore counts,
      DispatchContent content,
      RecipientZones zones,
      DueWork dueWork,
      Clock clock,
      IdGenerator ids) {
    this.database = database;
    this.dispatches = dispatches;
    this.counts = counts;
    this.content = content;
    this.zones = zones;
    this.dueWork = dueWork;
    this.clock = clock;
    this.ids = ids;
  }

  /** Puts one message in, with the commit of the open transaction; see {@link #enqueueAll}. */
  @Internal
  public Enqueued enqueue(Actor actor, DispatchRequest request) {
    return enqueueAll(actor, List.of(request)).getFirst();
  }

  /**
   * Puts messages in, with the commit of the open transaction. A request whose dedup key is known
   * adds nothing and gets the dispatch that is there, also when two nodes ask at the same time.
   *
   * @return one answer for each request, in their order
   */
  @Internal
  public List<Enqueued> enqueueAll(Actor actor, List<DispatchRequest> requests) {
    actor.require(Permission.MESSAGE_SEND);
    return database.inOrganization(
        actor.organizationId(), transaction -> enqueue(actor.organizationId(), requests));
  }

  /**
   * Gives what was and will be sent in some conversations to another lead, whose gate it passes
   * from now on.
   */
  @Internal
  public void reassign(
      OrganizationId organizationId, Collection<UUID> conversationIds, UUID from, UUID into) {
    if (!conversationIds.isEmpty()) {
      dispatches.reassign(organizationId, conversationIds, from, into);
      counts.join(organizationId, from, into);
    }
  }

  private List<Enqueued> enqueue(OrganizationId organizationId, List<DispatchRequest> requests) {
    Map<String, DispatchRequest> wanted = new LinkedHashMap<>();
    requests.forEach(request -> wanted.putIfAbsent(request.dedupKey(), request));
    Map<String, DispatchStore.Existing> known =
        dispatches.findByKeys(organizationId, wanted.keySet());
    Instant now = clock.instant();
    Map<String, DispatchId> added = new LinkedHashMap<>();
    List<DispatchStore.NewDispatch> rows = new ArrayList<>();
    for (DispatchRequest request : wanted.values()) {
      if (!known.containsKey(request.dedupKey())) {
        DispatchId id = new DispatchId(ids.next());
        added.put(request.dedupKey(), id);
        rows.add(newDispatch(organizationId, id, request, now));
      }
    }
    if (!dispatches.insert(organizationId, rows, now)) {
      // Another transaction came first with one of the keys, and has committed.
      known = dispatches.findByKeys(organizationId, wanted.keySet());
    }
    for (DispatchStore.NewDispatch row : rows) {
      dueWork.schedule(
          organizationId, OutboxWorker.KIND, row.request().account().toString(), row.dueAt());
    }
    return answers(requests, known, added);
  }

  private DispatchStore.NewDispatch newDispatch(
      OrganizationId organizationId, DispatchId id, DispatchRequest request, Instant now) {
    return new DispatchStore.NewDispatch(
        id,
        request,
        content.seal(organizationId, id, request.to(), request.content()),
        zones.region(request.to()),
        request.notBefore().filter(now::isBefore).orElse(now));
  }

  private static List<Enqueued> answers(
      List<DispatchRequest> requests,
      Map<String, DispatchStore.Existing> known,
      Map<String, DispatchId> added) {
    List<Enqueued> answers = new ArrayList<>();
    Map<String, Enqueued> first = new LinkedHashMap<>();
    for (DispatchRequest request : requests) {
      String key = request.dedupKey();
      DispatchStore.Existing existing = known.get(key);
      DispatchId mine = added.get(key);
      Enqueued earlier = first.get(key);
      Enqueued answer;
      if (earlier != null) {
        answer = new Enqueued(earlier.dispatchId(), earlier.messageId(), true);
      } else if (existing != null && !existing.id().equals(mine)) {
        answer = new Enqueued(existing.id(), existing.messageId(), true);
      } else if (mine == null) {
        throw new IllegalStateException("a dispatch was neither added nor there before");
      } else {
        answer = new Enqueued(Objects.requireNonNull(mine), request.messageId(), false);
      }
      first.putIfAbsent(key, answer);
      answers.add(answer);
    }
    return answers;
  }

  /** Counts the dispatches of a campaign by state. */
  @Internal
  public Map<DispatchState, Long> stats(OrganizationId organizationId, UUID campaignId) {
    return dispatches.countByState(organizationId, campaignId);
  }

  /**
   * Counts the people a campaign has dispatches for, each once, by how far the best of them came: a
   * message with a carrier counts more than an unknown one, that more than one that waits, that
   * more than a failed one, that more than a cancelled one.
   */
  @Internal
  public Map<DispatchState, Long> people(OrganizationId organizationId, UUID campaignId) {
    return dispatches.countPeople(organizationId, campaignId);
  }

  /** Returns how far each of these people was reached, counted as in {@link #people}. */
  @Internal
  public Map<UUID, DispatchState> reached(
      OrganizationId organizationId, UUID campaignId, Collection<UUID> leadIds) {
    return dispatches.reached(organizationId, campaignId, leadIds);
  }

  /** Returns one dispatch; NOT_FOUND when the actor's organization has none of this id. */
  public Dispatch get(Actor actor, DispatchId id) {
    actor.require(Permission.CONVERSATION_READ);
    return dispatches
        .find(actor.organizationId(), id)
        .map(StoredDispatch::view)
        .orElseThrow(() -> MceException.notFound("dispatch"));
  }

  /** Returns every dispatch of which we do not know whether a carrier has it, oldest first. */
  public Page<Dispatch> unknown(Actor actor, PageRequest page) {
    actor.require(Permission.CONVERSATION_READ);
    String after = page.cursor(1).map(cursor -> cursor.idAt(0)).orElse("");
    List<Dispatch> rows =
        dispatches.unknown(actor.organizationId(), after, page.limit() + 1).stream()
            .map(StoredDispatch::view)
            .toList();
    return Page.of(rows, page.limit(), dispatch -> Cursor.of(dispatch.id()));
  }
}
