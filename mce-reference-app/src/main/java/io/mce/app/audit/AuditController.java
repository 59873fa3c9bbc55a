package io.mce.app.audit;

import io.mce.app.http.PageView;
import io.mce.audit.AuditQuery;
import io.mce.audit.AuditVerification;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who did what, and whether the record of it is whole. */
@Tag(name = "audit")
@Controller("/api/audit")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class AuditController {

  private static final String JSON_LINES = "application/x-ndjson";

  private final MceEngine engine;
  private final AuditLines lines;

  AuditController(MceEngine engine, AuditLines lines) {
    this.engine = engine;
    this.lines = lines;
  }

  /** Whether the trail is whole; {@code head} is its last link, to note elsewhere. */
  record VerificationView(boolean intact, long entries, String head, List<String> problems) {}

  /** Lines of the trail, newest first. */
  @Get
  PageView<AuditLineView> list(
      @Parameter(hidden = true) Actor actor,
      @Nullable @QueryValue String actorId,
      @Nullable @QueryValue String subjectId,
      @Nullable @QueryValue String name,
      @Nullable @QueryValue Instant from,
      @Nullable @QueryValue Instant until,
      @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String cursor) {
    AuditQuery query =
        new AuditQuery(
            given(actorId),
            given(subjectId),
            given(name),
            Optional.ofNullable(from),
            Optional.ofNullable(until));
    Page<AuditLineView> page = lines.of(actor, query, PageRequest.of(limit, cursor));
    return PageView.of(page, line -> line);
  }

  /** Reads the whole trail and checks every link. */
  @Post("/verify")
  VerificationView verify(@Parameter(hidden = true) Actor actor) {
    AuditVerification found = engine.audit().verify(actor);
    return new VerificationView(found.intact(), found.entries(), found.head(), found.problems());
  }

  /** The whole trail as a file, for keeping elsewhere and for the offline verifier. */
  @Get("/export")
  @Produces(JSON_LINES)
  StreamedFile export(@Parameter(hidden = true) Actor actor) throws IOException {
    Path file = Files.createTempFile("audit", ".jsonl");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      engine.audit().export(actor, out);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
    return new StreamedFile(
            Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE),
            MediaType.of(JSON_LINES))
        .attach("audit.jsonl");
  }

  private static Optional<String> given(@Nullable String text) {
    return Optional.ofNullable(text).filter(each -> !each.isBlank());
  }
}
