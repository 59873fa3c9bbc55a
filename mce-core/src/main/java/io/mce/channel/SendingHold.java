package io.mce.channel;

import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.IdGenerator;
import io.mce.kernel.OrganizationId;
import io.mce.organization.Organizations;
import io.mce.persistence.Database;
import io.mce.persistence.InstanceStore;
import io.mce.persistence.InstanceWitness;
import io.mce.persistence.InstanceWitness.Testimony;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a copy of the database from sending what the original sends, or has sent since: what is
 * outside of the database is compared with what the database remembers of it, at each start. Where
 * they do not fit, nothing is sent for any organization until an operator says so, and campaigns
 * are paused, each until a person resumes it. Thread-safe.
 *
 * <p>Beside an SQLite file a number is counted up at each start and, while messages go out, every
 * second: a copy from before that has a lower one.
 */
public final class SendingHold {

  /** In what way the database looks like a copy. */
  public enum Cause {
    /** What belongs beside it is not there: the database was copied alone. */
    ALONE,
    /** It is in another place: copied with all that belongs to it, or read from a dump. */
    ELSEWHERE,
    /** Messages went out since: an older copy was put in its place. */
    OLDER
  }

  /** Why nothing is sent. */
  public record Held(Cause cause, Instant since) {

    private static Held parse(String text) {
      String[] words = text.split(" ", 2);
      return new Held(Cause.valueOf(words[0]), Instant.parse(words[1]));
    }

    private String text() {
      return cause + " " + since;
    }
  }

  /** The reason that messages get which are cancelled with the release. */
  static final String REASON = "COPY";

  private static final String WITNESS = "instance-witness";
  private static final String HELD = "sending-held";
  private static final String NAME = "sending-hold";
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long COUNT_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int BATCH = 500;

  private static final Logger log = LoggerFactory.getLogger(SendingHold.class);

  private final Database database;
  private final InstanceStore instance;
  private final InstanceWitness witness;
  private final GateStore gates;
  private final DispatchProgress progress;
  private final Organizations organizations;
  private final Set<HeldWork> work;
  private final Events events;
  private final Clock clock;
  private final IdGenerator ids;

  private volatile Optional<Held> held = Optional.empty();
  private volatile long lookedAt;
  private volatile long countedAt;
  private Testimony known = new Testimony("", 0);

  @Inject
  SendingHold(
      Database database,
      InstanceWitness witness,
      GateStore gates,
      DispatchProgress progress,
      Organizations organizations,
      Set<HeldWork> work,
      Events events,
      Clock clock,
      IdGenerator ids) {
    this.database = database;
    this.instance = new InstanceStore(database);
    this.witness = witness;
    this.gates = gates;
    this.progress = progress;
    this.organizations = organizations;
    this.work = work;
    this.events = events;
    this.clock = clock;
    this.ids = ids;
  }

  /** Compares, and holds the sending where that is called for. At the start, before workers run. */
  synchronized void check() {
    Optional<Testimony> remembered = instance.find(WITNESS).map(SendingHold::parsed);
    if (remembered.isEmpty()) {
      adopt();
    } else {
      known = remembered.get();
      Optional<Testimony> outside = witness.read();
      Optional<Cause> cause = doubt(known, outside);
      if (cause.isPresent()) {
        hold(cause.get());
      } else if (!outside.equals(remembered)) {
        // A crash came between the two counts. The next one must not put them two apart.
        witness.count(known.count());
      }
    }
    look();
    if (held.isPresent()) {
      log.error(
          "nothing is sent since {}: this looks like a copy of the database ({}). If it is the only"
              + " one in use, release the sending; docs/operations.md says how.",
          held.get().since(),
          held.get().cause());
    } else {
      count();
    }
  }

  /** Returns why nothing is sent; empty when messages go out. At most five seconds old. */
  public Optional<Held> held() {
    // Not synchronized: who asks does not wait until a count is on the disk.
    if (System.nanoTime() - lookedAt > LOOK_NANOS) {
      look();
    }
    return held;
  }

