package io.mce.assignment;

import io.mce.organization.BusinessHours;
import io.mce.organization.MemberId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who can take leads at a moment, and how many more. Not thread-safe; what is given is counted.
 *
 * @see Seat
 */
final class Roster {

  private static final int LONGEST_CHAIN = 10;

  private final List<MemberId> takers;
  private final Map<MemberId, Availability> availability;
  private final Instant now;
  private final ZoneId zone;
  private final Optional<BusinessHours> hours;
  private final Map<MemberId, Integer> open = new HashMap<>();

  /**
   * A place in the turn.
   *
   * @param of whose turn it is
   * @param taker who takes the lead: the same member, or who stands in
   */
  record Seat(MemberId of, MemberId taker) {}

  Roster(
      List<MemberId> takers,
      Map<MemberId, Availability> availability,
      Instant now,
      ZoneId zone,
      Optional<BusinessHours> hours) {
    this.takers = List.copyOf(takers);
    this.availability = Map.copyOf(availability);
    this.now = now;
    this.zone = zone;
    this.hours = hours;
  }

  List<MemberId> takers() {
    return takers;
  }

  private Availability of(MemberId member) {
    return availability.getOrDefault(member, Availability.usual(member));
  }

  /** Returns the members whose open leads must be known to use this roster. */
  Set<MemberId> limited() {
    Set<MemberId> limited = new TreeSet<>(Comparator.comparing(MemberId::toString));
    takers.stream().filter(member -> of(member).capacity().isPresent()).forEach(limited::add);
    return limited;
  }

  /** Says how many open leads members have. */
  void load(Map<MemberId, Integer> openLeads) {
    open.putAll(openLeads);
  }

  int openLeads(MemberId member) {
    return open.getOrDefault(member, 0);
  }

  /** Counts a lead that a member got. */
  void took(MemberId member) {
    open.merge(member, 1, Integer::sum);
  }

  /** Tells whether a member is neither away nor off work. */
  boolean isThere(MemberId member) {
    return takers.contains(member)
        && !of(member).isAway(now)
        && of(member).isAtWork(now, zone, hours);
  }

  /** Tells whether a member may be given one more lead. */
  boolean hasRoom(MemberId member) {
    return of(member).capacity().map(most -> openLeads(member) < most).orElse(true);
  }

  boolean canTake(MemberId member) {
    return isThere(member) && hasRoom(member);
  }

  /** Returns the places in the turn of those of these members who can take a lead, in order. */
  List<Seat> seats(Collection<MemberId> members) {
    return members.stream()
        .filter(takers::contains)
        .sorted(Comparator.comparing(MemberId::toString))
        .flatMap(member -> taker(member).map(taker -> new Seat(member, taker)).stream())
        .toList();
  }

  /** Returns who takes the leads of a member: the member, or who stands in while not there. */
  private Optional<MemberId> taker(MemberId member) {
    MemberId next = member;
    for (int i = 0; i < LONGEST_CHAIN; i++) {
      if (isThere(next)) {
        return hasRoom(next) ? Optional.of(next) : Optional.empty();
      }
      Optional<MemberId> backup = of(next).backup();
      if (backup.isEmpty()) {
        return Optional.empty();
      }
      next = backup.get();
    }
    return Optional.empty();
  }

  /** Tells whether some of these members are only off work, and will be there by themselves. */
  boolean willCome(Collection<MemberId> members) {
    return members.stream()
        .filter(takers::contains)
        .anyMatch(member ->
            !of(member).isAway(now)
                && !of(member).isAtWork(now, zone, hours)
                && nextThere(member).isPresent());
  }

  private Optional<Instant> nextThere(MemberId member) {
    return of(member).nextThere(now, zone, hours);
  }

  /** Returns when the next member who is not there now will be, by what is known. */
  Optional<Instant> nextArrival() {
    return new HashSet<>(takers)
        .stream()
            .filter(member -> !isThere(member))
            .flatMap(member -> nextThere(member).stream())
            .filter(now::isBefore)
            .min(Instant::compareTo);
  }
}
