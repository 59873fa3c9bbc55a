package io.mce.approval;

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
import io.mce.lead.LeadId;
import io.mce.lead.LeadStatus;
import io.mce.lead.Leads;
import io.mce.organization.OrganizationSettings;
import io.mce.persistence.Database;
import io.mce.persistence.StorableText;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which roles may give leads which status, and requests of those who may not. Whoever may make a
 * change without asking may decide about it, unless they asked for it themselves. Members are
 * restricted, whichever way they change a status; programs with a key, workflows and the host have
 * no role and are not. Thread-safe; each command is one transaction and joins an open one.
 */
public final class StatusRequests {

  /** The longest reason or answer, in characters. */
  public static final int MAX_TEXT = 1_000;

  /** Sorts after every id. */
  private static final String END = "~";

  private final Database database;
  private final OrganizationSettings settings;
  private final StatusRequestStore store;
  private final StatusGate gate;
  private final StatusNotices notices;
  private final Leads leads;
  private final Events events;
  private final Clock clock;
  private final IdGenerator ids;

  @Inject
  StatusRequests(
      Database database,
      OrganizationSettings settings,
      StatusRequestStore store,
      StatusGate gate,
      StatusNotices notices,
      Leads leads,
      Events events,
      Clock clock,
      IdGenerator ids) {
    this.database = database;
    this.settings = settings;
    this.store = store;
    this.gate = gate;
    this.notices = notices;
    this.leads = leads;
    this.events = events;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Rules and how often they were changed.
   *
   * @param version 0 while the organization has chosen none
   */
  public record Chosen(StatusRules rules, long version) {}

  /** Returns the rules of the organization. */
  public Chosen rules(Actor actor) {
    actor.require(Permission.LEAD_READ);
    return gate.rules(actor.organizationId());
  }

  /**
   * Replaces the rules of the organization. They hold from the next change of a status on, also for
   * requests that are open: who may decide is asked when somebody does.
   *
   * @param expectedVersion the version the person saw
   * @throws MceException STALE_VERSION when they were changed since
   */
  public Chosen changeRules(Actor actor, StatusRules changed, long expectedVersion) {
    actor.require(Permission.ORGANIZATION_MANAGE);
    OrganizationId organizationId = actor.organizationId();
    return database.inOrganization(
        organizationId,
        transaction -> {
          StatusRules before = gate.rules(organizationId).rules();
          settings.change(organizationId, StatusGate.SETTING, changed, expectedVersion);
          events.append(
              actor,
              new StatusRulesChanged(organizationId),
              Changes.NONE.with("rules", before.words(), changed.words()));
          return gate.rules(organizationId);
        });
  }

  /** Returns the changes of status that the actor must ask for. */
  public Set<StatusMove> restricted(Actor actor) {
    actor.require(Permission.LEAD_READ);
    return database.read(actor.organizationId(), transaction -> gate.restricted(actor));
  }

  /**
   * Asks for a change of status that is restricted. Who may make it may ask, too, and have somebody
   * else decide.
   *
   * @param reason why, 1 to {@value #MAX_TEXT} characters
   * @throws MceException INVALID without a reason; WRONG_STATE when the lead has the status, or no
   *     rule restricts the change; CONFLICT when something is asked for the lead already; NOT_FOUND
   */
  public StatusRequest request(Actor actor, LeadId leadId, LeadStatus to, String reason) {
    actor.require(Permission.LEAD_WRITE);
    String why = text("reason", reason);
    if (why.isEmpty()) {
      throw MceException.invalid("reason", "Say why, for whoever decides.");
    }
    OrganizationId organizationId = actor.organizationId();
    return database.inOrganization(
        organizationId,
        transaction -> {
          Lead lead = held(organizationId, leadId, "lead");
          StatusMove move = new StatusMove(lead.status(), to);
          if (move.from() == to) {
            throw MceException.wrongState("The lead has this status already.");
          }
          if (gate.rules(organizationId).rules().of(move).isEmpty()) {
            throw MceException.wrongState("Nobody need approve this; change the status yourself.");
          }
          if (!store.openOf(organizationId, leadId).isEmpty()) {
            throw new MceException(
                ErrorCode.CONFLICT, "A change of this lead's status waits for a decision already.");
          }
          StatusRequest request =
              new StatusRequest(
                  new StatusRequestId(ids.next()),
                  leadId,
                  move,
                  why,
                  StatusRequestState.OPEN,
                  StatusRequest.who(actor),
                  now(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty());
          store.insert(organizationId, request);
          events.append(actor, new StatusRequested(leadId, request.id(), move.from(), move.to()));
          notices.requested(
              organizationId, request, lead.name(), gate.deciders(organizationId, move));
          return request;
        });
  }

  /** Returns a page of what waits for a decision, the oldest first. */
  public Page<StatusRequest> open(Actor actor, PageRequest page) {
    actor.require(Permission.LEAD_READ);
    String after = page.cursor(1).map(cursor -> cursor.idAt(0)).orElse("");
    return Page.of(
        store.open(actor.organizationId(), after, page.limit() + 1),
        page.limit(),
        request -> Cursor.of(request.id()));
  }

  /**
   * Returns a page of what was asked for a lead, newest first. The id of a lead that was merged
   * leads to the one it went into.
   *
   * @throws MceException NOT_FOUND
   */
  public Page<StatusRequest> list(Actor actor, LeadId leadId, PageRequest page) {
    actor.require(Permission.LEAD_READ);
    OrganizationId organizationId = actor.organizationId();
    String before = page.cursor(1).map(cursor -> cursor.idAt(0)).orElse(END);
    return database.read(
        organizationId,
        transaction ->
            Page.of(
                store.of(organizationId, leads.get(actor, leadId).id(), before, page.limit() + 1),
                page.limit(),
                request -> Cursor.of(request.id())));
  }

  /**
   * Approves a request, which gives the lead the status.
   *
   * @throws MceException FORBIDDEN when the actor may not make the change either, or asked for it;
   *     WRONG_STATE when it is not open, or the lead has another status by now; NOT_FOUND
   */
  public StatusRequest approve(Actor actor, StatusRequestId id) {
    actor.require(Permission.LEAD_WRITE);
    return database.inOrganization(
        actor.organizationId(),
        transaction -> {
          Case found = decidable(actor, id);
          StatusMove move = found.request().move();
          if (found.lead().status() != move.from()) {
            throw MceException.wrongState(
                "The lead is %s by now and not %s; refuse this, and whoever asked can ask again."
                    .formatted(found.lead().status(), move.from()));
          }
          StatusRequest ended =
              end(actor, found.request(), StatusRequestState.APPROVED, Optional.empty());
          leads.changeStatus(actor.because("status-request:" + id), ended.leadId(), move.to());
          events.append(
              actor, new StatusRequestApproved(ended.leadId(), id, move.from(), move.to()));
          notices.approved(actor.organizationId(), ended, found.lead().name());
          return ended;
        });
  }

  /**
   * Refuses a request; the lead keeps its status.
   *
   * @param answer what to say to who asked, at most {@value #MAX_TEXT} characters
   * @throws MceException FORBIDDEN when the actor may not make the change either, or asked for it;
   *     WRONG_STATE when it is not open; NOT_FOUND
   */
  public StatusRequest refuse(Actor actor, StatusRequestId id, Optional<String> answer) {
    actor.require(Permission.LEAD_WRITE);
    Optional<String> said =
        answer.map(each -> text("answer", each)).filter(each -> !each.isEmpty());
    return database.inOrganization(
        actor.organizationId(),
        transaction -> {
          Case found = decidable(actor, id);
          StatusRequest ended = end(actor, found.request(), StatusRequestState.REFUSED, said);
          events.append(
              actor,
              new StatusRequestRefused(ended.leadId(), id, ended.move().from(), ended.move().to()));
          notices.refused(actor.organizationId(), ended, found.lead().name());
          return ended;
        });
  }

  /**
   * Takes a request back, which who asked may do, and an administrator.
   *
   * @throws MceException FORBIDDEN for whom {@link StatusRequest#isWithdrawableBy} does not name;
   *     WRONG_STATE when it is not open; NOT_FOUND
   */
  public StatusRequest withdraw(Actor actor, StatusRequestId id) {
    actor.require(Permission.LEAD_WRITE);
    return database.inOrganization(
        actor.organizationId(),
        transaction -> {
          StatusRequest request = existing(actor, id).request();
          if (!request.isWithdrawableBy(actor)) {
            throw new MceException(
                ErrorCode.FORBIDDEN, "Only who asked, or an administrator, takes this back.");
          }
          StatusRequest ended = end(actor, request, StatusRequestState.WITHDRAWN, Optional.empty());
          StatusMove move = ended.move();
          events.append(
              actor, new StatusRequestWithdrawn(ended.leadId(), id, move.from(), move.to()));
          return ended;
        });
  }

  /** A request and the lead it is about, held. */
  private record Case(StatusRequest request, Lead lead) {}

  private Case decidable(Actor actor, StatusRequestId id) {
    Case found = existing(actor, id);
    StatusMove move = found.request().move();
    if (found.request().isOf(actor)) {
      throw new MceException(
          ErrorCode.FORBIDDEN, "Somebody else decides about what you asked for.");
    }
    if (!gate.isAllowed(actor, move)) {
      throw new MceException(
          ErrorCode.FORBIDDEN,
          "Only %s decide about this."
              .formatted(StatusNotices.words(gate.deciders(actor.organizationId(), move))));
    }
    return found;
  }

  /** Reads a request once nobody else can change its lead. */
  private Case existing(Actor actor, StatusRequestId id) {
    OrganizationId organizationId = actor.organizationId();
    Lead lead = held(organizationId, found(organizationId, id).leadId(), "status request");
    return new Case(found(organizationId, id), lead);
  }

  private StatusRequest found(OrganizationId organizationId, StatusRequestId id) {
    return store
        .find(organizationId, id)
        .orElseThrow(() -> MceException.notFound("status request"));
  }

  private Lead held(OrganizationId organizationId, LeadId leadId, String what) {
    return Optional.ofNullable(leads.holdAll(organizationId, Set.of(leadId)).get(leadId))
        .orElseThrow(() -> MceException.notFound(what));
  }

  private StatusRequest end(
      Actor actor, StatusRequest request, StatusRequestState how, Optional<String> answer) {
    StatusRequest ended = request.ended(how, actor, now(), answer);
    if (!store.end(actor.organizationId(), ended)) {
      throw MceException.wrongState(
          "This was %s already.".formatted(request.state().name().toLowerCase(Locale.ROOT)));
    }
    return ended;
  }

  private Instant now() {
    return Instant.ofEpochMilli(clock.millis());
  }

  private static String text(String field, String value) {
    String text = value.strip();
    if (text.length() > MAX_TEXT) {
      throw MceException.invalid(
          field, "This has %d characters; write at most %d.".formatted(text.length(), MAX_TEXT));
    }
    if (!StorableText.isStorable(text)) {
      throw MceException.invalid(field, "The text holds a character that cannot be kept.");
    }
    return text;
  }
}
