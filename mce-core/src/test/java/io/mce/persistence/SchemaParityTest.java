package io.mce.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.testing.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** Both databases have the same tables, and the catalogue knows every column of them. */
final class SchemaParityTest {

  private static DataSource sqlite;
  private static DataSource postgres;

  @BeforeAll
  static void migrate(@TempDir Path folder) {
    Path file = folder.resolve("mce.db");
    try (Database database = Databases.sqlite(file)) {
      database.migrate();
    }
    SQLiteDataSource dataSource = new SQLiteDataSource();
    dataSource.setUrl("jdbc:sqlite:" + file);
    sqlite = dataSource;
    postgres = TestPostgres.newDatabase();
    Databases.postgres(postgres).migrate();
  }

  @Test
  void tables_columns_and_nullability_are_the_same() throws SQLException {
    assertThat(columns(sqlite)).isEqualTo(columns(postgres));
  }

  @Test
  void indexes_are_the_same() throws SQLException {
    assertThat(indexes(sqlite)).isEqualTo(indexes(postgres));
  }

  @Test
  void every_column_is_classified_and_nothing_else_is() throws SQLException {
    Map<String, TreeSet<String>> classified = new TreeMap<>();
    for (TableCatalog.Table table : TableCatalog.load().all()) {
      classified.put(table.name(), new TreeSet<>(table.columns().keySet()));
    }
    Map<String, TreeSet<String>> present = new TreeMap<>();
    columns(postgres)
        .forEach(column -> {
          String[] parts = column.split("[. ]");
          present.computeIfAbsent(parts[0], name -> new TreeSet<>()).add(parts[1]);
        });
    assertThat(classified).isEqualTo(present);
  }

  @Test
  void every_key_and_index_of_a_business_table_starts_with_the_organization() throws SQLException {
    TableCatalog tables = TableCatalog.load();
    for (String index : indexes(postgres)) {
      String table = index.substring(0, index.indexOf('('));
      boolean business =
          tables
              .table(table)
              .filter(each -> each.kind() == TableCatalog.TableKind.BUSINESS)
              .isPresent();
      if (business) {
        assertThat(index).startsWith(table + "(organization_id");
      }
    }
  }

  @Test
  void a_sealed_column_says_so_in_its_name() {
    for (TableCatalog.Table table : TableCatalog.load().all()) {
      table
          .columns()
          .forEach((column, kind) ->
              assertThat(column.endsWith("_sealed"))
                  .as(table.name() + "." + column)
                  .isEqualTo(kind == TableCatalog.ColumnKind.SEALED));
    }
  }

  private static List<String> columns(DataSource dataSource) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (Connection connection = dataSource.getConnection()) {
      for (String table : tables(connection)) {
        columns(connection, table, columns);
      }
    }
    columns.sort(null);
    return columns;
  }

  private static List<String> tables(Connection connection) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (ResultSet rows =
        connection.getMetaData().getTables(null, null, "mce\\_%", new String[] {"TABLE"})) {
      while (rows.next()) {
        tables.add(rows.getString("TABLE_NAME"));
      }
    }
    tables.remove("mce_schema_history");
    return tables;
  }

  // One table at a time: SQLite's driver makes one statement of all columns it is asked for.
  private static void columns(Connection connection, String table, List<String> columns)
      throws SQLException {
    try (ResultSet rows =
        connection.getMetaData().getColumns(null, null, table.replace("_", "\\_"), "%")) {
      while (rows.next()) {
        columns.add(
            table
                + "."
                + rows.getString("COLUMN_NAME")
                + (rows.getInt("NULLABLE") == DatabaseMetaData.columnNoNulls
                    ? " not null"
                    : " null"));
      }
    }
  }

  private static TreeSet<String> indexes(DataSource dataSource) throws SQLException {
    TreeSet<String> indexes = new TreeSet<>();
    try (Connection connection = dataSource.getConnection()) {
      for (TableCatalog.Table table : TableCatalog.load().all()) {
        Map<String, List<String>> byName = new TreeMap<>();
        Map<String, Boolean> unique = new TreeMap<>();
        try (ResultSet rows =
            connection.getMetaData().getIndexInfo(null, null, table.name(), false, false)) {
          while (rows.next()) {
            if (rows.getString("INDEX_NAME") != null) {
              byName
                  .computeIfAbsent(rows.getString("INDEX_NAME"), name -> new ArrayList<>())
                  .add(rows.getString("COLUMN_NAME").replace("\"", "").toLowerCase(Locale.ROOT));
              unique.put(rows.getString("INDEX_NAME"), !rows.getBoolean("NON_UNIQUE"));
            }
          }
        }
        byName.forEach((name, columns) ->
            indexes.add(
                table.name()
                    + "("
                    + String.join(",", columns)
                    + ")"
                    + (unique.get(name) ? " unique" : "")));
      }
    }
    return indexes;
  }
}
