package io.mce.lead;

import io.mce.event.Changes;
import io.mce.event.Changes.FieldChange;
import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.Cursor;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Permission;
import io.mce.lead.LeadUndoStore.AddedName;
import io.mce.lead.LeadUndoStore.Change;
import io.mce.lead.LeadUndoStore.Entry;
import io.mce.lead.LeadUndoStore.TextChange;
import io.mce.persistence.Database;
import io.mce.project.ProjectId;
import io.mce.spi.Internal;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Takes back what an import did to leads, some at a time: those it created are removed unless
 * something happened with them since, and what it changed of others is as it was before unless
 * someone changed it since. What is left as it is, is listed. Thread-safe; each step is one
 * transaction or joins the open one, and repeating a step that was done changes nothing.
 */
@Internal
public final class LeadUndo {

  /** How long after its end an import can be undone. */
  public static final Duration POSSIBLE = Duration.ofDays(30);

  private static final String WHOLE_LEAD = "lead";

  private final Database database;
  private final LeadUndoStore store;
  private final LeadStore leads;
  private final IdentifierStore identifierStore;
  private final LeadDeletion deletion;
  private final LeadMerging merging;
  private final Events events;
  private final Clock clock;

  @Inject
  LeadUndo(
      Database database,
      LeadUndoStore store,
      LeadStore leads,
      IdentifierStore identifierStore,
      LeadDeletion deletion,
      LeadMerging merging,
      Events events,
      Clock clock) {
    this.database = database;
    this.store = store;
    this.leads = leads;
    this.identifierStore = identifierStore;
    this.deletion = deletion;
    this.merging = merging;
    this.events = events;
    this.clock = clock;
  }

  /**
   * What a step did.
   *
   * @param restored leads that are as before
   * @param kept how many were left as they are, wholly or in part
   * @param last the last lead looked at; empty when none was left
   */
  public record Step(int removed, Set<LeadId> restored, int kept, Optional<LeadId> last) {

    /** Copies the leads. */
    public Step {
      restored = Set.copyOf(restored);
    }
  }

  /**
   * Takes apart the last of the leads that rows of an import showed to be one person: what the
   * import changed after it first, then the merge. Comes before the other steps, until none is
   * left.
   */
  public Step takeApart(Actor actor, UUID importId) {
    actor.require(Permission.LEAD_DELETE);
    OrganizationId organizationId = actor.organizationId();
    return database.inOrganization(
        organizationId,
        transaction ->
            store
                .newestMerge(organizationId, importId)
                .map(merge -> takeApart(actor, importId, merge))
                .orElseGet(() -> new Step(0, Set.of(), 0, Optional.empty())));
  }

  private Step takeApart(Actor actor, UUID importId, Entry merge) {
    OrganizationId organizationId = actor.organizationId();
    LeadMergeId mergeId = merge.mergeId().orElseThrow();
    LeadId survivorId = merge.leadId();
    Set<LeadId> untouched = new LinkedHashSet<>();
    List<Entry> ofSurvivor = ofLead(organizationId, importId, survivorId);
    row(organizationId, survivorId)
        .filter(row -> isUntouched(row, ofSurvivor))
        .ifPresent(row -> untouched.add(row.id()));
    Optional<LeadId> mergedId = merging.mergedBy(organizationId, mergeId);
    mergedId
        .flatMap(id -> row(organizationId, id))
        // Going into the other one was a change, too.
        .filter(row -> isUntouched(row, ofLead(organizationId, importId, row.id()), 1))
        .ifPresent(row -> untouched.add(row.id()));
    Set<String> kept = new TreeSet<>();
    List<Entry> since =
        ofSurvivor.stream().filter(entry -> entry.version() > merge.version()).toList();
    row(organizationId, survivorId)
        .filter(row -> !row.deleted())
        .ifPresent(
            row -> kept.addAll(restore(actor, row, names(organizationId, survivorId), since)));
    try {
      kept.addAll(merging.changedSince(organizationId, mergeId));
      merging.unmerge(actor, mergeId, false);
    } catch (MceException e) {
      kept.add(WHOLE_LEAD); // Merged further by a person, or erased.
      untouched.clear();
    }
    store.deleteAll(organizationId, since);
    store.deleteAll(organizationId, List.of(merge));
    if (!kept.isEmpty()) {
      store.keep(organizationId, importId, survivorId, String.join(",", kept), clock.instant());
    }
    Set<LeadId> both = new LinkedHashSet<>(Set.of(survivorId));
    mergedId.ifPresent(both::add);
    List<LeadRow> rows = leads.rows(organizationId, both);
    store.insertAll(
        organizationId,
        rows.stream()
            .filter(row -> untouched.contains(row.id()))
            .map(row -> Entry.settled(importId, row))
            .toList());
    Set<LeadId> restored =
        rows.stream().filter(row -> !row.deleted()).map(LeadRow::id).collect(Collectors.toSet());
    return new Step(0, restored, kept.isEmpty() ? 0 : 1, Optional.of(survivorId));
  }

