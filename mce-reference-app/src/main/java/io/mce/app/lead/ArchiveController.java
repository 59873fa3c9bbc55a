package io.mce.app.lead;

import io.mce.app.http.PageView;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.MceException;
import io.mce.kernel.PageRequest;
import io.mce.lead.ArchivedLead;
import io.mce.lead.LeadDependencies;
import io.mce.lead.LeadId;
import io.mce.lead.LeadOutcome;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Before and after deleting leads: what hangs on them, many at once, the archive, undo. */
@Tag(name = "leads")
@Controller("/api/leads")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class ArchiveController {

  private final MceEngine engine;

  ArchiveController(MceEngine engine) {
    this.engine = engine;
  }

  /**
   * What hangs on a lead.
   *
   * @param counts how many of what: messages, conversations, openSends, runningCampaigns,
   *     workflowRuns, notices, consents
   * @param objections why it must not be deleted now, in sentences
   */
  record DependenciesView(Map<String, Long> counts, List<String> objections, boolean deletable) {
    static DependenciesView of(LeadDependencies found) {
      return new DependenciesView(found.counts(), found.objections(), found.deletable());
    }
  }

  /** Which leads, at most 1000. */
  @Introspected
  record LeadIds(@Nullable List<@Nullable String> ids) {
    List<LeadId> leadIds() {
      List<LeadId> found = new ArrayList<>();
      for (String id : ids == null ? List.<@Nullable String>of() : ids) {
        found.add(leadId(id));
      }
      return found;
    }

    private static LeadId leadId(@Nullable String id) {
      try {
        return LeadId.of(id == null ? "" : id);
      } catch (MceException e) {
        throw MceException.invalid("ids", "The field ids holds something that is no id.");
      }
    }
  }

  /** What became of one lead; a reason says why it was refused. */
  record OutcomeView(String id, LeadOutcome.Result result, Optional<String> reason) {
    static OutcomeView of(LeadOutcome outcome) {
      return new OutcomeView(outcome.leadId().toString(), outcome.result(), outcome.reason());
    }
  }

  /** What became of each lead, in order. */
  record OutcomesView(List<OutcomeView> items) {
    static OutcomesView of(List<LeadOutcome> outcomes) {
      return new OutcomesView(outcomes.stream().map(OutcomeView::of).toList());
    }
  }

  /** Who deleted a lead: MEMBER and the id of one, or what else acted. */
  record DeletedBy(String kind, String id, Optional<String> name) {
    static DeletedBy of(String actor, LeadContext names) {
      int colon = actor.indexOf(':');
      String kind = colon < 0 ? actor : actor.substring(0, colon);
      String id = actor.substring(colon + 1);
      return new DeletedBy(kind, id, names.name(id));
    }
  }

  /** A deleted lead, by whom, and until when it can be brought back. */
  record ArchivedView(LeadView lead, Instant deletedAt, DeletedBy deletedBy, Instant goneAt) {
    static ArchivedView of(ArchivedLead archived, LeadContext names) {
      return new ArchivedView(
          LeadView.of(archived.lead(), names),
          archived.deletedAt(),
          DeletedBy.of(archived.deletedBy(), names),
          archived.goneAt());
    }
  }

  @Get("/{id}/dependencies")
  DependenciesView dependencies(@Parameter(hidden = true) Actor actor, String id) {
    return DependenciesView.of(engine.leads().dependencies(actor, LeadId.of(id)));
  }

  @Post("/delete")
  @Status(HttpStatus.OK)
  OutcomesView delete(@Parameter(hidden = true) Actor actor, @Body @Valid LeadIds body) {
    return OutcomesView.of(engine.leads().deleteAll(actor, body.leadIds()));
  }

  @Get("/archive")
  PageView<ArchivedView> archive(
      @Parameter(hidden = true) Actor actor,
      @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String cursor) {
    LeadContext names = LeadContext.of(engine, actor);
    return PageView.of(
        engine.leadArchive().list(actor, PageRequest.of(limit, cursor)),
        archived -> ArchivedView.of(archived, names));
  }

  @Post("/{id}/restore")
  @Status(HttpStatus.OK)
  LeadView restore(@Parameter(hidden = true) Actor actor, String id) {
    LeadId leadId = LeadId.of(id);
    engine.leadArchive().restore(actor, leadId);
    return LeadView.of(engine.leads().get(actor, leadId), LeadContext.of(engine, actor));
  }

  @Post("/restore")
  @Status(HttpStatus.OK)
  OutcomesView restoreAll(@Parameter(hidden = true) Actor actor, @Body @Valid LeadIds body) {
    return OutcomesView.of(engine.leadArchive().restoreAll(actor, body.leadIds()));
  }
}
