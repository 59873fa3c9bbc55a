package io.mce.bulk;

import io.mce.bulk.BulkAction.ChangeTags;
import io.mce.bulk.BulkItemStore.Failed;
import io.mce.bulk.BulkStore.Order;
import io.mce.event.Events;
import io.mce.job.DueWork;
import io.mce.kernel.Actor;
import io.mce.kernel.IdGenerator;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Permission;
import io.mce.lead.LeadId;
import io.mce.lead.LeadMark;
import io.mce.lead.LeadSort;
import io.mce.lead.Leads;
import io.mce.organization.MemberId;
import io.mce.organization.Members;
import io.mce.persistence.Database;
import io.mce.project.Projects;
import io.mce.segment.Segments;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Changes of very many leads. The leads are fixed when a change starts and changed in the
 * background, {@value BulkChunk#LEADS} per transaction together with the count of what became of
 * them; so a crash neither leaves one out nor changes one twice. Each is changed by the command for
 * one lead, with what whoever started it may do, and one that cannot be changed does not keep the
 * others. Thread-safe; blocks on the database.
 */
public final class BulkChanges {

  private static final int IDS_AT_A_TIME = 500;
  private static final int MOST_TAGS = 50;
  private static final int LONGEST_WORD = 100;
  private static final int LONGEST_COMPANY = 200;
  private static final int LONGEST_VALUE = 2_000;

  private final Database database;
  private final BulkStore store;
  private final BulkItemStore items;
  private final BulkChunk chunk;
  private final Leads leads;
  private final Segments segments;
  private final Members members;
  private final Projects projects;
  private final DueWork dueWork;
  private final Events events;
  private final IdGenerator ids;
  private final Clock clock;

  @Inject
  BulkChanges(
      Database database,
      BulkStore store,
      BulkItemStore items,
      BulkChunk chunk,
      Leads leads,
      Segments segments,
      Members members,
      Projects projects,
      DueWork dueWork,
      Events events,
      IdGenerator ids,
      Clock clock) {
    this.database = database;
    this.store = store;
    this.items = items;
    this.chunk = chunk;
    this.leads = leads;
    this.segments = segments;
    this.members = members;
    this.projects = projects;
    this.dueWork = dueWork;
    this.events = events;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Starts a change.
   *
   * @throws MceException INVALID when the action cannot be done to any lead, or the conditions ask
   *     for an owner or a custom field that is not there; NOT_FOUND when one of the leads that are
   *     named has never been there
   */
  public BulkChange start(Actor actor, BulkTarget target, BulkAction action) {
    requireAllowed(actor, action);
    requireSensible(actor.organizationId(), action);
    return database.inOrganization(
        actor.organizationId(),
        transaction ->
            switch (target) {
              case BulkTarget.Chosen chosen -> chosen(actor, chosen.leadIds(), action);
              case BulkTarget.Matching matching -> {
                matching.where().ifPresent(where -> segments.requireKnown(actor, where));
                yield inserted(actor, action, BulkStatus.COLLECTING, 0, Optional.of(matching));
              }
            });
  }

  private BulkChange chosen(Actor actor, List<LeadId> leadIds, BulkAction action) {
    BulkChange started =
        inserted(actor, action, BulkStatus.RUNNING, leadIds.size(), Optional.empty());
    for (int from = 0; from < leadIds.size(); from += IDS_AT_A_TIME) {
      List<LeadId> some = leadIds.subList(from, Math.min(leadIds.size(), from + IDS_AT_A_TIME));
      Map<LeadId, LeadMark> marks = leads.marks(actor.organizationId(), some);
      if (marks.size() < some.size()) {
        throw MceException.notFound("lead");
      }
      items.insertAll(
          actor.organizationId(), started.id(), from, some.stream().map(marks::get).toList());
    }
    return started;
  }

  private BulkChange inserted(
      Actor actor,
      BulkAction action,
      BulkStatus status,
      long total,
      Optional<BulkTarget.Matching> matching) {
    BulkChange started =
        new BulkChange(
            new BulkChangeId(ids.next()),
            action,
            status,
            new BulkCounts(total, 0, 0, 0),
            Duration.ZERO,
            Optional.empty(),
            Optional.empty(),
            StartedBy.of(actor),
            clock.instant(),
            Optional.empty());
    // Newest first, so that a lead that comes while they are collected is none of them.
    store.insert(
        actor.organizationId(),
        new Order(
            started,
            matching.map(each -> each.query().sort(LeadSort.NEWEST)),
            matching.flatMap(BulkTarget.Matching::where),
            matching.map(BulkTarget.Matching::except).orElse(Set.of()),
            Optional.empty(),
            actor.permissions()));
    events.append(actor, new BulkStarted(started.id(), action.kind()));
    schedule(actor.organizationId(), started.id());
    return started;
  }

  private static void requireAllowed(Actor actor, BulkAction action) {
    if (action.kind() == BulkKind.UNDO) {
      throw new IllegalArgumentException("a change is taken back by undo");
    }
    actor.require(Permission.LEAD_READ);
    actor.require(
        action.kind() == BulkKind.DELETE ? Permission.LEAD_DELETE : Permission.LEAD_WRITE);
  }

  private void requireSensible(OrganizationId organizationId, BulkAction action) {
    switch (action) {
      case BulkAction.SetOwner set -> requireOwner(organizationId, set.owner());
      case ChangeTags tags -> requireTags(tags);
      case BulkAction.SetCompany set ->
          requireShort("company", set.company().orElse(""), LONGEST_COMPANY);
      case BulkAction.SetMetadata set -> {
        requireWord("key", set.key());
        requireShort("value", set.value().orElse(""), LONGEST_VALUE);
      }
      case BulkAction.SetStatus set -> {}
      case BulkAction.SetProject set ->
          set.project().ifPresent(project -> projects.requireOffered(organizationId, project));
      case BulkAction.DealOut deal -> {}
      case BulkAction.Delete delete -> {}
      case BulkAction.TakeBack undo -> {}
    }
  }

  private void requireOwner(OrganizationId organizationId, Optional<MemberId> owner) {
    if (owner.isPresent() && !members.assignable(organizationId).contains(owner.get())) {
      throw MceException.invalid(
          "ownerId", "The owner must be an active member who may work on leads.");
    }
  }

  private static void requireTags(ChangeTags tags) {
    if (tags.added().isEmpty() && tags.removed().isEmpty()) {
      throw MceException.invalid("addTags", "Name a tag to add or to remove.");
    }
    if (tags.added().size() > MOST_TAGS) {
      throw MceException.invalid("addTags", "A lead has at most " + MOST_TAGS + " tags.");
    }
    if (tags.removed().size() > MOST_TAGS) {
      throw MceException.invalid("removeTags", "Remove at most " + MOST_TAGS + " tags at a time.");
    }
    tags.added().forEach(tag -> requireWord("addTags", tag));
    tags.removed().forEach(tag -> requireWord("removeTags", tag));
    if (!Collections.disjoint(tags.added(), tags.removed())) {
      throw MceException.invalid("removeTags", "A tag cannot be both added and removed.");
    }
  }

  private static void requireWord(String field, String word) {
    if (word.isBlank()) {
      throw MceException.invalid(field, "The field " + field + " must not be blank.");
    }
    requireShort(field, word, LONGEST_WORD);
  }

  private static void requireShort(String field, String text, int longest) {
    if (text.length() > longest) {
      throw MceException.invalid(field, "This is longer than " + longest + " characters.");
    }
  }

  /**
   * Returns a change.
   *
   * @throws MceException NOT_FOUND
   */
  public BulkChange get(Actor actor, BulkChangeId id) {
    actor.require(Permission.LEAD_READ);
    return existing(actor, id);
  }

  /** Returns a page of the changes, newest first. */
  public Page<BulkChange> list(Actor actor, PageRequest page) {
    actor.require(Permission.LEAD_READ);
    return store.list(actor.organizationId(), page);
  }

  /**
   * Returns a page of the leads that could not be changed so far, with the reason; for 32 days
   * after the end of the change.
   *
   * @throws MceException NOT_FOUND
   */
  public Page<BulkFailure> failures(Actor actor, BulkChangeId id, PageRequest page) {
    actor.require(Permission.LEAD_READ);
    OrganizationId organizationId = actor.organizationId();
    return database.read(
        organizationId,
        transaction -> {
          existing(actor, id);
          Page<Failed> failed = items.failures(organizationId, id, page);
          Map<LeadId, String> names =
              leads.names(organizationId, failed.items().stream().map(Failed::leadId).toList());
          return failed.map(each ->
              new BulkFailure(
                  each.leadId(),
                  names.getOrDefault(each.leadId(), ""),
                  each.problem(),
                  each.detail()));
        });
  }

  /**
   * Ends a change. The leads that were changed stay so; {@link #undo} takes that back.
   *
   * @throws MceException WRONG_STATE when it has ended; NOT_FOUND
   */
  public BulkChange cancel(Actor actor, BulkChangeId id) {
    actor.require(Permission.LEAD_WRITE);
    return database.inOrganization(
        actor.organizationId(),
        transaction -> {
          BulkChange stored = existing(actor, id);
          requireKind(actor, stored);
          if (!chunk.end(actor, stored, BulkStatus.CANCELLED, Optional.empty())) {
            throw MceException.wrongState("This change has ended.");
          }
          return existing(actor, id);
        });
  }

  /**
   * Starts to take a change back: each lead gets the value it had before, unless somebody changed
   * that value since. The failures of the change that is returned list what was left.
   *
   * @throws MceException WRONG_STATE when the change has not ended, changed nothing, is itself an
   *     undo, was undone, or ended more than 30 days ago; FORBIDDEN when it deleted leads, somebody
   *     else started it and the actor may not see the archive; NOT_FOUND
   */
  public BulkChange undo(Actor actor, BulkChangeId id) {
    actor.require(Permission.LEAD_WRITE);
    return database.inOrganization(
        actor.organizationId(),
        transaction -> {
          BulkChange stored = existing(actor, id);
          requireKind(actor, stored);
          requireUndoable(actor.organizationId(), stored, clock.instant());
          if (stored.action().kind() == BulkKind.DELETE
              && !stored.startedBy().equals(StartedBy.of(actor))) {
            actor.require(Permission.LEAD_ARCHIVE);
          }
          BulkChange undo =
              inserted(
                  actor, new BulkAction.TakeBack(id), BulkStatus.COLLECTING, 0, Optional.empty());
          if (!store.undoneBy(actor.organizationId(), id, stored.undoneBy(), undo.id())) {
            throw alreadyUndone();
          }
          return undo;
        });
  }

  private void requireUndoable(OrganizationId organizationId, BulkChange stored, Instant now) {
    if (stored.action().kind() == BulkKind.UNDO) {
      throw MceException.wrongState("An undo cannot be undone. Start the change again.");
    }
    if (!stored.status().hasEnded()) {
      throw MceException.wrongState("Only a change that has ended can be undone. Cancel it first.");
    }
    // An undo that did not get to its end may be started again: what it did stays done.
    Optional<BulkStatus> undo =
        stored.undoneBy().flatMap(by -> store.find(organizationId, by)).map(BulkChange::status);
    if (undo.isPresent() && undo.get() != BulkStatus.CANCELLED && undo.get() != BulkStatus.FAILED) {
      throw alreadyUndone();
    }
    Instant until =
        stored
            .undoableUntil()
            .orElseThrow(
                () -> MceException.wrongState("This changed no lead; there is nothing to undo."));
    if (until.isBefore(now)) {
      throw MceException.wrongState("A change can be undone for 30 days, and these are over.");
    }
  }

  private static MceException alreadyUndone() {
    return MceException.wrongState("This change was undone.");
  }

  /** Who may not delete leads does not decide about a change that does. */
  private static void requireKind(Actor actor, BulkChange stored) {
    if (stored.action().kind() == BulkKind.DELETE) {
      actor.require(Permission.LEAD_DELETE);
    }
  }

  private void schedule(OrganizationId organizationId, BulkChangeId id) {
    dueWork.schedule(organizationId, BulkWorker.NAME, id.toString(), clock.instant());
  }

  private BulkChange existing(Actor actor, BulkChangeId id) {
    return store
        .find(actor.organizationId(), id)
        .orElseThrow(() -> MceException.notFound("bulk change"));
  }
}
