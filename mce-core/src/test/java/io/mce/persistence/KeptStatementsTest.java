package io.mce.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeptStatementsTest {

  private static final String ALL = "select * from thing order by id";
  private static final String ADD = "insert into thing (id, name) values (?, ?)";

  @TempDir Path folder;
  private Connection connection;

  @BeforeEach
  void open() throws SQLException {
    connection = KeptStatements.around(another());
    change("pragma journal_mode = wal", "create table thing (id integer primary key, name text)");
    change("insert into thing (id, name) values (1, 'one'), (2, 'two')");
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  @Test
  void a_text_is_prepared_once_and_each_of_two_at_a_time_has_its_own() throws SQLException {
    int first;
    int second;
    try (PreparedStatement statement = connection.prepareStatement(ALL)) {
      first = statement.hashCode();
      try (PreparedStatement beside = connection.prepareStatement(ALL)) {
        second = beside.hashCode();
        assertThat(second).isNotEqualTo(first);
      }
    }
    int once = ResultSet.TYPE_FORWARD_ONLY;
    int readOnly = ResultSet.CONCUR_READ_ONLY;
    try (PreparedStatement again = connection.prepareStatement(ALL, once, readOnly)) {
      assertThat(again.hashCode()).isEqualTo(second);
    }
  }

  @Test
  void nothing_of_a_use_is_left_for_the_next() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ADD)) {
      statement.setInt(1, 3);
      statement.setString(2, "three");
      statement.addBatch();
    }
    try (PreparedStatement statement = connection.prepareStatement(ADD)) {
      assertThat(statement.executeBatch()).isEmpty();
      statement.setInt(1, 4);
      statement.executeUpdate();
    }
    assertThat(name(4)).isNull();
  }

  @Test
  void rows_that_nobody_read_to_the_end_hold_nothing() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ALL)) {
      statement.executeQuery().next();
    }
    try (PreparedStatement statement = connection.prepareStatement(ALL)) {
      assertThat(statement.execute()).isTrue();
    }
    try (Connection other = another();
        Statement statement = other.createStatement()) {
      statement.execute("insert into thing (id, name) values (5, 'five')");
      try (ResultSet result = statement.executeQuery("pragma wal_checkpoint(truncate)")) {
        result.next();
        assertThat(result.getInt(1)).as("the log is busy").isZero();
      }
    }
    assertThat(name(5)).isEqualTo("five");
  }

  @Test
  void a_second_close_does_not_reach_who_has_it_now() throws SQLException {
    PreparedStatement before = connection.prepareStatement(ALL);
    before.close();
    try (PreparedStatement now = connection.prepareStatement(ALL);
        ResultSet rows = now.executeQuery()) {
      before.close();
      assertThat(before.isClosed()).isTrue();
      assertThatThrownBy(before::executeQuery).hasMessageContaining("closed");
      assertThat(rows.next()).isTrue();
      assertThat(rows.next()).isTrue();
    }
  }

  @Test
  void what_was_refused_can_be_tried_again() throws SQLException {
    for (int i = 0; i < 2; i++) {
      try (PreparedStatement statement = connection.prepareStatement(ADD)) {
        statement.setInt(1, 1);
        assertThatThrownBy(statement::executeUpdate).hasMessageContaining("UNIQUE");
      }
    }
    try (PreparedStatement statement = connection.prepareStatement(ADD)) {
      statement.setInt(1, 6);
      assertThat(statement.executeUpdate()).isOne();
    }
  }

  @Test
  void a_new_column_is_seen() throws SQLException {
    assertThat(name(1)).isEqualTo("one");
    change("alter table thing add column colour text default 'red'");
    try (PreparedStatement statement = connection.prepareStatement(ALL);
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      assertThat(rows.getString("colour")).isEqualTo("red");
    }
  }

  @Test
  void more_texts_than_are_kept_work_all_the_same() throws SQLException {
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 600; i++) {
        try (PreparedStatement statement = connection.prepareStatement("select " + i);
            ResultSet rows = statement.executeQuery()) {
          rows.next();
          assertThat(rows.getInt(1)).isEqualTo(i);
        }
      }
    }
  }

  private Connection another() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("kept.db"));
  }

  private void change(String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private String name(int id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ALL);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        if (rows.getInt("id") == id) {
          return rows.getString("name");
        }
      }
    }
    return "absent";
  }
}
