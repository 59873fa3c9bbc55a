package io.mce.twilio;

import com.twilio.rest.api.v2010.account.Message;
import io.mce.spi.Cost;
import io.mce.spi.ProviderContext;
import io.mce.spi.ProviderException;
import io.mce.spi.Receipt;
import io.mce.spi.ReceiptStatus;
import io.mce.spi.Remedy;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks Twilio some time after a message was sent what it costs: no callback says so. The price
 * comes as a further receipt.
 *
 * <p>Remembers the messages of this instance and in memory only: those that were sent shortly
 * before a restart stay without a price. Thread-safe.
 */
final class TwilioPrices implements AutoCloseable {

  /** When a message is asked about, counted from its send and then from the time before. */
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofHours(12));

  private static final Duration ROUND = Duration.ofSeconds(30);

  /** More than that wait only where Twilio does not answer for hours. */
  private static final int MOST_WAITING = 50_000;

  private final TwilioMedium medium;
  private final TwilioApi api;
  private final ProviderContext context;
  private final PriorityQueue<Waiting> waiting =
      new PriorityQueue<>(Comparator.comparing(Waiting::due));
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("twilio-prices").daemon().factory());
  private @Nullable Future<?> rounds;

  /** A message whose price is not known, how often it was asked for, and when it is next. */
  private record Waiting(String sid, int asked, Instant due) {}

  TwilioPrices(TwilioMedium medium, TwilioApi api, ProviderContext context) {
    this.medium = medium;
    this.api = api;
    this.context = context;
  }

  /** Begins to ask, on a thread of its own. */
  synchronized void start() {
    rounds =
        timer.scheduleWithFixedDelay(
            this::collect, ROUND.toSeconds(), ROUND.toSeconds(), TimeUnit.SECONDS);
  }

  /** A message was sent. */
  synchronized void expect(String sid) {
    if (waiting.size() < MOST_WAITING) {
      waiting.add(new Waiting(sid, 0, context.clock().instant().plus(PAUSES.getFirst())));
    }
  }

  /** Asks about every message that is due; stops where Twilio or the engine cannot now. */
  void collect() {
    for (Waiting next = due(); next != null; next = due()) {
      try {
        if (!tell(next.sid())) {
          later(next);
        }
      } catch (ProviderException e) {
        later(next);
        if (e.kind().remedy() != Remedy.GIVE_UP) {
          return;
        }
      } catch (IllegalStateException e) {
        later(next); // The engine takes nothing now: it is stopping, or its database is away.
        return;
      }
    }
  }

  private boolean tell(String sid) {
    Message message = api.fetch(sid);
    Optional<Cost> cost = TwilioApi.cost(message);
    Optional<ReceiptStatus> status = TwilioReceipts.status(medium, message);
    if (cost.isEmpty() || status.isEmpty()) {
      return false;
    }
    Receipt receipt =
        new Receipt(
            "price:" + sid,
            context.clock().instant(),
            sid,
            Optional.empty(),
            status.get(),
            TwilioReceipts.error(medium, message),
            cost);
    context.emit(receipt);
    return true;
  }

  private synchronized @Nullable Waiting due() {
    Waiting first = waiting.peek();
    return first == null || first.due().isAfter(context.clock().instant()) ? null : waiting.poll();
  }

  private synchronized void later(Waiting asked) {
    int times = asked.asked() + 1;
    if (times < PAUSES.size()) {
      waiting.add(
          new Waiting(asked.sid(), times, context.clock().instant().plus(PAUSES.get(times))));
    }
  }

  /** Ends a round that is under way: what it has not told is without a price. */
  @Override
  public synchronized void close() {
    if (rounds != null) {
      rounds.cancel(true);
    }
    timer.shutdownNow();
  }
}
