package io.mce.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.approval.StatusRequests;
import io.mce.approval.StatusRule;
import io.mce.approval.StatusRules;
import io.mce.assignment.AssignmentPlan;
import io.mce.assignment.AssignmentPlans;
import io.mce.engine.MceEngine;
import io.mce.engine.MceEngineBuilder;
import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.lead.LeadStatus;
import io.mce.lead.MergePolicies;
import io.mce.lead.MergePolicy;
import io.mce.lead.MergeStrategy;
import io.mce.lead.SameEmail;
import io.mce.organization.Role;
import io.mce.secret.MasterKey;
import io.mce.testing.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteDataSource;

/** What organizations chose while three features had a table of their own each is kept. */
final class SettingsMigrationTest {

  /** The last version with the tables, and what its catalogue said of them. */
  private static final String BEFORE = "31";

  private static final TableCatalog TABLES_BEFORE =
      TableCatalog.parse(
          """
          business mce_organization
          business mce_setting
          business mce_merge_policy
          business mce_assignment_plan
          business mce_status_rules
          """);

  @Nested
  final class OnSqlite extends Contract {
    @TempDir Path folder;

    private Path file() {
      return folder.resolve("mce.db");
    }

    @Override
    void migrateToBefore() {
      try (ConnectionSource connections = SqliteConnections.open(file())) {
        migrateToBefore(connections, new SqliteDialect());
      }
    }

    @Override
    DataSource dataSource() {
      SQLiteDataSource dataSource = new SQLiteDataSource();
      dataSource.setUrl("jdbc:sqlite:" + file());
      return dataSource;
    }

    @Override
    MceEngineBuilder on(MceEngineBuilder builder) {
      return builder.sqlite(file());
    }
  }

  /** The owner of the tables is no superuser, so that row-level security holds for it, too. */
  @Nested
  final class OnPostgres extends Contract {
    private final PGSimpleDataSource superuser = (PGSimpleDataSource) TestPostgres.newDatabase();
    private final PGSimpleDataSource owner = new PGSimpleDataSource();

    @BeforeEach
    void createOwner() throws SQLException {
      String name = superuser.getDatabaseName() + "_owner";
      execute(
          """
          do $$ begin
            if not exists (select from pg_roles where rolname = 'mce_engine') then
              create role mce_engine nologin;
            end if;
          end $$
          """);
      execute("create role " + name + " login");
      execute("grant mce_engine to " + name);
      execute("grant create on schema public to " + name);
      owner.setUrl(superuser.getUrl());
      owner.setUser(name);
    }

    @Override
    void migrateToBefore() {
      try (ConnectionSource connections = new PostgresConnections(owner, () -> {})) {
        migrateToBefore(connections, new PostgresDialect());
        new RowSecurity(connections, TABLES_BEFORE).apply();
      }
    }

    @Override
    DataSource dataSource() {
      return superuser;
    }

    @Override
    MceEngineBuilder on(MceEngineBuilder builder) {
      return builder.dataSource(owner);
    }
  }

  abstract static class Contract {

    private final OrganizationId organizationId = new OrganizationId(UUID.randomUUID());

    abstract void migrateToBefore();

    /** A connection that nothing hides from. */
    abstract DataSource dataSource();

    abstract MceEngineBuilder on(MceEngineBuilder builder);

    static void migrateToBefore(ConnectionSource connections, Dialect dialect) {
      new SchemaMigrator(connections, dialect, TABLES_BEFORE)
          .configuration()
          .target(BEFORE)
          .load()
          .migrate();
    }

    void execute(String sql) throws SQLException {
      try (Connection connection = dataSource().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }

    private void insert(String table, String column, String value, long changedAt, long version)
        throws SQLException {
      execute(
          "insert into %s (organization_id, %s, changed_at, version) values ('%s', '%s', %d, %d)"
              .formatted(table, column, organizationId, value, changedAt, version));
    }

    private Map<String, Long> changedAt() throws SQLException {
      Map<String, Long> changedAt = new TreeMap<>();
      try (Connection connection = dataSource().getConnection();
          Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("select name, changed_at from mce_setting")) {
        while (rows.next()) {
          changedAt.put(rows.getString("name"), rows.getLong("changed_at"));
        }
      }
      return changedAt;
    }

    @Test
    void what_was_chosen_before_holds_after_the_update() throws SQLException {
      migrateToBefore();
      execute(
          """
          insert into mce_organization (organization_id, organization_key, name, default_region,
            time_zone, created_at, version)
          values ('%s', 'acme', 'Acme', 'BR', 'UTC', 1, 1)
          """
              .formatted(organizationId));
      insert(
          "mce_merge_policy",
          "policy",
          """
          {"strategies":{"name":"NEWEST"},"sameEmail":"JOIN"}\
          """,
          11,
          2);
      insert(
          "mce_assignment_plan",
          "plan",
          """
          {"policy":"LEAST_LOADED","order":"HIGHEST_SCORE_FIRST","rules":[]}\
          """,
          12,
          3);
      insert(
          "mce_status_rules",
          "rules",
          """
          {"rules":[{"to":"CONVERTED","roles":["OWNER","ADMIN"]}]}\
          """,
          13,
          4);

      Actor actor = Actor.system(organizationId, "test");
      try (MceEngine engine =
          on(MceEngine.builder().masterKey(MasterKey.generate()))
              .workers(workers -> workers.onCallingThread())
              .build()) {
        engine.start();
        assertThat(engine.mergePolicies().get(actor))
            .isEqualTo(
                new MergePolicies.Chosen(
                    new MergePolicy(Map.of("name", MergeStrategy.NEWEST), SameEmail.JOIN), 2));
        assertThat(engine.assignmentPlans().get(actor))
            .isEqualTo(
                new AssignmentPlans.Chosen(
                    new AssignmentPlan(
                        AssignmentPlan.Policy.LEAST_LOADED,
                        AssignmentPlan.Order.HIGHEST_SCORE_FIRST,
                        Optional.empty(),
                        List.of()),
                    3));
        assertThat(engine.statusRequests().rules(actor))
            .isEqualTo(
                new StatusRequests.Chosen(
                    new StatusRules(
                        List.of(
                            new StatusRule(
                                Optional.empty(),
                                LeadStatus.CONVERTED,
                                Set.of(Role.OWNER, Role.ADMIN)))),
                    4));
      }
      assertThat(changedAt())
          .isEqualTo(Map.of("merge-policy", 11L, "assignment-plan", 12L, "status-rules", 13L));
    }
  }
}
