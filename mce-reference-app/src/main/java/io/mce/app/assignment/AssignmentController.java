package io.mce.app.assignment;

import io.mce.app.http.Edits;
import io.mce.app.organization.MemberNames;
import io.mce.assignment.AssignmentNote;
import io.mce.assignment.AssignmentPlan;
import io.mce.assignment.AssignmentPlans;
import io.mce.assignment.Availability;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.lead.LeadId;
import io.mce.organization.MemberId;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How leads are given to members. */
@Tag(name = "assignment")
@Controller("/api")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class AssignmentController {

  private final MceEngine engine;

  AssignmentController(MceEngine engine) {
    this.engine = engine;
  }

  /**
   * The plan, who is there, and what waits.
   *
   * @param waiting how many leads wait for somebody, up to 1000
   */
  record PlanView(
      AssignmentPlan.Policy policy,
      AssignmentPlan.Order order,
      Optional<String> fallbackId,
      List<PlanBody.RuleBody> rules,
      int waiting,
      List<TakerView> members,
      long version) {}

  /**
   * A member who takes leads.
   *
   * @param there whether the member is neither away nor off work
   * @param openLeads how many leads they have that are not done with, up to 2000
   */
  record TakerView(
      String id,
      Optional<String> name,
      boolean there,
      boolean away,
      Optional<Instant> awayUntil,
      boolean ownHours,
      Optional<Integer> capacity,
      Optional<String> backupId,
      int openLeads) {}

  /**
   * Why a lead has the owner it has.
   *
   * @param how POLICY, FALLBACK, HAND or WAITING
   * @param rule the rule that says whom the lead is for
   * @param insteadOf whose turn it was, when the owner stands in
   * @param by who decided, when it was a person
   */
  record NoteView(
      Optional<String> ownerId,
      Optional<String> owner,
      AssignmentNote.How how,
      Optional<String> rule,
      Optional<String> insteadOf,
      String byKind,
      Optional<String> by,
      Instant at) {}

  @Get("/assignment")
  HttpResponse<PlanView> get(@Parameter(hidden = true) Actor actor) {
    AssignmentPlans.Chosen chosen = engine.assignmentPlans().get(actor);
    return Edits.withVersion(view(actor, chosen), chosen.version());
  }

  @Put("/assignment")
  MutableHttpResponse<PlanView> change(
      @Parameter(hidden = true) Actor actor,
      @Nullable @Header("If-Match") String ifMatch,
      @Body @Valid PlanBody body) {
    AssignmentPlan plan = body.plan();
    return Edits.change(
        ifMatch,
        () -> view(actor, engine.assignmentPlans().get(actor)),
        PlanView::version,
        version -> view(actor, engine.assignmentPlans().change(actor, plan, version)));
  }

  @Get("/leads/{id}/assignment")
  NoteView explain(@Parameter(hidden = true) Actor actor, String id) {
    AssignmentNote note = engine.assignments().explain(actor, LeadId.of(id));
    MemberNames names = MemberNames.of(engine, actor);
    return new NoteView(
        note.owner().map(MemberId::toString),
        note.owner().flatMap(names::name),
        note.how(),
        note.rule(),
        note.insteadOf().flatMap(names::name),
        note.byKind(),
        names.name(note.by()),
        note.at());
  }

  private PlanView view(Actor actor, AssignmentPlans.Chosen chosen) {
    AssignmentPlan plan = chosen.plan();
    MemberNames names = MemberNames.of(engine, actor);
    Map<MemberId, Integer> open = engine.assignments().openLeads(actor);
    Set<MemberId> there = engine.assignments().there(actor);
    return new PlanView(
        plan.policy(),
        plan.order(),
        plan.fallback().map(MemberId::toString),
        plan.rules().stream().map(PlanBody.RuleBody::of).toList(),
        engine.assignments().waiting(actor),
        engine.availabilities().list(actor).stream()
            .map(each -> taker(each, names, open, there))
            .toList(),
        chosen.version());
  }

  private static TakerView taker(
      Availability each, MemberNames names, Map<MemberId, Integer> open, Set<MemberId> there) {
    return new TakerView(
        each.memberId().toString(),
        names.name(each.memberId()),
        there.contains(each.memberId()),
        each.away(),
        each.awayUntil(),
        each.hours().isPresent(),
        each.capacity(),
        each.backup().map(MemberId::toString),
        open.getOrDefault(each.memberId(), 0));
  }
}
