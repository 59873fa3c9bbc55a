package io.mce.persistence;

import io.mce.kernel.OrganizationId;
import io.mce.kernel.TypedId;
import io.mce.spi.Internal;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementException;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jspecify.annotations.Nullable;

/**
 * The engine's one way to its database. Work runs in a transaction bound to the calling thread;
 * work inside work joins the open transaction, so a command called by a command commits with it.
 * Thread-safe; calls block on JDBC.
 */
public final class Database implements AutoCloseable {

  private static final int ATTEMPTS = 4;

  /** What a statement's text means, worked out once for each text. */
  private static final SqlParser PARSER = new ColonPrefixSqlParser();

  private static final TableCatalog TABLES = TableCatalog.load();

  /** Its verdicts follow from the text and the tables, whichever database it is for. */
  private static final OrganizationFilterCheck CHECK = new OrganizationFilterCheck(TABLES);

  private final ConnectionSource connections;
  private final Dialect dialect;
  private final Jdbi writers;
  private final Jdbi readers;
  private final OrganizationFilterCheck check;
  private final StatementAlarm alarm = new StatementAlarm();

  /* Of this database and not static: two engines in one JVM share nothing. */
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<@Nullable Transaction> open = new ThreadLocal<>();

  Database(ConnectionSource connections, Dialect dialect, boolean checkStatements) {
    this.connections = connections;
    this.dialect = dialect;
    this.check = checkStatements ? CHECK : OrganizationFilterCheck.switchedOff(TABLES);
    this.writers = configured(connections::writer);
    this.readers = configured(connections::reader);
  }

  private static Jdbi configured(ConnectionFactory connections) {
    Jdbi jdbi = Jdbi.create(connections);
    jdbi.registerArgument(StorableText.argument());
    jdbi.registerArgument(new UuidArgument());
    jdbi.registerArgument(new TypedIdArgument());
    jdbi.registerArgument(new InstantArgument());
    jdbi.getConfig(SqlStatements.class).setUnusedBindingAllowed(true).setSqlParser(PARSER);
    jdbi.getConfig(StatementExceptions.class).setMessageRendering(Database::statement);
    return jdbi;
  }

  /** The statement alone: what is bound in it may be personal, and messages end in logs. */
  private static String statement(StatementException e) {
    StatementContext context = e.getStatementContext();
    return context == null ? e.getClass().getSimpleName() : "in: " + sql(context);
  }

  /** A batch is never rendered: its text has nothing to fill in. */
  private static String sql(StatementContext context) {
    String rendered = context.getRenderedSql();
    return rendered == null ? context.getRawSql() : rendered;
  }

  /** Runs work that changes rows of one organization, or joins the open transaction. */
  public <T> T inOrganization(OrganizationId organizationId, TransactionWork<T> work) {
    Transaction joined = open.get();
    if (joined == null) {
      return run(organizationId, false, work);
    }
    requireSame(joined, organizationId);
    if (joined.isReadOnly()) {
      throw new IllegalStateException("a change was asked for inside a read-only transaction");
    }
    return work.run(joined);
  }

  /** Like {@link #inOrganization} for work without a result. */
  public void runInOrganization(OrganizationId organizationId, Consumer<Transaction> work) {
    inOrganization(
        organizationId,
        transaction -> {
          work.accept(transaction);
          return true;
        });
  }

  /** Runs work that only reads rows of one organization, or joins the open transaction. */
  public <T> T read(OrganizationId organizationId, TransactionWork<T> work) {
    Transaction joined = open.get();
    if (joined == null) {
      return run(organizationId, true, work);
    }
    requireSame(joined, organizationId);
    return work.run(joined);
  }

  /**
   * Runs work on the directory tables, which are found before an organization is known. Inside an
   * open transaction it joins that.
   */
  public <T> T directory(TransactionWork<T> work) {
    Transaction joined = open.get();
    return joined == null ? run(null, false, work) : joined.asDirectory(work);
  }

  /** Like {@link #directory} on a connection that only reads. */
  public <T> T readDirectory(TransactionWork<T> work) {
    Transaction joined = open.get();
    return joined == null ? run(null, true, work) : joined.asDirectory(work);
  }

  /**
   * Refuses to go on inside a transaction. Called before every network call: a slow remote must
   * never hold a lock or a connection.
   */
  public void requireNoTransaction() {
    if (open.get() != null) {
      throw new IllegalStateException("a remote was called inside a database transaction");
    }
  }

  /** Returns the transaction open on this thread, if any. */
  public Optional<Transaction> current() {
    return Optional.ofNullable(open.get());
  }

  /**
   * Tells whether the database is what failed, somewhere among the causes, and not what was worked
   * on: the same may well succeed later.
   */
  public static boolean isCauseOf(Throwable failure) {
    return DatabaseException.sqlCause(failure) != null;
  }

  /**
   * Tells whether the database failed in a way that no value is to blame for, and not because it
   * refused one.
   */
  public boolean isOutage(Throwable failure) {
    SQLException cause = DatabaseException.sqlCause(failure);
    return cause != null && !dialect.isRefusal(cause);
  }

