package io.mce.organization;

import java.time.ZoneId;
import java.util.Optional;

/**
 * What to change of an organization; what is empty stays as it is.
 *
 * @param businessHours blank text removes them
 * @param quietHours blank text removes them
 */
public record OrganizationChange(
    Optional<String> name,
    Optional<String> defaultRegion,
    Optional<ZoneId> timeZone,
    Optional<String> businessHours,
    Optional<String> quietHours) {

  /** Changes nothing yet. */
  public static OrganizationChange none() {
    return new OrganizationChange(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Also changes the name. */
  public OrganizationChange withName(String newName) {
    return new OrganizationChange(
        Optional.of(newName), defaultRegion, timeZone, businessHours, quietHours);
  }

  /** Also changes the default region. */
  public OrganizationChange withDefaultRegion(String region) {
    return new OrganizationChange(name, Optional.of(region), timeZone, businessHours, quietHours);
  }

  /** Also changes the time zone. */
  public OrganizationChange withTimeZone(ZoneId zone) {
    return new OrganizationChange(
        name, defaultRegion, Optional.of(zone), businessHours, quietHours);
  }

  /** Also changes the business hours; blank text removes them. */
  public OrganizationChange withBusinessHours(String hours) {
    return new OrganizationChange(name, defaultRegion, timeZone, Optional.of(hours), quietHours);
  }

  /** Also changes the quiet hours; blank text removes them. */
  public OrganizationChange withQuietHours(String hours) {
    return new OrganizationChange(name, defaultRegion, timeZone, businessHours, Optional.of(hours));
  }
}
