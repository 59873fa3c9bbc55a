package io.mce.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The outbox alone: dispatches that went out are queued again and go out once more. */
final class Requeued {

  private Requeued() {}

  /**
   * Queues all dispatches again, and waits until so many have gone out; an engine must be running.
   *
   * @return seconds
   */
  static double send(BenchDatabase database, NullChannel channel, int messages)
      throws SQLException {
    requeue(database);
    try (Connection connection = database.connection();
        Statement statement = connection.createStatement()) {
      long before = channel.accepted();
      long start = System.nanoTime();
      statement.execute(
          "insert into mce_due_work (organization_id, kind, work_key, due_at, generation)"
              + " select organization_id, 'lane', id, 0, 1 from mce_provider_account"
              + " where true on conflict (organization_id, kind, work_key) do update"
              + " set due_at = 0, generation = mce_due_work.generation + 1");
      while (channel.accepted() - before < messages) {
        LockSupport.parkNanos(5_000_000);
      }
      return (System.nanoTime() - start) / 1e9;
    }
  }

  private static void requeue(BenchDatabase database) throws SQLException {
    try (Connection connection = database.connection();
        Statement statement = connection.createStatement()) {
      // Not deleted: who analyzes an empty table has plans for an empty table.
      statement.execute(
          "update mce_dispatch_attempt set number ="
              + " (select max(number) + 1 from mce_dispatch_attempt) where number = 1");
      statement.execute("update mce_dispatch set state = 'QUEUED', attempts = 0, next_at = due_at");
      statement.execute(
          database.kind() == BenchDatabase.Kind.SQLITE ? "analyze" : "vacuum analyze");
    }
  }

  /** Claim, mark and record the same dispatches by plain JDBC, with the events of the engine. */
  static double floor(BenchDatabase database, int messages) throws SQLException {
    int batch = 64;
    requeue(database);
    try (Connection connection = database.connection()) {
      List<String[]> ids = new ArrayList<>();
      try (Statement statement = connection.createStatement();
          var rows =
              statement.executeQuery(
                  // Never two of one conversation in one transaction.
                  "select organization_id, id from (select organization_id, id, row_number()"
                      + " over (partition by conversation_id order by id) as n"
                      + " from mce_dispatch) numbered order by n, organization_id, id limit "
                      + messages)) {
        while (rows.next()) {
          ids.add(new String[] {rows.getString(1), rows.getString(2)});
        }
      }
      connection.setAutoCommit(false);
      long start = System.nanoTime();
      try (PreparedStatement claim =
              connection.prepareStatement(
                  "update mce_dispatch set state = 'SENDING', attempts = 1, lease_token = 't',"
                      + " lease_until = 1 where organization_id = ? and id = ?"
                      + " and state = 'QUEUED'");
          PreparedStatement attempt =
              connection.prepareStatement(
                  "insert into mce_dispatch_attempt (organization_id, dispatch_id, number,"
                      + " account_id, state, started_at) select organization_id, id, 1,"
                      + " account_id, 'SENDING', 1 from mce_dispatch"
                      + " where organization_id = ? and id = ?");
          PreparedStatement done =
              connection.prepareStatement(
                  "update mce_dispatch set state = 'ACCEPTED', lease_token = null,"
                      + " lease_until = null where organization_id = ? and id = ?"
                      + " and lease_token = 't'");
          PreparedStatement result =
              connection.prepareStatement(
                  "update mce_dispatch_attempt set state = 'ACCEPTED', remote_id = ?,"
                      + " finished_at = 2 where organization_id = ? and dispatch_id = ?"
                      + " and number = 1");
          PreparedStatement head =
              connection.prepareStatement(
                  "update mce_event_head set seq = seq + ? where organization_id = ?");
          PreparedStatement event =
              connection.prepareStatement(
                  "insert into mce_event (organization_id, seq, name, version, subject_type,"
                      + " subject_id, actor_kind, actor_id, at, payload) values (?, ?,"
                      + " 'dispatch.accepted', 1, 'lead', ?, 'ENGINE', 'outbox', 1, ?)")) {
        long seq = 1_000_000_000L;
        for (int from = 0; from < ids.size(); from += batch) {
          List<String[]> part = ids.subList(from, Math.min(ids.size(), from + batch));
          for (String[] id : part) {
            bind(claim, id[0], id[1]);
            bind(attempt, id[0], id[1]);
          }
          claim.executeBatch();
          attempt.executeBatch();
          connection.commit();
          for (String[] id : part) {
            bind(done, id[0], id[1]);
            bind(result, "f-" + id[1], id[0], id[1]);
            bind(event, id[0], ++seq, id[1], "{\"dispatchId\":\"" + id[1] + "\"}");
          }
          done.executeBatch();
          result.executeBatch();
          head.setInt(1, part.size());
          head.setString(2, part.getFirst()[0]);
          head.executeUpdate();
          event.executeBatch();
          connection.commit();
        }
      }
      return (System.nanoTime() - start) / 1e9;
    }
  }

  private static void bind(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    statement.addBatch();
  }
}
