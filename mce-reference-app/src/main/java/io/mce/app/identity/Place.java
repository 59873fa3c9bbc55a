package io.mce.app.identity;

import io.mce.organization.OrganizationChange;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a new organization is, as far as its browser tells. A browser can be wrong, so what cannot
 * be read is passed over and never refused.
 *
 * @param timeZone where its days begin
 * @param region country of numbers without a country code, in two capital letters
 */
record Place(Optional<ZoneId> timeZone, Optional<String> region) {

  static Place of(@Nullable String timeZone, @Nullable String region) {
    return new Place(
        Optional.ofNullable(timeZone).flatMap(Place::zone),
        Optional.ofNullable(region).filter(Place::isCountry));
  }

  /** What this says about an organization. */
  OrganizationChange change() {
    OrganizationChange change = OrganizationChange.none();
    change = region.map(change::withDefaultRegion).orElse(change);
    return timeZone.map(change::withTimeZone).orElse(change);
  }

  private static Optional<ZoneId> zone(String name) {
    try {
      return Optional.of(ZoneId.of(name));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static boolean isCountry(String region) {
    return Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2).contains(region);
  }
}
