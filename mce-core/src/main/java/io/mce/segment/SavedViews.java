package io.mce.segment;

import io.mce.event.Changes;
import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.IdGenerator;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Permission;
import io.mce.persistence.Database;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * The saved views of the list of leads. Thread-safe; each command is one transaction and joins an
 * open one. A view is its owner's alone unless it is shared; another one's private view is answered
 * like one that does not exist. Only who owns a view changes or deletes it, and, where it is
 * shared, who manages the organization.
 */
public final class SavedViews {

  /** As many as one person may keep. */
  private static final int MOST_OF_ONE = 100;

  private static final int MOST = 1_000;

  private final Database database;
  private final SavedViewStore store;
  private final SegmentStore segments;
  private final ConditionReferences references;
  private final ConditionFields fields;
  private final Events events;
  private final Clock clock;
  private final IdGenerator ids;

  @Inject
  SavedViews(
      Database database,
      SavedViewStore store,
      SegmentStore segments,
      ConditionReferences references,
      ConditionFields fields,
      Events events,
      Clock clock,
      IdGenerator ids) {
    this.database = database;
    this.store = store;
    this.segments = segments;
    this.references = references;
    this.fields = fields;
    this.events = events;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Saves a view.
   *
   * @throws MceException NOT_FOUND when there is no such segment; FORBIDDEN when the actor may not
   *     write leads and wants to share it; CONFLICT when the owner has 100 of them
   */
  public SavedView create(Actor actor, ViewDraft draft) {
    requireMay(actor, draft);
    OrganizationId organizationId = actor.organizationId();
    SavedViewId id = new SavedViewId(ids.next());
    return database.inOrganization(
        organizationId,
        transaction -> {
          if (store.countOf(organizationId, actor.id()) >= MOST_OF_ONE) {
            throw new MceException(
                ErrorCode.CONFLICT,
                "You have " + MOST_OF_ONE + " saved views; delete one you do not use.");
          }
          requireFitting(actor, draft);
          store.insert(organizationId, id, draft, actor.id(), clock.instant());
          events.append(
              actor,
              new SavedViewCreated(id),
              Changes.NONE.with("name", null, draft.look().name()));
          return get(actor, id);
        });
  }

  /** Returns the views of the actor, and the shared ones: pinned ones first. */
  public List<SavedView> list(Actor actor) {
    actor.require(Permission.LEAD_READ);
    return store.list(actor.organizationId(), actor.id(), MOST);
  }

  /**
   * Returns a view.
   *
   * @throws MceException NOT_FOUND, also when it is another one's and not shared
   */
  public SavedView get(Actor actor, SavedViewId id) {
    actor.require(Permission.LEAD_READ);
    return store
        .find(actor.organizationId(), id, actor.id())
        .orElseThrow(() -> MceException.notFound("saved view"));
  }

  /**
   * Replaces what a view is.
   *
   * @param expectedVersion the version the person saw
   * @throws MceException FORBIDDEN when it is another one's; STALE_VERSION when it was changed
   *     since; the rest as {@link #create}
   */
  public SavedView change(Actor actor, SavedViewId id, ViewDraft draft, long expectedVersion) {
    requireMay(actor, draft);
    OrganizationId organizationId = actor.organizationId();
    return database.inOrganization(
        organizationId,
        transaction -> {
          SavedView before = own(actor, id);
          requireFitting(actor, draft);
          if (!store.update(organizationId, id, draft, expectedVersion)) {
            throw new MceException(
                ErrorCode.STALE_VERSION,
                "The view was changed in the meantime.",
                Map.of("version", String.valueOf(before.version())));
          }
          events.append(
              actor,
              new SavedViewChanged(id),
              Changes.NONE
                  .with("name", before.look().name(), draft.look().name())
                  .with("shared", before.shared(), draft.shared()));
          return get(actor, id);
        });
  }

  /**
   * Deletes a view.
   *
   * @throws MceException FORBIDDEN when it is another one's; NOT_FOUND
   */
  public void delete(Actor actor, SavedViewId id) {
    actor.require(Permission.LEAD_READ);
    database.runInOrganization(
        actor.organizationId(),
        transaction -> {
          SavedView before = own(actor, id);
          if (store.delete(actor.organizationId(), id)) {
            events.append(
                actor,
                new SavedViewDeleted(id),
                Changes.NONE.with("name", before.look().name(), null));
          }
        });
  }

  private SavedView own(Actor actor, SavedViewId id) {
    SavedView view = get(actor, id);
    boolean may =
        view.owner().equals(actor.id())
            || (view.shared() && actor.permissions().contains(Permission.ORGANIZATION_MANAGE));
    if (!may) {
      throw new MceException(
          ErrorCode.FORBIDDEN,
          "Only who saved this view, or an admin, can change it; save one of your own.");
    }
    return view;
  }

  private static void requireMay(Actor actor, ViewDraft draft) {
    actor.require(draft.shared() ? Permission.LEAD_WRITE : Permission.LEAD_READ);
  }

  private void requireFitting(Actor actor, ViewDraft draft) {
    OrganizationId organizationId = actor.organizationId();
    draft
        .look()
        .definition()
        .ifPresent(definition -> {
          references.require(actor, definition);
          fields.require(organizationId, definition);
        });
    draft.look().fields().forEach(id -> fields.requireThere(organizationId, id));
    if (draft.segment().filter(id -> !segments.keep(organizationId, id)).isPresent()) {
      throw MceException.notFound("segment");
    }
  }
}
