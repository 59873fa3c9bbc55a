package io.mce.persistence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The engine's tables and what their columns hold, as written down in {@code tables.txt}. */
final class TableCatalog {

  /** Who may reach a table, and how. */
  enum TableKind {
    /** Rows of one organization, reached only with its id. */
    BUSINESS,
    /** Read before an organization is known; no personal data. */
    DIRECTORY
  }

  /** What a column holds. */
  enum ColumnKind {
    PLAIN,
    NAMED,
    SEALED
  }

  /** One table. */
  record Table(String name, TableKind kind, Map<String, ColumnKind> columns) {}

  private final Map<String, Table> tables;

  private TableCatalog(Map<String, Table> tables) {
    this.tables = Collections.unmodifiableMap(tables);
  }

  /** Reads the catalogue of this version of the engine. */
  static TableCatalog load() {
    try (InputStream in = TableCatalog.class.getResourceAsStream("tables.txt")) {
      if (in == null) {
        throw new IllegalStateException("tables.txt is missing from the jar");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static TableCatalog parse(String text) {
    Map<String, Table> tables = new LinkedHashMap<>();
    Map<String, ColumnKind> columns = new LinkedHashMap<>();
    for (String line : text.lines().filter(each -> !each.isBlank()).toList()) {
      if (line.startsWith("#")) {
        continue;
      }
      String[] words = line.trim().split(" +");
      if (line.startsWith(" ")) {
        ColumnKind kind = ColumnKind.valueOf(words[0].toUpperCase(java.util.Locale.ROOT));
        for (int i = 1; i < words.length; i++) {
          columns.put(words[i], kind);
        }
      } else {
        columns = new LinkedHashMap<>();
        TableKind kind = TableKind.valueOf(words[0].toUpperCase(java.util.Locale.ROOT));
        tables.put(words[1], new Table(words[1], kind, columns));
      }
    }
    return new TableCatalog(tables);
  }

  /** Returns a table by its lower-case name; empty when it is none of ours. */
  Optional<Table> table(String name) {
    return Optional.ofNullable(tables.get(name));
  }

  /** Returns the names of all tables of a kind, in order of creation. */
  Set<String> names(TableKind kind) {
    Set<String> names = new java.util.LinkedHashSet<>();
    tables.values().stream()
        .filter(table -> table.kind() == kind)
        .forEach(t -> names.add(t.name()));
    return names;
  }

  /** Returns what holds something personal, as {@code table.column}. */
  Set<String> personalColumns() {
    Set<String> personal = new HashSet<>();
    tables
        .values()
        .forEach(table ->
            table
                .columns()
                .forEach((column, kind) -> {
                  if (kind != ColumnKind.PLAIN) {
                    personal.add(table.name() + "." + column);
                  }
                }));
    return personal;
  }

  /** Returns every table. */
  Set<Table> all() {
    return new HashSet<>(tables.values());
  }
}
