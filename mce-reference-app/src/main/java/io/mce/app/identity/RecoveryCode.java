package io.mce.app.identity;

import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * A code that stands in once for the phone that is not at hand. Sixty random bits: nobody guesses
 * one, and it is short enough to be typed.
 */
final class RecoveryCode {

  private static final int BYTES = 10;
  private static final int CHARACTERS = 12;
  private static final int GROUP = 4;

  private RecoveryCode() {}

  /** Returns a new code as people see it, such as {@code 4x9k-m2wq-7tbn}. */
  static String random(RandomGenerator random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String text = Base32.encode(bytes, Base32.READABLE).substring(0, CHARACTERS);
    return String.join(
        "-", text.substring(0, GROUP), text.substring(GROUP, 2 * GROUP), text.substring(2 * GROUP));
  }

  /** Returns the form in which all ways to type a code meet. */
  static String canonical(String typed) {
    return typed
        .replaceAll("[\\s-]", "")
        .toLowerCase(Locale.ROOT)
        .replace('o', '0')
        .replace('i', '1')
        .replace('l', '1');
  }
}
