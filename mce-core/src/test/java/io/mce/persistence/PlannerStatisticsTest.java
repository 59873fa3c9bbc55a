package io.mce.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.mce.testing.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The index that leads to few rows is taken, however empty the database was when it was planned.
 */
final class PlannerStatisticsTest {

  private static final String DISPATCHES_OF_A_LEAD =
      "select 1 from mce_dispatch where organization_id = 'o' and lead_id = 'l'"
          + " and state in ('QUEUED', 'SENDING', 'UNKNOWN')";

  @TempDir Path folder;

  @Test
  void sqlite_follows_the_index_to_the_few_rows_of_a_lead() throws SQLException {
    migrateSqlite();
    assertThat(sqlite("explain query plan " + DISPATCHES_OF_A_LEAD, 4))
        .containsExactly(
            "SEARCH mce_dispatch USING INDEX mce_dispatch_open (organization_id=? AND lead_id=?)");
  }

  @Test
  void sqlite_is_told_of_every_index_and_again_when_something_else_measured() throws SQLException {
    migrateSqlite();
    List<String> told = sqlite("select tbl || idx || stat from sqlite_stat1 order by 1", 1);
    assertThat(told).hasSameSizeAs(sqlite(INDEXES, 1)).hasSizeGreaterThan(60);
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("analyze");
    }
    migrateSqlite();
    assertThat(sqlite("select tbl || idx || stat from sqlite_stat1 order by 1", 1)).isEqualTo(told);
  }

  private static final String INDEXES =
      "select i.name from sqlite_schema t, pragma_index_list(t.name) i"
          + " where t.type = 'table' and t.name like 'mce#_%' escape '#'";

  @Test
  void postgres_looks_up_a_row_by_its_key_and_not_all_rows_of_its_organization()
      throws SQLException {
    DataSource dataSource = TestPostgres.newDatabase();
    HikariConfig config = new HikariConfig();
    config.setDataSource(dataSource);
    config.setAutoCommit(false); // As a host may have it: what is not committed is lost.
    try (HikariDataSource pool = new HikariDataSource(config)) {
      Databases.postgres(pool).migrate();
    }
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("set enable_seqscan = off");
      assertThat(
              column(
                  statement,
                  "explain select 1 from mce_dispatch where organization_id = 'o' and id = 'i'",
                  1))
          .anyMatch(line -> line.contains("mce_dispatch_pkey"));
      assertThat(
              column(
                  statement,
                  "select stadistinct from pg_statistic s join pg_attribute a"
                      + " on a.attrelid = s.starelid and a.attnum = s.staattnum"
                      + " where s.starelid = 'mce_dispatch'::regclass"
                      + " and a.attname = 'organization_id'",
                  1))
          .containsExactly("10");
    }
  }

  private void migrateSqlite() {
    try (Database database = Databases.sqlite(folder.resolve("mce.db"))) {
      database.migrate();
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("mce.db"));
  }

  private List<String> sqlite(String sql, int column) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      return column(statement, sql, column);
    }
  }

  private static List<String> column(Statement statement, String sql, int column)
      throws SQLException {
    List<String> values = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(column));
      }
    }
    return values;
  }
}