  private Optional<LeadRow> row(OrganizationId organizationId, LeadId leadId) {
    return leads.rows(organizationId, Set.of(leadId)).stream().findFirst();
  }

  private List<StoredIdentifier> names(OrganizationId organizationId, LeadId leadId) {
    return identifierStore.of(organizationId, Set.of(leadId)).getOrDefault(leadId, List.of());
  }

  /** What an import changed of a lead, the newest first. */
  private List<Entry> ofLead(OrganizationId organizationId, UUID importId, LeadId leadId) {
    return store.of(organizationId, importId, List.of(leadId)).stream()
        .filter(entry -> entry.kept().isEmpty())
        .sorted(Comparator.comparingLong(Entry::version).reversed())
        .toList();
  }

  /**
   * Removes the next leads that an import created.
   *
   * @param after the last lead of the step before, or an id before all of them
   */
  public Step removeCreated(Actor actor, UUID importId, String after, int limit) {
    actor.require(Permission.LEAD_DELETE);
    OrganizationId organizationId = actor.organizationId();
    return database.inOrganization(
        organizationId,
        transaction -> {
          List<LeadRow> rows = store.createdBy(organizationId, importId, after, limit);
          if (rows.isEmpty()) {
            return new Step(0, Set.of(), 0, Optional.empty());
          }
          Map<LeadId, List<Entry>> changes =
              store.of(organizationId, importId, rows.stream().map(LeadRow::id).toList()).stream()
                  .filter(entry -> entry.kept().isEmpty())
                  .collect(Collectors.groupingBy(Entry::leadId));
          Set<LeadId> removed = removeUntouched(actor, rows, changes);
          for (LeadRow row : rows) {
            if (!removed.contains(row.id())) {
              store.keep(organizationId, importId, row.id(), WHOLE_LEAD, clock.instant());
            }
          }
          changes.values().forEach(each -> store.deleteAll(organizationId, each));
          return new Step(
              removed.size(),
              Set.of(),
              rows.size() - removed.size(),
              Optional.of(rows.getLast().id()));
        });
  }

  private Set<LeadId> removeUntouched(
      Actor actor, List<LeadRow> rows, Map<LeadId, List<Entry>> changes) {
    List<LeadId> untouched =
        rows.stream()
            .filter(row -> isUntouched(row, changes.getOrDefault(row.id(), List.of())))
            .map(LeadRow::id)
            .filter(leadId -> deletion.dependencies(actor.organizationId(), leadId).isNone())
            .toList();
    Set<LeadId> removed =
        untouched.stream()
            .map(leadId -> deletion.setAside(actor, leadId))
            .filter(outcome -> outcome.result() == LeadOutcome.Result.DONE)
            .map(LeadOutcome::leadId)
            .collect(Collectors.toSet());
    store.markUndone(actor.organizationId(), removed, clock.instant());
    return removed;
  }

  private static boolean isUntouched(LeadRow row, List<Entry> changes) {
    return isUntouched(row, changes, 0);
  }

