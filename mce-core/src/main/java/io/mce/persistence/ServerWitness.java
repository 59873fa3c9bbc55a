package io.mce.persistence;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;

/**
 * The PostgreSQL server a database is on: its cluster and timeline, and the numbers the cluster
 * gave to the database and to one of its tables. A cluster made from a base backup is on another
 * timeline once it was recovered; a dump that is read in again has tables of other numbers. Where a
 * server does not let its users see the cluster, the numbers alone count.
 */
final class ServerWitness implements InstanceWitness {

  private static final String DATABASE =
      """
      select (select oid from pg_database where datname = current_database())
          || '/' || 'mce_instance'::regclass::oid
      """;
  private static final String CLUSTER =
      """
          || '/' || (select system_identifier from pg_control_system())
          || '/' || (select timeline_id from pg_control_checkpoint())
      """;
  private static final String NOT_ALLOWED = "42501";

  private final ConnectionSource connections;

  ServerWitness(ConnectionSource connections) {
    this.connections = connections;
  }

  @Override
  public Optional<Testimony> read() {
    return Optional.of(testimony());
  }

  /** The server is what it is. */
  @Override
  public Testimony renew(UUID id) {
    return testimony();
  }

  @Override
  public boolean counts() {
    return false;
  }

  @Override
  public void count(long count) {
    throw new UnsupportedOperationException("a server does not count");
  }

  private Testimony testimony() {
    try {
      return new Testimony(text(DATABASE + CLUSTER), 0);
    } catch (SQLException e) {
      if (!NOT_ALLOWED.equals(e.getSQLState())) {
        throw unknown(e);
      }
    }
    try {
      return new Testimony(text(DATABASE), 0);
    } catch (SQLException e) {
      throw unknown(e);
    }
  }

  private String text(String sql) throws SQLException {
    try (Connection connection = connections.reader();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }

  private static IllegalStateException unknown(SQLException e) {
    return new IllegalStateException("the server does not say which one it is", e);
  }
}
