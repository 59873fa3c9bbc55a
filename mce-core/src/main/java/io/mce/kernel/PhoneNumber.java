package io.mce.kernel;

import java.util.regex.Pattern;

/**
 * A phone number in the one form that every carrier takes. {@link PhoneNumbers#parse} makes one
 * from what people type. {@link #toString()} hides most digits, so that numbers do not end up in
 * logs.
 *
 * @param e164 plus, country code and number without spaces (ITU-T E.164): {@code +5511912345678}
 */
public record PhoneNumber(String e164) {

  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{5,14}");

  /**
   * Checks the form only, not whether a country uses such a number.
   *
   * @throws MceException INVALID when the text is not in E.164 form
   */
  public PhoneNumber {
    if (!isE164(e164)) {
      throw MceException.invalid(
          "phone",
          "A stored phone number is a plus and 6 to 15 digits, beginning with the country.");
    }
  }

  static boolean isE164(String text) {
    return E164.matcher(text).matches();
  }

  @Override
  public String toString() {
    return "PhoneNumber[+***" + e164.substring(e164.length() - 2) + "]";
  }
}
