package io.mce.channel;

import io.mce.spi.ErrorKind;
import io.mce.spi.Remedy;
import java.time.Instant;
import java.util.Optional;

/** Gathers from the answers of one turn how the account does. */
final class LaneVerdict {

  private final LaneState before;
  private final Instant now;
  private boolean answered;
  private boolean accountFailed;
  private boolean answerLost;
  private Optional<Instant> rateLimitedUntil = Optional.empty();

  LaneVerdict(LaneState before, Instant now) {
    this.before = before;
    this.now = now;
  }

  void succeeded() {
    answered = true;
  }

  void failed(Outcome.Failed failed) {
    if (failed.kind().remedy() == Remedy.RECONCILE) {
      answerLost = true;
    } else if (failed.kind() != ErrorKind.RATE_LIMITED) {
      if (failed.concernsAccount()) {
        accountFailed = true;
      } else {
        answered = true;
      }
    }
  }

  /** Takes note of a message that waits because of this error. */
  void waits(Outcome.Failed failed, Instant until) {
    if (failed.kind() == ErrorKind.RATE_LIMITED
        && failed.concernsAccount()
        && rateLimitedUntil.filter(known -> known.isAfter(until)).isEmpty()) {
      rateLimitedUntil = Optional.of(until);
    }
  }

  /** How the lane does after this turn. */
  LaneState state() {
    int failures = failures();
    boolean pauses =
        failures > before.failures() && (accountFailed || failures >= RetryPolicy.LOST_ANSWERS);
    Optional<Instant> until =
        pauses ? Optional.of(now.plus(RetryPolicy.pause(failures))) : rateLimitedUntil;
    if (pauses && rateLimitedUntil.filter(until.get()::isBefore).isPresent()) {
      until = rateLimitedUntil;
    }
    if (until.isEmpty()) {
      until = before.pausedUntil().filter(now::isBefore);
    }
    return new LaneState(failures, until, reason(until, pauses));
  }

  private Optional<String> reason(Optional<Instant> until, boolean pauses) {
    if (until.isEmpty()) {
      return Optional.empty();
    }
    if (until.equals(rateLimitedUntil)) {
      return Optional.of(ErrorKind.RATE_LIMITED.name());
    }
    return pauses ? Optional.of(LaneState.TROUBLE) : before.reason();
  }

  private int failures() {
    if (answered) {
      return 0;
    }
    return accountFailed || answerLost ? before.failures() + 1 : before.failures();
  }
}
