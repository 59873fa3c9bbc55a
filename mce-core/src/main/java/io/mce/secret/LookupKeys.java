package io.mce.secret;

import io.mce.kernel.OrganizationId;
import java.util.concurrent.ConcurrentHashMap;

/** The keys of match keys, derived from the lookup key of the installation. Thread-safe. */
final class LookupKeys {

  private static final int MAX_CACHED_ORGANIZATIONS = 10_000;

  private final byte[] lookupKey;
  private final ConcurrentHashMap<OrganizationId, HmacSha256> cache = new ConcurrentHashMap<>();

  LookupKeys(byte[] lookupKey) {
    this.lookupKey = lookupKey.clone();
  }

  HmacSha256 of(OrganizationId organizationId) {
    HmacSha256 known = cache.get(organizationId);
    if (known != null) {
      return known;
    }
    if (cache.size() >= MAX_CACHED_ORGANIZATIONS) {
      cache.clear();
    }
    return cache.computeIfAbsent(
        organizationId,
        id ->
            new HmacSha256(
                KeyRing.derive(lookupKey, KeyRing.bytesOf(id), "mce/match", KeyRing.KEY_BYTES)));
  }
}
