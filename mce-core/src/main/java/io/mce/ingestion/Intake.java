package io.mce.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import io.mce.assignment.Assignments;
import io.mce.kernel.Actor;
import io.mce.kernel.MceException;
import io.mce.kernel.Permission;
import io.mce.lead.CaptureOutcome;
import io.mce.lead.CaptureResult;
import io.mce.lead.CaptureScope;
import io.mce.lead.CaptureTerms;
import io.mce.lead.DraftCheck;
import io.mce.lead.DraftProblem;
import io.mce.lead.Foreseen;
import io.mce.lead.Foresight;
import io.mce.lead.LeadDetails;
import io.mce.lead.LeadDraft;
import io.mce.lead.LeadId;
import io.mce.lead.Leads;
import io.mce.persistence.Database;
import io.mce.persistence.Json;
import io.mce.scoring.Scoring;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The one way in: reads a draft, captures it, scores the lead and gives it to a member, all in one
 * short transaction, or in the one that is open. Bad data is an outcome, never an exception.
 * Thread-safe; blocks on the database.
 */
public final class Intake {

  /** Drafts per transaction: large enough to be cheap, small enough not to keep others waiting. */
  static final int BATCH = 500;

  /** Leads in one body. */
  private static final int MAX_BODY = 1_000;

  private final Database database;
  private final Leads leads;
  private final Scoring scoring;
  private final Assignments assignments;

  @Inject
  Intake(Database database, Leads leads, Scoring scoring, Assignments assignments) {
    this.database = database;
    this.leads = leads;
    this.scoring = scoring;
    this.assignments = assignments;
  }

  /**
   * Takes one draft from someone who can correct it: any problem rejects it.
   *
   * @param source what the lead carries as its source where the draft names none
   */
  public IntakeResult take(Actor actor, LeadDraft draft, SourceId source) {
    Terms terms = new Terms(source, true, Optional.empty(), check -> check.problems().isEmpty());
    return takeBatch(actor, List.of(draft), terms).getFirst();
  }

  /**
   * Takes many drafts from where nobody can correct them at once: what can be used is used, the
   * problems are told, and a draft is rejected when nothing is left to know the lead by. Every 500
   * drafts are one transaction. Results keep the order.
   *
   * @param automations whether workflows react to the leads
   */
  public List<IntakeResult> takeAll(
      Actor actor, List<LeadDraft> drafts, SourceId source, boolean automations) {
    Terms terms = new Terms(source, automations, Optional.empty(), check -> true);
    List<IntakeResult> results = new ArrayList<>(drafts.size());
    for (int from = 0; from < drafts.size(); from += BATCH) {
      int to = Math.min(drafts.size(), from + BATCH);
      results.addAll(takeBatch(actor, drafts.subList(from, to), terms));
    }
    return results;
  }

  /**
   * Takes the leads in a body of JSON as forms, portals and automation tools send it: an object, an
   * array of objects, or a list inside an object; fields are recognized by their names in English,
   * Portuguese, Spanish and Hindi, and what no field takes is kept as metadata.
   *
   * @return one result for each lead, in order
   * @throws MceException INVALID when the body is no JSON, holds no lead, or more than {@value
   *     #MAX_BODY}
   */
  public List<IntakeResult> takeJson(Actor actor, String body, SourceId source) {
    List<LeadFields> found;
    try {
      found = LeadFields.allOf(Json.read(body, JsonNode.class));
    } catch (IllegalArgumentException e) {
      throw MceException.invalid("body", "The body is not JSON."); // The cause may quote it.
    }
    if (found.isEmpty() || found.size() > MAX_BODY) {
      throw MceException.invalid(
          "body", "The body must hold 1 to " + MAX_BODY + " leads, not " + found.size() + ".");
    }
    List<LeadDraft> drafts = found.stream().map(each -> each.draft(source.value())).toList();
    return takeAll(actor, drafts, source, true);
  }

