package io.mce.secret;

import io.mce.job.Worker;
import io.mce.persistence.Database;
import io.mce.persistence.InstanceStore;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a running node follow when another one takes a new master key into use. Looks on every node,
 * by itself.
 */
final class KeyWatch implements Worker {

  /** After this long every running node seals with the key in use. */
  static final Duration INTERVAL = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(KeyWatch.class);

  private final Database database;
  private final InstanceStore store;
  private final KeyRing keys;
  private final Clock clock;
  private volatile Instant next;

  @Inject
  KeyWatch(Database database, KeyRing keys, Clock clock) {
    this.database = database;
    this.store = new InstanceStore(database);
    this.keys = keys;
    this.clock = clock;
    this.next = clock.instant().plus(INTERVAL);
  }

  @Override
  public String name() {
    return "key-watch";
  }

  @Override
  public boolean runOnce() {
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      return false;
    }
    next = now.plus(INTERVAL);
    if (database.isEmbedded()) {
      return false; // It has one node.
    }
    String before = keys.checkValue();
    boolean wasOvertaken = keys.isOvertaken();
    boolean known = keys.sealWith(store.find(KeyCheck.IN_USE).orElseThrow());
    if (!known && !wasOvertaken) {
      log.error(
          "another node took a master key into use that this one does not have: nothing is sealed"
              + " here any more; restart this node with both keys");
    }
    if (known && !before.equals(keys.checkValue())) {
      log.info("another node took the other master key of this one into use; it follows");
    }
    return false;
  }

  /** Nothing is ever due: it only looks. */
  @Override
  public Optional<Instant> nextDue() {
    return Optional.empty();
  }

  @Override
  public Optional<Instant> nextLook() {
    return Optional.of(next);
  }
}
