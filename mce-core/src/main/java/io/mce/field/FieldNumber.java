package io.mce.field;

import io.mce.kernel.Parsed;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers and amounts as people type them. Of two different marks the last is the decimal one
 * ({@code 1.234,56}, {@code 1,234.56}), a mark that comes twice groups thousands ({@code
 * 1.234.567}), and so does every mark before anything but three digits not. What is left, one mark
 * before exactly three digits, is read as the region writes it ({@code 1.234} is a thousand and
 * more in Brazil, and little more than one in India); an amount in a currency without three
 * decimals is a thousand and more everywhere.
 *
 * <p>The canonical text has a point and no zeros at its end, but for one: with exactly three
 * decimals it gets a fourth, so that it is read alike everywhere.
 */
final class FieldNumber {

  /** Where the comma is the decimal mark. */
  private static final Set<String> COMMA_REGIONS =
      Set.of(
          "AO", "AR", "AT", "BE", "BG", "BO", "BR", "BY", "CL", "CO", "CR", "CV", "CZ", "DE", "DK",
          "EC", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "ID", "IS", "IT", "KZ", "LT", "LU", "LV",
          "MA", "MZ", "NL", "NO", "PL", "PT", "PY", "RO", "RS", "RU", "SE", "SI", "SK", "TR", "UA",
          "UY", "VE", "VN", "ZA");