  /** Takes the lead that a form holds; fields are recognized as in {@link #takeJson}. */
  public IntakeResult takeForm(Actor actor, Map<String, List<String>> form, SourceId source) {
    LeadDraft draft = LeadFields.ofForm(form).draft(source.value());
    return takeAll(actor, List.of(draft), source, true).getFirst();
  }

  /**
   * On what terms drafts come in.
   *
   * @param accepts whether a draft with problems that can still become a lead may
   * @param projectRequired whether a draft without a project is rejected
   */
  record Terms(
      SourceId source,
      boolean automations,
      Optional<UUID> importId,
      Predicate<DraftCheck> accepts,
      CaptureScope scope,
      boolean projectRequired) {

    Terms(
        SourceId source,
        boolean automations,
        Optional<UUID> importId,
        Predicate<DraftCheck> accepts) {
      this(source, automations, importId, accepts, CaptureScope.CREATE_AND_UPDATE, false);
    }
  }

  /** Says what {@link #takeAll} would make of a few drafts, and writes nothing. */
  List<IntakeResult> foreseeAll(Actor actor, List<LeadDraft> drafts, SourceId source) {
    Terms terms = new Terms(source, true, Optional.empty(), check -> true);
    return foresee(actor, drafts, terms, leads.foresight(actor));
  }

  /** Takes up to a batch of drafts in one transaction. */
  private List<IntakeResult> takeBatch(Actor actor, List<LeadDraft> drafts, Terms terms) {
    actor.require(Permission.LEAD_WRITE);
    return takeChecked(actor, check(actor, drafts, terms), terms);
  }

  /** Checks drafts; what it takes is best spent before the transaction that takes them. */
  List<DraftCheck> check(Actor actor, List<LeadDraft> drafts, Terms terms) {
    List<DraftCheck> checks =
        leads.checkAll(
            actor.organizationId(), drafts.stream().map(each -> sourced(each, terms)).toList());
    return terms.projectRequired() ? checks.stream().map(Intake::withProject).toList() : checks;
  }

  /** Takes up to a batch of drafts that were checked in one transaction. */
  List<IntakeResult> takeChecked(Actor actor, List<DraftCheck> checks, Terms terms) {
    actor.require(Permission.LEAD_WRITE);
    return database.inOrganization(
        actor.organizationId(), transaction -> takeInTransaction(actor, checks, terms));
  }

  private List<IntakeResult> takeInTransaction(Actor actor, List<DraftCheck> checks, Terms terms) {
    List<LeadDetails> usable = usable(checks, terms);
    List<Boolean> wanted = wanted(actor, usable, terms);
    List<CaptureResult> captured =
        leads.captureAll(
            actor,
            wanted(usable, wanted),
            new CaptureTerms(
                terms.automations(),
                terms.importId(),
                fresh -> assignments.assignNew(actor, scoring.scoreNew(actor, fresh))));
    scoreMerged(actor, captured);
    Iterator<CaptureResult> next = captured.iterator();
    Iterator<Boolean> isWanted = wanted.iterator();
    return checks.stream()
        .map(check -> {
          if (!isUsable(check, terms)) {
            return rejected(check);
          }
          return isWanted.next() ? taken(next.next(), check) : leftOut(check);
        })
        .toList();
  }

  /** Adds the problem that a draft names no project, unless it is told what is wrong with it. */
  private static DraftCheck withProject(DraftCheck check) {
    boolean isTold =
        check.problems().stream()
            .anyMatch(problem -> problem.field().equals(LeadField.PROJECT.key()));
    if (hasProject(check) || isTold || check.details().isEmpty()) {
      return check;
    }
    List<DraftProblem> problems = new ArrayList<>(check.problems());
    problems.add(
        new DraftProblem(
            LeadField.PROJECT.key(),
            "",
            "NO_PROJECT",
            "This row names no project that there is.",
            "Write the code of a project as Settings, Projects has it."));
    return new DraftCheck(check.details(), problems);
  }