  /**
   * Every edit counts up the version; a new owner or a pause only shows in the time.
   *
   * @param more edits that are no changes of the import's own
   */
  private static boolean isUntouched(LeadRow row, List<Entry> changes, int more) {
    Optional<Entry> last = changes.stream().max(Comparator.comparingLong(Entry::version));
    boolean isCounted;
    if (last.filter(entry -> entry.change().settled()).isPresent()) {
      isCounted = row.version() == last.get().version() + more;
    } else if (row.importId().equals(last.map(Entry::importId)) || changes.isEmpty()) {
      isCounted = row.version() == 1 + changes.size() + more;
    } else {
      isCounted = last.filter(entry -> row.version() == entry.version() + 1 + more).isPresent();
    }
    Instant lastAt =
        changes.stream()
            .map(Entry::changedAt)
            .reduce(row.createdAt(), (a, b) -> a.isAfter(b) ? a : b);
    return isCounted && !row.updatedAt().isAfter(lastAt);
  }

  /** Restores the next leads that an import changed; done when none is left. */
  public Step restoreChanged(Actor actor, UUID importId, int limit) {
    actor.require(Permission.LEAD_WRITE);
    OrganizationId organizationId = actor.organizationId();
    return database.inOrganization(
        organizationId,
        transaction -> {
          List<Entry> entries = store.next(organizationId, importId, limit);
          Map<LeadId, List<Entry>> byLead =
              entries.stream()
                  .collect(
                      Collectors.groupingBy(
                          Entry::leadId, LinkedHashMap::new, Collectors.toList()));
          Map<LeadId, List<StoredIdentifier>> names =
              identifierStore.of(organizationId, byLead.keySet());
          Set<LeadId> restored = new LinkedHashSet<>();
          int kept = 0;
          for (LeadRow row : leads.rows(organizationId, byLead.keySet())) {
            if (row.deleted()) {
              continue;
            }
            List<Entry> changes = Objects.requireNonNull(byLead.get(row.id()));
            Set<String> left =
                restore(actor, row, names.getOrDefault(row.id(), List.of()), changes);
            if (left.isEmpty()) {
              restored.add(row.id());
            } else {
              String fields = String.join(",", left);
              store.keep(organizationId, importId, row.id(), fields, clock.instant());
              kept++;
            }
          }
          store.deleteAll(organizationId, entries);
          return new Step(0, restored, kept, byLead.keySet().stream().reduce((a, b) -> b));
        });
  }

  /** Takes changes of a lead back, the newest first; returns the fields that were left. */
  private Set<String> restore(
      Actor actor, LeadRow row, List<StoredIdentifier> names, List<Entry> changes) {
    Restoration restoration =
        new Restoration(leads.lead(actor.organizationId(), row, names), names);
    changes.forEach(entry -> restoration.takeBack(entry.change()));
    finish(actor, row, restoration, changes);
    return restoration.kept;
  }

  private void finish(Actor actor, LeadRow row, Restoration restoration, List<Entry> changes) {
    OrganizationId organizationId = actor.organizationId();
    Lead before = restoration.before;
    Lead after = restoration.after();
    boolean wasDeleted = changes.stream().anyMatch(entry -> entry.change().revived());
    if (!after.equals(before) || !restoration.outdated.isEmpty()) {
      if (!leads.update(organizationId, after, row.version(), clock.instant())) {
        // Read and written in one transaction; whoever was faster is read by the next attempt.
        throw new IllegalStateException("lead " + row.id() + " was changed at the same time");
      }
      restoration.outdated.forEach(name -> identifierStore.delete(organizationId, name));
      Set<String> tags = new LinkedHashSet<>(before.tags());
      tags.removeAll(after.tags());
      leads.deleteTags(organizationId, row.id(), tags);
      Set<String> again = new LinkedHashSet<>(after.tags());
      again.removeAll(before.tags());
      leads.insertTags(organizationId, Map.of(row.id(), again));
      publish(actor, before, after);
    }
    if (wasDeleted) {
      if (isUntouched(row, changes) && restoration.kept.isEmpty()) {
        deletion.deleteAll(actor, List.of(row.id()));
      } else {
        restoration.kept.add(WHOLE_LEAD);
      }
    }
  }

