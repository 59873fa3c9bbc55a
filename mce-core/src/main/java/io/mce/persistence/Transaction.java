package io.mce.persistence;

import io.mce.kernel.OrganizationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * An open transaction. Statements get {@code :organizationId} bound and are checked for it before
 * they run. Belongs to one thread and one unit of work; never keep it.
 */
public final class Transaction {

  private static final String ORGANIZATION = "organizationId";

  private final Handle handle;
  private final @Nullable OrganizationId organizationId;
  private final Dialect dialect;
  private final OrganizationFilterCheck check;
  private final StatementAlarm alarm;
  private final boolean readOnly;
  private final Map<Object, Object> attachments = new LinkedHashMap<>();
  private final TreeMap<String, Runnable> beforeCommit = new TreeMap<>();
  private final List<Runnable> afterCommit = new ArrayList<>();
  private boolean directory;

  Transaction(
      Handle handle,
      @Nullable OrganizationId organizationId,
      Dialect dialect,
      OrganizationFilterCheck check,
      StatementAlarm alarm,
      boolean readOnly) {
    this.handle = handle;
    this.organizationId = organizationId;
    this.dialect = dialect;
    this.check = check;
    this.alarm = alarm;
    this.readOnly = readOnly;
    this.directory = organizationId == null;
  }

  /** Returns the organization whose rows this transaction reaches. */
  public OrganizationId organizationId() {
    if (organizationId == null) {
      throw new IllegalStateException("a directory transaction belongs to no organization");
    }
    return organizationId;
  }

  /** Starts a query; {@code :organizationId} is bound. */
  public Query query(String sql) {
    check(sql);
    Query query = handle.createQuery(sql);
    return directory ? query : query.bind(ORGANIZATION, organizationId().toString());
  }

  /** Starts an insert, update or delete; {@code :organizationId} is bound. */
  public Update update(String sql) {
    check(sql);
    Update update = handle.createUpdate(sql);
    return directory ? update : update.bind(ORGANIZATION, organizationId().toString());
  }

  /**
   * Starts a batch of one statement. Bind {@code organizationId} in each row with {@link
   * #organizationId()}; a row of another organization is refused by the database or the check.
   */
  public Batch batch(String sql) {
    check(sql);
    return new Batch(
        new BatchRows(handle.prepareBatch(sql), dialect.rowsOfInsert()),
        organizationId().toString());
  }

  /**
   * Runs once, as one of the last things before commit, in the order of the keys: a fixed order in
   * which all transactions take their shared locks, so that they cannot wait for each other in a
   * circle. Repeated keys run once.
   */
  public void beforeCommit(String orderKey, Runnable action) {
    beforeCommit.putIfAbsent(orderKey, action);
  }

  /** Runs after a successful commit, on the same thread, outside the transaction. */
  public void afterCommit(Runnable action) {
    afterCommit.add(action);
  }

  /** Returns something a feature keeps for the length of this transaction. */
  @SuppressWarnings("unchecked")
  public <T> T attachment(Class<T> key, Supplier<T> create) {
    return (T) attachments.computeIfAbsent(key, ignored -> create.get());
  }

  boolean isReadOnly() {
    return readOnly;
  }

  boolean isOf(OrganizationId id) {
    return id.equals(organizationId);
  }

  Handle handle() {
    return handle;
  }

  <T> T asDirectory(TransactionWork<T> work) {
    boolean before = directory;
    directory = true;
    try {
      return work.run(this);
    } finally {
      directory = before;
    }
  }

  void finish() {
    // An action may add another one further down the order; taking the first each time runs it too.
    while (!beforeCommit.isEmpty()) {
      beforeCommit.pollFirstEntry().getValue().run();
    }
  }

  List<Runnable> afterCommit() {
    return afterCommit;
  }

  private void check(String sql) {
    try {
      check.check(
          sql,
          directory
              ? OrganizationFilterCheck.Mode.DIRECTORY
              : OrganizationFilterCheck.Mode.ORGANIZATION);
    } catch (IllegalStateException e) {
      alarm.raise(sql);
      throw e;
    }
  }

  /** Rows for one statement, sent together. */
  public static final class Batch {

    private final BatchRows rows;
    private final String organizationId;

    Batch(BatchRows rows, String organizationId) {
      this.rows = rows;
      this.organizationId = organizationId;
    }

    /**
     * Binds a value of the current row: a text, a number, a truth value, an id, an {@link Instant}
     * or null.
     */
    public Batch bind(String name, @Nullable Object value) {
      rows.bind(name, value);
      return this;
    }

    /** Ends the current row. */
    public Batch add() {
      rows.bind(ORGANIZATION, organizationId);
      rows.add();
      return this;
    }

    /** Returns how many rows were added. */
    public int size() {
      return rows.size();
    }

    /** Sends the rows; returns how many rows each of them changed. Nothing is sent for no rows. */
    public int[] execute() {
      return rows.execute();
    }

    /**
     * Sends rows of an insert joined into statements of many rows, where that is quicker for the
     * database; returns how many were stored in all. No two of the rows may be the same one.
     */
    public int insert() {
      return rows.insert();
    }
  }
}
