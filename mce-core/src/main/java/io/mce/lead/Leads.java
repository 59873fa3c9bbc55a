package io.mce.lead;

import io.mce.event.Changes;
import io.mce.event.DomainEvent;
import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.EmailAddress;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Parsed;
import io.mce.kernel.Permission;
import io.mce.kernel.PhoneNumber;
import io.mce.kernel.PhoneNumbers;
import io.mce.organization.MemberId;
import io.mce.persistence.Database;
import io.mce.project.KnownProject;
import io.mce.project.KnownProjects;
import io.mce.project.Projects;
import io.mce.spi.Address;
import io.mce.spi.Internal;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The leads of an organization. Thread-safe; blocks on the database. Each command is one
 * transaction, or joins the one that is open on the thread.
 *
 * <p>One phone is one lead, in whichever national spelling it comes and however many captures of it
 * run at a time. A lead of another organization is answered like one that does not exist.
 */
public final class Leads {

  /**
   * Of more phone numbers with the same last four digits only those of the newest leads are looked
   * at: as many as an organization of a hundred million leads has.
   */
  private static final int MOST_CANDIDATES = 10_000;

  private static final Pattern PHONE_LIKE = Pattern.compile("[+(]?[\\d\\s().\\-/]{7,}");

  private final Database database;
  private final LeadStore store;
  private final LeadListStore listStore;
  private final AudienceStore audienceStore;
  private final IdentifierStore identifierStore;
  private final Identifiers identifiers;
  private final Capture capture;
  private final LeadEditing editing;
  private final LeadDeletion deletion;
  private final MergeStore merges;
  private final LeadFieldIndex fieldIndex;
  private final Projects projects;
  private final Set<StatusMoves> moves;
  private final Events events;
  private final Clock clock;