  private void publish(Actor actor, Lead before, Lead after) {
    Changes changes =
        Changes.NONE
            .with("name", before.name(), after.name())
            .with("company", before.company(), after.company())
            .with("project", before.project(), after.project())
            .with("tags", before.tags(), after.tags())
            .with("metadata", before.metadata(), after.metadata());
    Set<String> fields =
        changes.fields().stream()
            .map(FieldChange::field)
            .collect(Collectors.toCollection(TreeSet::new));
    events.append(actor, new LeadUpdated(before.id(), fields), changes);
  }

  /** Returns a page of the leads of which an undo left something as it was. */
  public Page<KeptLead> kept(Actor actor, UUID importId, PageRequest request) {
    actor.require(Permission.LEAD_READ);
    OrganizationId organizationId = actor.organizationId();
    String after = request.cursor(1).map(cursor -> cursor.idAt(0)).orElse("");
    return database.read(
        organizationId,
        transaction -> {
          Page<Entry> page =
              Page.of(
                  store.kept(organizationId, importId, after, request.limit() + 1),
                  request.limit(),
                  entry -> Cursor.of(entry.leadId()));
          Map<LeadId, String> names =
              leads.names(organizationId, page.items().stream().map(Entry::leadId).toList());
          return page.map(entry ->
              new KeptLead(
                  entry.leadId(),
                  names.getOrDefault(entry.leadId(), ""),
                  Arrays.stream(entry.kept().orElse("").split(",")).collect(Collectors.toSet())));
        });
  }

  /** A lead while changes are taken back, the newest first. */
  private static final class Restoration {

    private final Lead before;
    private final List<StoredIdentifier> names;
    private final List<StoredIdentifier> outdated = new ArrayList<>();
    private final Set<String> kept = new TreeSet<>();
    private final Set<String> tags;
    private final Map<String, String> metadata;
    private Optional<String> name;
    private Optional<String> company;
    private Optional<String> project;

    Restoration(Lead lead, List<StoredIdentifier> names) {
      this.before = lead;
      this.names = new ArrayList<>(names);
      this.name = Optional.of(lead.name());
      this.company = lead.company();
      this.project = lead.project().map(Object::toString);
      this.tags = new LinkedHashSet<>(lead.tags());
      this.metadata = new HashMap<>(lead.metadata());
    }

    void takeBack(Change change) {
      name = takenBack("name", name, change.name());
      company = takenBack("company", company, change.company());
      project = takenBack("project", project, change.project());
      tags.removeAll(change.addedTags());
      tags.addAll(change.removedTags());
      change
          .metadata()
          .forEach((key, each) -> {
            Optional<String> value =
                takenBack("metadata", Optional.ofNullable(metadata.get(key)), Optional.of(each));
            value.ifPresentOrElse(text -> metadata.put(key, text), () -> metadata.remove(key));
          });
      change.addedNames().forEach(this::takeBack);
    }

    private Optional<String> takenBack(
        String field, Optional<String> now, Optional<TextChange> change) {
      if (change.isEmpty() || now.equals(change.get().before())) {
        return now;
      }
      if (now.equals(change.get().after())) {
        return change.get().before();
      }
      kept.add(field);
      return now;
    }

    private void takeBack(AddedName added) {
      Optional<StoredIdentifier> present =
          names.stream()
              .filter(
                  name -> name.kind() == added.kind() && name.matchKey().equals(added.matchKey()))
              .findFirst();
      if (present.isEmpty()) {
        if (names.stream().anyMatch(name -> name.kind() == added.kind())) {
          kept.add("identifiers"); // Someone put another one in its place.
        }
        return;
      }
      if (names.size() == 1) {
        kept.add("identifiers"); // Nothing else is left by which the lead would be known.
        return;
      }
      names.remove(present.get());
      outdated.add(present.get());
    }

    Lead after() {
      return before
          .withProfile(name.orElse(""), company, tags, metadata)
          .withProject(project.map(ProjectId::of));
    }
  }
}
