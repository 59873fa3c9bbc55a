package io.mce.field;

import io.mce.kernel.Parsed;
import io.mce.kernel.PhoneNumber;
import io.mce.kernel.PhoneNumbers;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Turns what people type into the one text under which a value is stored, or says why it is none.
 * Reading a stored text gives the same text. Pure: no I/O, no clock, never throws.
 */
public final class FieldValue {

  /** Longest value, in characters; as long as any other metadata may be. */
  public static final int MAX_VALUE = 2_000;

  /** Between several choices. */
  static final String SEPARATOR = "; ";

  private static final Pattern SURE_SEPARATORS = Pattern.compile("[;|\\n]");
  private static final Pattern ANY_SEPARATOR = Pattern.compile("[;|\\n,]");
  private static final Pattern SCHEME = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*://");

  private static final Set<String> TRUE =
      Set.of(
          "true",
          "t",
          "yes",
          "y",
          "1",
          "on",
          "x",
          "sim",
          "s",
          "verdadeiro",
          "si",
          "ok",
          "checked",
          "haan",
          "हाँ",
          "हां");
  private static final Set<String> FALSE =
      Set.of("false", "f", "no", "n", "0", "off", "nao", "falso", "unchecked", "nahin", "नहीं");

  private FieldValue() {}

  /**
   * Reads a text.
   *
   * @param region of the organization: what a number or date means that could be read in two ways,
   *     and where a phone number without country code belongs
   * @return the canonical text, or one of the codes FIELD_EMPTY, FIELD_TOO_LONG,
   *     FIELD_NOT_A_NUMBER, FIELD_TOO_PRECISE, FIELD_OTHER_CURRENCY, FIELD_NOT_A_DATE,
   *     FIELD_NOT_A_CHOICE, FIELD_NOT_YES_OR_NO, FIELD_NOT_A_URL or those of {@link
   *     PhoneNumbers#parse}
   */
  public static Parsed<String> parse(CustomField field, String text, String region) {
    String typed = FieldText.printable(text);
    if (typed.isEmpty()) {
      return invalid("FIELD_EMPTY", "There is no value.", "Leave the field out or fill it.");
    }
    if (typed.length() > MAX_VALUE) {
      return tooLong();
    }
    return switch (field.type()) {
      case TEXT -> new Parsed.Valid<>(typed);
      case NUMBER -> FieldNumber.parse(typed, Optional.empty(), region);
      case MONEY -> FieldNumber.parse(typed, field.currency(), region);
      case DATE -> FieldDate.parse(typed, region);
      case CHOICE -> choice(field, typed);
      case MULTI_CHOICE -> choices(field, typed);
      case BOOLEAN -> truth(typed);
      case URL -> url(typed);
      case PHONE -> phone(typed, region);
    };
  }

  /** Returns the canonical text of a sum of canonical numbers; empty when it is too large. */
  public static Optional<String> sum(String plain) {
    return FieldNumber.ofPlain(plain);
  }

  /** Returns the choices in the text of a MULTI_CHOICE. */
  public static List<String> split(String canonical) {
    return SURE_SEPARATORS
        .splitAsStream(canonical)
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .toList();
  }

  /** Returns the canonical text of an address on the web; empty for what is none. */
  public static Optional<String> webAddress(String text) {
    return url(FieldText.printable(text)).toOptional();
  }

  private static Parsed<String> choice(CustomField field, String typed) {
    return match(field, typed)
        .<Parsed<String>>map(Parsed.Valid::new)
        .orElseGet(() -> noChoice(field));
  }

  private static Parsed<String> choices(CustomField field, String typed) {
    Set<String> chosen = new LinkedHashSet<>();
    for (String part : split(typed)) {
      Optional<String> whole = match(field, part);
      if (whole.isPresent()) {
        chosen.add(whole.get());
        continue;
      }
      for (String piece : ANY_SEPARATOR.split(part, -1)) {
        if (piece.isBlank()) {
          continue;
        }
        Optional<String> choice = match(field, piece);
        if (choice.isEmpty()) {
          return noChoice(field);
        }
        chosen.add(choice.get());
      }
    }
    if (chosen.isEmpty()) {
      return noChoice(field);
    }
    String joined = String.join(SEPARATOR, chosen);
    return joined.length() > MAX_VALUE ? tooLong() : new Parsed.Valid<>(joined);
  }

  /** The same spelling first: two choices may differ in case only. */
  private static Optional<String> match(CustomField field, String typed) {
    String line = FieldText.line(typed);
    if (field.choices().contains(line)) {
      return Optional.of(line);
    }
    String folded = FieldText.fold(line);
    return field.choices().stream()
        .filter(choice -> FieldText.fold(choice).equals(folded))
        .findFirst();
  }

  private static Parsed<String> noChoice(CustomField field) {
    return invalid(
        "FIELD_NOT_A_CHOICE",
        "This is none of the choices of the field.",
        "Use one of: " + String.join(", ", field.choices()) + ".");
  }

  private static Parsed<String> truth(String typed) {
    String folded = FieldText.fold(typed);
    String spelled = typed.strip().toLowerCase(Locale.ROOT);
    if (TRUE.contains(folded) || TRUE.contains(spelled)) {
      return new Parsed.Valid<>("true");
    }
    if (FALSE.contains(folded) || FALSE.contains(spelled)) {
      return new Parsed.Valid<>("false");
    }
    return invalid(
        "FIELD_NOT_YES_OR_NO", "This is neither yes nor no.", "Write yes or no, or true or false.");
  }

  private static Parsed<String> url(String typed) {
    try {
      URI uri = new URI(SCHEME.matcher(typed).find() ? typed : "https://" + typed);
      String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
      String host = uri.getHost();
      boolean isWeb = scheme.equals("http") || scheme.equals("https");
      if (!isWeb || host == null || !isName(host) || uri.getRawUserInfo() != null) {
        return noUrl();
      }
      StringBuilder text =
          new StringBuilder(scheme).append("://").append(host.toLowerCase(Locale.ROOT));
      if (uri.getPort() >= 0) {
        text.append(':').append(uri.getPort());
      }
      text.append(uri.getRawPath() == null ? "" : uri.getRawPath());
      if (uri.getRawQuery() != null) {
        text.append('?').append(uri.getRawQuery());
      }
      if (uri.getRawFragment() != null) {
        text.append('#').append(uri.getRawFragment());
      }
      return text.length() > MAX_VALUE ? tooLong() : new Parsed.Valid<>(text.toString());
    } catch (URISyntaxException e) {
      return noUrl(); // Says no more than that, and quotes the value.
    }
  }

  private static boolean isName(String host) {
    return host.indexOf('.') > 0 && !host.endsWith(".");
  }

  private static Parsed<String> noUrl() {
    return invalid(
        "FIELD_NOT_A_URL",
        "This is no address on the web.",
        "Write it like https://example.com/page.");
  }

  private static Parsed<String> phone(String typed, String region) {
    return switch (PhoneNumbers.parse(typed, region)) {
      case Parsed.Valid<PhoneNumber> valid -> new Parsed.Valid<>(valid.value().e164());
      case Parsed.Invalid<PhoneNumber> invalid ->
          invalid(invalid.code(), invalid.reason(), invalid.hint());
    };
  }

  private static Parsed<String> tooLong() {
    return invalid(
        "FIELD_TOO_LONG",
        "This is longer than " + MAX_VALUE + " characters.",
        "Shorten it, or put it into a note.");
  }

  static Parsed<String> invalid(String code, String reason, String hint) {
    return new Parsed.Invalid<>(code, reason, hint);
  }
}
