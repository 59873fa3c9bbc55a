package io.mce.persistence;

import io.mce.kernel.TypedId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.statement.ParsedSql;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a batch. Jdbi reads the text; the values go to the driver directly, because looking
 * up for each of them how it is bound took longer than storing it. Belongs to one thread.
 */
final class BatchRows {

  private final PreparedBatch batch;
  private final StatementContext context;
  private final ParsedSql sql;
  private final int rowsOfInsert;

  /** Which value each question mark stands for. */
  private final int[] slots;

  private final Map<String, Integer> names = new HashMap<>();
  private final List<@Nullable Object[]> rows = new ArrayList<>();
  private @Nullable Object[] current;

  BatchRows(PreparedBatch batch, int rowsOfInsert) {
    this.batch = batch;
    this.context = batch.getContext();
    this.sql =
        context.getConfig(SqlStatements.class).getSqlParser().parse(context.getRawSql(), context);
    this.rowsOfInsert = rowsOfInsert;
    List<String> parameters = sql.getParameters().getParameterNames();
    this.slots = new int[parameters.size()];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = names.computeIfAbsent(parameters.get(i), name -> names.size());
    }
    this.current = new Object[names.size()];
  }

  void bind(String name, @Nullable Object value) {
    Integer slot = names.get(name);
    if (slot != null) {
      current[slot] = value;
    }
  }

  void add() {
    rows.add(current);
    current = new Object[names.size()];
  }

  int size() {
    return rows.size();
  }

  int[] execute() {
    if (rows.isEmpty()) {
      return new int[0];
    }
    tell();
    try (PreparedStatement statement = context.getConnection().prepareStatement(sql.getSql())) {
      for (@Nullable Object[] row : rows) {
        bind(statement, 0, row);
        statement.addBatch();
      }
      return statement.executeBatch();
    } catch (SQLException e) {
      throw new UnableToExecuteStatementException(e, context);
    }
  }

  int insert() {
    if (rowsOfInsert == 1 || rows.size() == 1) {
      return Arrays.stream(execute()).sum();
    }
    if (rows.isEmpty()) {
      return 0;
    }
    tell();
    int stored = 0;
    try {
      // Of two sizes only, so that the server knows both texts soon.
      int joined = rows.size() - rows.size() % rowsOfInsert;
      if (joined > 0) {
        stored += insert(0, joined, rowsOfInsert);
      }
      if (joined < rows.size()) {
        stored += insert(joined, rows.size(), 1);
      }
      return stored;
    } catch (SQLException e) {
      throw new UnableToExecuteStatementException(e, context);
    }
  }

  private int insert(int from, int to, int each) throws SQLException {
    try (PreparedStatement statement =
        context.getConnection().prepareStatement(each == 1 ? sql.getSql() : joined(each))) {
      for (int row = from; row < to; row += each) {
        for (int i = 0; i < each; i++) {
          bind(statement, i * slots.length, rows.get(row + i));
        }
        statement.addBatch();
      }
      return Arrays.stream(statement.executeBatch()).sum();
    }
  }

  /** Returns the text with its row of values repeated. */
  private String joined(int times) {
    String text = sql.getSql();
    int from = text.toLowerCase(Locale.ROOT).indexOf("values") + "values".length();
    int to = text.indexOf(')', from) + 1;
    String row = text.substring(from, to);
    return text.substring(0, from)
        + String.join(",", Collections.nCopies(times, row))
        + text.substring(to);
  }

  /** Who listens to what is sent hears of the first row. */
  private void tell() {
    SqlLogger logger = context.getConfig(SqlStatements.class).getSqlLogger();
    if (!logger.equals(SqlLogger.NOP_SQL_LOGGER)) {
      names.forEach((name, slot) -> batch.bind(name, rows.getFirst()[slot]));
      logger.logBeforeExecution(context);
    }
  }

  private void bind(PreparedStatement statement, int before, @Nullable Object[] row)
      throws SQLException {
    for (int i = 0; i < slots.length; i++) {
      bind(statement, before + i + 1, row[slots[i]]);
    }
  }

  private static void bind(PreparedStatement statement, int at, @Nullable Object value)
      throws SQLException {
    switch (value) {
      case null -> statement.setNull(at, Types.OTHER);
      case String text -> statement.setString(at, StorableText.required(text));
      case Long number -> statement.setLong(at, number);
      case Integer number -> statement.setInt(at, number);
      case Double number -> statement.setDouble(at, number);
      case Boolean truth -> statement.setBoolean(at, truth);
      case Instant instant -> statement.setLong(at, instant.toEpochMilli());
      case TypedId id -> statement.setString(at, id.value().toString());
      case UUID id -> statement.setString(at, id.toString());
      case byte[] bytes -> statement.setBytes(at, bytes);
      default ->
          throw new IllegalArgumentException(
              "cannot bind a value of " + value.getClass().getName());
    }
  }
}