  /**
   * Takes this database for the original: messages go out from now on. What may have been with a
   * carrier when the database was copied is asked about where that can be, and never sent again
   * without an answer. An interrupted release is to be repeated; where nothing is held it changes
   * nothing.
   *
   * @param operator who says so, by a name or id for the audit trails of the organizations
   * @param cancelQueued whether messages are cancelled that were queued before sending was held:
   *     the original may have sent them
   */
  public synchronized void release(String operator, boolean cancelQueued) {
    look();
    if (held.isEmpty()) {
      return;
    }
    Held present = held.get();
    for (OrganizationId each : organizations.ids()) {
      Actor actor = Actor.system(each, operator);
      long cancelled = cancelQueued ? cancelQueued(each, present.since()) : 0;
      database.runInOrganization(
          each, transaction -> events.append(actor, new SendingReleased(each, cancelled)));
    }
    adopt();
    instance.remove(HELD);
    look();
    log.warn("sending is released by {}", operator);
  }

  /**
   * Tells whether messages may go out, and makes sure that an older copy of the database can be
   * told from this one afterwards. Not inside a transaction; cheap.
   */
  boolean isOpen() {
    try {
      if (held().isPresent()) {
        return false;
      }
      if (isCountDue()) {
        countOn();
      }
      return true;
    } catch (RuntimeException e) {
      log.warn("no message is sent: what tells this database from a copy cannot be kept", e);
      return false;
    }
  }

  private boolean isCountDue() {
    return System.nanoTime() - countedAt > COUNT_NANOS;
  }

  /** Whoever comes meanwhile waits, and finds it done. */
  private synchronized void countOn() {
    if (isCountDue()) {
      count();
    }
  }

  private void look() {
    held = instance.find(HELD).map(Held::parse);
    lookedAt = System.nanoTime();
  }

  /** First in the database: what is counted outside is never more than in the original. */
  private void count() {
    if (witness.counts()) {
      Testimony next = new Testimony(known.place(), known.count() + 1);
      instance.put(WITNESS, text(next));
      witness.count(next.count());
      known = next;
    }
    countedAt = System.nanoTime();
  }

  private void adopt() {
    known = witness.renew(ids.next());
    instance.put(WITNESS, text(known));
  }

  private void hold(Cause cause) {
    // First, so that a crash in between does not leave some of it running.
    organizations.ids().forEach(this::holdWork);
    if (!instance.insert(HELD, new Held(cause, clock.instant()).text())) {
      return; // Since an earlier start, or by another node.
    }
    for (OrganizationId each : organizations.ids()) {
      Actor actor = Actor.engine(each, NAME);
      database.runInOrganization(
          each, transaction -> events.append(actor, new SendingHeld(each, cause)));
    }
  }

  private void holdWork(OrganizationId organizationId) {
    Actor actor = Actor.engine(organizationId, NAME);
    database.runInOrganization(
        organizationId, transaction -> work.forEach(each -> each.hold(actor)));
  }

  /** A crash may come between the two counts, before anything is sent. */
  private static Optional<Cause> doubt(Testimony remembered, Optional<Testimony> outside) {
    if (outside.isEmpty()) {
      return Optional.of(Cause.ALONE);
    }
    if (!outside.get().place().equals(remembered.place())) {
      return Optional.of(Cause.ELSEWHERE);
    }
    long ahead = remembered.count() - outside.get().count();
    return ahead == 0 || ahead == 1 ? Optional.empty() : Optional.of(Cause.OLDER);
  }

  private long cancelQueued(OrganizationId organizationId, Instant before) {
    long all = 0;
    int cancelled = BATCH;
    while (cancelled == BATCH) {
      cancelled =
          database.inOrganization(
              organizationId,
              transaction -> {
                List<StoredDispatch> batch =
                    gates.cancelAllQueued(organizationId, before, REASON, clock.instant(), BATCH);
                batch.forEach(progress::cancelled);
                return batch.size();
              });
      all += cancelled;
    }
    return all;
  }

  private static String text(Testimony testimony) {
    return testimony.count() + " " + testimony.place();
  }

  private static Testimony parsed(String text) {
    String[] words = text.split(" ", 2);
    return new Testimony(words[1], Long.parseLong(words[0]));
  }
}
