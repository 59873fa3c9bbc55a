package io.mce.secret;

import io.mce.job.DueWork;
import io.mce.job.DueWork.Lease;
import io.mce.job.Startable;
import io.mce.job.Worker;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.InstanceStore;
import io.mce.persistence.Row;
import io.mce.persistence.Transaction;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals anew what is under the previous master key: organization by organization, column by column,
 * some rows at a time, on one node at a time. How far it came is stored with the rows, so whoever
 * goes on after a crash begins there. A row is changed only where it still holds what was read.
 */
final class ResealWorker implements Worker, Startable {

  private static final String KIND = "reseal";
  private static final String KEY = "all";
  private static final int BATCH = 200;
  private static final Duration LEASE = Duration.ofMinutes(1);

  /** Columns looked at in one turn when there is nothing to change in them. */
  private static final int MOST_STEPS = 100;

  /**
   * From when on no node seals with the previous key: each looks for the key in use much more often
   * than this, and a transaction that sealed before it looked has ended.
   */
  private static final Duration SETTLED = Duration.ofMinutes(2);

  private static final Logger log = LoggerFactory.getLogger(ResealWorker.class);

  private final Database database;
  private final InstanceStore store;
  private final KeyRing keys;
  private final SecretBox box;
  private final DueWork dueWork;
  private final Clock clock;
  private final List<SealedColumn> columns;
  private final Set<HostSeals> hosts;
  private final ResealProbe probe;

  @Inject
  ResealWorker(
      Database database,
      KeyRing keys,
      SecretBox box,
      DueWork dueWork,
      Clock clock,
      Set<SealedColumn> columns,
      Set<HostSeals> hosts,
      ResealProbe probe) {
    this.database = database;
    this.store = new InstanceStore(database);
    this.keys = keys;
    this.box = box;
    this.dueWork = dueWork;
    this.clock = clock;
    this.columns = columns.stream().sorted(Comparator.comparing(SealedColumn::name)).toList();
    this.hosts = hosts;
    this.probe = probe;
  }

  private record Change(List<Object> key, String before, String after) {}

  /** What was found in some rows: what has to change, and the last of them. */
  private record Found(List<Change> changes, int unreadable, Optional<List<Object>> last) {}

  private record Sealed(List<Object> key, Optional<String> text, String context) {}

  /** All that is sealed under master keys, in the order in which it is sealed anew. */
  List<SealedColumn> columns() {
    return columns;
  }

  @Override
  public void start() {
    store
        .find(KeyCheck.ROTATION)
        .map(StoredRotation::of)
        .filter(rotation -> !rotation.ended())
        .ifPresent(rotation ->
            dueWork.schedule(KeyCheck.INSTALLATION, KIND, KEY, rotation.startedAt().plus(SETTLED)));
  }

  @Override
  public String name() {
    return KIND;
  }

  @Override
  public Optional<String> kind() {
    return Optional.of(KIND);
  }

  @Override
  public Optional<Instant> nextDue() {
    return dueWork.nextDue(KIND);
  }

  /** With one key there is nothing to do, and nothing to look for. */
  @Override
  public Optional<Instant> nextLook() {
    return keys.otherCheckValue().isEmpty() ? Optional.empty() : nextDue();
  }

  @Override
  public boolean runOnce() {
    Optional<Lease> lease =
        keys.otherCheckValue().isEmpty() ? Optional.empty() : dueWork.claim(KIND, LEASE);
    lease.ifPresent(held -> dueWork.complete(held, turn()));
    return lease.isPresent();
  }

  private Instant now() {
    return clock.instant();
  }

  /** Does a turn; returns when the next one is due, empty when all is done. */
  private Optional<Instant> turn() {
    Optional<String> stored = store.find(KeyCheck.ROTATION);
    Optional<StoredRotation> rotation =
        stored.map(StoredRotation::of).filter(each -> !each.ended());
    if (rotation.isEmpty()) {
      return Optional.empty();
    }
    if (!keys.knows(rotation.get().from()) || !keys.sealWith(rotation.get().to())) {
      return Optional.of(now().plus(LEASE)); // It is for a node that has both keys.
    }
    StoredRotation at = rotation.get();
    for (int step = 0; step < MOST_STEPS; step++) {
      Optional<StoredRotation> next = step(stored.orElseThrow(), at);
      if (next.isEmpty()) {
        finish(stored.orElseThrow(), at);
        return Optional.empty();
      }
      if (next.get().resealed() > at.resealed()) {
        return Optional.of(now()); // It is stored with what was changed.
      }
      at = next.get();
    }
    store.replace(KeyCheck.ROTATION, stored.orElseThrow(), at.json());
    return Optional.of(now());
  }

