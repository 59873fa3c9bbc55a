package io.mce.provider;

import io.mce.provider.AccountHealth.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one account does, as it follows from what happens with it. The worst of four holds:
 *
 * <ul>
 *   <li>what the remote says: of itself, when it is started, or when it is asked;
 *   <li>DOWN, while an error that a person must repair was the last word. A call that succeeds ends
 *       it at once. Being told that all is well ends it only after a while, the longer the more
 *       often that turned out to be wrong: some remotes feel well and take no message;
 *   <li>DEGRADED, while many of the last calls failed for a reason of the account's;
 *   <li>DEGRADED, while the carrier takes messages and reports nothing about them: it may be a
 *       zombie, connected and dead.
 * </ul>
 *
 * <p>Entering and leaving have bounds of their own, so that an account on the edge does not flap.
 * Knows no clock and no database. Not thread-safe.
 */
final class HealthMachine {

  /** How many calls are remembered, and for how long. */
  static final int WINDOW = 50;

  static final Duration MEMORY = Duration.ofHours(1);

  /** Fewer calls prove nothing. */
  static final int FEW = 20;

  /** From this percentage of failed calls on an account is in trouble. */
  static final int MANY_PERCENT = 30;

  /** Not above this percentage it is out of trouble. */
  static final int HARDLY_PERCENT = 10;

  /** How many messages without any receipt are suspicious, and how old the first of them is. */
  static final int UNHEARD = 10;

  static final Duration QUIET = Duration.ofMinutes(5);

  /** How many receipts prove that they come again. */
  static final int HEARD_AGAIN = 3;

  /** For how long an account that refused for good is not believed to be well. */
  static final Duration FIRST_HOLD = Duration.ofMinutes(5);

  static final Duration LONGEST_HOLD = FIRST_HOLD.multipliedBy(16);

  static final Report FAILING =
      new Report(
          HealthState.DEGRADED,
          Optional.of("Many of the last messages failed for a reason of the account's."));

  static final Report SILENT =
      new Report(
          HealthState.DEGRADED,
          Optional.of(
              "The carrier takes messages, but reports nothing about them. Check that it knows the"
                  + " webhook address, or connect the account anew."));

  private record Call(Instant at, boolean failed) {}

  private final Deque<Call> calls = new ArrayDeque<>();
  private Report told = new Report(HealthState.STARTING, Optional.empty());
  private @Nullable Report refused;
  private Instant refusedAt = Instant.MIN;
  private Instant believedAt = Instant.MIN;
  private Duration hold = FIRST_HOLD;
  private boolean failing;
  private int unheard;
  private Instant unheardSince = Instant.MAX;
  private int heardAgain;
  private boolean silent;

  /** How the account does. */
  Report report() {
    Report known = refused;
    if (known != null) {
      return known;
    }
    if (told.state() != HealthState.UP) {
      return told;
    }
    if (failing) {
      return FAILING;
    }
    return silent ? SILENT : told;
  }

  /** It was started, with new settings perhaps, or switched off: what was before is over. */
  void started(Report report) {
    told = report;
    refused = null;
    hold = FIRST_HOLD;
    believedAt = Instant.MIN;
    calls.clear();
    failing = false;
    silent = false;
    forgetUnheard();
  }

  /** The remote said this by itself. */
  void told(Report report) {
    told = report;
    if (report.state() == HealthState.UP) {
      refused = null;
    }
  }

  /** It was asked, and said this. */
  void probed(Report report, Instant now) {
    told = report;
    boolean well = report.state() == HealthState.UP || report.state() == HealthState.DEGRADED;
    if (refused != null && well && !now.isBefore(refusedAt.plus(hold))) {
      refused = null;
      believedAt = now;
    }
    look(now);
  }

  /** A call succeeded. */
  void succeeded(Instant now) {
    refused = null;
    remember(new Call(now, false));
  }

  /** The remote answered, and refused for a reason of the message's. */
  void answered(Instant now) {
    remember(new Call(now, false));
  }

  /** A call failed for a reason of the account's that may pass, or its answer was lost. */
  void failed(Instant now) {
    remember(new Call(now, true));
  }

  /** A call failed for a reason that a person must repair. */
  void refused(Report report, Instant now) {
    if (refused == null) {
      boolean wrongly = believedAt.plus(MEMORY).isAfter(now);
      Duration longer = hold.multipliedBy(2);
      hold = !wrongly ? FIRST_HOLD : longer.compareTo(LONGEST_HOLD) > 0 ? LONGEST_HOLD : longer;
      refusedAt = now;
    }
    refused = report;
    remember(new Call(now, true));
  }

  /** The carrier took a message over, and will report about it. */
  void handedOver(Instant now) {
    if (unheard == 0) {
      unheardSince = now;
    }
    unheard++;
  }

  /** The carrier reported something about a message. */
  void heard(Instant at) {
    if (at.isBefore(unheardSince) && unheard > 0) {
      return; // From before what is waited for.
    }
    forgetUnheard();
    if (silent && ++heardAgain >= HEARD_AGAIN) {
      silent = false;
      heardAgain = 0;
    }
  }

  /** Whether the carrier has been quiet for so long that something is wrong. */
  boolean isQuiet(Instant now) {
    return unheard >= UNHEARD && !now.isBefore(unheardSince.plus(QUIET));
  }

  /** Draws what follows from time. */
  void look(Instant now) {
    if (isQuiet(now)) {
      silent = true;
      heardAgain = 0;
    }
    judge(now);
  }

  private void remember(Call call) {
    calls.addLast(call);
    if (calls.size() > WINDOW) {
      calls.removeFirst();
    }
    judge(call.at());
  }

  private void judge(Instant now) {
    Instant oldest = now.minus(MEMORY);
    calls.removeIf(call -> call.at().isBefore(oldest));
    long failures = calls.stream().filter(Call::failed).count();
    if (calls.size() < FEW) {
      failing = failing && !calls.isEmpty();
    } else if (failures * 100 >= (long) MANY_PERCENT * calls.size()) {
      failing = true;
    } else if (failures * 100 <= (long) HARDLY_PERCENT * calls.size()) {
      failing = false;
    }
  }

  private void forgetUnheard() {
    unheard = 0;
    unheardSince = Instant.MAX;
  }
}
