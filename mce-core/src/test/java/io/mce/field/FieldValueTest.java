package io.mce.field;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.kernel.Parsed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What people type becomes one text, or a reason why not. */
class FieldValueTest {

  private static final int CASES = 10_000;
  private static final List<String> REGIONS = List.of("BR", "IN", "US", "DE");
  private static final List<String> PIECES =
      List.of(
          "1.234,56",
          "1,234.56",
          "R$",
          "$",
          "€",
          "USD",
          "-",
          "(",
          ")",
          "12",
          "3",
          "2026",
          "/",
          ".",
          ",",
          " ",
          "março",
          "Mar",
          "de",
          "st",
          "https://",
          "example.com",
          "?a=b",
          "#x",
          "sim",
          "no",
          "Casa",
          "Flat; House",
          "|",
          ";",
          "\n",
          "\u00a0",
          "ção",
          "\ud83d\ude00",
          "\ud83d",
          "%zz",
          "[",
          "]",
          "@",
          "+5511912345678",
          "00",
          "'",
          "E5",
          "\u0660",
          "हाँ",
          "a\u0301");

  static CustomField field(FieldType type) {
    return new CustomField(
        new CustomFieldId(new UUID(0, 1)),
        "k",
        "K",
        type,
        type.hasChoices() ? List.of("Flat", "House", "Casa grande", "2 BHK, sea view") : List.of(),
        type == FieldType.MONEY ? Optional.of("BRL") : Optional.empty(),
        false,
        false,
        0,
        Optional.empty(),
        Instant.EPOCH,
        Instant.EPOCH,
        1);
  }

