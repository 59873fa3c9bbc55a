package io.mce.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Seals values with AES-256-GCM under the organization's own key. The organization and a context
 * ("where this value lives": {@code "lead-identifier"}, {@code "provider-account/" + id}) are bound
 * in as associated data, so that a ciphertext copied to another organization or place does not
 * open.
 *
 * <p>Sealing the same value twice gives different texts: nonces are random, which is safe for 2^32
 * values per organization. To look up a sealed value use {@link MatchKeys}. Thread-safe, no I/O.
 */
public final class SecretBox {

  private static final byte[] LAYOUT = SealedValue.PREFIX.getBytes(UTF_8);

  private final KeyRing keyRing;

  /** Creates a box that uses the keys of this ring. */
  public SecretBox(KeyRing keyRing) {
    this.keyRing = keyRing;
  }

  /** Seals a text. */
  public SealedValue seal(OrganizationId organizationId, String context, String plain) {
    return seal(organizationId, context, plain.getBytes(UTF_8));
  }

  /** Seals bytes. */
  public SealedValue seal(OrganizationId organizationId, String context, byte[] plain) {
    SealingKeys keys = keyRing.sealing();
    byte[] encrypted;
    try {
      encrypted =
          keys.of(organizationId)
              .encrypt(plain, associatedData(organizationId, context, keys.number()));
    } catch (GeneralSecurityException e) {
      throw KeyRing.unavailable(e);
    }
    byte[] content =
        ByteBuffer.allocate(1 + encrypted.length).put(keys.number()).put(encrypted).array();
    return new SealedValue(
        SealedValue.PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(content));
  }

  /**
   * Opens what {@link #seal(OrganizationId, String, byte[])} sealed.
   *
   * @throws MceException SEALED when it was sealed for another organization or context, under a
   *     master key that is not in the ring, or was changed since
   */
  public byte[] open(OrganizationId organizationId, String context, SealedValue sealed) {
    return opened(organizationId, context, sealed, (plain, by) -> plain);
  }

  /**
   * Seals a value anew under the master key in use, unless it is already.
   *
   * @return the new form; empty when the value is under that key
   * @throws MceException SEALED as {@link #open} does
   */
  public Optional<SealedValue> reseal(
      OrganizationId organizationId, String context, SealedValue sealed) {
    return opened(
        organizationId,
        context,
        sealed,
        (plain, by) ->
            by == keyRing.sealing()
                ? Optional.empty()
                : Optional.of(seal(organizationId, context, plain)));
  }

  /** Does something with what was opened, and the keys that did it. */
  private interface WhenOpened<T> {
    T apply(byte[] plain, SealingKeys by);
  }

  private <T> T opened(
      OrganizationId organizationId, String context, SealedValue sealed, WhenOpened<T> then) {
    byte[] content = decode(sealed, context);
    byte number = content.length == 0 ? 0 : content[0];
    List<SealingKeys> candidates = keyRing.opening(number);
    if (candidates.isEmpty()) {
      throw doesNotOpen(
          context,
          "its master key, number %d, is not known here".formatted(Byte.toUnsignedInt(number)));
    }
    for (SealingKeys keys : candidates) {
      byte[] plain;
      try {
        plain =
            keys.of(organizationId)
                .decrypt(
                    Arrays.copyOfRange(content, 1, content.length),
                    associatedData(organizationId, context, number));
      } catch (GeneralSecurityException e) {
        continue; // The next key may open it; the tag of AES-GCM leaves no doubt which one did.
      }
      return then.apply(plain, keys);
    }
    throw doesNotOpen(
        context,
        "it was sealed for another organization or place or under another master key,"
            + " or was changed since");
  }

  /** Opens what {@link #seal(OrganizationId, String, String)} sealed; errors as there. */
  public String openText(OrganizationId organizationId, String context, SealedValue sealed) {
    return new String(open(organizationId, context, sealed), UTF_8);
  }

  private static byte[] decode(SealedValue sealed, String context) {
    String text = sealed.text().substring(SealedValue.PREFIX.length());
    try {
      byte[] content = Base64.getUrlDecoder().decode(text);
      // The decoder takes padding and stray low bits; only the one text that we wrote is ours.
      if (Base64.getUrlEncoder().withoutPadding().encodeToString(content).equals(text)) {
        return content;
      }
    } catch (IllegalArgumentException e) {
      throw doesNotOpen(context, "it is not base64");
    }
    throw doesNotOpen(context, "it is not base64 as we write it");
  }

  private static byte[] associatedData(
      OrganizationId organizationId, String context, byte version) {
    // All parts but the last have a fixed length, so no two inputs give the same bytes.
    byte[] organization = KeyRing.bytesOf(organizationId);
    byte[] place = context.getBytes(UTF_8);
    return ByteBuffer.allocate(LAYOUT.length + 1 + organization.length + place.length)
        .put(LAYOUT)
        .put(version)
        .put(organization)
        .put(place)
        .array();
  }

  private static MceException doesNotOpen(String context, String reason) {
    return new MceException(
        ErrorCode.SEALED,
        "A sealed value (" + context + ") does not open: " + reason + ".",
        Map.of("context", context));
  }
}
