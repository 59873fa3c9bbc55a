package io.mce.app.lead;

import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.MceException;
import io.mce.lead.AutomationReason;
import io.mce.lead.AutomationState;
import io.mce.lead.LeadId;
import io.mce.lead.LeadMerge;
import io.mce.lead.LeadMergeId;
import io.mce.lead.MergePreview;
import io.mce.lead.MergeSide;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Two leads that are one person: look, merge, undo. */
@Tag(name = "leads")
@Controller("/api/leads")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class MergeController {

  private final MceEngine engine;

  MergeController(MceEngine engine) {
    this.engine = engine;
  }

  /**
   * Which lead goes into this one.
   *
   * @param choices by field whose value the result has: SURVIVOR, MERGED or BOTH; fields that are
   *     left out follow the organization's policy
   */
  @Introspected
  record MergeBody(
      @Nullable String mergedId, @Nullable @Size(max = 200) Map<String, @Nullable String> choices) {

    LeadId merged() {
      try {
        return LeadId.of(mergedId == null ? "" : mergedId);
      } catch (MceException e) {
        throw MceException.invalid("mergedId", "Say which lead goes into this one, by its id.");
      }
    }

    Map<String, MergeSide> sides() {
      Map<String, MergeSide> sides = new TreeMap<>();
      if (choices != null) {
        choices.forEach((field, side) -> sides.put(field, side(side)));
      }
      return sides;
    }

    private static MergeSide side(@Nullable String word) {
      for (MergeSide side : MergeSide.values()) {
        if (side.name().equals(word)) {
          return side;
        }
      }
      throw MceException.invalid("choices", "Choose SURVIVOR, MERGED or BOTH for a field.");
    }
  }

  /** One field of the two leads and what comes of it. */
  record FieldView(
      String name,
      Optional<String> survivor,
      Optional<String> merged,
      MergeSide side,
      Optional<String> result,
      boolean differs) {
    static FieldView of(MergePreview.Field field) {
      return new FieldView(
          field.name(),
          field.survivor(),
          field.merged(),
          field.side(),
          field.result(),
          field.differs());
    }
  }

  /** What a merge would make of two leads; the automation is the stricter of the two. */
  record PreviewView(
      LeadView survivor,
      LeadView merged,
      List<FieldView> fields,
      LeadView.AutomationView automation,
      Map<String, Long> following) {
    static PreviewView of(MergePreview preview, LeadContext names) {
      AutomationState state = preview.automation().state();
      Optional<AutomationReason> reason = preview.automation().reason();
      return new PreviewView(
          LeadView.of(preview.survivor(), names),
          LeadView.of(preview.merged(), names),
          preview.fields().stream().map(FieldView::of).toList(),
          new LeadView.AutomationView(state, reason),
          preview.following());
    }
  }

  /** A merge, by whom, and whether it still holds. */
  record MergeView(
      String id,
      String survivorId,
      String mergedId,
      String mergedName,
      ArchiveController.DeletedBy mergedBy,
      Instant mergedAt,
      Map<String, MergeSide> provenance,
      boolean holds,
      Optional<Instant> unmergedAt,
      Optional<ArchiveController.DeletedBy> unmergedBy) {
    static MergeView of(LeadMerge merge, LeadContext names) {
      return new MergeView(
          merge.id().toString(),
          merge.survivorId().toString(),
          merge.mergedId().toString(),
          merge.mergedName(),
          ArchiveController.DeletedBy.of(merge.mergedBy(), names),
          merge.mergedAt(),
          merge.provenance(),
          merge.holds(),
          merge.unmergedAt(),
          merge.unmergedBy().map(by -> ArchiveController.DeletedBy.of(by, names)));
    }
  }

  /** The merges of one lead, newest first. */
  record MergesView(List<MergeView> items) {}

  /** What was done, and the lead that stayed as it is now. */
  record DoneView(MergeView merge, LeadView lead) {}

  @Post("/{id}/merge/preview")
  @Status(HttpStatus.OK)
  PreviewView preview(
      @Parameter(hidden = true) Actor actor, String id, @Body @Valid MergeBody body) {
    return PreviewView.of(
        engine.leadMerges().preview(actor, LeadId.of(id), body.merged(), body.sides()),
        LeadContext.of(engine, actor));
  }

  @Post("/{id}/merge")
  @Status(HttpStatus.OK)
  DoneView merge(@Parameter(hidden = true) Actor actor, String id, @Body @Valid MergeBody body) {
    return done(
        actor, engine.leadMerges().merge(actor, LeadId.of(id), body.merged(), body.sides()));
  }

  @Get("/{id}/merges")
  MergesView merges(@Parameter(hidden = true) Actor actor, String id) {
    LeadContext names = LeadContext.of(engine, actor);
    return new MergesView(
        engine.leadMerges().list(actor, LeadId.of(id)).stream()
            .map(merge -> MergeView.of(merge, names))
            .toList());
  }

  @Post("/merges/{id}/undo")
  @Status(HttpStatus.OK)
  DoneView undo(@Parameter(hidden = true) Actor actor, String id) {
    return done(actor, engine.leadMerges().unmerge(actor, LeadMergeId.of(id)));
  }

  private DoneView done(Actor actor, LeadMerge merge) {
    LeadContext names = LeadContext.of(engine, actor);
    return new DoneView(
        MergeView.of(merge, names),
        LeadView.of(engine.leads().get(actor, merge.survivorId()), names));
  }
}
