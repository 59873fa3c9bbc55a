package io.mce.organization;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to change of an organization; what is empty stays as it is.
 *
 * @param businessHours {@link BusinessHours#NONE} removes them
 * @param quietHours {@link QuietHours#NONE} removes them
 * @param languages BCP 47 tags, the preferred one first
 */
public record OrganizationChange(
    Optional<String> name,
    Optional<String> defaultRegion,
    Optional<ZoneId> timeZone,
    Optional<BusinessHours> businessHours,
    Optional<QuietHours> quietHours,
    Optional<List<String>> languages) {

  /** Copies the languages. */
  public OrganizationChange {
    languages = languages.map(List::copyOf);
  }

  /** Changes nothing yet. */
  public static OrganizationChange none() {
    return new OrganizationChange(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Also changes the name. */
  public OrganizationChange withName(String newName) {
    return new OrganizationChange(
        Optional.of(newName), defaultRegion, timeZone, businessHours, quietHours, languages);
  }

  /** Also changes the default region. */
  public OrganizationChange withDefaultRegion(String region) {
    return new OrganizationChange(
        name, Optional.of(region), timeZone, businessHours, quietHours, languages);
  }

  /** Also changes the time zone. */
  public OrganizationChange withTimeZone(ZoneId zone) {
    return new OrganizationChange(
        name, defaultRegion, Optional.of(zone), businessHours, quietHours, languages);
  }

  /** Also changes the business hours; {@link BusinessHours#NONE} removes them. */
  public OrganizationChange withBusinessHours(BusinessHours hours) {
    return new OrganizationChange(
        name, defaultRegion, timeZone, Optional.of(hours), quietHours, languages);
  }

  /** Also changes the quiet hours; {@link QuietHours#NONE} removes them. */
  public OrganizationChange withQuietHours(QuietHours hours) {
    return new OrganizationChange(
        name, defaultRegion, timeZone, businessHours, Optional.of(hours), languages);
  }

  /** Also changes the languages: BCP 47 tags, the preferred one first. */
  public OrganizationChange withLanguages(List<String> tags) {
    return new OrganizationChange(
        name, defaultRegion, timeZone, businessHours, quietHours, Optional.of(tags));
  }

  /**
   * Returns what is wrong with it, a sentence for each field; {@link Organizations#update} refuses
   * it unless nothing is.
   */
  public Map<String, String> problems() {
    return OrganizationCheck.problems(this);
  }
}
