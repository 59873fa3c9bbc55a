package io.mce.organization;

import io.mce.kernel.OrganizationId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * One customer of the installation: leads, channels and campaigns belong to exactly one.
 *
 * @param key the host's own name for it, unique in the installation; never changes
 * @param name what people call it
 * @param defaultRegion country whose phone numbers may be written without a country code, as two
 *     capital letters (ISO 3166-1)
 * @param timeZone the zone in which its people read times
 * @param businessHours when its people answer, in the organization's own words
 * @param quietHours when nobody is to be written to, in the organization's own words
 * @param version grows with each change, for {@link Organizations#update}
 */
public record Organization(
    OrganizationId id,
    String key,
    String name,
    String defaultRegion,
    ZoneId timeZone,
    Optional<String> businessHours,
    Optional<String> quietHours,
    Instant createdAt,
    long version) {}
