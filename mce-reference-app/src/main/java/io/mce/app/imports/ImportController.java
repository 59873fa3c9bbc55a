package io.mce.app.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mce.app.http.PageView;
import io.mce.app.http.Repeats;
import io.mce.app.http.Words;
import io.mce.engine.MceEngine;
import io.mce.ingestion.ImportError;
import io.mce.ingestion.ImportId;
import io.mce.ingestion.ImportMode;
import io.mce.ingestion.ImportRequest;
import io.mce.ingestion.ImportTerms;
import io.mce.ingestion.SourceId;
import io.mce.kernel.Actor;
import io.mce.kernel.MceException;
import io.mce.kernel.PageRequest;
import io.mce.lead.CaptureScope;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Part;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.http.multipart.CompletedFileUpload;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** CSV imports: upload, progress, report. */
@Tag(name = "imports")
@Controller("/api/imports")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class ImportController {

  private static final String CSV = "text/csv";

  private final MceEngine engine;
  private final Repeats repeats;
  private final ObjectMapper json;

  ImportController(MceEngine engine, Repeats repeats, ObjectMapper json) {
    this.engine = engine;
    this.repeats = repeats;
    this.json = json;
  }

  /** Where the import can be watched. */
  record Accepted(String id) {}

  /** What tells one upload from another, without keeping the file. */
  private record Upload(String fileName, long size) {}

  /** A lead of which an undo left something as it is. */
  record KeptView(String leadId, String name, List<String> fields) {}

  @Post(consumes = MediaType.MULTIPART_FORM_DATA)
  @Status(HttpStatus.ACCEPTED)
  HttpResponse<?> start(
      @Parameter(hidden = true) Actor actor,
      @Parameter(hidden = true) HttpRequest<?> request,
      @Part("file") CompletedFileUpload file,
      @Nullable @Part("mapping") String mapping,
      @Nullable @Part("mode") String mode,
      @Nullable @Part("scope") String scope,
      @Nullable @Part("automations") String automations,
      @Nullable @Part("source") String source) {
    String fileName = Optional.ofNullable(file.getFilename()).orElse("upload.csv");
    ImportRequest wanted =
        new ImportRequest(
            fileName,
            new ImportTerms(
                mapping(mapping),
                present(scope)
                    .map(word -> Words.constant(CaptureScope.class, "scope", word))
                    .orElse(CaptureScope.CREATE_AND_UPDATE),
                present(mode)
                    .map(word -> Words.constant(ImportMode.class, "mode", word))
                    .orElse(ImportMode.VALID_ROWS),
                present(automations)
                    .map(word -> Words.constant(ImportView.Automations.class, "automations", word))
                    .filter(ImportView.Automations.ON::equals)
                    .isPresent(),
                present(source).map(SourceId::of)));
    return repeats.once(
        request,
        actor,
        new Upload(fileName, file.getSize()),
        () -> HttpResponse.accepted().body(new Accepted(start(actor, wanted, file))));
  }

  private String start(Actor actor, ImportRequest wanted, CompletedFileUpload file) {
    try (InputStream content = file.getInputStream()) {
      return engine.imports().start(actor, wanted, content).id().toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> mapping(@Nullable String mapping) {
    Optional<String> text = present(mapping);
    if (text.isEmpty()) {
      return Map.of();
    }
    try {
      return json.readValue(text.get(), new TypeReference<Map<String, String>>() {});
    } catch (JsonProcessingException e) {
      throw MceException.invalid(
          "mapping",
          "The mapping must be a JSON object of column names and fields, such as"
              + " {\"Telefone\": \"phone\"}.");
    }
  }

  @Get
  PageView<ImportView> list(
      @Parameter(hidden = true) Actor actor,
      @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String cursor) {
    return PageView.of(engine.imports().list(actor, PageRequest.of(limit, cursor)), ImportView::of);
  }

  @Get("/{id}")
  ImportView get(@Parameter(hidden = true) Actor actor, String id) {
    return ImportView.of(engine.imports().get(actor, ImportId.of(id)));
  }

  @Get("/{id}/errors")
  PageView<ImportError> errors(
      @Parameter(hidden = true) Actor actor,
      String id,
      @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String cursor) {
    return PageView.of(
        engine.imports().errors(actor, ImportId.of(id), PageRequest.of(limit, cursor)),
        error -> error);
  }

  /** The rows of which something could not be used, as a file to mend and send again. */
  @Get("/{id}/errors.csv")
  @Produces(CSV)
  StreamedFile errorFile(@Parameter(hidden = true) Actor actor, String id) throws IOException {
    Path file = Files.createTempFile("import-errors", ".csv");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write('\ufeff'); // By which Excel knows that it is UTF-8.
      engine.imports().writeErrors(actor, ImportId.of(id), out);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
    return new StreamedFile(
            Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE), MediaType.of(CSV))
        .attach("rows-to-mend.csv");
  }

  /** Lets an import rest. */
  @Post("/{id}/pause")
  ImportView pause(@Parameter(hidden = true) Actor actor, String id) {
    return ImportView.of(engine.imports().pause(actor, ImportId.of(id)));
  }

  /** Lets a paused import go on. */
  @Post("/{id}/resume")
  ImportView resume(@Parameter(hidden = true) Actor actor, String id) {
    return ImportView.of(engine.imports().resume(actor, ImportId.of(id)));
  }

  /** Ends an import, or forgets a file that was not started. */
  @Post("/{id}/cancel")
  ImportView cancel(@Parameter(hidden = true) Actor actor, String id) {
    return ImportView.of(engine.imports().cancel(actor, ImportId.of(id)));
  }

  /** Takes back what an import did. */
  @Post("/{id}/undo")
  @Status(HttpStatus.ACCEPTED)
  ImportView undo(@Parameter(hidden = true) Actor actor, String id) {
    return ImportView.of(engine.imports().undo(actor, ImportId.of(id)));
  }

  /** The first leads of which an undo left something as it is; the import counts all. */
  @Get("/{id}/kept")
  PageView<KeptView> kept(@Parameter(hidden = true) Actor actor, String id) {
    return PageView.all(
        engine.imports().kept(actor, ImportId.of(id), PageRequest.first(200)).items(),
        each ->
            new KeptView(
                each.leadId().toString(), each.name(), each.fields().stream().sorted().toList()));
  }

  private static Optional<String> present(@Nullable String text) {
    return Optional.ofNullable(text).filter(each -> !each.isBlank());
  }
}
