package io.mce.secret;

import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;

/**
 * A value that only {@link SecretBox#open} of the same organization and context can read.
 *
 * @param text the form to store: {@value #PREFIX} and URL-safe base64 of the master key's number,
 *     nonce, ciphertext and tag; 42 characters for an empty value and four more for every three
 *     bytes
 */
public record SealedValue(String text) {

  /** Marks a sealed value and the layout of what follows. */
  static final String PREFIX = "s1.";

  /** Tells whether a stored text is a sealed value. */
  static boolean is(String text) {
    return text.startsWith(PREFIX);
  }

  /**
   * Refuses text that is not sealed.
   *
   * @throws MceException SEALED when the prefix is missing: the value was never sealed, or by a
   *     newer version
   */
  public SealedValue {
    if (!text.startsWith(PREFIX)) {
      throw new MceException(
          ErrorCode.SEALED,
          "A stored value that should be sealed does not begin with " + PREFIX + ".");
    }
  }

  @Override
  public String toString() {
    return "SealedValue[" + text.length() + " characters]";
  }
}
