package io.mce.app.lead;

import io.mce.app.http.Edits;
import io.mce.app.http.PageView;
import io.mce.app.http.Repeats;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.MceException;
import io.mce.segment.SavedView;
import io.mce.segment.SavedViewId;
import io.mce.segment.SegmentDefinition;
import io.mce.segment.SegmentId;
import io.mce.segment.ViewDraft;
import io.mce.segment.ViewLook;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Saved views of the list of leads: one's own, and those that others share. */
@Tag(name = "views")
@Controller("/api/views")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class SavedViewController {

  private final MceEngine engine;
  private final Repeats repeats;

  SavedViewController(MceEngine engine, Repeats repeats) {
    this.engine = engine;
    this.repeats = repeats;
  }

  /**
   * A view.
   *
   * @param own whether the caller saved it, and so may change it
   */
  record SavedViewView(
      String id,
      String name,
      boolean own,
      boolean shared,
      boolean pinned,
      Optional<String> segmentId,
      Map<String, String> filters,
      Optional<Map<String, Object>> definition,
      List<String> columns,
      Optional<String> sort,
      Instant createdAt,
      long version) {

    static SavedViewView of(SavedView view, Actor actor) {
      ViewLook look = view.look();
      return new SavedViewView(
          view.id().toString(),
          look.name(),
          view.owner().equals(actor.id()),
          view.shared(),
          view.pinned(),
          view.segment().map(SegmentId::toString),
          new TreeMap<>(look.filters()),
          look.definition().map(SegmentDefinition::json),
          look.columns(),
          look.sort(),
          view.createdAt(),
          view.version());
    }
  }

  /**
   * A new view.
   *
   * @param segmentId of this segment
   * @param filters of the list: status, source, minScore, tag, owner, project
   * @param definition conditions of its own, as a segment has them
   * @param columns name, phone, email, company, project, source, status, score, owner, tags,
   *     createdAt, updatedAt, automation, or field: and the id of a custom field
   */
  @Introspected
  record ViewBody(
      @NotBlank @Size(max = 100) String name,
      @Nullable Boolean shared,
      @Nullable Boolean pinned,
      @Nullable String segmentId,
      @Nullable @Size(max = 10) Map<String, @Nullable String> filters,
      @Nullable Map<String, @Nullable Object> definition,
      @Nullable @Size(max = 20) List<@Size(max = 60) String> columns,
      @Nullable String sort) {

    ViewDraft draft() {
      return new ViewDraft(
          new ViewLook(
              name,
              filters == null ? Map.of() : texts(filters),
              definition == null ? Optional.empty() : definitionOf(definition),
              columns == null ? List.of() : columns,
              sort == null ? Optional.empty() : wordOf(sort)),
          segmentId == null ? Optional.empty() : segmentOf(segmentId),
          shared != null && shared,
          pinned != null && pinned);
    }
  }

  /** What to change; what is left out stays. An empty segmentId or definition is none. */
  @Introspected
  record ViewPatch(
      @Nullable @Size(max = 100) String name,
      @Nullable Boolean shared,
      @Nullable Boolean pinned,
      @Nullable String segmentId,
      @Nullable @Size(max = 10) Map<String, @Nullable String> filters,
      @Nullable Map<String, @Nullable Object> definition,
      @Nullable @Size(max = 20) List<@Size(max = 60) String> columns,
      @Nullable String sort) {

    ViewDraft over(SavedView before) {
      ViewLook look = before.look();
      return new ViewDraft(
          new ViewLook(
              name == null ? look.name() : name,
              filters == null ? look.filters() : texts(filters),
              definition == null ? look.definition() : definitionOf(definition),
              columns == null ? look.columns() : columns,
              sort == null ? look.sort() : wordOf(sort)),
          segmentId == null ? before.segment() : segmentOf(segmentId),
          shared == null ? before.shared() : shared,
          pinned == null ? before.pinned() : pinned);
    }
  }

  private static Optional<SegmentDefinition> definitionOf(Map<String, @Nullable Object> json) {
    return json.isEmpty() ? Optional.empty() : Optional.of(SegmentDefinition.of(json));
  }

  private static Optional<SegmentId> segmentOf(String id) {
    return id.isBlank() ? Optional.empty() : Optional.of(SegmentId.of(id));
  }

  private static Optional<String> wordOf(String text) {
    return Optional.of(text).filter(each -> !each.isBlank());
  }

  private static Map<String, String> texts(Map<String, @Nullable String> values) {
    Map<String, String> texts = new TreeMap<>();
    values.forEach((key, value) -> {
      if (value == null) {
        throw MceException.invalid("filters", "A filter has a text; leave out what is none.");
      }
      texts.put(key, value);
    });
    return texts;
  }

  @Get
  PageView<SavedViewView> list(@Parameter(hidden = true) Actor actor) {
    return PageView.all(engine.savedViews().list(actor), view -> SavedViewView.of(view, actor));
  }

  @Post
  @Status(HttpStatus.CREATED)
  HttpResponse<?> create(
      @Parameter(hidden = true) Actor actor,
      @Parameter(hidden = true) HttpRequest<?> request,
      @Body @Valid ViewBody body) {
    ViewDraft draft = body.draft();
    return repeats.once(
        request,
        actor,
        body,
        () ->
            HttpResponse.created(
                SavedViewView.of(engine.savedViews().create(actor, draft), actor)));
  }

  @Patch("/{id}")
  MutableHttpResponse<SavedViewView> change(
      @Parameter(hidden = true) Actor actor,
      String id,
      @Nullable @Header("If-Match") String ifMatch,
      @Body @Valid ViewPatch body) {
    SavedViewId viewId = SavedViewId.of(id);
    ViewDraft draft = body.over(engine.savedViews().get(actor, viewId));
    return Edits.change(
        ifMatch,
        () -> SavedViewView.of(engine.savedViews().get(actor, viewId), actor),
        SavedViewView::version,
        version ->
            SavedViewView.of(engine.savedViews().change(actor, viewId, draft, version), actor));
  }

  @Delete("/{id}")
  @Status(HttpStatus.NO_CONTENT)
  void delete(@Parameter(hidden = true) Actor actor, String id) {
    engine.savedViews().delete(actor, SavedViewId.of(id));
  }
}
