package io.mce.app.imports;

import io.mce.app.http.Words;
import io.mce.engine.MceEngine;
import io.mce.field.FieldType;
import io.mce.ingestion.ImportError;
import io.mce.ingestion.ImportId;
import io.mce.ingestion.ImportMode;
import io.mce.ingestion.ImportPreview;
import io.mce.ingestion.ImportTerms;
import io.mce.ingestion.PreviewRow;
import io.mce.ingestion.PreviewVerdict;
import io.mce.ingestion.SourceId;
import io.mce.kernel.Actor;
import io.mce.kernel.MceException;
import io.mce.lead.CaptureScope;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
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
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Files on their way to an import: sent in pieces, looked at, started. */
@Tag(name = "imports")
@Controller("/api/imports")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class ImportDraftController {

  private final MceEngine engine;

  ImportDraftController(MceEngine engine) {
    this.engine = engine;
  }

  /** A file that will come in pieces. */
  @Introspected
  record UploadBody(@NotBlank @Size(max = 500) String fileName, long bytes) {}

  /** What to look at: columns and fields, and which rows are wanted. */
  @Introspected
  record PreviewBody(
      @Nullable @Size(max = 1_000) Map<String, String> mapping, @Nullable String scope) {}

  /** How to import. */
  @Introspected
  record StartBody(
      @Nullable @Size(max = 1_000) Map<String, String> mapping,
      @Nullable String scope,
      @Nullable String mode,
      @Nullable String automations,
      @Nullable @Size(max = 200) String source) {}

  /** A custom field that a column could become: nothing is defined unless somebody does it. */
  record OfferView(String key, String label, FieldType type, List<String> choices) {}

  /** A column and what it would be taken as. */
  record ColumnView(String header, String target, List<String> samples, Optional<OfferView> offer) {

    static ColumnView of(ImportPreview.PreviewColumn column) {
      return new ColumnView(
          column.header(),
          column.target(),
          column.samples(),
          column
              .offer()
              .map(draft ->
                  new OfferView(
                      draft.key().orElse(""), draft.label(), draft.type(), draft.choices())));
    }
  }

  /** A row and what would become of it. */
  record RowView(
      long row,
      PreviewVerdict verdict,
      List<String> cells,
      Optional<String> leadId,
      List<ImportError> problems) {

    static RowView of(PreviewRow row) {
      return new RowView(
          row.row(),
          row.verdict(),
          row.cells(),
          row.leadId().map(Object::toString),
          row.problems());
    }
  }

  /**
   * What an import would do.
   *
   * @param remembered whether the mapping was used before for a file with these headers
   * @param problem why no row could become a lead
   */
  record PreviewView(
      ImportView stored,
      String encoding,
      String delimiter,
      boolean declared,
      List<ColumnView> columns,
      boolean remembered,
      Optional<String> problem,
      List<RowView> rows) {

    static PreviewView of(ImportPreview preview) {
      return new PreviewView(
          ImportView.of(preview.stored()),
          preview.form().encoding(),
          String.valueOf(preview.form().delimiter()),
          preview.form().declared(),
          preview.columns().stream().map(ColumnView::of).toList(),
          preview.remembered(),
          preview.problem(),
          preview.rows().stream().map(RowView::of).toList());
    }
  }

  /** Makes room for a file; its pieces follow. */
  @Post("/uploads")
  @Status(HttpStatus.CREATED)
  ImportView open(@Parameter(hidden = true) Actor actor, @Body @Valid UploadBody body) {
    return ImportView.of(engine.imports().open(actor, body.fileName(), body.bytes()));
  }

  /** Takes the next piece of a file; {@code received} in the answer is where the next begins. */
  @Put(value = "/{id}/content", consumes = MediaType.APPLICATION_OCTET_STREAM)
  ImportView append(
      @Parameter(hidden = true) Actor actor,
      String id,
      @QueryValue long offset,
      @Body byte[] piece) {
    return ImportView.of(engine.imports().append(actor, ImportId.of(id), offset, piece));
  }

  /** Says what would become of the rows, and writes none of them. */
  @Post("/{id}/preview")
  PreviewView preview(
      @Parameter(hidden = true) Actor actor, String id, @Body @Valid PreviewBody body) {
    return PreviewView.of(
        engine
            .imports()
            .preview(actor, ImportId.of(id), mapping(body.mapping()), scope(body.scope())));
  }

  /** Starts the import of a file that was looked at. */
  @Post("/{id}/start")
  @Status(HttpStatus.ACCEPTED)
  ImportView start(@Parameter(hidden = true) Actor actor, String id, @Body @Valid StartBody body) {
    ImportTerms terms =
        new ImportTerms(
            mapping(body.mapping()).orElse(Map.of()),
            scope(body.scope()),
            given(body.mode())
                .map(word -> Words.constant(ImportMode.class, "mode", word))
                .orElse(ImportMode.VALID_ROWS),
            given(body.automations())
                .map(word -> Words.constant(ImportView.Automations.class, "automations", word))
                .filter(ImportView.Automations.ON::equals)
                .isPresent(),
            given(body.source()).map(SourceId::of));
    return ImportView.of(engine.imports().start(actor, ImportId.of(id), terms));
  }

  /** JSON can say null where a field belongs, whatever the type says. */
  private static Optional<Map<String, String>> mapping(@Nullable Map<String, String> mapping) {
    if (mapping != null && mapping.values().stream().anyMatch(Objects::isNull)) {
      throw MceException.invalid("mapping", "Every column in the mapping needs a field.");
    }
    return Optional.ofNullable(mapping);
  }

  private static CaptureScope scope(@Nullable String word) {
    return given(word)
        .map(each -> Words.constant(CaptureScope.class, "scope", each))
        .orElse(CaptureScope.CREATE_AND_UPDATE);
  }

  private static Optional<String> given(@Nullable String text) {
    return Optional.ofNullable(text).filter(each -> !each.isBlank());
  }
}
