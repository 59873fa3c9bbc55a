package io.mce.assignment;

import io.mce.organization.BusinessHours;
import io.mce.organization.MemberId;
import java.time.Instant;
import java.util.Optional;

/**
 * What to change about when a member takes leads; what is empty stays.
 *
 * @param away whether the member is away from now on; coming back also ends {@code awayUntil}
 * @param awayUntil until when; counts only together with going away
 * @param hours when the member works; without any day: in the business hours again
 * @param capacity most open leads; 0: as many as come again
 * @param backup who stands in; an empty one inside: nobody any more
 */
public record AvailabilityChange(
    Optional<Boolean> away,
    Optional<Instant> awayUntil,
    Optional<BusinessHours> hours,
    Optional<Integer> capacity,
    Optional<Optional<MemberId>> backup) {

  /** Nothing changes. */
  public static AvailabilityChange none() {
    return new AvailabilityChange(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The member is away until they say otherwise. */
  public AvailabilityChange goAway() {
    return new AvailabilityChange(Optional.of(true), Optional.empty(), hours, capacity, backup);
  }

  /** The member is away until then. */
  public AvailabilityChange goAwayUntil(Instant back) {
    return new AvailabilityChange(Optional.of(true), Optional.of(back), hours, capacity, backup);
  }

  /** The member is back. */
  public AvailabilityChange comeBack() {
    return new AvailabilityChange(Optional.of(false), Optional.empty(), hours, capacity, backup);
  }

  /** The member works at these hours. */
  public AvailabilityChange hours(BusinessHours newHours) {
    return new AvailabilityChange(away, awayUntil, Optional.of(newHours), capacity, backup);
  }

  /** The member gets at most so many open leads. */
  public AvailabilityChange capacity(int most) {
    return new AvailabilityChange(away, awayUntil, hours, Optional.of(most), backup);
  }

  /** Somebody stands in for the member, or nobody. */
  public AvailabilityChange backup(Optional<MemberId> member) {
    return new AvailabilityChange(away, awayUntil, hours, capacity, Optional.of(member));
  }
}
