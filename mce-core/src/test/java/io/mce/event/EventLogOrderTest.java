package io.mce.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.mce.engine.EngineParts;
import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.testing.MceExtension;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Writers that commit in another order than they wrote, a reader that reads on while they write,
 * and a foreign transaction left open all the while: our log shows every event once, none before
 * what it reacts to. Two well-known ways to read a table of events are put through the same and
 * fail.
 */
final class EventLogOrderTest {

  private static final int WRITERS = 8;

  @RegisterExtension final MceExtension mce = MceExtension.postgres();

  @Test
  void our_log_skips_nothing_reorders_nothing_and_does_not_stall() throws Exception {
    Outcome outcome = run(new EngineLog(), 20_000);
    assertThat(outcome).isEqualTo(new Outcome(20_000, 0, 0));
  }

  @Test
  @Tag("proof")
  void our_log_holds_for_a_hundred_thousand_events() throws Exception {
    Outcome outcome = run(new EngineLog(), 100_000);
    assertThat(outcome).isEqualTo(new Outcome(100_000, 0, 0));
  }

  @Test
  void a_reader_by_bare_sequence_skips_events() throws Exception {
    try (TableLog log =
        new TableLog(
            "select id, token, reacts_to, 0 as xid from test_event where id > ? and 0 <= ?"
                + " order by id limit 1000")) {
      assertThat(run(log, 4_000).skipped()).isPositive();
    }
  }

  @Test
  void a_reader_by_snapshot_xmin_stalls_behind_a_foreign_transaction() throws Exception {
    try (TableLog log = new TableLog(TableLog.BY_XMIN)) {
      assertThat(run(log, 4_000).skipped()).isPositive();
    }
  }

  @Test
  void a_reader_by_snapshot_xmin_shows_an_effect_before_its_cause() throws Exception {
    try (TableLog log = new TableLog(TableLog.BY_XMIN)) {
      assertThat(write(log, 4_000, false).reordered()).isPositive();
    }
  }

  private Outcome run(Log log, int events) throws Exception {
    return write(log, events, true);
  }

  /** What a reader saw of what was written. */
  private record Outcome(int seen, int skipped, int reordered) {}

  private record Seen(String token, @Nullable String reactsTo) {}

  private interface Log {
    /** Runs work in one transaction; what it appends becomes visible with the commit. */
    void transact(Consumer<Appender> work) throws Exception;

    /** Returns what can be read after what was read before. */
    List<Seen> poll() throws Exception;
  }

  private interface Appender {
    void append(String token, @Nullable String reactsTo);
  }

