package io.mce.organization;

import io.mce.kernel.OrganizationId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * One customer of the installation: leads, channels and campaigns belong to exactly one.
 *
 * @param key the host's own name for it, unique in the installation; never changes
 * @param name what people call it
 * @param defaultRegion country whose phone numbers may be written without a country code, as two
 *     capital letters (ISO 3166-1)
 * @param timeZone the zone in which its people read times
 * @param businessHours when its people answer, where it says so
 * @param quietHours when campaigns and workflows write to nobody, where it says so
 * @param languages in which it talks to leads, as BCP 47 tags, the preferred one first; at least
 *     one
 * @param reviewedAt when a person or program of the organization last settled what is said here;
 *     what the host sets does not count
 * @param version grows with each change, for {@link Organizations#update}
 */
public record Organization(
    OrganizationId id,
    String key,
    String name,
    String defaultRegion,
    ZoneId timeZone,
    Optional<BusinessHours> businessHours,
    Optional<QuietHours> quietHours,
    List<String> languages,
    Optional<Instant> reviewedAt,
    Instant createdAt,
    long version) {

  /** Copies the languages. */
  public Organization {
    languages = List.copyOf(languages);
  }
}
