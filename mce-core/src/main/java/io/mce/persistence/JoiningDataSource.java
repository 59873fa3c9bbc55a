package io.mce.persistence;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Set;
import java.util.function.Supplier;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A data source whose statements join the transaction that is open on the thread. */
final class JoiningDataSource implements DataSource {

  /** What would end the open transaction under the feet of the one who began it. */
  private static final Set<String> NOT_PASSED_ON =
      Set.of("close", "commit", "rollback", "setAutoCommit");

  private final ConnectionSource connections;
  private final Supplier<@Nullable Transaction> open;

  JoiningDataSource(ConnectionSource connections, Supplier<@Nullable Transaction> open) {
    this.connections = connections;
    this.open = open;
  }

  @Override
  public Connection getConnection() {
    Transaction transaction = open.get();
    return transaction == null
        ? connections.writer()
        : joined(transaction.handle().getConnection());
  }

  private static Connection joined(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (NOT_PASSED_ON.contains(method.getName())) {
                return null;
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
              }
            });
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("the engine's connections have one user");
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) {}

  @Override
  public void setLoginTimeout(int seconds) {}

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("the engine logs with SLF4J");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("wraps nothing");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
