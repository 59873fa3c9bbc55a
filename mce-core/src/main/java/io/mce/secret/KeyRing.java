package io.mce.secret;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The keys of each organization, derived from the master key by HKDF-SHA256 (RFC 5869): the salt is
 * the organization's id, the info label names the purpose, so that no key of one organization or
 * purpose says anything about another. Nothing derived is stored. Thread-safe; derived keys of up
 * to {@value #MAX_CACHED_ORGANIZATIONS} organizations are kept in memory.
 */
public final class KeyRing {

  /** Stands in front of every sealed value, so that a later master key can live beside this one. */
  static final byte KEY_VERSION = 1;

  private static final int MAX_CACHED_ORGANIZATIONS = 10_000;
  private static final int KEY_BYTES = 32;
  private static final int CHECK_BYTES = 16;
  private static final byte[] NO_SALT = {};

  private final MasterKey masterKey;
  private final String checkValue;
  private final ConcurrentHashMap<OrganizationId, OrganizationKeys> cache =
      new ConcurrentHashMap<>();

  /** Creates the ring of this master key. */
  public KeyRing(MasterKey masterKey) {
    this.masterKey = masterKey;
    this.checkValue =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(derive(NO_SALT, "mce/check", CHECK_BYTES));
  }

  /**
   * Returns a value that tells master keys apart and says nothing about them; the same in every
   * run. It is stored in the database, so that a start with the wrong key stops.
   */
  public String checkValue() {
    return checkValue;
  }

  /**
   * Stops unless the database was written under this master key.
   *
   * @param stored the {@link #checkValue()} that the database holds
   * @throws MceException CONFIGURATION when it was another key
   */
  public void requireCheckValue(String stored) {
    if (!MessageDigest.isEqual(stored.getBytes(US_ASCII), checkValue.getBytes(US_ASCII))) {
      throw new MceException(
          ErrorCode.CONFIGURATION,
          "The database was written under another master key; start with that key."
              + " With this one nothing sealed would open and known leads would not be found.");
    }
  }

  /** Encrypts and authenticates values of this organization. */
  AesGcm sealing(OrganizationId organizationId) {
    return keys(organizationId).sealing();
  }

  /** Makes match keys of this organization. */
  HmacSha256 matching(OrganizationId organizationId) {
    return keys(organizationId).matching();
  }

  private OrganizationKeys keys(OrganizationId organizationId) {
    OrganizationKeys known = cache.get(organizationId);
    if (known != null) {
      return known;
    }
    if (cache.size() >= MAX_CACHED_ORGANIZATIONS) {
      cache.clear(); // Deriving again costs microseconds; keeping an order of use would cost more.
    }
    return cache.computeIfAbsent(organizationId, this::deriveKeys);
  }

  private OrganizationKeys deriveKeys(OrganizationId organizationId) {
    byte[] salt = bytesOf(organizationId);
    return new OrganizationKeys(
        new AesGcm(derive(salt, "mce/seal", KEY_BYTES)),
        new HmacSha256(derive(salt, "mce/match", KEY_BYTES)));
  }

  private byte[] derive(byte[] salt, String label, int bytes) {
    try {
      return HmacSha256.hkdf(masterKey.bytes(), salt, label.getBytes(US_ASCII), bytes);
    } catch (GeneralSecurityException e) {
      throw unavailable(e);
    }
  }

  static byte[] bytesOf(OrganizationId organizationId) {
    return ByteBuffer.allocate(2 * Long.BYTES)
        .putLong(organizationId.value().getMostSignificantBits())
        .putLong(organizationId.value().getLeastSignificantBits())
        .array();
  }

  static MceException unavailable(GeneralSecurityException cause) {
    return new MceException(
        ErrorCode.CONFIGURATION,
        "This Java runtime lacks AES-GCM or HMAC-SHA256, which sealing needs.",
        Map.of(),
        cause);
  }

  private record OrganizationKeys(AesGcm sealing, HmacSha256 matching) {}
}
