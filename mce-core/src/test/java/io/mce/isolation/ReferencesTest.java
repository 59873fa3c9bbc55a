package io.mce.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.testing.MceExtension;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A column that names a row names one of the same organization: the database itself refuses a
 * reference to another one's, whoever writes it. Every column of every table whose name ends in
 * {@code _id} is tried by putting another organization's id into it, past the engine.
 */
final class ReferencesTest {

  /** Columns that the database does not check, and why it need not or cannot. */
  private static final Map<String, String> UNCHECKED =
      Map.ofEntries(
          Map.entry("mce_event.subject_id", "names things of many kinds, and outlives them"),
          Map.entry(
              "mce_audit_entry.subject_id", "a copy of the event's, and outlives what it names"),
          Map.entry("mce_audit_entry.actor_id", "a copy of the event's, and outlives who it names"),
          Map.entry(
              "mce_data_key.owner_id",
              "a lead or the organization itself; its kind follows from what is sealed under it"),
          Map.entry("mce_event.actor_id", "a member, a key, or a name that the host chose"),
          Map.entry("mce_member.user_id", "the host's id of a person, who may work for several"),
          Map.entry(
              "mce_received_event.event_id", "the carrier's id of what it sent, made up by it"),
          Map.entry("mce_dispatch_attempt.remote_id", "the carrier's id of the message"),
          Map.entry("mce_pending_receipt.remote_id", "the carrier's id of a message"),
          Map.entry(
              "mce_lead.import_id",
              "says where a lead came from, and stays when the import is cleared away; only the"
                  + " import worker writes it, from the import whose rows it reads"),
          Map.entry(
              "mce_lead.project_id",
              "SQLite adds no such key to a table that is there; it is only written after the"
                  + " project was looked up among the organization's own"),
          Map.entry(
              "mce_conversation.route_account_id",
              "SQLite adds no such key to a table that is there; only the failover writes it, with"
                  + " an account that it looked up among the organization's own"),
          Map.entry(
              "mce_dispatch.message_id",
              "each names the other: both ids are made and both rows written in one transaction"),
          Map.entry(
              "mce_message.dispatch_id",
              "each names the other: both ids are made and both rows written in one transaction"),
          Map.entry(
              "mce_conversation.last_message_id",
              "a copy of the newest message's id, written with it; the message names the"
                  + " conversation, and that is checked"),
          Map.entry(
              "mce_lead_undo.merge_id",
              "the merge that the same transaction made, noted for the undo of its import"),
          Map.entry("mce_message.sender_id", "a member, campaign or workflow, or the host's name"));

  @Nested
  final class OnSqlite extends Contract {
    OnSqlite() {
      super(MceExtension.sqlite());
    }

    @Override
    Connection connect() throws SQLException {
      Connection connection =
          DriverManager.getConnection("jdbc:sqlite:" + mce.folder().resolve("mce.db"));
      try (Statement statement = connection.createStatement()) {
        statement.execute("pragma foreign_keys = on");
      }
      return connection;
    }

    /** What is checked at commit only shows up here before. */
    @Override
    void requireChecked(Statement statement, String table) throws SQLException {
      try (ResultSet rows = statement.executeQuery("pragma foreign_key_check(" + table + ")")) {
        if (rows.next()) {
          throw new SQLException("FOREIGN KEY constraint failed at commit");
        }
      }
    }
  }

  @Nested
  final class OnPostgres extends Contract {
    OnPostgres() {
      super(MceExtension.postgres());
    }

    @Override
    Connection connect() throws SQLException {
      return mce.dataSource().getConnection();
    }

    @Override
    void requireChecked(Statement statement, String table) throws SQLException {
      statement.execute("set constraints all immediate");
    }
  }

  abstract static class Contract {

    @RegisterExtension final MceExtension mce;
    private final SampleChannel channel = new SampleChannel();

    Contract(MceExtension mce) {
      this.mce = mce.with(builder -> builder.provider(channel).provider(new SampleLeads()));
    }

    abstract Connection connect() throws SQLException;

