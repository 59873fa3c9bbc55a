package io.mce.kernel;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads phone numbers as people type them, by the numbering plans of libphonenumber, and knows the
 * national variants under which one phone is known in Brazil, Argentina and Mexico. Thread-safe, no
 * I/O after the first use of a country.
 */
public final class PhoneNumbers {

  private static final PhoneNumberUtil UTIL = PhoneNumberUtil.getInstance();
  private static final String NO_REGION = "ZZ";
  private static final int LONGEST_TEXT = 100;

  /** A number of its own on each side: a field that holds two of them is not guessed at. */
  private static final int DIGITS_OF_A_WHOLE_NUMBER = 7;

  private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");
  private static final Pattern BETWEEN_NUMBERS =
      Pattern.compile("[/,;|&\\r\\n]|\\s(?:or|and|e|ou|y|o)\\s", Pattern.CASE_INSENSITIVE);
  private static final Pattern ROUNDED =
      Pattern.compile("[+-]?\\d(?:[.,]\\d*)?E[+]?\\d+", Pattern.CASE_INSENSITIVE);
  private static final Pattern DECIMAL = Pattern.compile("(\\d{7,})[.,]0+");
  private static final Pattern REMARK_AFTER =
      Pattern.compile("([^\\p{L}]*\\p{Nd}[^\\p{L}(]*)[\\s(\\[-]+\\p{L}.*", Pattern.DOTALL);

  private static final Pattern BRAZIL_MOBILE_OF_EIGHT =
      Pattern.compile("\\+55([1-9][1-9])([6-9]\\d{7})");

  /**
   * Beginning with 9 it may as well be today's form with a digit missing: someone else's number.
   */
  private static final Pattern BRAZIL_SURELY_WITHOUT_THE_9 =
      Pattern.compile("\\+55([1-9][1-9])([6-8]\\d{7})");

  private static final Pattern BRAZIL_WITH_THE_9 =
      Pattern.compile("\\+55([1-9][1-9])9([6-9]\\d{7})");

  private static final Pattern MEXICO = Pattern.compile("\\+52(\\d{10})");
  private static final Pattern ARGENTINA = Pattern.compile("\\+54(\\d{10})");
  private static final Pattern MEXICO_WITH_PREFIX =
      Pattern.compile("\\+52(?:1|01|044|045)(\\d{10})");
  private static final Pattern ARGENTINA_MOBILE = Pattern.compile("\\+549(\\d{10})");
  private static final Pattern ARGENTINA_WITH_15 = Pattern.compile("\\+549?(\\d{12})");

  private PhoneNumbers() {}

  /** Returns whether numbers of this region can be read: an ISO 3166 code such as "IN". */
  public static boolean isRegion(String region) {
    return UTIL.getSupportedRegions().contains(region);
  }

  /**
   * Reads a number in any usual spelling: spaces, brackets, dashes, digits of other scripts, "00"
   * or "+" before the country code, a word before or after it. Without a country code it is a
   * number of the default region. Old spellings are brought up to date: a Brazilian mobile number
   * without its 9, a Mexican one with a 1, an Argentine one with a 15.
   *
   * @param defaultRegion where a number without country code belongs: an ISO 3166 code, see {@link
   *     #isRegion}
   * @return the number, or one of the codes PHONE_MISSING, PHONE_NOT_A_NUMBER, PHONE_SEVERAL,
   *     PHONE_ROUNDED, PHONE_UNKNOWN_COUNTRY, PHONE_TOO_SHORT, PHONE_TOO_LONG, PHONE_NOT_IN_USE
   */
  public static Parsed<PhoneNumber> parse(@Nullable String text, String defaultRegion) {
    if (!isRegion(defaultRegion)) {
      throw new IllegalArgumentException(
          "'" + defaultRegion + "' is not a region of phone numbers");
    }
    String clean = text == null ? "" : INVISIBLE.matcher(text).replaceAll("").strip();
    if (clean.isEmpty()) {
      return invalid("PHONE_MISSING", "There is no phone number.", example(defaultRegion));
    }
    if (clean.length() > LONGEST_TEXT) {
      return notANumber(defaultRegion);
    }
    if (ROUNDED.matcher(clean).matches()) {
      return invalid(
          "PHONE_ROUNDED",
          "A spreadsheet rounded this number, so its last digits are lost.",
          "Format the phone column as text, enter the number again and save the file again.");
    }
    List<String> numbers =
        clean.length() < 2 * DIGITS_OF_A_WHOLE_NUMBER ? List.of() : wholeNumbers(clean);
    return numbers.size() > 1
        ? parseSeveral(numbers, defaultRegion)
        : parseOne(clean, defaultRegion);
  }

  /** Returns the country of a number: an ISO 3166 code such as "BR". */
  public static Optional<String> region(PhoneNumber number) {
    return read(number.e164(), NO_REGION)
        .map(UTIL::getRegionCodeForNumber)
        .filter(region -> !region.equals(NO_REGION));
  }

