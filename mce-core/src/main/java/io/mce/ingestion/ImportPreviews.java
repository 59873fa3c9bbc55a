package io.mce.ingestion;

import io.mce.field.CustomField;
import io.mce.field.CustomFieldDraft;
import io.mce.field.CustomFields;
import io.mce.field.FieldGuess;
import io.mce.ingestion.ImportPreview.PreviewColumn;
import io.mce.ingestion.ImportRows.Told;
import io.mce.ingestion.ImportStore.Order;
import io.mce.job.DueWork;
import io.mce.kernel.Actor;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.lead.CaptureScope;
import io.mce.lead.Leads;
import io.mce.persistence.Database;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says what an import would do: its first rows at once, the counts of all from the background. */
final class ImportPreviews {

  static final int ROWS = 100;

  private static final int SAMPLES = 3;

  private final Database database;
  private final ImportStore store;
  private final ImportFileStore files;
  private final ImportErrorStore errors;
  private final ImportMappingStore mappings;
  private final Intake intake;
  private final Leads leads;
  private final CustomFields fields;
  private final DueWork dueWork;
  private final Clock clock;

  @Inject
  ImportPreviews(
      Database database,
      ImportStore store,
      ImportFileStore files,
      ImportErrorStore errors,
      ImportMappingStore mappings,
      Intake intake,
      Leads leads,
      CustomFields fields,
      DueWork dueWork,
      Clock clock) {
    this.database = database;
    this.store = store;
    this.files = files;
    this.errors = errors;
    this.mappings = mappings;
    this.intake = intake;
    this.leads = leads;
    this.fields = fields;
    this.dueWork = dueWork;
    this.clock = clock;
  }

  ImportPreview preview(
      Actor actor, Order order, Optional<Map<String, String>> chosen, CaptureScope scope) {
    OrganizationId organizationId = actor.organizationId();
    Optional<Map<String, String>> known =
        chosen.isPresent() ? Optional.empty() : mappings.find(organizationId, order.headers());
    Map<String, String> choice = chosen.or(() -> known).orElse(Map.of());
    List<CustomField> defined = fields.active(organizationId);
    FieldMapping mapping = FieldMapping.of(order.headers(), choice, defined);
    Optional<String> problem = mapping.problem().map(each -> String.valueOf(each.getMessage()));
    Import stored = checked(organizationId, order, mapping.targets(), scope, problem.isEmpty());
    try (ImportSession session = ImportSession.open(files, organizationId, order, 0, defined)) {
      ImportRows rows = new ImportRows(stored, mapping, session.read(ROWS));
      return new ImportPreview(
          stored,
          session.form(),
          columns(mapping, rows.rows(), defined),
          known.isPresent(),
          problem,
          told(actor, rows));
    }
  }

  private List<PreviewRow> told(Actor actor, ImportRows rows) {
    List<Told> told =
        rows.told(intake.foresee(actor, rows.drafts(), rows.terms(), leads.foresight(actor)));
    return told.stream()
        .map(each ->
            new PreviewRow(
                each.row().number(),
                PreviewVerdict.of(each.outcome()),
                cells(each.row(), rows.mapping()),
                each.result().flatMap(IntakeResult::leadId),
                rows.errors(each)))
        .toList();
  }

  private static List<String> cells(CsvRow row, FieldMapping mapping) {
    List<String> cells = new ArrayList<>();
    for (int at = 0; at < mapping.columns().size(); at++) {
      cells.add(row.cell(at));
    }
    return cells;
  }

  private static List<PreviewColumn> columns(
      FieldMapping mapping, List<CsvRow> rows, List<CustomField> defined) {
    List<PreviewColumn> columns = new ArrayList<>();
    for (FieldMapping.Column column : mapping.columns()) {
      int at = columns.size();
      columns.add(
          new PreviewColumn(
              column.header(),
              column.target(),
              rows.stream()
                  .map(row -> row.cell(at))
                  .filter(cell -> !cell.isEmpty())
                  .distinct()
                  .limit(SAMPLES)
                  .toList(),
              offer(column, at, rows, defined)));
    }
    return columns;
  }

  /** The field that a column without one could become. */
  private static Optional<CustomFieldDraft> offer(
      FieldMapping.Column column, int at, List<CsvRow> rows, List<CustomField> defined) {
    boolean isFree =
        column.field() == LeadField.CUSTOM
            && defined.stream().noneMatch(field -> field.key().equals(column.key()));
    return isFree
        ? FieldGuess.of(
            column.header(),
            column.key(),
            rows.stream()
                .map(row -> row.cell(at))
                .flatMap(cell -> TypedText.present(cell).stream())
                .toList())
        : Optional.empty();
  }

  /** Has all rows counted under this choice, unless they are or were. */
  private Import checked(
      OrganizationId organizationId,
      Order order,
      Map<String, String> targets,
      CaptureScope scope,
      boolean usable) {
    return database.inOrganization(
        organizationId,
        transaction -> {
          Import stored = order.stored();
          boolean known =
              stored.check().number() > 0
                  && order.mapping().equals(targets)
                  && stored.scope() == scope;
          if (!known) {
            errors.deleteAll(organizationId, stored.id());
            store.check(organizationId, stored.id(), targets, scope);
            if (usable) {
              dueWork.schedule(
                  organizationId, ImportWorker.NAME, stored.id().toString(), clock.instant());
            }
          }
          return store
              .find(organizationId, stored.id())
              .orElseThrow(() -> MceException.notFound("import"));
        });
  }
}
