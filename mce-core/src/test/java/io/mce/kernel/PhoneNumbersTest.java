package io.mce.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumbersTest {

  private static final PhoneNumberUtil UTIL = PhoneNumberUtil.getInstance();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          98765 43210                    | IN | +919876543210
          098765-43210                   | IN | +919876543210
          9876543210                     | IN | +919876543210
          +91 98765 43210                | IN | +919876543210
          +91-98765-43210                | IN | +919876543210
          0091 98765 43210               | IN | +919876543210
          91 98765 43210                 | IN | +919876543210
          919876543210                   | IN | +919876543210
          +91 (0) 98765 43210            | IN | +919876543210
          +91 0 98765 43210              | IN | +919876543210
          + 91 98765.43210               | IN | +919876543210
          (+91) 98765 43210              | IN | +919876543210
          +91 91 98765 43210             | IN | +919876543210
          p:+919876543210                | IN | +919876543210
          tel:+91-98765-43210            | IN | +919876543210
          WhatsApp 98765 43210           | IN | +919876543210
          98765 43210 (mother)           | IN | +919876543210
          98765 43210 Rahul              | IN | +919876543210
          +919876543210 - office         | IN | +919876543210
          98765 43210 ext 12             | IN | +919876543210
          9876543210.0                   | IN | +919876543210
          9876543210 / 98765 43210       | IN | +919876543210
          ९८७६५ ४३२१०                    | IN | +919876543210
          +55 (11) 91234-5678            | IN | +5511912345678
          0055 11 91234 5678             | IN | +5511912345678
          (11) 91234-5678                | BR | +5511912345678
          011 91234-5678                 | BR | +5511912345678
          0 15 11 91234-5678             | BR | +5511912345678
          +55 31 8888-7777               | IN | +5531988887777
          (31) 8888-7777                 | BR | +5531988887777
          553188887777                   | BR | +5531988887777
          +55 11 3123-4567               | IN | +551131234567
          +1 (212) 555-0123              | IN | +12125550123
          001 212 555 0123               | IN | +12125550123
          212.555.0123                   | US | +12125550123
          1-800-FLOWERS                  | US | +18003569377
          +52 1 55 1234 5678             | IN | +525512345678
          +52 55 1234 5678               | IN | +525512345678
          044 55 1234 5678               | MX | +525512345678
          01 55 1234 5678                | MX | +525512345678
          +54 9 11 2345-6789             | IN | +5491123456789
          011 15 2345-6789               | AR | +5491123456789
          +54 11 15 2345 6789            | IN | +5491123456789
          +54 9 11 15 2345 6789          | IN | +5491123456789
          +54 11 2345 6789               | IN | +541123456789
          +39 06 6982 1234               | IN | +390669821234
          """)
  void numbers_are_read_as_people_type_them(String text, String region, String e164) {
    assertThat(PhoneNumbers.parse(text, region)).isEqualTo(valid(e164));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u202a+91 98765\u202c 43210",
        "\u00a0+91\u00a098765\u00a043210\u00a0",
        "\ufeff9876543210",
        "'9876543210",
        "=\"9876543210\"",
        "\uff0b\uff19\uff11 98765 43210",
        "+91\u201198765\u201343210"
      })
  void what_spreadsheets_and_address_books_wrap_around_a_number_is_ignored(String text) {
    assertThat(PhoneNumbers.parse(text, "IN")).isEqualTo(valid("+919876543210"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                             | PHONE_MISSING         | There is no phone number.
          '   '                          | PHONE_MISSING         | There is no phone number.
          call me                        | PHONE_NOT_A_NUMBER    | This is not a phone number.
          9.87654E+09                    | PHONE_ROUNDED         | A spreadsheet rounded this number, so its last digits are lost.
          9,19877E+11                    | PHONE_ROUNDED         | A spreadsheet rounded this number, so its last digits are lost.
          98765 43210 / 91234 56780      | PHONE_SEVERAL         | There are 2 phone numbers in one field.
          98765 43210 or 91234 56780     | PHONE_SEVERAL         | There are 2 phone numbers in one field.
          +999 12345678                  | PHONE_UNKNOWN_COUNTRY | No country has the code that this number begins with.
          98765 4321                     | PHONE_TOO_SHORT       | The number has 9 digits; a mobile number in India has 10.
          98765 4321O                    | PHONE_TOO_SHORT       | The number has 9 digits; a mobile number in India has 10.
          +1 212 555 012                 | PHONE_TOO_SHORT       | The number has 9 digits; a mobile number in United States has 10.
          1234                           | PHONE_TOO_SHORT       | The number has 4 digits; a mobile number in India has 10.
          1                              | PHONE_NOT_A_NUMBER    | This is not a phone number.
          98765 432101                   | PHONE_TOO_LONG        | The number has 11 digits; a mobile number in India has 10.
          5511912345678                  | PHONE_TOO_LONG        | The number has 13 digits; a mobile number in India has 10.
          +55 11 1234-5678               | PHONE_NOT_IN_USE      | No phone number in Brazil looks like this.
          +55 11 91234-567               | PHONE_NOT_IN_USE      | No phone number in Brazil looks like this.
          +49 631 6627 3480 7221         | PHONE_TOO_LONG        | A phone number has 15 digits at most, with those of the country.
          +234 7009 0905 5504 45         | PHONE_TOO_LONG        | A phone number has 15 digits at most, with those of the country.
          123456789012345678901          | PHONE_TOO_LONG        | This is longer than any phone number.
          00000 00000                    | PHONE_NOT_IN_USE      | No phone number in India looks like this.
          """)
  void what_is_no_number_is_refused_with_the_reason(String text, String code, String reason) {
    Parsed.Invalid<PhoneNumber> invalid = invalid(PhoneNumbers.parse(text, "IN"));
    assertThat(invalid.code()).isEqualTo(code);
    assertThat(invalid.reason()).isEqualTo(reason);
    assertThat(invalid.hint()).endsWith(".").isNotEqualTo(invalid.reason());
  }

  @Test
  void hints_show_how_numbers_of_the_region_are_written() {
    assertThat(invalid(PhoneNumbers.parse("", "IN")).hint())
        .isEqualTo("Write it like 081234 56789 or +91 81234 56789.");
    assertThat(invalid(PhoneNumbers.parse("12", "BR")).hint()).contains("+55 11 96123-4567");
    assertThat(invalid(PhoneNumbers.parse("5511912345678", "IN")).hint())
        .contains("begins with + and its code");
  }

  @Test
  void a_number_without_country_code_is_never_taken_for_a_foreign_one() {
    // With a plus this would be a number in Iran; typed in India it is one digit too many.
    assertThat(PhoneNumbers.parse("98901234567 8", "IN").toOptional()).isEmpty();
    assertThat(PhoneNumbers.parse("1 212 555 0123", "IN").toOptional()).isEmpty();
  }

  @Test
  void a_missing_text_and_a_very_long_one_are_refused() {
    assertThat(invalid(PhoneNumbers.parse(null, "IN")).code()).isEqualTo("PHONE_MISSING");
    assertThat(invalid(PhoneNumbers.parse("9".repeat(5_000), "IN")).code())
        .isEqualTo("PHONE_NOT_A_NUMBER");
  }

  @Test
  void an_unknown_region_is_a_mistake_of_the_caller() {
    assertThat(PhoneNumbers.isRegion("IN")).isTrue();
    assertThat(PhoneNumbers.isRegion("india")).isFalse();
    assertThatThrownBy(() -> PhoneNumbers.parse("98765 43210", "india"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("india");
  }

  @Test
  void a_refusal_becomes_an_error_that_names_the_field_and_does_not_quote_the_number() {
    assertThatThrownBy(() -> PhoneNumbers.parse("98765 4321", "IN").orThrow("phone"))
        .isInstanceOfSatisfying(
            MceException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INVALID);
              assertThat(e.details()).containsOnlyKeys("phone");
            })
        .message()
        .contains("has 9 digits", "Check for a missing digit")
        .doesNotContain("98765", "4321");
    assertThat(PhoneNumbers.parse("98765 43210", "IN").orThrow("phone").e164())
        .isEqualTo("+919876543210");
  }

  @Test
  void a_number_is_shown_with_spaces_but_logged_without_its_digits() {
    PhoneNumber number = new PhoneNumber("+919876543210");
    assertThat(PhoneNumbers.format(number)).isEqualTo("+91 98765 43210");
    assertThat(PhoneNumbers.format(new PhoneNumber("+5511912345678")))
        .isEqualTo("+55 11 91234-5678");
    assertThat(PhoneNumbers.format(new PhoneNumber("+9991234567"))).isEqualTo("+9991234567");
    assertThat(number.toString()).isEqualTo("PhoneNumber[+***10]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "919876543210", "+0919876543210", "+91 98765 43210", "+1234567890123456"})
  void only_the_stored_form_can_be_stored(String text) {
    assertThatThrownBy(() -> new PhoneNumber(text)).isInstanceOf(MceException.class);
  }

  @Test
  void every_example_number_of_every_region_is_read_back_from_every_spelling() {
    List<String> wrong = new ArrayList<>();
    for (Phonenumber.PhoneNumber example : examples()) {
      String e164 = UTIL.format(example, PhoneNumberFormat.E164);
      String region = Optional.ofNullable(UTIL.getRegionCodeForNumber(example)).orElse("ZZ");
      if (!PhoneNumbers.isRegion(region)) {
        continue;
      }
      for (PhoneNumberFormat form : PhoneNumberFormat.values()) {
        String text = UTIL.format(example, form);
        String from = form == PhoneNumberFormat.NATIONAL ? region : "IN";
        if (!PhoneNumbers.parse(text, from).equals(valid(e164))) {
          wrong.add(region + " " + text + " -> " + PhoneNumbers.parse(text, from));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void the_canonical_form_of_a_canonical_form_is_itself_everywhere() {
    for (PhoneNumber number : manyNumbers()) {
      PhoneNumber canonical = PhoneNumbers.variantCanonical(number);
      assertThat(PhoneNumbers.variantCanonical(canonical).e164()).isEqualTo(canonical.e164());
    }
  }

  @Test
  void numbers_outside_brazil_argentina_and_mexico_are_their_own_canonical_form() {
    for (PhoneNumber number : manyNumbers()) {
      if (!number.e164().matches("\\+5[245].*")) {
        assertThat(PhoneNumbers.variantCanonical(number)).isEqualTo(number);
      }
    }
  }

  @Test
  void numbers_that_are_not_variants_never_meet() {
    Map<PhoneNumber, PhoneNumber> byCanonical = new HashMap<>();
    for (PhoneNumber number : manyNumbers()) {
      PhoneNumber other = byCanonical.put(PhoneNumbers.variantCanonical(number), number);
      if (other != null && !other.equals(number)) {
        assertThat(List.of(core(number), core(other)))
            .as("the same subscriber under two spellings")
            .containsOnly(core(number));
      }
    }
    assertThat(byCanonical).hasSizeGreaterThan(20_000);
  }

  @Test
  void brazilian_mobiles_meet_with_and_without_the_9() {
    Random random = seeded();
    for (int round = 0; round < 1_000; round++) {
      String area = "" + (1 + random.nextInt(9)) + (1 + random.nextInt(9));
      String subscriber = (6 + random.nextInt(4)) + digits(random, 7);
      assertMeet("+55" + area + subscriber, "+55" + area + "9" + subscriber);
      String landline = "+55" + area + (2 + random.nextInt(4)) + digits(random, 7);
      assertThat(PhoneNumbers.variantCanonical(new PhoneNumber(landline)).e164())
          .isEqualTo(landline);
    }
  }

  @Test
  void mexican_mobiles_meet_with_and_without_the_1() {
    Random random = seeded();
    for (int round = 0; round < 1_000; round++) {
      String national = (2 + random.nextInt(8)) + digits(random, 9);
      assertMeet("+521" + national, "+52" + national);
    }
  }

  @Test
  void argentine_mobiles_meet_with_9_with_15_with_both_and_with_neither() {
    Random random = seeded();
    // Area codes of two, three and four digits: Buenos Aires, Córdoba, Villa Carlos Paz.
    String[] areas = {"11", "351", "3541"};
    for (int round = 0; round < 1_000; round++) {
      String area = areas[random.nextInt(areas.length)];
      String subscriber = "4" + digits(random, 9 - area.length());
      String plain = "+54" + area + subscriber;
      assertMeet("+549" + area + subscriber, plain);
      assertMeet("+54" + area + "15" + subscriber, plain);
      assertMeet("+549" + area + "15" + subscriber, plain);
    }
  }

  @Test
  void no_text_whatever_makes_parsing_fail_with_an_exception() {
    Random random = seeded();
    String alphabet = "0123456789+-() ./,;x#*aZéE９०\u202a\u0000'\"=\n\t";
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(30); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      Parsed<PhoneNumber> parsed = PhoneNumbers.parse(text.toString(), "IN");
      parsed
          .toOptional()
          .ifPresent(
              number -> assertThat(PhoneNumbers.parse(number.e164(), "US")).isEqualTo(parsed));
    }
  }

  private static void assertMeet(String one, String two) {
    assertThat(PhoneNumbers.variantCanonical(new PhoneNumber(one)).e164())
        .as("%s and %s", one, two)
        .isEqualTo(PhoneNumbers.variantCanonical(new PhoneNumber(two)).e164());
  }

  /** What identifies a subscriber, read off the numbering plans without our own code. */
  private static String core(PhoneNumber number) {
    String e164 = number.e164();
    return e164.matches("\\+5[45].*") ? e164.substring(e164.length() - 8) : e164;
  }

  /** The examples of every region, and valid neighbours of each. */
  private static List<PhoneNumber> manyNumbers() {
    Random random = seeded();
    List<PhoneNumber> numbers = new ArrayList<>();
    for (Phonenumber.PhoneNumber example : examples()) {
      numbers.add(new PhoneNumber(UTIL.format(example, PhoneNumberFormat.E164)));
      for (int neighbour = 0; neighbour < 40; neighbour++) {
        Phonenumber.PhoneNumber near = new Phonenumber.PhoneNumber().mergeFrom(example);
        near.setNationalNumber(
            example.getNationalNumber() / 10_000 * 10_000 + random.nextInt(10_000));
        if (UTIL.isValidNumber(near)) {
          numbers.add(new PhoneNumber(UTIL.format(near, PhoneNumberFormat.E164)));
        }
      }
    }
    return numbers;
  }

  private static List<Phonenumber.PhoneNumber> examples() {
    List<Phonenumber.PhoneNumber> examples = new ArrayList<>();
    for (String region : UTIL.getSupportedRegions()) {
      for (PhoneNumberType type : UTIL.getSupportedTypesForRegion(region)) {
        Phonenumber.PhoneNumber example = UTIL.getExampleNumberForType(region, type);
        if (example != null) {
          examples.add(example);
        }
      }
    }
    return examples;
  }

  private static String digits(Random random, int count) {
    StringBuilder digits = new StringBuilder();
    random.ints(count, 0, 10).forEach(digits::append);
    return digits.toString();
  }

  private static Random seeded() {
    long seed = Long.getLong("mce.seed", System.nanoTime());
    System.out.println("PhoneNumbersTest: repeat with -Dmce.seed=" + seed);
    return new Random(seed);
  }

  private static Parsed<PhoneNumber> valid(String e164) {
    return new Parsed.Valid<>(new PhoneNumber(e164));
  }

  private static Parsed.Invalid<PhoneNumber> invalid(Parsed<PhoneNumber> parsed) {
    assertThat(parsed).isInstanceOf(Parsed.Invalid.class);
    return (Parsed.Invalid<PhoneNumber>) parsed;
  }
}