  private static String read(FieldType type, String region, String text) {
    return switch (FieldValue.parse(field(type), text, region)) {
      case Parsed.Valid<String> valid -> valid.value();
      case Parsed.Invalid<String> invalid -> invalid.code();
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "BR ~ 1.234,56 ~ 1234.56",
        "IN ~ 1.234,56 ~ 1234.56",
        "BR ~ 1,234.56 ~ 1234.56",
        "IN ~ 12,34,567.5 ~ 1234567.5",
        "BR ~ 1.234.567 ~ 1234567",
        "BR ~ 1.234 ~ 1234",
        "IN ~ 1,234 ~ 1234",
        "IN ~ 1.234 ~ 1.2340",
        "BR ~ 1,234 ~ 1.2340",
        "BR ~ 0.234 ~ 0.2340",
        "BR ~ 1.5 ~ 1.5",
        "BR ~ 1,50 ~ 1.5",
        "BR ~ -3 ~ -3",
        "BR ~ 1 000 ~ 1000",
        "BR ~ 0,00 ~ 0",
        "BR ~ 1.23.456 ~ 123456",
        "BR ~ 1.2.3 ~ FIELD_NOT_A_NUMBER",
        "BR ~ 1,2,3.4 ~ FIELD_NOT_A_NUMBER",
        "BR ~ ten ~ FIELD_NOT_A_NUMBER",
        "BR ~ 1234567890123456789 ~ FIELD_NOT_A_NUMBER",
        "BR ~ 0.1234567891 ~ FIELD_TOO_PRECISE",
      })
  void numbers_are_read_in_both_notations(String region, String text, String expected) {
    assertThat(read(FieldType.NUMBER, region, text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "BR ~ R$ 1.234,56 ~ 1234.56",
        "BR ~ 1.234 ~ 1234",
        "IN ~ 1.234 ~ 1234",
        "BR ~ BRL 10 ~ 10",
        "BR ~ (10,50) ~ -10.5",
        "BR ~ US$ 10 ~ FIELD_OTHER_CURRENCY",
        "BR ~ 10 EUR ~ FIELD_OTHER_CURRENCY",
        "BR ~ 10,505 x ~ FIELD_NOT_A_NUMBER",
        "BR ~ 10,5051 ~ FIELD_TOO_PRECISE",
      })
  void amounts_are_in_the_currency_of_the_field(String region, String text, String expected) {
    assertThat(read(FieldType.MONEY, region, text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "BR ~ 2026-12-31 ~ 2026-12-31",
        "BR ~ 2026-12-31T10:00:00Z ~ 2026-12-31",
        "BR ~ 03/04/2026 ~ 2026-04-03",
        "US ~ 03/04/2026 ~ 2026-03-04",
        "US ~ 31/12/2026 ~ 2026-12-31",
        "BR ~ 12/31/26 ~ 2026-12-31",
        "DE ~ 3.4.2026 ~ 2026-04-03",
        "BR ~ 3 de março de 2026 ~ 2026-03-03",
        "US ~ March 3, 2026 ~ 2026-03-03",
        "IN ~ 3rd Mar 2026 ~ 2026-03-03",
        "BR ~ 31/02/2026 ~ FIELD_NOT_A_DATE",
        "BR ~ tomorrow ~ FIELD_NOT_A_DATE",
        "BR ~ 0001-01-01 ~ FIELD_NOT_A_DATE",
      })
  void days_are_read_by_the_order_of_the_region(String region, String text, String expected) {
    assertThat(read(FieldType.DATE, region, text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "CHOICE ~ flat ~ Flat",
        "CHOICE ~ CASA  GRANDE ~ Casa grande",
        "CHOICE ~ Castle ~ FIELD_NOT_A_CHOICE",
        "MULTI_CHOICE ~ house, flat ~ House; Flat",
        "MULTI_CHOICE ~ Flat|Flat ~ Flat",
        "MULTI_CHOICE ~ 2 BHK, sea view; flat ~ 2 BHK, sea view; Flat",
        "MULTI_CHOICE ~ Flat; Castle ~ FIELD_NOT_A_CHOICE",
        "BOOLEAN ~ Sim ~ true",
        "BOOLEAN ~ NÃO ~ false",
        "BOOLEAN ~ 1 ~ true",
        "BOOLEAN ~ maybe ~ FIELD_NOT_YES_OR_NO",
        "URL ~ Example.com/A?b=C ~ https://example.com/A?b=C",
        "URL ~ HTTP://Example.com ~ http://example.com",
        "URL ~ javascript:alert(1) ~ FIELD_NOT_A_URL",
        "URL ~ ftp://example.com ~ FIELD_NOT_A_URL",
        "URL ~ two words ~ FIELD_NOT_A_URL",
        "PHONE ~ (11) 91234-5678 ~ +5511912345678",
        "PHONE ~ 123 ~ PHONE_TOO_SHORT",
        "TEXT ~ as it is ~ as it is",
      })
  void each_type_has_its_values(FieldType type, String text, String expected) {
    assertThat(read(type, "BR", text)).isEqualTo(expected);
  }

  /** A stored text is read as itself, wherever; nothing makes the reader throw. */
  @ParameterizedTest
  @EnumSource(FieldType.class)
  void reading_a_stored_text_changes_nothing(FieldType type) {
    long seed = Long.getLong("mce.seed", System.nanoTime());
    System.out.println("FieldValueTest: " + type + ", seed " + seed + ", " + CASES + " cases");
    Random random = new Random(seed);
    CustomField field = field(type);
    int valid = 0;
    for (int i = 0; i < CASES; i++) {
      String text = text(random, type);
      String region = REGIONS.get(random.nextInt(REGIONS.size()));
      if (FieldValue.parse(field, text, region) instanceof Parsed.Valid<String> first) {
        valid++;
        for (String other : REGIONS) {
          assertThat(FieldValue.parse(field, first.value(), other))
              .as("seed %s, case %s: <%s> in %s, then %s", seed, i, text, region, other)
              .isEqualTo(first);
        }
        assertThat(FieldTerm.of(field, first.value(), region))
            .allSatisfy(term ->
                assertThat(term.text().orElse("")).hasSizeLessThanOrEqualTo(FieldTerm.MAX_TEXT));
      }
    }
    assertThat(valid).isGreaterThan(100);
  }

  private static String text(Random random, FieldType type) {
    return switch (random.nextInt(4)) {
      case 0 -> {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
          text.append((char) random.nextInt(0x3000));
        }
        yield text.toString();
      }
      case 1 -> {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i >= 0; i--) {
          text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        yield text.toString();
      }
      case 2 -> {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(10); i >= 0; i--) {
          text.append("0123456789.,-/".charAt(random.nextInt(14)));
        }
        yield text.toString();
      }
      default ->
          switch (type) {
            case DATE ->
                "%d/%d/%d"
                    .formatted(
                        1 + random.nextInt(28), 1 + random.nextInt(12), 1950 + random.nextInt(99));
            case CHOICE, MULTI_CHOICE ->
                List.of("flat", "House", "casa grande;flat", "2 BHK, sea view")
                    .get(random.nextInt(4));
            case BOOLEAN -> List.of("Sim", "no", "TRUE", "0").get(random.nextInt(4));
            case URL -> "Example" + random.nextInt(9) + ".com/" + random.nextInt();
            case PHONE -> "+55 11 9" + (10000000 + random.nextInt(89999999));
            case TEXT, NUMBER, MONEY -> String.valueOf(random.nextInt(2_000_000) / 1_000.0);
          };
    };
  }

  @Test
  void a_column_is_guessed_by_its_values() {
    assertThat(guess("10", "1.234,5")).isEqualTo(FieldType.NUMBER);
    assertThat(guess("31/12/2026", "2026-01-01")).isEqualTo(FieldType.DATE);
    assertThat(guess("yes", "no")).isEqualTo(FieldType.BOOLEAN);
    assertThat(guess("https://example.com")).isEqualTo(FieldType.URL);
    assertThat(guess("+55 11 91234-5678")).isEqualTo(FieldType.PHONE);
    assertThat(guess("a", "b", "a", "b", "a", "b")).isEqualTo(FieldType.CHOICE);
    assertThat(guess("likes gardens", "wants a pool")).isEqualTo(FieldType.TEXT);
    assertThat(FieldGuess.of("K", "k", List.of())).isEmpty();
  }

  private static FieldType guess(String... values) {
    return FieldGuess.of("K", "k", List.of(values)).orElseThrow().type();
  }
}
