package io.mce.app.identity;

/** Five bits in a character, in the alphabet asked for, without padding. */
final class Base32 {

  /** The alphabet of RFC 4648, in which authenticator apps take secrets. */
  static final String STANDARD = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  /** Without the letters that people take for a digit or another letter, by Douglas Crockford. */
  static final String READABLE = "0123456789abcdefghjkmnpqrstvwxyz";

  private static final int BITS = 5;

  private Base32() {}

  /** Writes bytes whose number is a multiple of five, or pads the last character with zeros. */
  static String encode(byte[] bytes, String alphabet) {
    StringBuilder text = new StringBuilder();
    int buffer = 0;
    int held = 0;
    for (byte each : bytes) {
      buffer = (buffer << Byte.SIZE) | (each & 0xff);
      held += Byte.SIZE;
      while (held >= BITS) {
        held -= BITS;
        text.append(alphabet.charAt((buffer >>> held) & 0x1f));
      }
      buffer &= (1 << held) - 1;
    }
    if (held > 0) {
      text.append(alphabet.charAt((buffer << (BITS - held)) & 0x1f));
    }
    return text.toString();
  }
}
