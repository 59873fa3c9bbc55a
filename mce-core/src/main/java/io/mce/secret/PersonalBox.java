package io.mce.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.persistence.StorableText;
import java.util.Base64;

/**
 * Seals personal values, or leaves them readable where the host has switched their encryption off:
 * it opens both, so that the setting may change at any time; what is stored stays as it is until it
 * is written anew. For credentials and keys there is {@link SecretBox} alone. Thread-safe, no I/O.
 */
public final class PersonalBox {

  /** Stands in front of a readable text, so that no text can look like a sealed value. */
  static final String READABLE = "p1.";

  /** Stands in front of readable bytes in base64. */
  static final String READABLE_BYTES = "b1.";

  private final SecretBox secretBox;
  private final boolean sealing;

  /** Creates a box that seals, or not. */
  public PersonalBox(SecretBox secretBox, boolean sealing) {
    this.secretBox = secretBox;
    this.sealing = sealing;
  }

  /** Returns the form of a text to store. */
  public String seal(OrganizationId organizationId, String context, String plain) {
    if (sealing) {
      return secretBox.seal(organizationId, context, plain).text();
    }
    // What a database cannot hold as text is kept as bytes.
    return StorableText.isStorable(plain) ? READABLE + plain : readable(plain.getBytes(UTF_8));
  }

  /** Returns the form of bytes to store; only {@link #open} reads it. */
  public String seal(OrganizationId organizationId, String context, byte[] plain) {
    return sealing ? secretBox.seal(organizationId, context, plain).text() : readable(plain);
  }

  private static String readable(byte[] plain) {
    return READABLE_BYTES + Base64.getEncoder().encodeToString(plain);
  }

  /**
   * Opens the stored form of a text.
   *
   * @throws MceException SEALED as {@link SecretBox#open} does
   */
  public String openText(OrganizationId organizationId, String context, String stored) {
    return new String(open(organizationId, context, stored), UTF_8);
  }

  /** Opens the stored form of bytes or of a text; errors as {@link #openText}. */
  public byte[] open(OrganizationId organizationId, String context, String stored) {
    if (stored.startsWith(READABLE)) {
      return stored.substring(READABLE.length()).getBytes(UTF_8);
    }
    if (stored.startsWith(READABLE_BYTES)) {
      return Base64.getDecoder().decode(stored.substring(READABLE_BYTES.length()));
    }
    return secretBox.open(organizationId, context, new SealedValue(stored));
  }
}
