package io.mce.persistence;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The prepared statements of one SQLite connection, kept for their next use: the driver prepares
 * anew each time, which often takes longer than to run what was prepared. Belongs, as its
 * connection does, to one thread at a time.
 */
final class KeptStatements implements InvocationHandler {

  /** The engine has some hundred texts; those of a list of values come in many lengths. */
  private static final int MOST = 256;

  /** What Jdbi asks for; the driver has nothing else. */
  private static final List<Integer> USUAL =
      List.of(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);

  private final Connection connection;

  /** Those that nobody uses, the one that rested longest first. */
  private final Map<String, PreparedStatement> idle = new LinkedHashMap<>();

  private KeptStatements(Connection connection) {
    this.connection = connection;
  }

  /** Returns the connection with statements that are kept until it is closed. */
  static Connection around(Connection connection) {
    return proxy(Connection.class, new KeptStatements(connection));
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    if (method.getName().equals("prepareStatement") && arguments != null && isUsual(arguments)) {
      return prepare((String) Objects.requireNonNull(arguments[0]));
    }
    if (method.getName().equals("createStatement") || method.getName().equals("close")) {
      // A plain statement may change the tables: a kept one would show columns as they were.
      forget();
    }
    return passOn(connection, method, arguments);
  }

  private static boolean isUsual(@Nullable Object[] arguments) {
    return arguments.length == 1
        || Arrays.asList(arguments).subList(1, arguments.length).equals(USUAL);
  }

  private PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement kept = idle.remove(sql);
    PreparedStatement statement = kept == null ? connection.prepareStatement(sql) : kept;
    return proxy(PreparedStatement.class, new Use(sql, statement));
  }

  private void keep(String sql, PreparedStatement statement) throws SQLException {
    if (idle.putIfAbsent(sql, statement) != null) {
      statement.close();
    } else if (idle.size() > MOST) {
      Iterator<PreparedStatement> longest = idle.values().iterator();
      longest.next().close();
      longest.remove();
    }
  }

  private void forget() throws SQLException {
    for (PreparedStatement statement : idle.values()) {
      statement.close();
    }
    idle.clear();
  }

  private static @Nullable Object passOn(
      Object target, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  /** One use of a statement: who closes it twice does not reach the next one. */
  private final class Use implements InvocationHandler {

    private final String sql;
    private final PreparedStatement statement;
    private @Nullable ResultSet result;
    private boolean resultWaits;
    private boolean failed;
    private boolean closed;

    Use(String sql, PreparedStatement statement) {
      this.sql = sql;
      this.statement = statement;
    }

    @Override
    public @Nullable Object invoke(
        Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
      return switch (method.getName()) {
        case "close" -> {
          if (!closed) {
            closed = true;
            giveBack();
          }
          yield null;
        }
        case "isClosed" -> closed;
        default -> run(method, arguments);
      };
    }

    private @Nullable Object run(Method method, @Nullable Object @Nullable [] arguments)
        throws Throwable {
      if (closed) {
        throw new SQLException("The statement is closed.");
      }
      try {
        Object returned = passOn(statement, method, arguments);
        if (returned instanceof ResultSet rows) {
          result = rows;
          resultWaits = false;
        } else if (method.getName().equals("execute")) {
          resultWaits = Boolean.TRUE.equals(returned);
        }
        return returned;
      } catch (Throwable e) {
        failed = true;
        throw e;
      }
    }

    private void giveBack() throws SQLException {
      if (failed) {
        statement.close();
        return;
      }
      // As long as rows wait to be read, SQLite keeps what they are read from.
      if (resultWaits) {
        result = statement.getResultSet();
      }
      if (result != null) {
        result.close();
      }
      statement.clearParameters();
      statement.clearBatch();
      keep(sql, statement);
    }
  }
}