  private static final int MOST_DIGITS = 18;
  private static final int MOST_DECIMALS = 9;
  private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}'\u2019_]+");
  private static final Pattern PLAIN = Pattern.compile("([+\u2212-]?)([0-9.,]+)");
  private static final Pattern POINT = Pattern.compile("-?\\d{1,18}(?:\\.\\d{1,9})?");
  private static final Pattern SYMBOL =
      Pattern.compile(
          "R\\$|US\\$|A\\$|C\\$|[$\u20ac\u00a3\u20b9\u00a5\u20a9\u20bd\u20aa\u20ab\u0e3f\u20b1]"
              + "|Rs\\.?|(?<![\\p{L}])[A-Za-z]{3}(?![\\p{L}])");

  private FieldNumber() {}

  /** Reads a number, or an amount in a currency. */
  static Parsed<String> parse(String typed, Optional<String> currency, String region) {
    String text = Normalizer.normalize(typed, Form.NFKC);
    boolean negative = false;
    if (currency.isPresent()) {
      if (text.strip().matches("\\(.*\\)")) {
        text = text.strip().substring(1, text.strip().length() - 1);
        negative = true;
      }
      Matcher symbol = SYMBOL.matcher(text);
      if (symbol.find()) {
        boolean isAmount = text.chars().anyMatch(Character::isDigit);
        if (isAmount && !fits(symbol.group(), currency.get())) {
          return FieldValue.invalid(
              "FIELD_OTHER_CURRENCY",
              "This amount is in another currency than " + currency.get() + ".",
              "Convert it, and write the number alone.");
        }
        text = text.substring(0, symbol.start()) + text.substring(symbol.end());
      }
    }
    Matcher plain = PLAIN.matcher(SPACE.matcher(text).replaceAll(""));
    if (!plain.matches()) {
      return noNumber();
    }
    int decimals = currency.map(FieldNumber::decimals).orElse(3);
    Optional<String> read = point(plain.group(2), region, decimals < 3);
    if (read.isEmpty()) {
      return noNumber();
    }
    BigDecimal number = new BigDecimal(read.get());
    boolean minus = negative || (!plain.group(1).isEmpty() && !plain.group(1).equals("+"));
    BigDecimal signed = (minus ? number.negate() : number).stripTrailingZeros();
    if (signed.precision() - signed.scale() > MOST_DIGITS) {
      return FieldValue.invalid(
          "FIELD_NOT_A_NUMBER",
          "This number has more than " + MOST_DIGITS + " digits.",
          "Check it; a long code belongs into a text field.");
    }
    int most = currency.isPresent() ? decimals : MOST_DECIMALS;
    if (signed.scale() > most) {
      return FieldValue.invalid(
          "FIELD_TOO_PRECISE",
          "This has more than " + most + " digits after the decimal mark.",
          "Round it.");
    }
    return new Parsed.Valid<>(canonical(signed));
  }

  /** Returns the text under which a number with a point is stored; empty when it is none. */
  static Optional<String> ofPlain(String text) {
    return POINT.matcher(text).matches()
        ? Optional.of(canonical(new BigDecimal(text)))
        : Optional.empty();
  }

  /** Returns the text under which a number is stored. */
  static String canonical(BigDecimal number) {
    BigDecimal plain = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    if (plain.scale() < 0) {
      plain = plain.setScale(0);
    }
    return (plain.scale() == 3 ? plain.setScale(4) : plain).toPlainString();
  }

  /** The digits with a point as the decimal mark, if they are grouped as numbers are. */
  private static Optional<String> point(String digits, String region, boolean neverThree) {
    int dots = count(digits, '.');
    int commas = count(digits, ',');
    if (dots + commas == 0) {
      return Optional.of(digits);
    }
    if (dots > 0 && commas > 0) {
      char last = digits.lastIndexOf('.') > digits.lastIndexOf(',') ? '.' : ',';
      return count(digits, last) > 1
          ? Optional.empty()
          : split(digits, last, last == '.' ? ',' : '.');
    }
    char mark = dots > 0 ? '.' : ',';
    if (dots + commas > 1) {
      return grouped(digits, mark);
    }
    int at = digits.indexOf(mark);
    boolean twoWays =
        digits.length() - at - 1 == 3 && at >= 1 && at <= 3 && digits.charAt(0) != '0';
    boolean decimal = !twoWays || (!neverThree && COMMA_REGIONS.contains(region) == (mark == ','));
    return decimal ? split(digits, mark, mark == '.' ? ',' : '.') : grouped(digits, mark);
  }

  private static Optional<String> split(String digits, char decimal, char group) {
    int at = digits.indexOf(decimal);
    String whole = digits.substring(0, at);
    String rest = digits.substring(at + 1);
    if (rest.isEmpty() && whole.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> integer = whole.isEmpty() ? Optional.of("0") : grouped(whole, group);
    return integer.map(text -> rest.isEmpty() ? text : text + "." + rest);
  }

  /** Groups of three, or of two before the last one as in India. */
  private static Optional<String> grouped(String digits, char mark) {
    if (digits.indexOf(mark) < 0) {
      return Optional.of(digits);
    }
    String m = mark == '.' ? "\\." : ",";
    boolean fits =
        digits.matches("\\d{1,3}(?:" + m + "\\d{3})+")
            || digits.matches("\\d{1,2}(?:" + m + "\\d{2})*" + m + "\\d{3}");
    return fits ? Optional.of(digits.replace(String.valueOf(mark), "")) : Optional.empty();
  }

  private static boolean fits(String symbol, String currency) {
    String plain = symbol.toUpperCase(Locale.ROOT);
    return switch (plain) {
      case "R$" -> currency.equals("BRL");
      case "US$" -> currency.equals("USD");
      case "A$" -> currency.equals("AUD");
      case "C$" -> currency.equals("CAD");
      // Many currencies call themselves dollar or peso.
      case "$" -> !Set.of("BRL", "EUR", "GBP", "INR", "JPY").contains(currency);
      case "\u20ac" -> currency.equals("EUR");
      case "\u00a3" -> Set.of("GBP", "EGP", "SYP", "LBP").contains(currency);
      case "\u20b9" -> currency.equals("INR");
      case "RS", "RS." -> Set.of("INR", "PKR", "LKR", "NPR", "MUR").contains(currency);
      case "\u00a5" -> Set.of("JPY", "CNY").contains(currency);
      case "\u20a9" -> currency.equals("KRW");
      case "\u20bd" -> currency.equals("RUB");
      case "\u20aa" -> currency.equals("ILS");
      case "\u20ab" -> currency.equals("VND");
      case "\u0e3f" -> currency.equals("THB");
      case "\u20b1" -> currency.equals("PHP");
      default -> plain.equals(currency);
    };
  }

  private static int decimals(String currency) {
    return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
  }

  private static int count(String text, char c) {
    return (int) text.chars().filter(each -> each == c).count();
  }

  private static Parsed<String> noNumber() {
    return FieldValue.invalid(
        "FIELD_NOT_A_NUMBER", "This is not a number.", "Write it like 1234.56 or 1234,56.");
  }
}
