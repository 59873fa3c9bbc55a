package io.mce.ingestion;

import io.mce.field.CustomFieldDraft;
import java.util.List;
import java.util.Optional;

/**
 * What an import would do, before it writes anything.
 *
 * @param stored the import; its check counts what would become of all rows, and may still be
 *     counting
 * @param columns what each column would be taken as
 * @param remembered whether the mapping is the one that was used last for a file with these headers
 * @param problem why no row could become a lead with this mapping, as a sentence
 * @param rows the first rows
 */
public record ImportPreview(
    Import stored,
    FileForm form,
    List<PreviewColumn> columns,
    boolean remembered,
    Optional<String> problem,
    List<PreviewRow> rows) {

  /**
   * A column.
   *
   * @param target the field: "phone", "custom.budget", "ignore"
   * @param samples the first values in it that are not blank
   * @param offer the custom field that the column could become, by its first rows
   */
  public record PreviewColumn(
      String header, String target, List<String> samples, Optional<CustomFieldDraft> offer) {

    /** Copies the samples. */
    public PreviewColumn {
      samples = List.copyOf(samples);
    }

    /** The header and the field: the rest is personal. */
    @Override
    public String toString() {
      return "PreviewColumn[" + header + ", " + target + "]";
    }
  }

  /** Copies the lists. */
  public ImportPreview {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }
}
