package io.mce.app.setup;

import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.secret.HostSeals;
import io.mce.secret.SealedValue;
import io.mce.secret.SecretBox;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Seals the values in the server's own tables anew when the master key is replaced. */
@Singleton
final class AppSeals implements HostSeals {

  private static final int BATCH = 200;
  private static final Logger log = LoggerFactory.getLogger(AppSeals.class);

  private final AppDatabase database;
  private final List<AppSealedColumn> columns;

  AppSeals(AppDatabase database, Collection<AppSealedColumn> columns) {
    this.database = database;
    this.columns = List.copyOf(columns);
  }

  private record Sealed(List<String> key, OrganizationId organizationId, String text) {}

  /** All that is sealed in the server's own tables. */
  List<AppSealedColumn> columns() {
    return columns;
  }

  @Override
  public void resealAll(SecretBox box) {
    for (AppSealedColumn column : columns) {
      List<Sealed> rows = after(column, List.of());
      while (!rows.isEmpty()) {
        rows.forEach(row -> reseal(box, column, row));
        rows = after(column, rows.getLast().key());
      }
    }
  }

  private void reseal(SecretBox box, AppSealedColumn column, Sealed row) {
    resealed(box, column, row)
        .ifPresent(now ->
            database.inTransaction(handle -> {
              var update =
                  handle.createUpdate(
                      "update %s set %s = :now where %s and %s = :before"
                          .formatted(
                              column.table(),
                              column.column(),
                              column.key().stream()
                                  .map(name -> name + " = :key" + column.key().indexOf(name))
                                  .collect(Collectors.joining(" and ")),
                              column.column()));
              return bindKey(update, row.key())
                  .bind("now", now.text())
                  .bind("before", row.text())
                  .execute();
            }));
  }

  private static Optional<SealedValue> resealed(SecretBox box, AppSealedColumn column, Sealed row) {
    if (row.text().isEmpty()) {
      return Optional.empty();
    }
    try {
      String context = column.context().apply(row.key());
      return box.reseal(row.organizationId(), context, new SealedValue(row.text()));
    } catch (MceException e) {
      if (e.code() != ErrorCode.SEALED) {
        throw e;
      }
      log.warn("a value of {}.{} opens under neither key", column.table(), column.column());
      return Optional.empty();
    }
  }

  private List<Sealed> after(AppSealedColumn column, List<String> key) {
    String names = String.join(", ", column.key());
    String parameters =
        IntStream.range(0, key.size()).mapToObj(i -> ":key" + i).collect(Collectors.joining(", "));
    String sql =
        "select * from %s %s order by %s limit %d"
            .formatted(
                column.table(),
                key.isEmpty() ? "" : "where (%s) > (%s)".formatted(names, parameters),
                names,
                BATCH);
    return database.read((Handle handle) ->
        bindKey(handle.createQuery(sql), key).map((row, context) -> sealed(column, row)).list());
  }

  private static <T extends SqlStatement<T>> T bindKey(T statement, List<String> key) {
    for (int i = 0; i < key.size(); i++) {
      statement.bind("key" + i, key.get(i));
    }
    return statement;
  }

  private static Sealed sealed(AppSealedColumn column, ResultSet row) throws SQLException {
    List<String> key = new ArrayList<>();
    for (String name : column.key()) {
      key.add(row.getString(name));
    }
    OrganizationId organizationId =
        column.organizationColumn().isPresent()
            ? OrganizationId.of(row.getString(column.organizationColumn().get()))
            : AppSealedColumn.INSTALLATION;
    String text = row.getString(column.column());
    return new Sealed(key, organizationId, text == null ? "" : text);
  }
}
