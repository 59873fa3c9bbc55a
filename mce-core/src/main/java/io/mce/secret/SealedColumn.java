package io.mce.secret;

import io.mce.persistence.Row;
import java.util.List;
import java.util.function.Function;

/**
 * A column whose values a feature seals with {@link SecretBox}. Each feature declares its columns
 * beside the store that fills them, and binds them in its module: without that a value could not be
 * sealed anew when the master key is replaced. The build compares them with the catalogue of
 * tables.
 *
 * @param key what identifies a row inside its organization, in the order of the primary key
 * @param context what the value of a row is sealed for, made from the row's other columns
 */
public record SealedColumn(
    String table, String column, List<String> key, Function<Row, String> context) {

  /** Keeps the key as it is. */
  public SealedColumn {
    key = List.copyOf(key);
  }

  /** A column of which every value is sealed for the same context. */
  public static SealedColumn of(String table, String column, List<String> key, String context) {
    return new SealedColumn(table, column, key, row -> context);
  }

  /** Returns the table and the column, as in {@code mce_lead.metadata_sealed}. */
  public String name() {
    return table + "." + column;
  }
}
