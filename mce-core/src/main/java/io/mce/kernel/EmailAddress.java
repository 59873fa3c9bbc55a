package io.mce.kernel;

import java.net.IDN;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An e-mail address. {@link #parse} makes one from what people type; whether a mailbox exists only
 * a message can tell. {@link #toString()} hides the mailbox, so that addresses do not end up in
 * logs.
 *
 * @param address the mailbox as typed, an at sign, the domain in lower case and ASCII
 */
public record EmailAddress(String address) {

  private static final int LONGEST_ADDRESS = 254; // RFC 5321, section 4.5.3.1.3
  private static final int LONGEST_MAILBOX = 64; // RFC 5321, section 4.5.3.1.1

  private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");
  private static final Pattern NAME_AND_ADDRESS = Pattern.compile("[^<>]*<([^<>]*)>");
  private static final Pattern BETWEEN_ADDRESSES = Pattern.compile("[\\s,;/|]+");
  private static final Pattern MAILBOX =
      Pattern.compile("[\\p{L}\\p{M}\\p{Nd}!#$%&'*+/=?^_`{|}~.-]+");
  private static final Pattern DOMAIN =
      Pattern.compile(
          "(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])");
  private static final Pattern ADDRESS =
      Pattern.compile("(" + MAILBOX.pattern() + ")@(" + DOMAIN.pattern() + ")");

  /**
   * Checks the form.
   *
   * @throws MceException INVALID when the text is not an address in the form above
   */
  public EmailAddress {
    if (address.length() > LONGEST_ADDRESS || !ADDRESS.matcher(address).matches()) {
      throw MceException.invalid("email", "A stored e-mail address has the form name@example.com.");
    }
  }

  /**
   * Reads an address in any usual spelling: space around it, "mailto:", "Name &lt;address&gt;", a
   * domain in capitals or with letters beyond ASCII.
   *
   * @return the address, or one of the codes EMAIL_MISSING, EMAIL_SEVERAL, EMAIL_NO_AT,
   *     EMAIL_MAILBOX, EMAIL_DOMAIN, EMAIL_TOO_LONG
   */
  public static Parsed<EmailAddress> parse(@Nullable String text) {
    String clean = text == null ? "" : clean(text);
    if (clean.isEmpty()) {
      return invalid("EMAIL_MISSING", "There is no e-mail address.", example());
    }
    if (clean.length() > LONGEST_ADDRESS) {
      return tooLong();
    }
    if (BETWEEN_ADDRESSES.splitAsStream(clean).filter(part -> part.indexOf('@') > 0).count() > 1) {
      return invalid(
          "EMAIL_SEVERAL",
          "There is more than one e-mail address in one field.",
          "Keep one of them here and put the others in columns of their own.");
    }
    int at = clean.lastIndexOf('@');
    if (at < 0) {
      return invalid("EMAIL_NO_AT", "The e-mail address has no @.", example());
    }
    return parse(clean.substring(0, at), clean.substring(at + 1));
  }

  /** Returns the form in which spellings of one address meet: all in lower case. */
  public String matchForm() {
    return address.toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return "EmailAddress[***" + address.substring(address.lastIndexOf('@')) + "]";
  }

  private static Parsed<EmailAddress> parse(String mailbox, String domain) {
    if (mailbox.length() > LONGEST_MAILBOX) {
      return tooLong();
    }
    if (!MAILBOX.matcher(mailbox).matches()) {
      return invalid(
          "EMAIL_MAILBOX",
          mailbox.isEmpty()
              ? "There is nothing before the @."
              : "The part before the @ has a space or a character that addresses do not use.",
          example());
    }
    String ascii = asciiOf(domain);
    if (!DOMAIN.matcher(ascii).matches()) {
      return invalid("EMAIL_DOMAIN", whyNoDomain(domain), example());
    }
    String address = mailbox + "@" + ascii;
    return address.length() > LONGEST_ADDRESS
        ? tooLong()
        : new Parsed.Valid<>(new EmailAddress(address));
  }

  private static String clean(String text) {
    String visible =
        INVISIBLE.matcher(Normalizer.normalize(text, Form.NFKC)).replaceAll("").strip();
    Matcher named = NAME_AND_ADDRESS.matcher(visible);
    String inner = named.matches() && !named.group(1).isBlank() ? named.group(1).strip() : visible;
    String bare = inner.regionMatches(true, 0, "mailto:", 0, 7) ? inner.substring(7) : inner;
    return bare.strip();
  }

  private static String asciiOf(String domain) {
    try {
      return IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return domain;
    }
  }

  private static String whyNoDomain(String domain) {
    if (domain.isEmpty()) {
      return "There is nothing after the @.";
    }
    if (domain.indexOf(',') >= 0) {
      return "There is a comma after the @ where a dot should be.";
    }
    if (domain.indexOf('.') < 0) {
      return "The part after the @ has no dot.";
    }
    return "The part after the @ is not a domain.";
  }

  private static Parsed<EmailAddress> tooLong() {
    return invalid(
        "EMAIL_TOO_LONG",
        "The e-mail address is longer than e-mail allows: %d characters before the @, %d in all."
            .formatted(LONGEST_MAILBOX, LONGEST_ADDRESS),
        "Check that the field holds nothing but the address.");
  }

  private static String example() {
    return "Write it like name@example.com.";
  }

  private static Parsed<EmailAddress> invalid(String code, String reason, String hint) {
    return new Parsed.Invalid<>(code, reason, hint);
  }
}
