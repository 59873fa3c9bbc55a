package io.mce.isolation;

import io.mce.testing.MceExtension;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads every row of an organization past the engine, on a connection that nothing hides from. */
final class OrganizationRows implements AutoCloseable {

  private final Connection connection;
  private final List<String> tables;

  OrganizationRows(MceExtension mce, boolean postgres) throws SQLException {
    connection =
        postgres
            ? mce.dataSource().getConnection()
            : DriverManager.getConnection("jdbc:sqlite:" + mce.folder().resolve("mce.db"));
    tables = tables();
  }

  /** The tables that the database has, not those that somebody listed. */
  private List<String> tables() throws SQLException {
    List<String> names = new ArrayList<>();
    DatabaseMetaData meta = connection.getMetaData();
    try (ResultSet found = meta.getTables(null, null, "mce%", new String[] {"TABLE"})) {
      while (found.next()) {
        names.add(found.getString("TABLE_NAME"));
      }
    }
    // One by one: SQLite's driver asks for all columns in one statement, which has an end.
    List<String> others = new ArrayList<>();
    for (String name : names) {
      try (ResultSet columns = meta.getColumns(null, null, name, "organization_id")) {
        if (!columns.next()) {
          others.add(name);
        }
      }
    }
    names.removeAll(others);
    return names.stream().distinct().sorted().toList();
  }

  /** The rows of an organization by table, as text, in a fixed order. */
  Map<String, List<String>> of(String organizationId) throws SQLException {
    Map<String, List<String>> rows = new TreeMap<>();
    for (String table : tables) {
      rows.put(table, rows(table, organizationId));
    }
    return rows;
  }

  private List<String> rows(String table, String organizationId) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement("select * from " + table + " where organization_id = ?")) {
      statement.setString(1, organizationId);
      try (ResultSet result = statement.executeQuery()) {
        int width = result.getMetaData().getColumnCount();
        while (result.next()) {
          StringBuilder row = new StringBuilder();
          for (int i = 1; i <= width; i++) {
            row.append(result.getMetaData().getColumnName(i))
                .append('=')
                .append(result.getString(i))
                .append(' ');
          }
          rows.add(row.toString());
        }
      }
    }
    return rows.stream().sorted().toList();
  }

  /** The business tables, as the engine's catalogue has them. */
  static List<String> businessTables() {
    try (InputStream file =
        OrganizationRows.class.getResourceAsStream("/io/mce/persistence/tables.txt")) {
      if (file == null) {
        throw new IllegalStateException("tables.txt is missing");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith("business "))
          .map(line -> line.substring("business ".length()).strip())
          .collect(Collectors.toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
