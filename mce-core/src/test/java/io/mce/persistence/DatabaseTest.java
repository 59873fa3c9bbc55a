package io.mce.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.testing.TestPostgres;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatabaseTest {

  @Nested
  final class OnSqlite extends Contract {
    @TempDir Path folder;

    @Override
    Database open() {
      return Databases.sqlite(folder.resolve("mce.db"));
    }
  }

  @Nested
  final class OnPostgres extends Contract {
    private final DataSource dataSource = TestPostgres.newDatabase();

    @Override
    Database open() {
      return Databases.postgres(dataSource);
    }

    @Test
    void without_the_statement_check_row_level_security_still_hides_the_other_organization() {
      insertOrganization(database, one, "One");
      insertOrganization(database, two, "Two");
      Database unchecked = Databases.postgresUnchecked(dataSource);
      assertThat(names(unchecked, "select name from mce_organization")).containsExactly("One");
      assertThat(names(unchecked, "select name from mce_organization where 1 = 1 or 1 = 1"))
          .containsExactly("One");
      int changed =
          unchecked.inOrganization(
              one,
              transaction ->
                  transaction.update("update mce_organization set name = 'x'").execute());
      assertThat(changed).isEqualTo(1);
      assertThatThrownBy(() ->
              unchecked.inOrganization(
                  one,
                  transaction ->
                      transaction
                          .update(
                              """
                              insert into mce_counter (organization_id, name, day, value)
                              values (:other, 'n', 'd', 1)
                              """)
                          .bind("other", two)
                          .execute()))
          .hasMessageContaining("row-level security");
    }

    @Test
    void a_directory_transaction_sees_no_business_row_even_unchecked() {
      insertOrganization(database, one, "One");
      Database unchecked = Databases.postgresUnchecked(dataSource);
      assertThat(
              unchecked.<List<String>>directory(transaction ->
                  transaction
                      .query("select name from mce_organization")
                      .mapTo(String.class)
                      .list()))
          .isEmpty();
    }

    @Test
    void a_transaction_of_a_node_that_stands_still_is_ended_by_the_server() throws SQLException {
      String setting = "select current_setting('idle_in_transaction_session_timeout')";
      assertThat(
              database.<List<String>>readDirectory(transaction ->
                  transaction.handle().createQuery(setting).mapTo(String.class).list()))
          .containsExactly("20s");
      try (Connection hosts = dataSource.getConnection();
          Statement statement = hosts.createStatement();
          var rows = statement.executeQuery(setting)) {
        rows.next();
        assertThat(rows.getString(1)).as("what the host does on its own").isEqualTo("0");
      }
    }

    @Test
    void every_business_table_is_forced_under_its_policy() throws SQLException {
      try (Connection connection = dataSource.getConnection();
          Statement statement = connection.createStatement();
          var rows =
              statement.executeQuery(
                  "select relname from pg_class where relkind = 'r' and relname like 'mce\\_%'"
                      + " and not (relrowsecurity and relforcerowsecurity)")) {
        TableCatalog tables = TableCatalog.load();
        while (rows.next()) {
          assertThat(tables.names(TableCatalog.TableKind.BUSINESS))
              .doesNotContain(rows.getString(1));
        }
      }
    }

    @Test
    void another_start_waits_for_nobody_who_works() throws SQLException {
      try (Connection working = dataSource.getConnection();
          Statement statement = working.createStatement()) {
        working.setAutoCommit(false);
        statement.execute("select * from mce_lead");
        assertTimeoutPreemptively(
            Duration.ofSeconds(20), () -> Databases.postgres(dataSource).migrate());
      }
    }

    @Test
    void what_is_missing_of_the_second_wall_is_put_back_at_the_next_start() throws SQLException {
      try (Connection connection = dataSource.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("drop policy mce_organization_rows on mce_lead");
        statement.execute("alter table mce_lead no force row level security");
        statement.execute("alter table mce_member disable row level security");
        statement.execute("revoke delete on mce_campaign from mce_engine");
        statement.execute("revoke all on mce_due_work from mce_engine");
        Databases.postgres(dataSource).migrate();
        try (var rows =
            statement.executeQuery(
                """
                select (select bool_and(relrowsecurity and relforcerowsecurity) from pg_class
                    where relname in ('mce_lead', 'mce_member'))
                  and exists (select 1 from pg_policies where tablename = 'mce_lead')
                  and has_table_privilege('mce_engine', 'mce_campaign', 'delete')
                  and has_table_privilege('mce_engine', 'mce_due_work', 'insert')
                """)) {
          assertThat(rows.next() && rows.getBoolean(1)).isTrue();
        }
      }
    }

    private List<String> names(Database database, String sql) {
      return database.read(one, transaction -> transaction.query(sql).mapTo(String.class).list());
    }
  }

  /** What a log would show. */
  private static String stackTrace(Throwable e) {
    StringWriter text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  abstract static class Contract {

    final OrganizationId one = new OrganizationId(UUID.randomUUID());
    final OrganizationId two = new OrganizationId(UUID.randomUUID());
    Database database;

    abstract Database open() throws IOException;

    @BeforeEach
    void migrate() throws IOException {
      database = open();
      database.migrate();
    }

    @AfterEach
    void close() {
      database.close();
    }

    static void insertOrganization(Database database, OrganizationId id, String name) {
      database.runInOrganization(
          id,
          transaction ->
              transaction
                  .update(
                      """
                      insert into mce_organization (organization_id, organization_key, name,
                        default_region, time_zone, created_at, version)
                      values (:organizationId, :name, :name, 'IN', 'UTC', 0, 1)
                      """)
                  .bind("name", name)
                  .execute());
    }

    @Test
    void work_inside_work_commits_or_rolls_back_as_one() {
      assertThatThrownBy(() ->
              database.runInOrganization(
                  one,
                  transaction -> {
                    insertOrganization(database, one, "Inner");
                    throw new IllegalStateException("outer fails");
                  }))
          .hasMessage("outer fails");
      assertThat(count(one)).isZero();
      insertOrganization(database, one, "One");
      assertThat(count(one)).isEqualTo(1);
      assertThat(count(two)).isZero();
    }

    @Test
    void a_statement_without_its_organization_is_refused_before_it_runs() {
      for (String sql :
          List.of(
              "select name from mce_organization",
              "select name from mce_organization where organization_id = :organizationId or 1=1",
              """
              select o.name from mce_organization o join mce_member m on m.name = o.name
              where o.organization_id = :organizationId
              """,
              "delete from mce_organization",
              "update mce_organization set name = 'x' where name = 'y'")) {
        assertThatThrownBy(() ->
                database.inOrganization(one, transaction -> transaction.update(sql).execute()))
            .as(sql)
            .hasMessageContaining("mce_");
      }
    }

    @Test
    void a_directory_transaction_reaches_no_business_table() {
      assertThatThrownBy(() ->
              database.directory(transaction ->
                  transaction
                      .query("select name from mce_organization")
                      .mapTo(String.class)
                      .list()))
          .hasMessageContaining("mce_organization");
    }

    @Test
    void text_that_not_every_database_can_keep_is_refused_wherever_it_is_bound() {
      for (String text : List.of("\u0000", "a\u0000b", "\ud800", "\udc00\ud800", "a\ud83d")) {
        assertThat(StorableText.isStorable(text)).isFalse();
        assertThatThrownBy(() -> insertOrganization(database, one, text))
            .isInstanceOfSatisfying(
                MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID));
        assertThatThrownBy(() ->
                database.read(
                    one,
                    transaction ->
                        transaction
                            .query(
                                """
                                select name from mce_organization
                                where organization_id = :organizationId and name in (<names>)
                                """)
                            .bindList("names", List.of("One", text))
                            .mapTo(String.class)
                            .list()))
            .isInstanceOf(MceException.class);
      }
      insertOrganization(database, one, "Ana \ud83d\ude00");
      assertThat(count(one)).isEqualTo(1);
    }

    @Test
    void a_transaction_of_another_organization_is_not_joined() {
      assertThatThrownBy(() ->
              database.runInOrganization(
                  one, transaction -> database.runInOrganization(two, inner -> {})))
          .hasMessageContaining("another organization");
    }

    @Test
    void a_remote_call_inside_a_transaction_is_refused() {
      assertThatThrownBy(
              () -> database.runInOrganization(one, transaction -> database.requireNoTransaction()))
          .hasMessageContaining("inside a database transaction");
      database.requireNoTransaction();
    }

    @Test
    void what_was_to_run_after_commit_runs_only_after_a_commit() {
      StringBuilder ran = new StringBuilder();
      assertThatThrownBy(() ->
              database.runInOrganization(
                  one,
                  transaction -> {
                    transaction.afterCommit(() -> ran.append("rolled back "));
                    throw new IllegalStateException("no");
                  }))
          .hasMessage("no");
      database.runInOrganization(
          one,
          transaction -> {
            transaction.beforeCommit("b", () -> ran.append("b "));
            transaction.beforeCommit("a", () -> ran.append("a "));
            transaction.beforeCommit("a", () -> ran.append("twice "));
            transaction.afterCommit(() -> ran.append("after"));
          });
      assertThat(ran).hasToString("a b after");
    }

    @Test
    void a_foreign_key_cannot_point_into_another_organization() {
      insertOrganization(database, one, "One");
      insertOrganization(database, two, "Two");
      UUID member = UUID.randomUUID();
      database.runInOrganization(
          two,
          transaction ->
              transaction
                  .update(
                      """
                      insert into mce_member (organization_id, id, user_id, name, role, active,
                        created_at, version)
                      values (:organizationId, :id, 'u', 'n', 'REP', true, 0, 1)
                      """)
                  .bind("id", member)
                  .execute());
      assertThatThrownBy(() ->
              database.runInOrganization(
                  one,
                  transaction ->
                      transaction
                          .update(
                              """
                              insert into mce_lead (organization_id, id, name, search_key,
                                source, status, score, score_reasons, owner_id, automation,
                                tags, created_at, updated_at, version)
                              values (:organizationId, :id, 'n', 'n', 's', 'NEW', 0, '[]',
                                :owner, 'ACTIVE', '[]', 0, 0, 1)
                              """)
                          .bind("id", UUID.randomUUID())
                          .bind("owner", member)
                          .execute()))
          .isInstanceOf(RuntimeException.class);
    }

    @Test
    void a_failure_names_its_statement_and_quotes_no_value() {
      insertOrganization(database, one, "One");
      UUID id = UUID.randomUUID();
      assertThatThrownBy(() ->
              database.runInOrganization(
                  one,
                  transaction -> {
                    var batch =
                        transaction.batch(
                            """
                            insert into mce_member (organization_id, id, user_id, name, role,
                              active, created_at, version)
                            values (:organizationId, :id, 'u', :name, 'REP', true, 0, 1)
                            """);
                    batch.bind("id", id).bind("name", "Ana Secreta").add();
                    batch.bind("id", id).bind("name", "Ana Secreta").add();
                    batch.execute();
                  }))
          .satisfies(e -> assertThat(Database.isCauseOf(e)).isTrue())
          .satisfies(e -> assertThat(database.isOutage(e)).isFalse())
          .hasMessageContaining("insert into mce_member")
          .hasMessageContaining("mce_member")
          .hasStackTraceContaining("constraint")
          .extracting(DatabaseTest::stackTrace, InstanceOfAssertFactories.STRING)
          .doesNotContain("Secreta", id.toString());
    }

    private long count(OrganizationId id) {
      return database.read(
          id,
          transaction ->
              transaction
                  .query(
                      """
                      select count(*) from mce_organization
                      where organization_id = :organizationId
                      """)
                  .mapTo(Long.class)
                  .one());
    }
  }
}
