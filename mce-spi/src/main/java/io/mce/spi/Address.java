package io.mce.spi;

import java.util.regex.Pattern;

/**
 * Where a message goes to or comes from. Personal data: the text form shows the end only.
 *
 * @param scheme the kind of name
 * @param value the name in the canonical form of its scheme
 */
public record Address(AddressScheme scheme, String value) {

  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

  /** Checks the form that the scheme prescribes. */
  public Address {
    Check.notBlank(value, "address");
    Check.that(
        scheme != AddressScheme.E164 || E164.matcher(value).matches(),
        "a phone number must be a plus sign and 7 to 15 digits");
    Check.that(
        scheme != AddressScheme.EMAIL || value.indexOf('@') > 0,
        "an e-mail address must contain an at sign");
  }

  /** A phone number in international form, such as {@code +5511912345678}. */
  public static Address phone(String e164) {
    return new Address(AddressScheme.E164, e164);
  }

  /** An e-mail address. */
  public static Address email(String value) {
    return new Address(AddressScheme.EMAIL, value);
  }

  /** An id that only the channel understands. */
  public static Address opaque(String value) {
    return new Address(AddressScheme.OPAQUE, value);
  }

  /** The scheme and the last two characters; enough to tell two apart in a log, not to call. */
  @Override
  public String toString() {
    return scheme + ":*" + value.substring(Math.max(0, value.length() - 2));
  }
}