    abstract void requireChecked(Statement statement, String table) throws SQLException;

    @Test
    void a_row_names_no_row_of_another_organization() throws SQLException {
      Sample.listen(mce.engine());
      Sample theirs = Sample.create(mce, channel, "ZEBRA", 4);
      Sample ours = Sample.create(mce, channel, "QUAGGA", 0);
      for (Sample each : List.of(theirs, ours)) {
        each.startImport();
      }
      TreeSet<String> unchecked = new TreeSet<>();
      TreeMap<String, String> unproven = new TreeMap<>();
      int checked = 0;
      try (Connection connection = connect()) {
        connection.setAutoCommit(false);
        for (Column column : columns(connection)) {
          Optional<String> own = value(connection, column, ours);
          Optional<String> foreign = value(connection, column, theirs);
          if (own.isEmpty() || foreign.isEmpty()) {
            unproven.put(column.toString(), "Sample.java leaves it empty");
          } else if (!isTaken(connection, column, ours, own.get(), own.get())) {
            unproven.put(column.toString(), "not even its own value is taken");
          } else if (isTaken(connection, column, ours, own.get(), foreign.get())) {
            unchecked.add(column.toString());
          } else {
            checked++;
          }
        }
      }
      unproven.keySet().removeAll(UNCHECKED.keySet());
      assertThat(unproven).isEmpty();
      unchecked.removeAll(UNCHECKED.keySet());
      assertThat(unchecked)
          .as(
              "These columns take the id of another organization's row. Give each a foreign key"
                  + " that starts with organization_id, or say in UNCHECKED why it has none.")
          .isEmpty();
      assertThat(checked).isGreaterThan(25);
      System.out.printf(
          Locale.ROOT,
          "ReferencesTest: %d columns refuse another organization's id, %d are listed with a"
              + " reason%n",
          checked,
          UNCHECKED.size());
    }

    private static List<Column> columns(Connection connection) throws SQLException {
      List<Column> columns = new ArrayList<>();
      for (String table : OrganizationRows.businessTables()) {
        try (ResultSet found = connection.getMetaData().getColumns(null, null, table, "%\\_id")) {
          while (found.next()) {
            String name = found.getString("COLUMN_NAME");
            if (found.getString("TABLE_NAME").equals(table)
                && name.endsWith("_id")
                && !name.equals("organization_id")) {
              columns.add(new Column(table, name));
            }
          }
        }
      }
      return columns;
    }

    private static Optional<String> value(Connection connection, Column column, Sample sample)
        throws SQLException {
      try (PreparedStatement statement =
          connection.prepareStatement(
              "select %s from %s where organization_id = ? and %s is not null order by 1"
                  .formatted(column.name(), column.table(), column.name()))) {
        statement.setString(1, sample.organizationId.toString());
        try (ResultSet rows = statement.executeQuery()) {
          return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
        }
      }
    }

    /** Tells whether the database would keep this value; it is taken back either way. */
    private boolean isTaken(
        Connection connection, Column column, Sample sample, String before, String after)
        throws SQLException {
      try (PreparedStatement update =
              connection.prepareStatement(
                  "update %s set %s = ? where organization_id = ? and %s = ?"
                      .formatted(column.table(), column.name(), column.name()));
          Statement statement = connection.createStatement()) {
        update.setString(1, after);
        update.setString(2, sample.organizationId.toString());
        update.setString(3, before);
        assertThat(update.executeUpdate()).as(column.toString()).isPositive();
        requireChecked(statement, column.table());
        return true;
      } catch (SQLException e) {
        assertThat(e.getMessage().toUpperCase(Locale.ROOT))
            .as(column.toString())
            .contains("FOREIGN KEY CONSTRAINT");
        return false;
      } finally {
        connection.rollback();
      }
    }

    private record Column(String table, String name) {
      @Override
      public String toString() {
        return table + "." + name;
      }
    }
  }

  @Test
  void what_is_not_checked_has_a_reason() {
    assertThat(UNCHECKED.values()).allSatisfy(reason -> assertThat(reason).hasSizeGreaterThan(15));
  }
}
