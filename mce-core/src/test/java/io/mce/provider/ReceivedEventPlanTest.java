package io.mce.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.mce.persistence.Database;
import io.mce.persistence.Databases;
import io.mce.testing.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

final class ReceivedEventPlanTest {

  @Test
  void an_event_is_settled_by_its_key_and_not_sought_among_those_that_wait() throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setDataSource(TestPostgres.newDatabase());
    try (HikariDataSource pool = new HikariDataSource(config);
        Database database = Databases.postgres(pool)) {
      database.migrate();
      assertThat(plan(pool))
          .contains("mce_received_event_pkey", "event_id")
          .doesNotContain("mce_received_event_by_next");
    }
  }

  /** On a table that nobody has measured, where no index seems better than another. */
  private static String plan(HikariDataSource pool) throws SQLException {
    StringBuilder plan = new StringBuilder();
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("set enable_seqscan = off");
      String settled = ReceivedEventStore.MARK_DONE.replaceAll(":[a-zA-Z]+", "'x'");
      try (ResultSet lines = statement.executeQuery("explain " + settled)) {
        while (lines.next()) {
          plan.append(lines.getString(1)).append('\n');
        }
      }
    }
    return plan.toString();
  }
}
