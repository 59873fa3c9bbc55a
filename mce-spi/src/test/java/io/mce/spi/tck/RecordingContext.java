package io.mce.spi.tck;

import io.mce.spi.AccountRef;
import io.mce.spi.ProviderContext;
import io.mce.spi.ProviderEvent;
import io.mce.spi.StateStore;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * A context that keeps what a provider emits, and its state in memory. Safe for use from any
 * thread.
 */
public final class RecordingContext implements ProviderContext, AutoCloseable {

  /** The webhook address of every context of the kit. */
  public static final URI WEBHOOK_URL = URI.create("https://crm.example/hooks/account-1");

  private final AccountRef account;
  private final Clock clock;
  private final StateStore state = new MemoryStateStore();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, ProviderEvent> events = new LinkedHashMap<>();
  private boolean closed;

  /** A context of account {@code account-1} of {@code organization-1} on the system clock. */
  public RecordingContext() {
    this(new AccountRef("organization-1", "account-1"), Clock.systemUTC());
  }

  /** A context of an account on a clock. */
  public RecordingContext(AccountRef account, Clock clock) {
    this.account = account;
    this.clock = clock;
  }

  @Override
  public AccountRef account() {
    return account;
  }

  @Override
  public URI webhookUrl() {
    return WEBHOOK_URL;
  }

  /** Keeps the event, unless one with its id is there already. */
  @Override
  public synchronized void emit(List<? extends ProviderEvent> emitted) {
    if (closed) {
      throw new IllegalStateException("the context is closed");
    }
    emitted.forEach(event -> events.putIfAbsent(event.eventId(), event));
    notifyAll();
  }

  @Override
  public StateStore state() {
    return state;
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public Executor executor() {
    return executor;
  }

  /** Every event taken so far, repetitions left out, in the order of their arrival. */
  public synchronized List<ProviderEvent> events() {
    return List.copyOf(events.values());
  }

  /** The first event of a type that fits; waits for it for as long as given. */
  public synchronized <E extends ProviderEvent> Optional<E> await(
      Class<E> type, Predicate<E> fits, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      Optional<E> found = find(type, fits);
      long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
      if (found.isPresent() || left <= 0) {
        return found;
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    }
  }

  /** Refuses events from now on, as an engine does that stops. */
  @Override
  public synchronized void close() {
    closed = true;
    executor.shutdownNow();
  }

  private <E extends ProviderEvent> Optional<E> find(Class<E> type, Predicate<E> fits) {
    return new ArrayList<>(events.values())
        .stream().filter(type::isInstance).map(type::cast).filter(fits).findFirst();
  }
}