  private Outcome write(Log log, int events, boolean foreignTransaction) throws Exception {
    long seed = System.nanoTime();
    System.out.println("event log order, seed " + seed);
    ConcurrentLinkedDeque<String> committed = new ConcurrentLinkedDeque<>();
    AtomicInteger counter = new AtomicInteger();
    AtomicBoolean done = new AtomicBoolean();
    List<Seen> seen = new ArrayList<>();
    try (Connection foreign = mce.dataSource().getConnection();
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 1)) {
      if (foreignTransaction) {
        foreign.setAutoCommit(false);
        try (Statement statement = foreign.createStatement()) {
          statement.execute("select pg_current_xact_id()");
        }
      }
      Future<?> reader =
          threads.submit(() -> {
            while (true) {
              boolean last = done.get();
              List<Seen> batch = log.poll();
              seen.addAll(batch);
              if (last && batch.isEmpty()) {
                return null;
              }
            }
          });
      List<Future<?>> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        Random random = new Random(seed + i);
        writers.add(
            threads.submit(() -> {
              while (counter.get() < events) {
                writeOne(log, events, counter, committed, random);
              }
              return null;
            }));
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
      done.set(true);
      reader.get();
      if (foreignTransaction) {
        foreign.rollback();
      }
    }
    return judge(seen, events);
  }

  private static void writeOne(
      Log log,
      int events,
      AtomicInteger counter,
      ConcurrentLinkedDeque<String> committed,
      Random random)
      throws Exception {
    List<String> tokens = new ArrayList<>();
    log.transact(appender -> {
      int count = 1 + random.nextInt(3);
      for (int i = 0; i < count; i++) {
        int number = counter.getAndIncrement();
        if (number >= events) {
          return;
        }
        // The second event of a transaction reacts to what others committed meanwhile.
        String cause = i == 0 ? null : committed.peekLast();
        String token = "e" + number;
        appender.append(token, cause);
        tokens.add(token);
        LockSupport.parkNanos(random.nextInt(300_000));
      }
    });
    committed.addAll(tokens);
  }

  private static Outcome judge(List<Seen> seen, int events) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < seen.size(); i++) {
      places.put(seen.get(i).token(), i);
    }
    Set<String> distinct = new HashSet<>(places.keySet());
    assertThat(distinct).as("no event is shown twice").hasSize(seen.size());
    int reordered = 0;
    for (int i = 0; i < seen.size(); i++) {
      String cause = seen.get(i).reactsTo();
      if (cause != null && places.getOrDefault(cause, Integer.MAX_VALUE) > i) {
        reordered++;
      }
    }
    return new Outcome(seen.size(), events - seen.size(), reordered);
  }

  private final class EngineLog implements Log {

    private final Database database = EngineParts.part(mce.engine(), Database.class);
    private final Events log = mce.engine().events();
    private final Actor actor =
        Actor.system(new OrganizationId(UUID.randomUUID()), "event-log-order");
    private long cursor;

    @Override
    public void transact(Consumer<Appender> work) {
      database.runInOrganization(
          actor.organizationId(),
          transaction ->
              work.accept((token, reactsTo) -> log.append(actor, new Probe("x", token, reactsTo))));
    }

    @Override
    public List<Seen> poll() {
      EventBatch batch = log.since(actor, cursor, 1000);
      cursor = batch.cursor();
      return batch.events().stream()
          .map(event -> event.as(Probe.class))
          .map(probe -> new Seen(probe.token(), probe.reactsTo()))
          .toList();
    }
  }

  /** A table with a sequence, read in one of the ways that look right. */
  private final class TableLog implements Log, AutoCloseable {

    static final String BY_XMIN =
        "select id, token, reacts_to, xid::text::bigint as xid from test_event"
            + " where (xid::text::bigint, id) > (?2, ?1)"
            + " and xid < pg_snapshot_xmin(pg_current_snapshot()) order by xid, id limit 1000";

    private final String sql;
    private final boolean byXid;
    private final HikariDataSource pool;
    private long lastId;
    private long lastXid;

    TableLog(String sql) throws SQLException {
      this.byXid = sql.contains("?2");
      this.sql = sql.replace("?2", "?").replace("?1", "?");
      HikariConfig config = new HikariConfig();
      config.setDataSource(mce.dataSource());
      config.setMaximumPoolSize(WRITERS + 2);
      pool = new HikariDataSource(config);
      try (Connection connection = pool.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(
            "create table test_event (id bigserial primary key, token text, reacts_to text,"
                + " xid xid8 not null default pg_current_xact_id())");
      }
    }

    @Override
    public void transact(Consumer<Appender> work) throws SQLException {
      try (Connection connection = pool.getConnection()) {
        connection.setAutoCommit(false);
        work.accept((token, reactsTo) -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "insert into test_event (token, reacts_to) values (?, ?)")) {
            insert.setString(1, token);
            insert.setString(2, reactsTo);
            insert.execute();
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        });
        connection.commit();
      }
    }

    @Override
    public List<Seen> poll() throws SQLException {
      List<Seen> batch = new ArrayList<>();
      try (Connection connection = pool.getConnection();
          PreparedStatement query = connection.prepareStatement(sql)) {
        query.setLong(1, byXid ? lastXid : lastId);
        query.setLong(2, byXid ? lastId : 0);
        try (ResultSet rows = query.executeQuery()) {
          while (rows.next()) {
            lastId = rows.getLong("id");
            lastXid = rows.getLong("xid");
            batch.add(new Seen(rows.getString("token"), rows.getString("reacts_to")));
          }
        }
      }
      return batch;
    }

    @Override
    public void close() {
      pool.close();
    }
  }
}