  /** Returns the number as people read it: {@code +91 98765 43210}. */
  public static String format(PhoneNumber number) {
    return read(number.e164(), NO_REGION)
        .map(parsed -> UTIL.format(parsed, PhoneNumberFormat.INTERNATIONAL))
        .orElse(number.e164());
  }

  /**
   * Returns the form in which the variants of one phone meet; for matching, not for dialling.
   *
   * <ul>
   *   <li>Brazil: mobile numbers got a 9 in front (2012 to 2016); carriers still send both forms.
   *       Here always with the 9.
   *   <li>Argentina: from abroad a mobile number has a 9 before the area code, inside the country a
   *       15 after it. Here without either.
   *   <li>Mexico: until 2019 a mobile number had a 1 before the area code. Here without it.
   * </ul>
   *
   * Applying it twice changes nothing more, and numbers that are not variants never meet.
   */
  public static PhoneNumber variantCanonical(PhoneNumber number) {
    String e164 = number.e164();
    Matcher brazil = BRAZIL_MOBILE_OF_EIGHT.matcher(e164);
    if (brazil.matches()) {
      return new PhoneNumber("+55" + brazil.group(1) + "9" + brazil.group(2));
    }
    Matcher mexico = MEXICO_WITH_PREFIX.matcher(e164);
    if (mexico.matches()) {
      return new PhoneNumber("+52" + mexico.group(1));
    }
    String dialled = argentineWithout15(e164).orElse(e164);
    Matcher argentina = ARGENTINA_MOBILE.matcher(dialled);
    return argentina.matches() ? new PhoneNumber("+54" + argentina.group(1)) : number;
  }

  /**
   * Tells whether a number ends with these digits in any form under which it is known: with and
   * without the 9 of Brazil, the 9 of Argentina and the 1 of Mexico, or with a 0 before its
   * national part.
   */
  public static boolean endsWith(PhoneNumber number, String digits) {
    String canonical = variantCanonical(number).e164();
    return Stream.of(
            Optional.of(number.e164()),
            Optional.of(canonical),
            replace(BRAZIL_WITH_THE_9, canonical, "+55$1$2"),
            replace(MEXICO, canonical, "+521$1"),
            replace(ARGENTINA, canonical, "+549$1"),
            read(number.e164(), NO_REGION)
                .map(parsed -> "0" + UTIL.getNationalSignificantNumber(parsed)))
        .flatMap(Optional::stream)
        .anyMatch(form -> form.endsWith(digits));
  }

  private static Parsed<PhoneNumber> parseOne(String text, String defaultRegion) {
    return read(text, defaultRegion)
        .filter(UTIL::isValidNumber)
        .or(() -> readAnew(text, defaultRegion))
        .map(number -> ofPlan(toE164(number), defaultRegion))
        .orElseGet(() -> whyNot(text, defaultRegion));
  }

  /** The plans of Germany and Nigeria know numbers that no carrier takes: up to 17 digits. */
  private static Parsed<PhoneNumber> ofPlan(String e164, String defaultRegion) {
    return PhoneNumber.isE164(e164)
        ? new Parsed.Valid<>(new PhoneNumber(e164))
        : invalid(
            "PHONE_TOO_LONG",
            "A phone number has 15 digits at most, with those of the country.",
            example(defaultRegion));
  }

  /** Tries what the number may be without a remark, a tool's decimals or an outdated prefix. */
  private static Optional<Phonenumber.PhoneNumber> readAnew(String text, String defaultRegion) {
    return spellings(text)
        .flatMap(spelling -> read(spelling, defaultRegion).stream())
        .flatMap(PhoneNumbers::readings)
        .filter(UTIL::isValidNumber)
        .findFirst();
  }

  private static Parsed<PhoneNumber> parseSeveral(List<String> numbers, String defaultRegion) {
    List<Parsed<PhoneNumber>> parsed =
        numbers.stream().map(number -> parseOne(number, defaultRegion)).distinct().toList();
    if (parsed.size() == 1) {
      return parsed.getFirst();
    }
    return invalid(
        "PHONE_SEVERAL",
        "There are " + numbers.size() + " phone numbers in one field.",
        "Keep one of them here and put the others in columns of their own.");
  }

  private static List<String> wholeNumbers(String text) {
    return BETWEEN_NUMBERS
        .splitAsStream(text)
        .filter(part ->
            part.codePoints().filter(Character::isDigit).count() >= DIGITS_OF_A_WHOLE_NUMBER)
        .map(String::strip)
        .toList();
  }

  /**
   * The text, then what is left of it without the decimals or the remark that tools and people add.
   */
  private static Stream<String> spellings(String text) {
    Matcher decimal = DECIMAL.matcher(text);
    if (decimal.matches()) {
      return Stream.of(decimal.group(1));
    }
    Matcher remark = REMARK_AFTER.matcher(text);
    return remark.matches() ? Stream.of(text, remark.group(1)) : Stream.of(text);
  }

  private static Optional<Phonenumber.PhoneNumber> read(String text, String region) {
    try {
      return Optional.of(UTIL.parse(text, region));
    } catch (NumberParseException e) {
      return Optional.empty();
    }
  }

