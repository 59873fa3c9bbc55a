package io.mce.segment;

import io.mce.event.Changes;
import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.Cursor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.IdGenerator;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Permission;
import io.mce.lead.Lead;
import io.mce.lead.LeadFilter;
import io.mce.lead.LeadId;
import io.mce.lead.LeadQuery;
import io.mce.lead.Leads;
import io.mce.persistence.Database;
import io.mce.spi.Internal;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The segments of an organization, and the leads in them. Thread-safe; each command is one
 * transaction and joins an open one.
 *
 * <p>Who is in a segment is asked of the database each time: a lead is in it as soon as it fits,
 * and times such as "in the last 14 days" are counted back from the moment of asking. What leads
 * wrote is known moments after it came. Deleted leads are in none.
 */
public final class Segments {

  /** Sorts after every id. */
  private static final String END = "~";

  private static final int MOST_CHARACTERS = 100;

  private final Database database;
  private final SegmentStore store;
  private final SavedViewStore views;
  private final Set<SegmentUse> uses;
  private final Leads leads;
  private final ConditionReferences references;
  private final ConditionFields fields;
  private final Events events;
  private final Clock clock;
  private final IdGenerator ids;

  @Inject
  Segments(
      Database database,
      SegmentStore store,
      SavedViewStore views,
      Set<SegmentUse> uses,
      Leads leads,
      ConditionReferences references,
      ConditionFields fields,
      Events events,
      Clock clock,
      IdGenerator ids) {
    this.database = database;
    this.store = store;
    this.views = views;
    this.uses = uses;
    this.leads = leads;
    this.references = references;
    this.fields = fields;
    this.events = events;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Saves conditions under a name.
   *
   * @throws MceException INVALID when the name cannot be one, or an owner in the conditions is
   *     nobody's member, or a custom field in them is none by which leads are found; CONFLICT when
   *     another segment has the name
   */
  public Segment create(Actor actor, String name, SegmentDefinition definition) {
    actor.require(Permission.LEAD_WRITE);
    OrganizationId organizationId = actor.organizationId();
    SegmentId id = new SegmentId(ids.next());
    Instant now = clock.instant();
    Segment segment = new Segment(id, name(name), definition, now, now, 1);
    return database.inOrganization(
        organizationId,
        transaction -> {
          requireKnown(actor, definition);
          if (!store.insert(organizationId, segment, actor.id())) {
            throw taken(segment.name());
          }
          events.append(actor, new SegmentCreated(id), Changes.NONE.with("name", null, name));
          return require(organizationId, id);
        });
  }

  /**
   * Changes a segment. A campaign that runs goes on with the conditions it started with; everything
   * else follows at once.
   *
   * @param expectedVersion the version the person saw
   * @throws MceException STALE_VERSION when it was changed since; NOT_FOUND; the rest as {@link
   *     #create}
   */
  public Segment change(Actor actor, SegmentId id, SegmentChange change, long expectedVersion) {
    actor.require(Permission.LEAD_WRITE);
    OrganizationId organizationId = actor.organizationId();
    return database.inOrganization(
        organizationId,
        transaction -> {
          Segment before = require(organizationId, id);
          change.definition().ifPresent(definition -> requireKnown(actor, definition));
          Segment wanted =
              new Segment(
                  id,
                  change.name().map(Segments::name).orElse(before.name()),
                  change.definition().orElse(before.definition()),
                  before.createdAt(),
                  before.updatedAt(),
                  before.version());
          if (store.isNameTaken(organizationId, wanted.name(), id)) {
            throw taken(wanted.name());
          }
          if (!store.update(organizationId, wanted, expectedVersion, clock.instant())) {
            throw stale(before.version());
          }
          events.append(
              actor,
              new SegmentChanged(id),
              Changes.NONE
                  .with("name", before.name(), wanted.name())
                  .with("definition", before.definition().text(), wanted.definition().text()));
          return require(organizationId, id);
        });
  }

  /**
   * Deletes a segment and the saved views of it.
   *
   * @param expectedVersion the version the person saw
   * @throws MceException WRONG_STATE that names what needs it: a campaign that has not ended, a
   *     workflow; STALE_VERSION; NOT_FOUND
   */
  public void delete(Actor actor, SegmentId id, long expectedVersion) {
    actor.require(Permission.LEAD_WRITE);
    OrganizationId organizationId = actor.organizationId();
    database.runInOrganization(
        organizationId,
        transaction -> {
          Segment before = require(organizationId, id);
          // First, so that whoever begins to use it now waits, and then finds it gone.
          if (!store.delete(organizationId, id, expectedVersion, clock.instant())) {
            throw stale(before.version());
          }
          for (SegmentUse use : uses) {
            use.user(organizationId, id)
                .ifPresent(user -> {
                  throw MceException.wrongState(
                      "The segment is in use by " + user + "; end that first.");
                });
          }
          views
              .deleteOf(organizationId, id)
              .forEach(view -> events.append(actor, new SavedViewDeleted(view)));
          events.append(
              actor, new SegmentDeleted(id), Changes.NONE.with("name", before.name(), null));
        });
  }

  /** Returns segments, newest first. */
  public Page<Segment> list(Actor actor, PageRequest request) {
    actor.require(Permission.LEAD_READ);
    String before = request.cursor(1).map(cursor -> cursor.idAt(0)).orElse(END);
    return Page.of(
        store.list(actor.organizationId(), before, request.limit() + 1),
        request.limit(),
        segment -> Cursor.of(segment.id()));
  }

  /**
   * Returns a segment.
   *
   * @throws MceException NOT_FOUND
   */
  public Segment get(Actor actor, SegmentId id) {
    actor.require(Permission.LEAD_READ);
    return require(actor.organizationId(), id);
  }

  /**
   * Counts the leads that fit conditions, saved or not, and a query; exact up to 10,000.
   *
   * @throws MceException INVALID when a custom field in the conditions is archived, sensitive or
   *     not there
   */
  public SegmentCount count(Actor actor, SegmentDefinition definition, LeadQuery query) {
    actor.require(Permission.LEAD_READ);
    fields.require(actor.organizationId(), definition);
    Ask ask = ask(definition, query);
    return SegmentCount.of(leads.count(actor, ask.query(), ask.filter(), SegmentCount.MOST + 1));
  }

  /**
   * Returns a page of the leads that fit conditions, saved or not, and a query.
   *
   * @throws MceException INVALID when a custom field in the conditions is archived, sensitive or
   *     not there
   */
  public Page<Lead> leads(
      Actor actor, SegmentDefinition definition, LeadQuery query, PageRequest page) {
    actor.require(Permission.LEAD_READ);
    fields.require(actor.organizationId(), definition);
    Ask ask = ask(definition, query);
    return leads.list(actor, ask.query(), ask.filter(), page);
  }

  /** Tells whether a lead is in a segment now; false when there is no such segment any more. */
  @Internal
  public boolean holds(OrganizationId organizationId, SegmentId id, LeadId leadId) {
    return database.read(
        organizationId,
        transaction ->
            store
                .find(organizationId, id)
                .filter(segment ->
                    leads.fits(
                        organizationId, leadId, segment.definition().filter(clock.instant())))
                .isPresent());
  }

  /** Returns the segment unless it was deleted. For the features of the engine. */
  @Internal
  public Optional<Segment> find(OrganizationId organizationId, SegmentId id) {
    return store.find(organizationId, id);
  }

  /**
   * Returns the segment, and keeps it from being deleted until the open transaction ends: for
   * features that are about to use it.
   */
  @Internal
  public Optional<Segment> keep(OrganizationId organizationId, SegmentId id) {
    return store.keep(organizationId, id) ? store.find(organizationId, id) : Optional.empty();
  }

  /**
   * Refuses conditions that ask for what is not there, or no longer: for features that are about to
   * use them.
   *
   * @throws MceException INVALID with a sentence
   */
  @Internal
  public void requireKnown(Actor actor, SegmentDefinition definition) {
    references.require(actor, definition);
    fields.require(actor.organizationId(), definition);
  }

  private record Ask(LeadQuery query, LeadFilter filter) {}

  /** A tag that all must have leads to them in order: the query begins with it. */
  private Ask ask(SegmentDefinition definition, LeadQuery query) {
    LeadFilter filter = definition.filter(clock.instant());
    return new Ask(
        query.tag().isPresent()
            ? query
            : ConditionSql.tagOfAll(definition).map(query::tag).orElse(query),
        filter);
  }

  private Segment require(OrganizationId organizationId, SegmentId id) {
    return store.find(organizationId, id).orElseThrow(() -> MceException.notFound("segment"));
  }

  private static String name(String name) {
    String clean = name.strip();
    if (clean.isEmpty() || clean.length() > MOST_CHARACTERS) {
      throw MceException.invalid(
          "name", "The name must have 1 to " + MOST_CHARACTERS + " characters.");
    }
    return clean;
  }

  private static MceException taken(String name) {
    return new MceException(
        ErrorCode.CONFLICT,
        "There is a segment with this name already; choose another one.",
        Map.of("name", name));
  }

  private static MceException stale(long version) {
    return new MceException(
        ErrorCode.STALE_VERSION,
        "The segment was changed by someone else in the meantime.",
        Map.of("version", String.valueOf(version)));
  }
}
