package io.mce.app.lead;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mce.app.http.Edits;
import io.mce.app.http.PageView;
import io.mce.app.http.Repeats;
import io.mce.app.http.Words;
import io.mce.audit.AuditEntry;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.MceException;
import io.mce.kernel.PageRequest;
import io.mce.lead.LeadId;
import io.mce.note.Note;
import io.mce.note.NoteDraft;
import io.mce.note.NoteId;
import io.mce.note.NoteKind;
import io.mce.note.NoteOutcome;
import io.mce.note.TimelineEntry;
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
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What people write down about leads, and the timeline in which it stands. */
@Tag(name = "leads")
@Controller("/api")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class NoteController {

  private final MceEngine engine;
  private final Repeats repeats;
  private final ObjectMapper json;

  NoteController(MceEngine engine, Repeats repeats, ObjectMapper json) {
    this.engine = engine;
    this.repeats = repeats;
    this.json = json;
  }

  /**
   * What is written down.
   *
   * @param kind NOTE, CALL, MEETING or MESSAGE
   * @param happenedAt when a call, a meeting or a message was, in ISO 8601; absent: now
   * @param minutes how long a call or a meeting took
   * @param outcome what came of it
   */
  @Introspected
  record NoteBody(
      @Nullable @Size(max = 50) String kind,
      @Nullable @Size(max = 20_000) String text,
      @Nullable @Size(max = 50) String happenedAt,
      @Nullable Integer minutes,
      @Nullable @Size(max = 50) String outcome) {

    NoteDraft draft() {
      return new NoteDraft(
          Words.constant(NoteKind.class, "kind", kind),
          text == null ? "" : text,
          Optional.ofNullable(happenedAt).filter(each -> !each.isBlank()).map(NoteBody::time),
          Optional.ofNullable(minutes).map(Duration::ofMinutes),
          Optional.ofNullable(outcome)
              .filter(each -> !each.isBlank())
              .map(each -> Words.constant(NoteOutcome.class, "outcome", each)));
    }

    private static Instant time(String text) {
      try {
        Instant time = Instant.parse(text.strip());
        return Instant.ofEpochMilli(time.toEpochMilli());
      } catch (DateTimeException | ArithmeticException e) {
        throw MceException.invalid(
            "happenedAt", "Give the time as 2027-01-31T09:30:00Z, not like this.");
      }
    }
  }

  /** One note; {@code changeable} by who asks. */
  record NoteView(
      String id,
      String leadId,
      NoteKind kind,
      String text,
      Instant happenedAt,
      Optional<Long> minutes,
      Optional<NoteOutcome> outcome,
      ArchiveController.DeletedBy writtenBy,
      Instant writtenAt,
      Optional<ArchiveController.DeletedBy> editedBy,
      Optional<Instant> editedAt,
      boolean changeable,
      long version) {

    static NoteView of(Note note, Actor actor, LeadContext names) {
      return new NoteView(
          note.id().toString(),
          note.leadId().toString(),
          note.kind(),
          note.text(),
          note.happenedAt(),
          note.duration().map(Duration::toMinutes),
          note.outcome(),
          ArchiveController.DeletedBy.of(note.writtenBy(), names),
          note.writtenAt(),
          note.editedBy().map(by -> ArchiveController.DeletedBy.of(by, names)),
          note.editedAt(),
          note.isChangeableBy(actor),
          note.version());
    }
  }

  /** Something that happened to the lead, by the stable name of the event. */
  record EventView(String name, ArchiveController.DeletedBy actor, Map<String, Object> data) {}

  /** One thing in a timeline: a note or an event. */
  record EntryView(String id, Instant at, Optional<NoteView> note, Optional<EventView> event) {}

  @Get("/leads/{id}/timeline")
  PageView<EntryView> timeline(
      @Parameter(hidden = true) Actor actor,
      String id,
      @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String cursor) {
    LeadId leadId = LeadId.of(id);
    LeadContext names = LeadContext.of(engine, actor);
    return PageView.of(
        engine.timelines().list(actor, leadId, PageRequest.of(limit, cursor)),
        entry ->
            switch (entry) {
              case TimelineEntry.Written written ->
                  new EntryView(
                      written.note().id().toString(),
                      entry.at(),
                      Optional.of(NoteView.of(written.note(), actor, names)),
                      Optional.empty());
              case TimelineEntry.Happened happened ->
                  new EntryView(
                      "event-" + happened.line().number(),
                      entry.at(),
                      Optional.empty(),
                      Optional.of(event(happened.line(), names)));
            });
  }

  private EventView event(AuditEntry line, LeadContext names) {
    return new EventView(
        line.name(),
        ArchiveController.DeletedBy.of(line.actorKind() + ":" + line.actorId(), names),
        data(line));
  }

  private Map<String, Object> data(AuditEntry line) {
    try {
      return json.readValue(line.details(), new TypeReference<Map<String, Object>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("line " + line.number() + " holds no JSON object", e);
    }
  }

  @Get("/leads/{id}/notes")
  PageView<NoteView> list(
      @Parameter(hidden = true) Actor actor,
      String id,
      @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String cursor) {
    LeadId leadId = LeadId.of(id);
    LeadContext names = LeadContext.of(engine, actor);
    return PageView.of(
        engine.notes().list(actor, leadId, PageRequest.of(limit, cursor)),
        note -> NoteView.of(note, actor, names));
  }

  @Post("/leads/{id}/notes")
  @Status(HttpStatus.CREATED)
  @io.swagger.v3.oas.annotations.responses.ApiResponse(responseCode = "201")
  HttpResponse<?> write(
      @Parameter(hidden = true) Actor actor,
      @Parameter(hidden = true) HttpRequest<?> request,
      String id,
      @Body @Valid NoteBody body) {
    LeadId leadId = LeadId.of(id);
    return repeats.once(
        request,
        actor,
        body,
        () -> HttpResponse.created(view(actor, engine.notes().write(actor, leadId, body.draft()))));
  }

  @Put("/notes/{id}")
  MutableHttpResponse<NoteView> change(
      @Parameter(hidden = true) Actor actor,
      String id,
      @Nullable @Header("If-Match") String ifMatch,
      @Body @Valid NoteBody body) {
    NoteId noteId = NoteId.of(id);
    NoteDraft draft = body.draft();
    return Edits.change(
        ifMatch,
        () -> view(actor, engine.notes().get(actor, noteId)),
        NoteView::version,
        version -> view(actor, engine.notes().change(actor, noteId, draft, version)));
  }

  @Delete("/notes/{id}")
  @Status(HttpStatus.NO_CONTENT)
  void delete(@Parameter(hidden = true) Actor actor, String id) {
    engine.notes().delete(actor, NoteId.of(id));
  }

  private NoteView view(Actor actor, Note note) {
    return NoteView.of(note, actor, LeadContext.of(engine, actor));
  }
}