  /**
   * Lets one transaction at a time go on with any of these names, until it ends: for what has no
   * unique key and still must not be made twice. Call it before looking for what is known.
   *
   * @param matter what the names are of; those of one matter do not wait for those of another
   */
  public void takeTurns(OrganizationId organizationId, String matter, Set<String> names) {
    if (!names.isEmpty()) {
      runInOrganization(
          organizationId,
          transaction ->
              dialect.takeTurns(
                  transaction.handle(), organizationId + " " + matter, new TreeSet<>(names)));
    }
  }

  /**
   * Returns how many statements were refused since this database was opened because they could have
   * reached rows of another organization. Anything but zero is a fault in the program.
   */
  public long refusedStatements() {
    return alarm.refused();
  }

  /** What tells this database from a copy of it. */
  @Internal
  public InstanceWitness witness() {
    return connections.witness();
  }

  /** Tells whether this is SQLite, which has one writer and one node. */
  public boolean isEmbedded() {
    return connections.isEmbedded();
  }

  /**
   * Ends a subquery that claims rows: where many claim at once, rows claimed by others are passed.
   */
  public String skipLocked() {
    return dialect.skipLocked();
  }

  /**
   * Ends a query inside a transaction that changes rows: what it found is not locked by {@link
   * #alone} until the end, while others may keep it as well.
   */
  public String keep() {
    return dialect.keep();
  }

  /** Ends a query inside a transaction that changes rows: it has what it found alone. */
  public String alone() {
    return dialect.alone();
  }

  /**
   * Gets rid of the remains of removed rows in the files of the database, as far as that is ours to
   * do: on SQLite it writes the file anew, which takes seconds for each gigabyte and keeps writers
   * waiting; on PostgreSQL it does nothing. Outside of transactions only.
   *
   * @return false when someone who reads is in the way: try again later
   */
  public boolean forgetRemoved() {
    requireNoTransaction();
    return connections.forgetRemoved();
  }

  /**
   * Connections for a library that does its own SQL on our tables: inside an open transaction its
   * statements take part in it, otherwise the connection is a writer of its own.
   */
  public DataSource dataSource() {
    return new JoiningDataSource(connections, open::get);
  }

  /** Tells a listener of every statement before it runs, to learn what the engine issues. */
  void listen(SqlLogger listener) {
    writers.setSqlLogger(listener);
    readers.setSqlLogger(listener);
  }

  /** Brings the schema up to this version of the engine, or refuses. */
  public void migrate() {
    new SchemaMigrator(connections, dialect, TABLES).migrate();
  }

  @Override
  public void close() {
    connections.close();
  }

  private <T> T run(
      @Nullable OrganizationId organizationId, boolean readOnly, TransactionWork<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return attempt(organizationId, readOnly, work);
      } catch (RuntimeException e) {
        SQLException cause = DatabaseException.sqlCause(e);
        if (attempt == ATTEMPTS || cause == null || !dialect.isTransient(cause)) {
          throw DatabaseException.withoutValues(e, dialect);
        }
      }
    }
  }

  private <T> T attempt(
      @Nullable OrganizationId organizationId, boolean readOnly, TransactionWork<T> work) {
    Transaction transaction;
    T result;
    try (Handle handle = (readOnly ? readers : writers).open()) {
      transaction = new Transaction(handle, organizationId, dialect, check, alarm, readOnly);
      handle.begin();
      open.set(transaction);
      try {
        dialect.enter(handle, organizationId == null ? "" : organizationId.toString());
        result = work.run(transaction);
        transaction.finish();
        handle.commit();
      } catch (RuntimeException | Error e) {
        rollback(handle, e);
        throw e;
      } finally {
        open.remove();
      }
    }
    transaction.afterCommit().forEach(Runnable::run);
    return result;
  }

  private static void rollback(Handle handle, Throwable because) {
    try {
      handle.rollback();
    } catch (RuntimeException e) {
      because.addSuppressed(e);
    }
  }

  private static void requireSame(Transaction joined, OrganizationId organizationId) {
    if (!joined.isOf(organizationId)) {
      throw new IllegalStateException("a transaction of another organization is open");
    }
  }

  private static final class UuidArgument extends AbstractArgumentFactory<UUID> {
    UuidArgument() {
      super(Types.VARCHAR);
    }

    @Override
    protected Argument build(UUID value, ConfigRegistry config) {
      return (position, statement, context) -> statement.setString(position, value.toString());
    }
  }

  private static final class TypedIdArgument extends AbstractArgumentFactory<TypedId> {
    TypedIdArgument() {
      super(Types.VARCHAR);
    }

    @Override
    protected Argument build(TypedId id, ConfigRegistry config) {
      return (position, statement, context) -> statement.setString(position, id.value().toString());
    }
  }

  private static final class InstantArgument extends AbstractArgumentFactory<Instant> {
    InstantArgument() {
      super(Types.BIGINT);
    }

    @Override
    protected Argument build(Instant value, ConfigRegistry config) {
      return (position, statement, context) -> statement.setLong(position, value.toEpochMilli());
    }
  }
}
