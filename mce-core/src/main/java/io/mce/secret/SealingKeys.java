package io.mce.secret;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.mce.kernel.OrganizationId;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.ConcurrentHashMap;

/** What is derived from one master key for sealing. Thread-safe. */
final class SealingKeys {

  private static final int MAX_CACHED_ORGANIZATIONS = 10_000;
  private static final int CHECK_BYTES = 16;
  private static final byte[] NO_SALT = {};

  /** 0 is none, and 1 stands for a key that a value does not name. */
  private static final int FIRST_NUMBER = 2;

  private final MasterKey masterKey;
  private final String checkValue;
  private final byte number;
  private final ConcurrentHashMap<OrganizationId, AesGcm> cache = new ConcurrentHashMap<>();

  SealingKeys(MasterKey masterKey) {
    this.masterKey = masterKey;
    this.checkValue =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(KeyRing.derive(masterKey.bytes(), NO_SALT, "mce/check", CHECK_BYTES));
    int any = Byte.toUnsignedInt(KeyRing.derive(masterKey.bytes(), NO_SALT, "mce/number", 1)[0]);
    this.number = (byte) (FIRST_NUMBER + any % (256 - FIRST_NUMBER));
  }

  /** Tells this master key from others and says nothing about it. */
  String checkValue() {
    return checkValue;
  }

  /** Stands in front of what this key sealed; two keys may have the same. */
  byte number() {
    return number;
  }

  /** The key itself; callers do not keep or change it. */
  byte[] bytes() {
    return masterKey.bytes();
  }

  AesGcm of(OrganizationId organizationId) {
    AesGcm known = cache.get(organizationId);
    if (known != null) {
      return known;
    }
    if (cache.size() >= MAX_CACHED_ORGANIZATIONS) {
      cache.clear(); // Deriving again costs microseconds; keeping an order of use would cost more.
    }
    return cache.computeIfAbsent(
        organizationId,
        id ->
            new AesGcm(
                KeyRing.derive(
                    masterKey.bytes(), KeyRing.bytesOf(id), "mce/seal", KeyRing.KEY_BYTES)));
  }

  boolean hasCheckValue(String stored) {
    return MessageDigest.isEqual(stored.getBytes(US_ASCII), checkValue.getBytes(US_ASCII));
  }
}
