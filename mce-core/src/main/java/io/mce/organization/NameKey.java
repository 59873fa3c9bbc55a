package io.mce.organization;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A name as it is compared with others: without regard to case and spaces.
 *
 * @param text what two names that people would take for one have in common
 */
record NameKey(String text) {

  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

  static NameKey of(String name) {
    String plain = Normalizer.normalize(name, Normalizer.Form.NFKC);
    return new NameKey(SPACES.matcher(plain).replaceAll("").toLowerCase(Locale.ROOT));
  }
}
