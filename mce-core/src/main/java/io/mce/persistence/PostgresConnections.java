package io.mce.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Connections of a data source that belongs to the host, or to us when we made the pool. */
final class PostgresConnections implements ConnectionSource {

  private final DataSource dataSource;
  private final Runnable onClose;

  PostgresConnections(DataSource dataSource, Runnable onClose) {
    this.dataSource = dataSource;
    this.onClose = onClose;
  }

  @Override
  public Connection writer() {
    try {
      return dataSource.getConnection();
    } catch (SQLException e) {
      throw new IllegalStateException("no connection to the database", e);
    }
  }

  @Override
  public Connection reader() {
    return writer();
  }

  @Override
  public boolean isEmbedded() {
    return false;
  }

  /** The log and the dead rows of a server are the server's: see its operator's documentation. */
  @Override
  public boolean forgetRemoved() {
    return true;
  }

  @Override
  public InstanceWitness witness() {
    return new ServerWitness(this);
  }

  @Override
  public void close() {
    onClose.run();
  }
}
