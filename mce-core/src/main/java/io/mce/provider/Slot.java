package io.mce.provider;

import io.mce.kernel.OrganizationId;
import io.mce.spi.ProviderException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The place of one account among the live providers of this node. Reading is safe from any thread;
 * what changes the live instance is done with the lock held.
 */
final class Slot {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private final OrganizationId organizationId;
  private final AccountId id;
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicReference<@Nullable LiveProvider> made = new AtomicReference<>();
  private volatile @Nullable LiveProvider live;
  private volatile @Nullable Failure failure;

  Slot(OrganizationId organizationId, AccountId id) {
    this.organizationId = organizationId;
    this.id = id;
  }

  OrganizationId organizationId() {
    return organizationId;
  }

  AccountId id() {
    return id;
  }

  ReentrantLock lock() {
    return lock;
  }

  /** The instance that takes calls, if there is one. */
  @Nullable LiveProvider live() {
    return live;
  }

  /** An instance that was made and not started: for its profile, until it is started itself. */
  LiveProvider made(Supplier<LiveProvider> make) {
    LiveProvider known = made.get();
    if (known != null) {
      return known;
    }
    LiveProvider fresh = make.get();
    LiveProvider first = made.compareAndExchange(null, fresh);
    if (first == null) {
      return fresh;
    }
    fresh.retire();
    return first;
  }

  void offer(LiveProvider instance) {
    retire(made.getAndSet(instance));
  }

  /** Takes the instance that was made, where it has the settings of this account. */
  Optional<LiveProvider> takeMade(StoredAccount account) {
    LiveProvider taken = made.getAndSet(null);
    if (taken == null || taken.serves(account)) {
      return Optional.ofNullable(taken);
    }
    taken.retire();
    return Optional.empty();
  }

  /** Puts an instance in the place of the one before, which ends its calls under way. */
  void put(LiveProvider instance) {
    LiveProvider before = live;
    live = instance;
    failure = null;
    retire(before);
    retire(made.getAndSet(null));
  }

  void clear() {
    LiveProvider before = live;
    live = null;
    failure = null;
    retire(before);
    retire(made.getAndSet(null));
  }

  /** Remembers that a version of the account could not be started, to try again later. */
  void failed(long version, ProviderException e, Instant now) {
    Failure before = failure;
    int attempts = before != null && before.version() == version ? before.attempts() + 1 : 1;
    failure = new Failure(version, attempts, now.plus(pause(attempts)), e);
  }

  /** Fails at once while the last failure to start is recent: a remote in trouble gets a rest. */
  void requireNoRecentFailure(Instant now) {
    Failure recent = failure;
    if (recent != null && now.isBefore(recent.retryAt())) {
      ProviderException e = recent.exception();
      throw new ProviderException(
          e.kind(),
          e.remoteCode().orElse(null),
          String.valueOf(e.getMessage()),
          Duration.between(now, recent.retryAt()),
          e.scope(),
          e);
    }
  }

  /** Tells whether this node has to do something about the account. */
  boolean needsWork(AccountKey key, Instant now) {
    LiveProvider current = live;
    if (!key.enabled()) {
      return current != null;
    }
    if (current != null && current.version() == key.version()) {
      return false;
    }
    Failure recent = failure;
    return recent == null || recent.version() != key.version() || !now.isBefore(recent.retryAt());
  }

  /** Ends everything, waiting for calls under way until a deadline of {@link System#nanoTime}. */
  void drain(long deadline) {
    LiveProvider before = live;
    live = null;
    if (before != null) {
      before.drain(deadline);
    }
    retire(made.getAndSet(null));
  }

  private static void retire(@Nullable LiveProvider instance) {
    if (instance != null) {
      instance.retire();
    }
  }

  private static Duration pause(int attempts) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << (2 * Math.min(attempts - 1, 8)));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  private record Failure(
      long version, int attempts, Instant retryAt, ProviderException exception) {}
}
