package io.mce.ingestion;

import io.mce.event.Events;
import io.mce.ingestion.ImportStore.NewError;
import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.lead.DraftCheck;
import io.mce.lead.DraftProblem;
import io.mce.lead.LeadDraft;
import io.mce.persistence.Database;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Takes some rows of an import and counts them, in one transaction. */
final class ImportBatch {

  private static final int MAX_VALUE = 500;
  private static final String WHOLE_ROW = "row";

  private final Database database;
  private final ImportStore store;
  private final Intake intake;
  private final Events events;
  private final ImportProbe probe;

  @Inject
  ImportBatch(
      Database database, ImportStore store, Intake intake, Events events, ImportProbe probe) {
    this.database = database;
    this.store = store;
    this.intake = intake;
    this.events = events;
    this.probe = probe;
  }

  /**
   * Takes the rows.
   *
   * @return the import as it is now
   * @throws IllegalStateException when someone else takes rows of it too; nothing is stored then
   */
  Import take(Actor actor, Import before, FieldMapping mapping, List<CsvRow> rows) {
    Intake.Terms terms =
        new Intake.Terms(
            before.source(),
            before.automations(),
            Optional.of(before.id().value()),
            ImportBatch::isPhoneReadable);
    List<LeadDraft> drafts =
        rows.stream()
            .filter(row -> row.problem().isEmpty())
            .map(row -> LeadFields.ofRow(mapping, row).draft(before.source().value()))
            .toList();
    return database.inOrganization(
        actor.organizationId(),
        transaction -> {
          List<IntakeResult> results = intake.takeBatch(actor, drafts, terms);
          Import after = count(before, rows, results);
          store.insertErrors(actor.organizationId(), before.id(), errors(mapping, rows, results));
          probe.beforeBatchStored(before);
          if (!store.advance(actor.organizationId(), before, after)) {
            throw new IllegalStateException("another worker took rows of " + before.id());
          }
          events.append(actor, ImportProgressed.of(after));
          return after;
        });
  }

  /** A phone number that is there but cannot be read is worth a look before it is lost. */
  private static boolean isPhoneReadable(DraftCheck check) {
    return check.problems().stream().noneMatch(problem -> problem.field().equals("phone"));
  }

  private static Import count(Import before, List<CsvRow> rows, List<IntakeResult> results) {
    long created = 0;
    long updated = 0;
    long duplicates = 0;
    long rejected = (long) rows.size() - results.size();
    for (IntakeResult result : results) {
      switch (result.outcome()) {
        case CREATED -> created++;
        case MERGED -> {
          if (result.importId().equals(Optional.of(before.id().value()))) {
            duplicates++;
          } else {
            updated++;
          }
        }
        case SKIPPED -> duplicates++;
        case REJECTED -> rejected++;
      }
    }
    return before.plus(rows.size(), created, updated, duplicates, rejected);
  }

  private static List<NewError> errors(
      FieldMapping mapping, List<CsvRow> rows, List<IntakeResult> results) {
    List<NewError> errors = new ArrayList<>();
    Iterator<IntakeResult> next = results.iterator();
    for (CsvRow row : rows) {
      if (row.problem().isPresent()) {
        errors.add(new NewError(wholeRow(row, row.problem().get()), 0));
        continue;
      }
      int number = 0;
      for (DraftProblem problem : next.next().problems()) {
        errors.add(new NewError(error(mapping, row, problem), number++));
      }
    }
    return errors;
  }

  private static ImportError wholeRow(CsvRow row, CsvRow.Problem problem) {
    return new ImportError(
        row.number(),
        WHOLE_ROW,
        cut(String.join(" | ", row.cells())),
        problem.code(),
        problem.reason(),
        problem.hint());
  }

  private static ImportError error(FieldMapping mapping, CsvRow row, DraftProblem problem) {
    return new ImportError(
        row.number(),
        LeadField.ofKey(problem.field()).flatMap(mapping::headerOf).orElse(problem.field()),
        cut(problem.value()),
        problem.code(),
        problem.reason(),
        problem.hint());
  }

  private static String cut(String value) {
    return value.length() <= MAX_VALUE ? value : value.substring(0, MAX_VALUE) + "...";
  }

  /** Ends the import as it is counted. */
  void complete(Actor actor, Import done, Instant at) {
    OrganizationId organizationId = actor.organizationId();
    database.runInOrganization(
        organizationId,
        transaction -> {
          if (store.finish(
              organizationId, done.id(), ImportStatus.COMPLETED, Optional.empty(), at)) {
            events.append(actor, ImportCompleted.of(done));
          }
        });
  }

  /** Ends the import early. */
  void fail(Actor actor, ImportId importId, String failure, Instant at) {
    database.runInOrganization(
        actor.organizationId(),
        transaction -> {
          if (store.finish(
              actor.organizationId(), importId, ImportStatus.FAILED, Optional.of(failure), at)) {
            events.append(actor, new ImportFailed(importId));
          }
        });
  }
}
