package io.mce.channel;

import io.mce.organization.QuietHours;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** One limit, as a question about time. Pure. */
@FunctionalInterface
interface TimeRule {

  /** How long zones are tried that are never awake at the same time. */
  Duration PATIENCE = Duration.ofDays(4);

  /** Returns the first moment, at or after one, at which the limit lets the message go. */
  Instant earliest(Instant from);

  /** What a message waits for. */
  record Wait(SendingLimit limit, Instant until) {}

  /**
   * Returns the first moment, at or after one, at which all limits let the message go, and the
   * limit that holds it until then; empty when none does.
   */
  static Optional<Wait> first(Map<SendingLimit, TimeRule> rules, Instant now) {
    Instant at = now;
    Optional<Wait> wait = Optional.empty();
    boolean moved = true;
    while (moved) {
      moved = false;
      for (Map.Entry<SendingLimit, TimeRule> each : rules.entrySet()) {
        Instant later = each.getValue().earliest(at);
        if (later.isAfter(at)) {
          at = later;
          wait = Optional.of(new Wait(each.getKey(), at));
          moved = true;
        }
      }
    }
    return wait;
  }

  /**
   * Lets go when it is quiet in none of the zones. Zones so far apart that somewhere it is always
   * quiet count as the zone that stands in for them.
   */
  static TimeRule outside(QuietHours hours, List<ZoneId> zones, ZoneId standIn) {
    return from -> {
      Instant giveUp = from.plus(PATIENCE);
      Instant at = from;
      boolean moved = true;
      while (moved) {
        moved = false;
        for (ZoneId zone : zones) {
          Instant end = awake(hours, zone, at);
          moved |= end.isAfter(at);
          at = end;
        }
        if (at.isAfter(giveUp)) {
          return awake(hours, standIn, from);
        }
      }
      return at;
    };
  }

  /**
   * The first moment at which it is not quiet in a zone. Goes from one change of the clocks to the
   * next: in between the wall clock runs like any other.
   */
  private static Instant awake(QuietHours hours, ZoneId zone, Instant from) {
    Instant at = from;
    while (true) {
      ZoneOffset offset = zone.getRules().getOffset(at);
      LocalDateTime wall = LocalDateTime.ofInstant(at, offset);
      if (!hours.contains(wall.toLocalTime())) {
        return at;
      }
      LocalDateTime end = wall.toLocalDate().atTime(hours.to());
      if (!end.isAfter(wall)) {
        end = end.plusDays(1);
      }
      Instant over = end.toInstant(offset);
      ZoneOffsetTransition change = zone.getRules().nextTransition(at);
      if (change == null || over.isBefore(change.getInstant())) {
        return over;
      }
      at = change.getInstant();
    }
  }

  /** Lets go so many within any span of this length. */
  static TimeRule rolling(int most, Duration span, SendCount count) {
    return from -> {
      long inside = count.after(from.minus(span).toEpochMilli());
      Instant at = from;
      for (SendCount.Tick tick : count.ticks()) {
        if (inside < most) {
          return at;
        }
        Instant leaves = Instant.ofEpochMilli(tick.at()).plus(span);
        if (leaves.isAfter(from)) {
          inside -= tick.times();
          at = leaves;
        }
      }
      return at;
    };
  }

  /** Lets go what an account may send on a day of a zone's calendar. */
  static TimeRule daily(DailyCap cap, SendCount count, ZoneId zone) {
    return from -> {
      Instant at = from;
      while (true) {
        LocalDate date = LocalDate.ofInstant(at, zone);
        long day = date.toEpochDay();
        long first = count.isEmpty() ? day : count.ticks().getFirst().at();
        OptionalInt most = cap.on(day - first);
        if (most.isEmpty() || count.on(day) < most.getAsInt()) {
          return at;
        }
        at = date.plusDays(1).atStartOfDay(zone).toInstant();
      }
    };
  }

  /** Lets go to somebody who is counted already, for as long as that lasts, and else by a rule. */
  static TimeRule unlessCounted(SendCount person, Duration lasts, TimeRule rule) {
    return from -> person.after(from.minus(lasts).toEpochMilli()) > 0 ? from : rule.earliest(from);
  }
}