  private static boolean hasProject(DraftCheck check) {
    return check.details().flatMap(LeadDetails::project).isPresent();
  }

  private static boolean isUsable(DraftCheck check, Terms terms) {
    return check.details().isPresent()
        && terms.accepts().test(check)
        && (!terms.projectRequired() || hasProject(check));
  }

  private static List<LeadDetails> usable(List<DraftCheck> checks, Terms terms) {
    return checks.stream()
        .filter(check -> isUsable(check, terms))
        .flatMap(check -> check.details().stream())
        .toList();
  }

  private List<Boolean> wanted(Actor actor, List<LeadDetails> usable, Terms terms) {
    return terms.scope() == CaptureScope.CREATE_AND_UPDATE
        ? Collections.nCopies(usable.size(), true)
        : leads.foresight(actor).of(usable).stream()
            .map(foreseen -> terms.scope().wants(foreseen, terms.importId()))
            .toList();
  }

  private static List<LeadDetails> wanted(List<LeadDetails> usable, List<Boolean> wanted) {
    return IntStream.range(0, usable.size()).filter(wanted::get).mapToObj(usable::get).toList();
  }

  /**
   * Says what {@link #takeAll} would make of drafts, and writes nothing.
   *
   * @param foresight what remembers the drafts before these
   */
  List<IntakeResult> foresee(
      Actor actor, List<LeadDraft> drafts, Terms terms, Foresight foresight) {
    actor.require(Permission.LEAD_READ);
    return database.read(
        actor.organizationId(),
        transaction -> {
          List<DraftCheck> checks = check(actor, drafts, terms);
          Iterator<Foreseen> next = foresight.of(usable(checks, terms)).iterator();
          return checks.stream()
              .map(check ->
                  isUsable(check, terms) ? foreseen(next.next(), check, terms) : rejected(check))
              .toList();
        });
  }

  private static IntakeResult foreseen(Foreseen foreseen, DraftCheck check, Terms terms) {
    return terms.scope().wants(foreseen, terms.importId())
        ? new IntakeResult(
            outcome(foreseen.outcome()), foreseen.known(), foreseen.importId(), check.problems())
        : leftOut(check);
  }

  private static IntakeResult leftOut(DraftCheck check) {
    return new IntakeResult(
        IntakeOutcome.LEFT_OUT, Optional.empty(), Optional.empty(), check.problems());
  }

  private static LeadDraft sourced(LeadDraft draft, Terms terms) {
    return draft.source().isBlank() ? draft.source(terms.source().value()) : draft;
  }

  private void scoreMerged(Actor actor, List<CaptureResult> captured) {
    Set<LeadId> merged = new LinkedHashSet<>();
    captured.stream()
        .filter(result -> result.outcome() == CaptureOutcome.MERGED)
        .map(CaptureResult::leadId)
        .forEach(merged::add);
    // What this batch created was scored with all that its drafts say.
    captured.stream()
        .filter(result -> result.outcome() == CaptureOutcome.CREATED)
        .map(CaptureResult::leadId)
        .forEach(merged::remove);
    if (!merged.isEmpty()) {
      scoring.scoreAll(actor, merged);
    }
  }

  private static IntakeResult taken(CaptureResult result, DraftCheck check) {
    return new IntakeResult(
        outcome(result.outcome()),
        Optional.of(result.leadId()),
        result.importId(),
        check.problems());
  }

  private static IntakeOutcome outcome(CaptureOutcome outcome) {
    return switch (outcome) {
      case CREATED -> IntakeOutcome.CREATED;
      case MERGED -> IntakeOutcome.MERGED;
      case SKIPPED -> IntakeOutcome.SKIPPED;
    };
  }

  private static IntakeResult rejected(DraftCheck check) {
    return new IntakeResult(
        IntakeOutcome.REJECTED, Optional.empty(), Optional.empty(), check.problems());
  }
}
