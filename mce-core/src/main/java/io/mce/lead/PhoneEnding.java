package io.mce.lead;

import io.mce.kernel.PhoneNumber;
import io.mce.kernel.PhoneNumbers;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The last digits of a phone number, as people remember or read them: "4567", "…4567", "1234-5678".
 *
 * @param digits 4 to 11 of them
 */
record PhoneEnding(String digits) {

  /** How many digits the index knows. */
  static final int INDEXED = 4;

  private static final int MOST = 11;
  private static final Pattern ENDING =
      Pattern.compile("(?:…|\\.{2,3}|\\*+)?\\s*[(]?\\d[\\d\\s().\\-/]*");

  /** Reads a text that is nothing but the last digits of a number. */
  static Optional<PhoneEnding> of(String text) {
    String stripped = text.strip();
    if (!ENDING.matcher(stripped).matches()) {
      return Optional.empty();
    }
    return Optional.of(stripped.replaceAll("\\D", ""))
        .filter(digits -> digits.length() >= INDEXED && digits.length() <= MOST)
        .map(PhoneEnding::new);
  }

  /** The digits of a number that the index knows: the same in all its national variants. */
  static String indexed(PhoneNumber phone) {
    String e164 = PhoneNumbers.variantCanonical(phone).e164();
    return e164.substring(Math.max(1, e164.length() - INDEXED));
  }

  /** The last of these digits, as they are in the index. */
  String indexed() {
    return digits.substring(digits.length() - INDEXED);
  }

  /** Tells whether there are more digits than the index knows. */
  boolean goesFurther() {
    return digits.length() > INDEXED;
  }

  boolean isOf(PhoneNumber phone) {
    return PhoneNumbers.endsWith(phone, digits);
  }

  /** Personal: a part of a number. */
  @Override
  public String toString() {
    return "PhoneEnding[" + digits.length() + " digits]";
  }
}
