package io.mce.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.mce.testing.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.RepeatedTest;

/** Nodes of a new installation are started together, and each finds or makes what it needs. */
final class NodesStartingTogetherTest {

  private static final int NODES = 3;

  @RepeatedTest(3)
  void an_empty_database_is_set_up_once() throws Exception {
    DataSource dataSource = TestPostgres.newDatabase();
    CyclicBarrier together = new CyclicBarrier(NODES);
    List<Future<?>> nodes = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(NODES)) {
      for (int i = 0; i < NODES; i++) {
        nodes.add(
            threads.submit(() -> {
              together.await();
              migrate(dataSource);
              return null;
            }));
      }
    }
    for (Future<?> node : nodes) {
      assertThatCode(node::get).doesNotThrowAnyException();
    }
    assertThat(unguarded(dataSource)).isEmpty();
  }

  private static void migrate(DataSource dataSource) {
    try (ConnectionSource connections = new PostgresConnections(dataSource, () -> {})) {
      new SchemaMigrator(connections, new PostgresDialect(), TableCatalog.load()).migrate();
    }
  }

  /** The tables of organizations that show rows of one to another. */
  private static List<String> unguarded(DataSource dataSource) throws SQLException {
    List<String> unguarded = new ArrayList<>();
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select c.relname from pg_class c
                where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
                  and not (c.relrowsecurity and c.relforcerowsecurity and exists (
                    select 1 from pg_policy p where p.polrelid = c.oid))
                """)) {
      while (rows.next()) {
        unguarded.add(rows.getString(1));
      }
    }
    unguarded.retainAll(TableCatalog.load().names(TableCatalog.TableKind.BUSINESS));
    return unguarded;
  }
}