  /** The number, then what it is if its prefix is an outdated or a doubled one. */
  private static Stream<Phonenumber.PhoneNumber> readings(Phonenumber.PhoneNumber number) {
    String e164 = toE164(number);
    String country = "+" + number.getCountryCode();
    String national = e164.substring(country.length());
    Stream<String> others =
        Stream.of(
                replace(BRAZIL_SURELY_WITHOUT_THE_9, e164, "+55$19$2"),
                replace(MEXICO_WITH_PREFIX, e164, "+52$1"),
                argentineWithout15(e164),
                Optional.of(national)
                    .filter(digits -> digits.startsWith(country.substring(1)))
                    .map(digits -> "+" + digits))
            .flatMap(Optional::stream);
    return Stream.concat(
        Stream.of(number), others.flatMap(other -> read(other, NO_REGION).stream()));
  }

  /** Only the numbering plan knows where an Argentine area code ends and a 15 can begin. */
  private static Optional<String> argentineWithout15(String e164) {
    return replace(ARGENTINA_WITH_15, e164, "+54$1")
        .flatMap(digits -> read(digits, NO_REGION))
        .map(PhoneNumbers::toE164)
        .filter(digits -> ARGENTINA_MOBILE.matcher(digits).matches());
  }

  private static Optional<String> replace(Pattern pattern, String text, String replacement) {
    Matcher matcher = pattern.matcher(text);
    return matcher.matches() ? Optional.of(matcher.replaceFirst(replacement)) : Optional.empty();
  }

  private static Parsed<PhoneNumber> whyNot(String text, String defaultRegion) {
    Phonenumber.PhoneNumber number;
    try {
      number =
          UTIL.parse(spellings(text).reduce((first, last) -> last).orElse(text), defaultRegion);
    } catch (NumberParseException e) {
      return switch (e.getErrorType()) {
        case INVALID_COUNTRY_CODE ->
            invalid(
                "PHONE_UNKNOWN_COUNTRY",
                "No country has the code that this number begins with.",
                example(defaultRegion));
        case TOO_LONG ->
            invalid(
                "PHONE_TOO_LONG", "This is longer than any phone number.", example(defaultRegion));
        case TOO_SHORT_AFTER_IDD, TOO_SHORT_NSN ->
            invalid(
                "PHONE_TOO_SHORT",
                "This is shorter than any phone number.",
                example(defaultRegion));
        case NOT_A_NUMBER -> notANumber(defaultRegion);
      };
    }
    String region = UTIL.getRegionCodeForCountryCode(number.getCountryCode());
    return whyNot(number, isRegion(region) ? region : defaultRegion);
  }

  private static Parsed<PhoneNumber> whyNot(Phonenumber.PhoneNumber number, String region) {
    String country = Locale.of("", region).getDisplayCountry(Locale.ENGLISH);
    int digits = UTIL.getNationalSignificantNumber(number).length();
    int usual = usualDigits(region);
    ValidationResult length =
        UTIL.isPossibleNumberForTypeWithReason(number, PhoneNumberType.MOBILE);
    String count =
        "The number has %d digits; a mobile number in %s has %d.".formatted(digits, country, usual);
    boolean placeholder = number.getNationalNumber() == 0;
    if (digits < usual && !placeholder && length != ValidationResult.IS_POSSIBLE) {
      return invalid("PHONE_TOO_SHORT", count, "Check for a missing digit. " + example(region));
    }
    if (digits > usual && length != ValidationResult.IS_POSSIBLE) {
      return invalid(
          "PHONE_TOO_LONG",
          count,
          "Check for an extra digit; a number of another country begins with + and its code.");
    }
    return invalid(
        "PHONE_NOT_IN_USE",
        "No phone number in " + country + " looks like this.",
        "Check the digits; a number of another country begins with + and its code.");
  }

  private static int usualDigits(String region) {
    Phonenumber.PhoneNumber example = exampleOf(region);
    return example == null ? 0 : UTIL.getNationalSignificantNumber(example).length();
  }

  private static Parsed<PhoneNumber> notANumber(String defaultRegion) {
    return invalid("PHONE_NOT_A_NUMBER", "This is not a phone number.", example(defaultRegion));
  }

  private static String example(String region) {
    Phonenumber.PhoneNumber example = exampleOf(region);
    return example == null
        ? "Write it with + and the country code."
        : "Write it like %s or %s."
            .formatted(
                UTIL.format(example, PhoneNumberFormat.NATIONAL),
                UTIL.format(example, PhoneNumberFormat.INTERNATIONAL));
  }

  private static Phonenumber.@Nullable PhoneNumber exampleOf(String region) {
    Phonenumber.PhoneNumber mobile = UTIL.getExampleNumberForType(region, PhoneNumberType.MOBILE);
    return mobile != null ? mobile : UTIL.getExampleNumber(region);
  }

  private static String toE164(Phonenumber.PhoneNumber number) {
    return UTIL.format(number, PhoneNumberFormat.E164);
  }

  private static Parsed<PhoneNumber> invalid(String code, String reason, String hint) {
    return new Parsed.Invalid<>(code, reason, hint);
  }
}
