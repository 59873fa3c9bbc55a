package io.mce.app.setup;

import io.mce.kernel.OrganizationId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * A column of the server's own tables whose values are sealed; a bean each, beside what fills it,
 * so that they are sealed anew when the master key is replaced.
 *
 * @param key the columns of the primary key, all of them text
 * @param organizationColumn where it is said whose values they are; empty for those of the
 *     installation
 * @param context what a value is sealed for, by the key of its row
 */
public record AppSealedColumn(
    String table,
    String column,
    List<String> key,
    Optional<String> organizationColumn,
    Function<List<String>, String> context) {

  /** What belongs to no organization is sealed as this one's. */
  public static final OrganizationId INSTALLATION = new OrganizationId(new UUID(0, 0));

  /** A column whose values are all sealed for the same. */
  public AppSealedColumn(
      String table,
      String column,
      List<String> key,
      Optional<String> organizationColumn,
      String context) {
    this(table, column, key, organizationColumn, row -> context);
  }

  /** Keeps the key as it is. */
  public AppSealedColumn {
    key = List.copyOf(key);
  }
}