  /** Looks at some rows of one column; empty behind the last. */
  private Optional<StoredRotation> step(String stored, StoredRotation at) {
    if (at.organization().isEmpty() || at.column() == columns.size()) {
      return store
          .organizationAfter(at.organization().orElse(""))
          .map(next -> at.at(Optional.of(next.toString()), 0, List.of()));
    }
    OrganizationId organizationId = OrganizationId.of(at.organization().orElseThrow());
    SealedColumn column = columns.get(at.column());
    Found found = find(organizationId, column, at.after());
    StoredRotation next =
        (found.last().isPresent()
                ? at.at(at.organization(), at.column(), found.last().get())
                : at.at(at.organization(), at.column() + 1, List.of()))
            .counting(found.changes().size(), found.unreadable());
    if (!found.changes().isEmpty()) {
      probe.beforeChange(column);
      database.runInOrganization(
          organizationId,
          transaction -> {
            change(transaction, column, found.changes());
            store.replace(KeyCheck.ROTATION, stored, next.json());
          });
    }
    return Optional.of(next);
  }

  private Found find(OrganizationId organizationId, SealedColumn column, List<Object> after) {
    List<Sealed> rows =
        database.read(organizationId, transaction -> read(transaction, column, after));
    List<Change> changes = new ArrayList<>();
    int unreadable = 0;
    for (Sealed row : rows) {
      if (row.text().filter(SealedValue::is).isEmpty()) {
        continue;
      }
      String before = row.text().get();
      try {
        box.reseal(organizationId, row.context(), new SealedValue(before))
            .ifPresent(sealed -> changes.add(new Change(row.key(), before, sealed.text())));
      } catch (MceException e) {
        if (e.code() != ErrorCode.SEALED) {
          throw e;
        }
        unreadable++;
        log.warn(
            "a value of {} in organization {} opens under neither master key and stays as it is",
            column.name(),
            organizationId);
      }
    }
    return new Found(
        changes,
        unreadable,
        rows.size() < BATCH ? Optional.empty() : Optional.of(rows.getLast().key()));
  }

  // The names in these statements are those of the catalogue of tables, which the build compares.
  private static List<Sealed> read(
      Transaction transaction, SealedColumn column, List<Object> after) {
    String key = String.join(", ", column.key());
    String behind = after.isEmpty() ? "" : " and (" + key + ") > (" + parameters(column) + ")";
    var query =
        transaction
            .query(
                "select * from "
                    + column.table()
                    + " where organization_id = :organizationId"
                    + behind
                    + " order by "
                    + key
                    + " limit :limit")
            .bind("limit", BATCH);
    for (int i = 0; i < after.size(); i++) {
      query.bind("key" + i, after.get(i));
    }
    return query
        .map((result, context) ->
            new Sealed(
                key(column, result),
                Optional.ofNullable(result.getString(column.column())),
                Row.mapper(column.context()).map(result, context)))
        .list();
  }

  private static void change(Transaction transaction, SealedColumn column, List<Change> changes) {
    var batch =
        transaction.batch(
            "update %s set %s = :after where organization_id = :organizationId and %s and %s = :before"
                .formatted(
                    column.table(),
                    column.column(),
                    IntStream.range(0, column.key().size())
                        .mapToObj(i -> column.key().get(i) + " = :key" + i)
                        .collect(Collectors.joining(" and ")),
                    column.column()));
    for (Change change : changes) {
      for (int i = 0; i < change.key().size(); i++) {
        batch.bind("key" + i, change.key().get(i));
      }
      batch.bind("before", change.before()).bind("after", change.after()).add();
    }
    batch.execute();
  }

  private static String parameters(SealedColumn column) {
    return IntStream.range(0, column.key().size())
        .mapToObj(i -> ":key" + i)
        .collect(Collectors.joining(", "));
  }

  /** Ids and names are texts, numbers numbers: as they are compared. */
  private static List<Object> key(SealedColumn column, ResultSet result) throws SQLException {
    List<Object> key = new ArrayList<>();
    for (String name : column.key()) {
      Object value = result.getObject(name);
      key.add(value instanceof Number number ? number.longValue() : String.valueOf(value));
    }
    return key;
  }

  private void finish(String stored, StoredRotation at) {
    hosts.forEach(host -> host.resealAll(box));
    if (store.replace(KeyCheck.ROTATION, stored, at.finished(now()).json())) {
      log.info(
          "everything is sealed under the new master key ({} values were sealed anew, {} open under"
              + " neither key): the previous one is no longer needed, remove it",
          at.resealed(),
          at.unreadable());
    }
  }
}
