package io.mce.assignment;

import io.mce.organization.BusinessHours;
import io.mce.organization.MemberId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When a member takes leads, and how many.
 *
 * @param away whether the member is away now, or until a time
 * @param awayUntil when the member is back by itself; empty: when they say so
 * @param hours when the member works, in the organization's zone; empty: in its business hours
 * @param capacity most open leads that are given to the member; empty: as many as come
 * @param backup who gets the leads of the member who is away or not at work
 * @param version 0 while nothing was said about the member
 */
public record Availability(
    MemberId memberId,
    boolean away,
    Optional<Instant> awayUntil,
    Optional<BusinessHours> hours,
    Optional<Integer> capacity,
    Optional<MemberId> backup,
    long version) {

  private static final int DAYS = 8;

  /** What holds for a member about whom nothing was said. */
  static Availability usual(MemberId memberId) {
    return new Availability(
        memberId, false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 0);
  }

  /** Tells whether the member is away at this time. */
  public boolean isAway(Instant at) {
    return away && awayUntil.map(at::isBefore).orElse(true);
  }

  /**
   * Tells whether the member works at this time.
   *
   * @param usual the hours of the organization, for members without hours of their own
   */
  boolean isAtWork(Instant at, ZoneId zone, Optional<BusinessHours> usual) {
    return working(usual)
        .map(open -> open.contains(at.atZone(zone).toLocalDateTime()))
        .orElse(true);
  }

  private Optional<BusinessHours> working(Optional<BusinessHours> usual) {
    return hours.or(() -> usual).filter(open -> !open.saysNothing());
  }

  /** Returns when the member is there next, by what is known now; empty: that is not known. */
  Optional<Instant> nextThere(Instant now, ZoneId zone, Optional<BusinessHours> usual) {
    if (isAway(now)) {
      return awayUntil.flatMap(back -> atWorkFrom(back, zone, usual));
    }
    return atWorkFrom(now, zone, usual);
  }

  private Optional<Instant> atWorkFrom(Instant from, ZoneId zone, Optional<BusinessHours> usual) {
    if (isAtWork(from, zone, usual)) {
      return Optional.of(from);
    }
    LocalDate first = from.atZone(zone).toLocalDate();
    BusinessHours open = working(usual).orElseThrow();
    return Stream.iterate(first, day -> day.plusDays(1))
        .limit(DAYS)
        .flatMap(day ->
            open.days().getOrDefault(day.getDayOfWeek(), java.util.List.of()).stream()
                .map(span -> ZonedDateTime.of(day, span.from(), zone).toInstant()))
        // Where clocks go forward a span can begin at a time that there is not.
        .map(start -> isAtWork(start, zone, usual) ? start : start.plus(Duration.ofHours(1)))
        .filter(start -> start.isAfter(from))
        .min(Instant::compareTo);
  }
}
