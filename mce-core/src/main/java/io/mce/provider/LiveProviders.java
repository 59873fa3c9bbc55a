package io.mce.provider;

import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.spi.ErrorKind;
import io.mce.spi.Provider;
import io.mce.spi.ProviderException;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The live instance of each account on this node: started on first use or by {@link #sync},
 * replaced when its settings change, closed at the end. Thread-safe.
 *
 * <p>A slot's lock is held while its instance starts, which may take as long as a remote does;
 * therefore it is only ever taken outside transactions.
 */
final class LiveProviders implements AutoCloseable {

  private static final Duration LOCK_LIMIT =
      ProviderStarter.START_LIMIT.plus(ProviderStarter.HEALTH_LIMIT).plusSeconds(5);
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(10);

  private final ProviderStarter starter;
  private final AccountStore store;
  private final AccountHealth health;
  private final PluginThreads threads;
  private final Clock clock;
  private final ConcurrentHashMap<AccountId, Slot> slots = new ConcurrentHashMap<>();
  private volatile boolean closed;

  @Inject
  LiveProviders(
      ProviderStarter starter,
      AccountStore store,
      AccountHealth health,
      PluginThreads threads,
      Clock clock) {
    this.starter = starter;
    this.store = store;
    this.health = health;
    this.threads = threads;
    this.clock = clock;
  }

  /**
   * Calls the live instance of an account; it is not closed before the call ends.
   *
   * @param type what the instance must be, or WRONG_STATE
   * @throws ProviderException whatever the plugin threw, see {@link PluginFailures#duringCall}
   */
  <P extends Provider, T> T use(
      OrganizationId organizationId, AccountId id, Class<P> type, Function<P, T> call) {
    LiveProvider instance = acquire(organizationId, id);
    try {
      if (!type.isInstance(instance.provider())) {
        throw MceException.wrongState("This account is no " + type.getSimpleName() + ".");
      }
      return guarded(() -> call.apply(type.cast(instance.provider())));
    } catch (ProviderException e) {
      if (e.kind() == ErrorKind.UNAUTHORIZED && instance.isRetired()) {
        // What was refused are credentials that were replaced meanwhile; the new ones are not.
        throw new ProviderException(
            ErrorKind.UNAVAILABLE,
            e.remoteCode().orElse(null),
            "The credentials were replaced while the call was under way.",
            null,
            ErrorKind.UNAVAILABLE.scope(),
            e);
      }
      throw e;
    } finally {
      instance.leave();
    }
  }

  private static <T> T guarded(Supplier<T> call) {
    try {
      return call.get();
    } catch (Throwable e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw PluginFailures.duringCall(e);
    }
  }

  /**
   * Returns an instance to ask for its profile only: it may not be started. Safe inside a
   * transaction.
   */
  LiveProvider peek(OrganizationId organizationId, AccountId id) {
    Slot slot = slot(organizationId, id);
    LiveProvider live = slot.live();
    return live != null ? live : slot.made(() -> starter.make(stored(slot)));
  }

  private LiveProvider acquire(OrganizationId organizationId, AccountId id) {
    Slot slot = slot(organizationId, id);
    while (true) {
      LiveProvider live = slot.live();
      LiveProvider instance = live != null ? live : startOnUse(slot);
      if (instance.enter()) {
        return instance;
      }
      // It was replaced in between; the slot has the new one already.
    }
  }

  private LiveProvider startOnUse(Slot slot) {
    return locked(
        slot,
        () -> {
          LiveProvider live = slot.live();
          if (live != null) {
            return live;
          }
          slot.requireNoRecentFailure(clock.instant());
          StoredAccount account = stored(slot);
          if (!account.enabled()) {
            throw ProviderException.of(ErrorKind.UNAVAILABLE, "The account is switched off.");
          }
          ProviderStarter.Started started = start(slot, account);
          return started.instance().orElseThrow(() -> started.failure().orElseThrow());
        });
  }

  private ProviderStarter.Started start(Slot slot, StoredAccount account) {
    ProviderStarter.Started started =
        slot.takeMade(account).map(starter::start).orElseGet(() -> starter.start(account));
    settle(slot, account, started);
    return started;
  }

  private void settle(Slot slot, StoredAccount account, ProviderStarter.Started started) {
    started.instance().ifPresent(slot::put);
    started.failure().ifPresent(e -> slot.failed(account.version(), e, clock.instant()));
    health.started(account.organizationId(), account.id(), started.report());
    if (closed) {
      slot.clear();
    }
  }

  /**
   * Starts an instance that was made for a new account; what goes wrong is the account's health.
   */
  void adopt(StoredAccount account, LiveProvider instance) {
    Slot slot = slots.computeIfAbsent(account.id(), id -> new Slot(account.organizationId(), id));
    locked(
        slot,
        () -> {
          slot.offer(instance);
          return start(slot, account);
        });
  }

  /**
   * Brings a change of an account into effect. New settings are tried out first, the change is
   * saved, then the new instance takes the calls, while those under way end on the old one.
   *
   * @param save stores the change; throwing keeps everything as it was
   * @throws MceException INVALID when the account worked and would no longer
   */
  void change(StoredAccount before, StoredAccount after, Consumer<StoredAccount> save) {
    Slot slot = slot(before.organizationId(), before.id());
    locked(
        slot,
        () -> {
          if (!after.enabled()) {
            save.accept(after);
            slot.clear();
            health.started(after.organizationId(), after.id(), AccountHealth.Report.switchedOff());
          } else if (before.enabled() && before.settings().equals(after.settings())) {
            save.accept(after);
            follow(slot.live(), after);
          } else {
            replace(slot, before, after, save);
          }
          return true;
        });
  }

  private void replace(
      Slot slot, StoredAccount before, StoredAccount after, Consumer<StoredAccount> save) {
    ProviderStarter.Started started = starter.start(after);
    if (!started.works() && before.enabled() && before.health() == HealthState.UP) {
      started.instance().ifPresent(LiveProvider::retire);
      String message =
          "The change was not made, because the account would no longer work: "
              + started.report().detail().orElse("it reports itself as down.");
      throw new MceException(ErrorCode.INVALID, message, Map.of("settings", message));
    }
    try {
      save.accept(started.instance().map(live -> live.with(after)).orElse(after));
    } catch (RuntimeException | Error e) {
      started.instance().ifPresent(LiveProvider::retire);
      throw e;
    }
    if (started.instance().isEmpty()) {
      slot.clear();
    }
    settle(slot, after, started);
  }

  /**
   * Starts the accounts that should be live here and are not, takes over changes made on other
   * nodes, and closes what was switched off. Waits a bounded time for slow remotes.
   *
   * @return whether anything changed
   */
  boolean sync() {
    List<Callable<Boolean>> work = new ArrayList<>();
    for (AccountKey key : store.keys()) {
      Slot slot = slots.computeIfAbsent(key.id(), id -> new Slot(key.organizationId(), id));
      if (slot.needsWork(key, clock.instant())) {
        work.add(() -> locked(slot, () -> catchUp(slot)));
      }
    }
    return threads.all(ProviderStarter.START_LIMIT, work);
  }

  private boolean catchUp(Slot slot) {
    StoredAccount account = stored(slot);
    LiveProvider live = slot.live();
    if (!account.enabled()) {
      slot.clear();
    } else if (live == null) {
      start(slot, account);
    } else if (live.serves(account)) {
      live.follow(account);
      return false;
    } else {
      takeOver(slot, account);
    }
    return true;
  }

  // The node that made the change has seen the settings work; if they do not here, the old instance
  // goes on until they do.
  private void takeOver(Slot slot, StoredAccount account) {
    ProviderStarter.Started started = starter.start(account);
    if (started.instance().isPresent()) {
      settle(slot, account, started);
    } else {
      started.failure().ifPresent(e -> slot.failed(account.version(), e, clock.instant()));
    }
  }

  /** Asks every live instance how it does, and writes down what changed. */
  void checkHealth() {
    List<Callable<Boolean>> work = new ArrayList<>();
    for (Slot slot : slots.values()) {
      LiveProvider live = slot.live();
      if (live != null) {
        work.add(() -> {
          health.probed(slot.organizationId(), slot.id(), starter.ask(live));
          return false;
        });
      }
    }
    threads.all(ProviderStarter.HEALTH_LIMIT, work);
  }

  /** Lets calls under way end, a bounded time, and closes every instance. */
  @Override
  public void close() {
    closed = true;
    long deadline = System.nanoTime() + DRAIN_LIMIT.toNanos();
    slots.values().forEach(slot -> slot.drain(deadline));
    threads.close();
  }

  private static void follow(@Nullable LiveProvider live, StoredAccount account) {
    if (live != null) {
      live.follow(account);
    }
  }

  private Slot slot(OrganizationId organizationId, AccountId id) {
    Slot known = slots.get(id);
    if (known == null) {
      if (store.find(organizationId, id).isEmpty()) {
        throw MceException.notFound("channel");
      }
      known = slots.computeIfAbsent(id, each -> new Slot(organizationId, each));
    }
    if (!known.organizationId().equals(organizationId)) {
      throw MceException.notFound("channel");
    }
    return known;
  }

  private StoredAccount stored(Slot slot) {
    return store
        .find(slot.organizationId(), slot.id())
        .orElseThrow(() -> MceException.notFound("channel"));
  }

  private <T> T locked(Slot slot, Supplier<T> work) {
    try {
      if (!slot.lock().tryLock(LOCK_LIMIT.toNanos(), TimeUnit.NANOSECONDS)) {
        throw ProviderException.of(ErrorKind.UNAVAILABLE, "The account is still being started.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProviderException.unavailable("The engine is stopping.", e);
    }
    try {
      if (closed) {
        throw ProviderException.of(ErrorKind.UNAVAILABLE, "The engine is stopping.");
      }
      return work.get();
    } finally {
      slot.lock().unlock();
    }
  }
}
