package io.mce.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mce.kernel.OrganizationId;
import java.security.GeneralSecurityException;
import java.util.Base64;

/**
 * Makes the keys by which a sealed value is found again: HMAC-SHA256 under the organization's own
 * key, so that equal values meet inside one organization, never across two, and a stolen database
 * cannot be searched by trying every phone number. Thread-safe, no I/O.
 */
public final class MatchKeys {

  /**
   * Half of the HMAC. 128 bits keep two values of one organization apart (a billion of them collide
   * with a chance of 2^-69) and halve what every index holds. Guessing is stopped by the key, which
   * stays at 256 bits.
   */
  private static final int BYTES = 16;

  private final KeyRing keyRing;

  /** Creates match keys under the keys of this ring. */
  public MatchKeys(KeyRing keyRing) {
    this.keyRing = keyRing;
  }

  /**
   * Returns the match key of a value: always the same 22 characters of {@code A-Z a-z 0-9 - _}.
   *
   * @param kind what the value is ("phone"); equal texts of different kinds get different keys
   * @param canonicalValue the value in the one form in which all its spellings meet
   */
  public String matchKey(OrganizationId organizationId, String kind, String canonicalValue) {
    if (kind.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("the kind of a match key may not hold a zero character");
    }
    byte[] input = (kind + '\0' + canonicalValue).getBytes(UTF_8);
    try {
      byte[] key = keyRing.matching(organizationId).compute(input, BYTES);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(key);
    } catch (GeneralSecurityException e) {
      throw KeyRing.unavailable(e);
    }
  }
}
