package io.mce.ingestion;

import io.mce.ingestion.ImportErrorStore.FaultyRow;
import io.mce.ingestion.ImportErrorStore.NewError;
import io.mce.lead.DraftCheck;
import io.mce.lead.DraftProblem;
import io.mce.lead.LeadDraft;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Some rows of a file as drafts, and what became of them told in terms of the rows.
 *
 * @param stored the import they belong to
 */
record ImportRows(Import stored, FieldMapping mapping, List<CsvRow> rows) {

  private static final int MAX_VALUE = 500;
  private static final String METADATA = "metadata.";
  private static final String WHOLE_ROW = "row";

  /** A row and what became of it. */
  record Told(CsvRow row, IntakeOutcome outcome, Optional<IntakeResult> result) {}

  /** Returns the rows that can be read as drafts. */
  List<LeadDraft> drafts() {
    return rows.stream()
        .filter(row -> row.problem().isEmpty())
        .map(row -> LeadFields.ofRow(mapping, row).draft(stored.source().value()))
        .toList();
  }

  Intake.Terms terms() {
    return new Intake.Terms(
        stored.source(),
        stored.automations(),
        Optional.of(importId()),
        ImportRows::isPhoneReadable,
        stored.scope(),
        mapping.headerOf(LeadField.REQUIRED_PROJECT).isPresent());
  }

  /** A phone number that is there but cannot be read is worth a look before it is lost. */
  private static boolean isPhoneReadable(DraftCheck check) {
    return check.problems().stream().noneMatch(problem -> problem.field().equals("phone"));
  }

  /** Returns all rows with what became of their drafts, which is given in their order. */
  List<Told> told(List<IntakeResult> results) {
    Iterator<IntakeResult> next = results.iterator();
    return rows.stream()
        .map(row -> {
          if (row.problem().isPresent()) {
            return new Told(row, IntakeOutcome.REJECTED, Optional.empty());
          }
          IntakeResult result = next.next();
          return new Told(row, outcome(result), Optional.of(result));
        })
        .toList();
  }

  /** What completes a lead that this import created is a repetition inside the file. */
  private IntakeOutcome outcome(IntakeResult result) {
    return result.outcome() == IntakeOutcome.MERGED
            && result.importId().equals(Optional.of(importId()))
        ? IntakeOutcome.SKIPPED
        : result.outcome();
  }

  private UUID importId() {
    return stored.id().value();
  }

  static ImportCounts count(List<Told> told) {
    long created = 0;
    long updated = 0;
    long duplicates = 0;
    long skipped = 0;
    long rejected = 0;
    for (Told each : told) {
      switch (each.outcome()) {
        case CREATED -> created++;
        case MERGED -> updated++;
        case SKIPPED -> duplicates++;
        case LEFT_OUT -> skipped++;
        case REJECTED -> rejected++;
      }
    }
    return new ImportCounts(told.size(), created, updated, duplicates, skipped, rejected);
  }

  /** Returns what could not be used of a row. */
  List<ImportError> errors(Told told) {
    CsvRow row = told.row();
    if (row.problem().isPresent()) {
      return List.of(wholeRow(row, row.problem().get()));
    }
    if (told.outcome() == IntakeOutcome.LEFT_OUT) {
      return List.of();
    }
    return told.result().stream()
        .flatMap(result -> result.problems().stream())
        .map(problem -> error(row, problem))
        .toList();
  }

  List<NewError> newErrors(List<Told> told) {
    List<NewError> errors = new ArrayList<>();
    for (Told each : told) {
      int number = 0;
      for (ImportError error : errors(each)) {
        errors.add(new NewError(error, number++));
      }
    }
    return errors;
  }

  List<FaultyRow> faultyRows(List<Told> told) {
    return told.stream()
        .filter(each -> !errors(each).isEmpty())
        .map(each -> new FaultyRow(each.row().number(), each.row().cells()))
        .toList();
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

  private ImportError error(CsvRow row, DraftProblem problem) {
    return new ImportError(
        row.number(),
        column(problem.field()),
        cut(problem.value()),
        problem.code(),
        problem.reason(),
        problem.hint());
  }

  /** The header of the column in which a field of the draft came. */
  private String column(String field) {
    return field.startsWith(METADATA)
        ? mapping.headerOfKey(field.substring(METADATA.length())).orElse(field)
        : LeadField.ofKey(field).flatMap(mapping::headerFor).orElse(field);
  }

  private static String cut(String value) {
    return value.length() <= MAX_VALUE ? value : value.substring(0, MAX_VALUE) + "...";
  }
}
