package io.mce.secret;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The keys of each organization, derived by HKDF-SHA256 (RFC 5869): the salt is the organization's
 * id, the info label names the purpose, so that no key of one organization or purpose says anything
 * about another.
 *
 * <p>Keys for sealing come from the master key, or from one of two while the first is being
 * replaced: both open, one seals. Keys for match keys come from the lookup key, which stays the
 * same for the life of an installation. Nothing derived is stored. Thread-safe; the keys of up to
 * ten thousand organizations are kept in memory.
 */
public final class KeyRing {

  /**
   * Stands in front of values that do not say under which master key they were sealed: those of
   * before there could be two. Any of the ring may open them.
   */
  static final byte UNNAMED_KEY = 1;

  static final int KEY_BYTES = 32;

  private final List<SealingKeys> known;
  private volatile SealingKeys sealing;
  private volatile boolean overtaken;
  private volatile LookupKeys lookup;

  /** Creates the ring of one master key. */
  public KeyRing(MasterKey masterKey) {
    this(masterKey, Optional.empty());
  }

  /**
   * Creates the ring of a master key and of the one before or after it, whose values open too.
   * Until it is told otherwise it seals with the first, and makes match keys as an installation of
   * that key alone always did.
   */
  public KeyRing(MasterKey current, Optional<MasterKey> other) {
    SealingKeys first = new SealingKeys(current);
    this.known =
        Stream.concat(
                Stream.of(first),
                other.stream()
                    .map(SealingKeys::new)
                    .filter(keys -> !first.hasCheckValue(keys.checkValue())))
            .toList();
    this.sealing = first;
    this.lookup = new LookupKeys(current.bytes());
  }

  /**
   * Returns a value that tells the master key that seals from others and says nothing about it; the
   * same in every run. It is stored in the database, so that a start with the wrong key stops.
   */
  public String checkValue() {
    return sealing.checkValue();
  }

  /** The check value of the key that the host named first. */
  String currentCheckValue() {
    return known.getFirst().checkValue();
  }

  /** The check value of the host's other key. */
  Optional<String> otherCheckValue() {
    return known.stream().skip(1).map(SealingKeys::checkValue).findFirst();
  }

  /** Tells whether one of the keys has this check value. */
  boolean knows(String checkValue) {
    return known.stream().anyMatch(keys -> keys.hasCheckValue(checkValue));
  }

  /**
   * Seals with the key of this check value from now on. When the ring lacks it, the installation
   * has moved on without this node: then nothing is sealed any more, because it might never open.
   *
   * @return whether the ring has that key
   */
  boolean sealWith(String checkValue) {
    Optional<SealingKeys> wanted =
        known.stream().filter(keys -> keys.hasCheckValue(checkValue)).findFirst();
    wanted.ifPresent(keys -> sealing = keys);
    overtaken = wanted.isEmpty();
    return wanted.isPresent();
  }

  /** Tells whether the installation seals with a master key that this ring does not have. */
  public boolean isOvertaken() {
    return overtaken;
  }

  /** Makes match keys from this lookup key from now on. */
  void lookUpWith(byte[] lookupKey) {
    lookup = new LookupKeys(lookupKey);
  }

  /** The bytes of the master key of this check value, which the ring has. */
  byte[] bytesOf(String checkValue) {
    return known.stream()
        .filter(keys -> keys.hasCheckValue(checkValue))
        .findFirst()
        .orElseThrow()
        .bytes();
  }

  /** The keys to seal with. */
  SealingKeys sealing() {
    if (overtaken) {
      throw new MceException(
          ErrorCode.CONFIGURATION,
          "The installation has moved on to a master key that this node does not have;"
              + " restart it with that key.");
    }
    return sealing;
  }

  /** The keys that may open what has this number in front. */
  List<SealingKeys> opening(byte number) {
    return number == UNNAMED_KEY
        ? known
        : known.stream().filter(keys -> keys.number() == number).toList();
  }

  /** Makes match keys of this organization. */
  HmacSha256 matching(OrganizationId organizationId) {
    return lookup.of(organizationId);
  }

  static byte[] derive(byte[] material, byte[] salt, String label, int bytes) {
    try {
      return HmacSha256.hkdf(material, salt, label.getBytes(US_ASCII), bytes);
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
}