  @Inject
  Leads(
      Database database,
      LeadStore store,
      LeadListStore listStore,
      AudienceStore audienceStore,
      IdentifierStore identifierStore,
      Identifiers identifiers,
      Capture capture,
      LeadEditing editing,
      LeadDeletion deletion,
      MergeStore merges,
      LeadFieldIndex fieldIndex,
      Projects projects,
      Set<StatusMoves> moves,
      Events events,
      Clock clock) {
    this.database = database;
    this.store = store;
    this.listStore = listStore;
    this.audienceStore = audienceStore;
    this.identifierStore = identifierStore;
    this.identifiers = identifiers;
    this.capture = capture;
    this.editing = editing;
    this.deletion = deletion;
    this.merges = merges;
    this.fieldIndex = fieldIndex;
    this.projects = projects;
    this.moves = moves;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Makes a lead of a draft, or adds what is new in it to the lead it is about: empty fields are
   * filled, tags and names added, nothing known is replaced, and who opted out stays so. A deleted
   * lead comes back.
   *
   * @throws MceException INVALID that names every field that cannot be read
   */
  public CaptureResult capture(Actor actor, LeadDraft draft) {
    return captureAll(actor, List.of(draft)).getFirst();
  }

  /** Captures many drafts in one transaction; see {@link #capture}. Results keep the order. */
  public List<CaptureResult> captureAll(Actor actor, List<LeadDraft> drafts) {
    actor.require(Permission.LEAD_WRITE);
    List<DraftCheck> checks = checkAll(actor.organizationId(), drafts);
    Map<String, String> problems =
        checks.stream()
            .flatMap(check -> check.problems().stream())
            .collect(
                Collectors.toMap(
                    DraftProblem::field,
                    problem -> problem.reason() + " " + problem.hint(),
                    (a, b) -> a,
                    LinkedHashMap::new));
    if (!problems.isEmpty()) {
      throw new MceException(ErrorCode.INVALID, String.join(" ", problems.values()), problems);
    }
    return captureAll(
        actor,
        checks.stream().map(check -> check.details().orElseThrow()).toList(),
        CaptureTerms.plain());
  }

  /**
   * Captures details that were read already, in one transaction and few statements, on terms. Meant
   * for up to a few hundred at a time. Results keep the order.
   */
  @Internal
  public List<CaptureResult> captureAll(
      Actor actor, List<LeadDetails> details, CaptureTerms terms) {
    actor.require(Permission.LEAD_WRITE);
    return database.inOrganization(
        actor.organizationId(), transaction -> capture.captureAll(actor, details, terms));
  }

  /** Returns something that says what a capture of drafts would come to. */
  @Internal
  public Foresight foresight(Actor actor) {
    actor.require(Permission.LEAD_READ);
    return capture.foresight(actor.organizationId());
  }

  /** Reads drafts by the rules of the organization; stores nothing. Results keep the order. */
  @Internal
  public List<DraftCheck> checkAll(OrganizationId organizationId, List<LeadDraft> drafts) {
    TypedFields typed = fieldIndex.rules(organizationId);
    if (drafts.stream().noneMatch(draft -> draft.project().isPresent())) {
      return drafts.stream().map(draft -> DraftReader.read(draft, typed)).toList();
    }
    KnownProjects known = projects.known(organizationId);
    return drafts.stream().map(draft -> NamedProject.read(draft, typed, known)).toList();
  }

  /**
   * Returns a lead; the id of one that was merged leads to the lead it went into, which has another
   * id than the one that was asked for.
   *
   * @throws MceException NOT_FOUND when there is none, or it was deleted
   */
  public Lead get(Actor actor, LeadId leadId) {
    actor.require(Permission.LEAD_READ);
    OrganizationId organizationId = actor.organizationId();
    return database.read(
        organizationId,
        transaction ->
            store
                .find(organizationId, leadId)
                .or(() ->
                    merges
                        .survivorOf(organizationId, leadId)
                        .flatMap(survivor -> store.find(organizationId, survivor)))
                .orElseThrow(() -> MceException.notFound("lead")));
  }

  /** Returns a lead unless it was deleted. For the features of the engine. */
  @Internal
  public Optional<Lead> find(OrganizationId organizationId, LeadId leadId) {
    return store.find(organizationId, leadId);
  }

  /** Returns these leads without the deleted ones, in two queries. For the features. */
  @Internal
  public Map<LeadId, Lead> findAll(OrganizationId organizationId, Collection<LeadId> leadIds) {
    return store.findAll(organizationId, leadIds);
  }

  /**
   * Returns a lead unless it was deleted, and keeps it from being erased until the open transaction
   * ends: for features that are about to write what they know of it.
   */
  @Internal
  public Optional<Lead> keep(OrganizationId organizationId, LeadId leadId) {
    return Optional.ofNullable(keepAll(organizationId, Set.of(leadId)).get(leadId));
  }

  /** Does the same for many, in three queries. */
  @Internal
  public Map<LeadId, Lead> keepAll(OrganizationId organizationId, Collection<LeadId> leadIds) {
    return store.findAll(organizationId, store.keep(organizationId, leadIds));
  }

  /**
   * Returns these leads without the deleted ones, and keeps others from changing them until the
   * open transaction ends.
   */
  @Internal
  public Map<LeadId, Lead> holdAll(OrganizationId organizationId, Collection<LeadId> leadIds) {
    return store.findAll(organizationId, store.hold(organizationId, leadIds));
  }

  /** Returns how far these leads are, of the deleted ones too but not of the erased. */
  @Internal
  public Map<LeadId, LeadMark> marks(OrganizationId organizationId, Collection<LeadId> leadIds) {
    return store.rows(organizationId, leadIds).stream()
        .map(LeadMark::of)
        .collect(Collectors.toMap(LeadMark::id, Function.identity()));
  }

  /** Returns a page of how far the leads are that fit; opens nothing sealed. For the features. */
  @Internal
  public Page<LeadMark> matching(
      OrganizationId organizationId, LeadQuery query, LeadFilter filter, PageRequest page) {
    return database.read(
        organizationId,
        transaction ->
            listStore
                .page(organizationId, query, known(organizationId, query), filter, page)
                .map(LeadMark::of));
  }

  /** Returns what these leads are called, without the deleted ones. For the features. */
  @Internal
  public Map<LeadId, String> names(OrganizationId organizationId, Collection<LeadId> leadIds) {
    return store.names(organizationId, leadIds);
  }

  /** Returns what the project of a lead is called; blank where it has none. For the features. */
  @Internal
  public String projectName(OrganizationId organizationId, Lead lead) {
    return lead.project()
        .flatMap(project -> projects.known(organizationId).find(project))
        .map(KnownProject::name)
        .orElse("");
  }

  /** Returns a page of the leads that fit the query. */
  public Page<Lead> list(Actor actor, LeadQuery query, PageRequest page) {
    return list(actor, query, LeadFilter.NONE, page);
  }

  /** Returns a page of the leads that fit the query and the filter. For the features. */
  @Internal
  public Page<Lead> list(Actor actor, LeadQuery query, LeadFilter filter, PageRequest page) {
    actor.require(Permission.LEAD_READ);
    OrganizationId organizationId = actor.organizationId();
    return database.read(
        organizationId,
        transaction -> {
          Optional<KnownBy> known = known(organizationId, query);
          Page<LeadRow> rows = listStore.page(organizationId, query, known, filter, page);
          return new Page<>(store.complete(organizationId, rows.items()), rows.nextCursor());
        });
  }

  /** Counts the leads that fit the query and the filter, up to so many. For the features. */
  @Internal
  public long count(Actor actor, LeadQuery query, LeadFilter filter, int most) {
    actor.require(Permission.LEAD_READ);
    OrganizationId organizationId = actor.organizationId();
    return database.read(
        organizationId,
        transaction ->
            listStore.count(organizationId, query, known(organizationId, query), filter, most));
  }

  /** Tells whether a lead fits the filter; one that was deleted does not. For the features. */
  @Internal
  public boolean fits(OrganizationId organizationId, LeadId leadId, LeadFilter filter) {
    return listStore.fits(organizationId, leadId, filter);
  }

  /**
   * Edits a lead.
   *
   * @param expectedVersion the version the person saw
   * @throws MceException STALE_VERSION when it was edited since; CONFLICT when the phone number is
   *     another lead's; APPROVAL_NEEDED when the actor's role may not make the change of status;
   *     INVALID when a value cannot be read; NOT_FOUND
   */
  public Lead update(Actor actor, LeadId leadId, LeadChange change, long expectedVersion) {
    actor.require(Permission.LEAD_WRITE);
    return database.inOrganization(
        actor.organizationId(),
        transaction ->
            editing.update(
                actor,
                existing(actor, leadId),
                change,
                expectedVersion,
                fieldIndex.rules(actor.organizationId())));
  }

  /**
   * Gives a lead a status; the one it has changes nothing.
   *
   * @throws MceException APPROVAL_NEEDED when the actor's role may not make the change; NOT_FOUND
   */
  public Lead changeStatus(Actor actor, LeadId leadId, LeadStatus status) {
    actor.require(Permission.LEAD_WRITE);
    return database.inOrganization(
        actor.organizationId(),
        transaction -> {
          Lead before = existing(actor, leadId);
          while (before.status() != status) {
            LeadStatus from = before.status();
            moves.forEach(each -> each.requireAllowed(actor, from, status));
            if (store.updateStatus(actor.organizationId(), leadId, from, status, clock.instant())) {
              events.append(actor, new LeadStatusChanged(leadId, from, status));
              moves.forEach(each -> each.made(actor, leadId, status));
            }
            before = existing(actor, leadId);
          }
          return before;
        });
  }

  /**
   * Gives a lead to a member, or to nobody; the present owner changes nothing.
   *
   * @throws MceException INVALID when the member cannot own leads; NOT_FOUND
   */
  public Lead changeOwner(Actor actor, LeadId leadId, Optional<MemberId> owner) {
    actor.require(Permission.LEAD_WRITE);
    return database.inOrganization(
        actor.organizationId(),
        transaction -> {
          Lead before = existing(actor, leadId);
          if (before.owner().equals(owner)) {
            return before;
          }
          editing.requireAssignable(actor, owner);
          store.updateOwner(actor.organizationId(), leadId, owner, clock.instant());
          events.append(
              actor,
              new LeadAssigned(leadId, owner, actor.kind() != Actor.Kind.ENGINE),
              Changes.NONE.with("ownerId", before.owner(), owner));
          return before.withOwner(owner);
        });
  }

  /**
   * Gives leads to members whom another feature chose; deleted ones are passed.
   *
   * @param unowned passes leads that somebody owns by now
   * @return those that have another owner than before
   */
  @Internal
  public Set<LeadId> giveAll(Actor actor, Map<LeadId, MemberId> owners, boolean unowned) {
    actor.require(Permission.LEAD_WRITE);
    return database.inOrganization(
        actor.organizationId(),
        transaction -> {
          Set<LeadId> changed =
              store.giveAll(actor.organizationId(), owners, unowned, clock.instant());
          changed.forEach(leadId ->
              events.append(
                  actor, new LeadAssigned(leadId, Optional.ofNullable(owners.get(leadId)), false)));
          return changed;
        });
  }

  /** Notes that somebody did something with a lead; does not count as an edit. */
  @Internal
  public boolean touch(OrganizationId organizationId, LeadId leadId) {
    return store.touch(organizationId, leadId, clock.instant());
  }

  /**
   * Stores a score that another feature worked out, unless the reasons are no longer those of the
   * lead given; then returns false, and the caller starts from the lead as it is now.
   */
  @Internal
  public boolean changeScore(
      OrganizationId organizationId, Lead before, int score, List<ScoreReason> reasons) {
    return store.updateScore(organizationId, before, score, reasons);
  }

  /**
   * Returns what hangs on a lead, to be looked at before deleting it.
   *
   * @throws MceException NOT_FOUND
   */
  public LeadDependencies dependencies(Actor actor, LeadId leadId) {
    actor.require(Permission.LEAD_DELETE);
    return database.read(
        actor.organizationId(),
        transaction -> {
          existing(actor, leadId);
          return deletion.dependencies(actor.organizationId(), leadId);
        });
  }

  /**
   * Deletes a lead: automation ends, what is queued is cancelled, and it waits in the archive
   * ({@link LeadArchive}) for 30 days. It comes back when it is restored or captured again.
   *
   * @throws MceException NOT_FOUND; WRONG_STATE when something is against it, with the reason
   */
  public void delete(Actor actor, LeadId leadId) {
    LeadOutcome outcome = deleteAll(actor, List.of(leadId)).getFirst();
    switch (outcome.result()) {
      case DONE -> {}
      case NOT_FOUND -> throw MceException.notFound("lead");
      case REFUSED -> throw MceException.wrongState(outcome.reason().orElseThrow());
    }
  }

  /**
   * Deletes many leads in one transaction; see {@link #delete}. One that cannot be deleted does not
   * keep the others.
   *
   * @param leadIds at most {@value LeadDeletion#MOST}
   * @return what became of each, in their order
   */
  public List<LeadOutcome> deleteAll(Actor actor, List<LeadId> leadIds) {
    actor.require(Permission.LEAD_DELETE);
    return deletion.deleteAll(actor, leadIds);
  }

  /** Finds whom an address belongs to; of several leads that share an e-mail, the oldest. */
  @Internal
  public Optional<LeadId> findByAddress(OrganizationId organizationId, Address address) {
    return identifierStore.find(organizationId, identifiers.of(organizationId, address));
  }

  /**
   * Makes an address that a carrier tells of a person one more name of their lead. Nobody is merged
   * by it.
   *
   * @return whether it is new; false also when another lead has it
   */
  @Internal
  public boolean learnAddress(Actor actor, LeadId leadId, Address address) {
    actor.require(Permission.LEAD_WRITE);
    return database.inOrganization(
        actor.organizationId(),
        transaction ->
            store
                .find(actor.organizationId(), leadId)
                .filter(lead -> editing.learn(actor, lead, address))
                .isPresent());
  }

  /** Returns what stands for an address where it must not be read: in suppressions, gates. */
  @Internal
  public String recipientKey(OrganizationId organizationId, Address address) {
    return identifiers.of(organizationId, address).matchKey();
  }

  /**
   * Stops campaigns and workflows from writing to a lead for now. A takeover or a person's wish
   * replaces the reason that the lead replied.
   *
   * @return whether that changed anything
   * @throws MceException NOT_FOUND
   */
  public boolean pauseAutomation(Actor actor, LeadId leadId, AutomationReason reason) {
    if (reason == AutomationReason.OPTED_OUT) {
      throw new IllegalArgumentException("an opt-out is not a pause; use optOut");
    }
    actor.require(Permission.LEAD_WRITE);
    return changeAutomation(
        actor,
        leadId,
        before ->
            switch (before.state()) {
              case ACTIVE -> true;
              case PAUSED ->
                  before.reason().equals(Optional.of(AutomationReason.REPLIED))
                      && reason != AutomationReason.REPLIED;
              case OPTED_OUT -> false;
            },
        Automation.paused(reason),
        new AutomationPaused(leadId, reason));
  }

  /**
   * Lets campaigns and workflows write again; who opted out stays so.
   *
   * @return whether that changed anything
   * @throws MceException NOT_FOUND
   */
  public boolean resumeAutomation(Actor actor, LeadId leadId) {
    actor.require(Permission.LEAD_WRITE);
    return changeAutomation(
        actor,
        leadId,
        before -> before.state() == AutomationState.PAUSED,
        Automation.ACTIVE,
        new AutomationResumed(leadId));
  }

  /** Notes that a lead does not want to hear from us on any channel; see the other. */
  public boolean optOut(Actor actor, LeadId leadId) {
    return optOut(actor, leadId, "*");
  }

  /**
   * Notes that a lead does not want to hear from us. Ends only with {@link #optIn}.
   *
   * @param channel where the lead said so, for the event
   * @return whether that changed anything
   * @throws MceException NOT_FOUND
   */
  public boolean optOut(Actor actor, LeadId leadId, String channel) {
    actor.require(Permission.LEAD_WRITE);
    return database.inOrganization(
        actor.organizationId(),
        transaction -> {
          boolean changed =
              changeAutomation(
                  actor,
                  leadId,
                  before -> before.state() != AutomationState.OPTED_OUT,
                  Automation.optedOut(),
                  new LeadOptedOut(leadId, channel));
          if (!changed) {
            merges.restricted(actor.organizationId(), leadId, clock.instant());
          }
          return changed;
        });
  }

  /**
   * Notes that a lead who opted out wants to hear from us again.
   *
   * @return whether that changed anything
   * @throws MceException NOT_FOUND
   */
  public boolean optIn(Actor actor, LeadId leadId) {
    actor.require(Permission.LEAD_WRITE);
    return changeAutomation(
        actor,
        leadId,
        before -> before.state() == AutomationState.OPTED_OUT,
        Automation.ACTIVE,
        new AutomationResumed(leadId));
  }

  /** Returns up to so many of an audience that fit a filter, by id, after one of them. */
  @Internal
  public List<LeadId> audience(
      OrganizationId organizationId,
      Audience audience,
      LeadFilter filter,
      Optional<LeadId> after,
      int limit) {
    return audienceStore.page(organizationId, audience, filter, after, limit);
  }

  /** Counts who fits an audience now, by whether they may be written to. For the features. */
  @Internal
  public AudienceCount audienceCount(
      OrganizationId organizationId, Audience audience, LeadFilter filter) {
    return audienceStore.count(organizationId, audience, filter);
  }

  private boolean changeAutomation(
      Actor actor, LeadId leadId, Predicate<Automation> applies, Automation to, DomainEvent event) {
    return database.inOrganization(
        actor.organizationId(),
        transaction -> {
          Automation from = existing(actor, leadId).automation();
          while (applies.test(from)) {
            if (store.updateAutomation(actor.organizationId(), leadId, from, to, clock.instant())) {
              events.append(actor, event);
              return true;
            }
            // Someone else was faster; whether it still applies depends on what they did.
            from = existing(actor, leadId).automation();
          }
          return false;
        });
  }

  private Lead existing(Actor actor, LeadId leadId) {
    return store
        .find(actor.organizationId(), leadId)
        .orElseThrow(() -> MceException.notFound("lead"));
  }

  private String region(OrganizationId organizationId) {
    return fieldIndex.region(organizationId);
  }

  /**
   * What a text looks for by an index: a whole name, else the last digits of a phone number. Digits
   * that would be a number of the organization's region, but are nobody's, may be the last ones of
   * another country's.
   */
  private Optional<KnownBy> known(OrganizationId organizationId, LeadQuery query) {
    Optional<PhoneEnding> ending = query.text().flatMap(PhoneEnding::of);
    Optional<Identifier> name =
        query
            .text()
            .flatMap(text -> name(organizationId, text))
            .filter(
                each -> ending.isEmpty() || identifierStore.find(organizationId, each).isPresent());
    return name.<KnownBy>map(KnownBy.Name::new)
        .or(() -> ending.map(each -> ending(organizationId, each)));
  }

  private KnownBy ending(OrganizationId organizationId, PhoneEnding ending) {
    String key = identifiers.endingKey(organizationId, ending.indexed());
    if (!ending.goesFurther()) {
      return new KnownBy.Ending(key);
    }
    return new KnownBy.AnyOf(
        identifierStore.phonesEnding(organizationId, key, MOST_CANDIDATES).stream()
            .filter(phone -> ending.isOf(new PhoneNumber(identifiers.open(organizationId, phone))))
            .map(StoredIdentifier::leadId)
            .collect(Collectors.toCollection(LinkedHashSet::new)));
  }

  private Optional<Identifier> name(OrganizationId organizationId, String text) {
    if (text.indexOf('@') > 0
        && EmailAddress.parse(text) instanceof Parsed.Valid<EmailAddress> email) {
      return Optional.of(identifiers.of(organizationId, email.value()));
    }
    if (PHONE_LIKE.matcher(text.strip()).matches()
        && PhoneNumbers.parse(text, region(organizationId))
            instanceof Parsed.Valid<PhoneNumber> phone) {
      return Optional.of(identifiers.of(organizationId, phone.value()));
    }
    return Optional.empty();
  }
}
