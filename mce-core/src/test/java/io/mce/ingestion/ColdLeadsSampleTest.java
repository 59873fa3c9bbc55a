package io.mce.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.kernel.EmailAddress;
import io.mce.kernel.Parsed;
import io.mce.kernel.PhoneNumber;
import io.mce.kernel.PhoneNumbers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sample that documentation, demonstrations and other tests count on. */
class ColdLeadsSampleTest {

  private static final Path SAMPLE = Path.of("..", "samples", "cold_leads_nov.csv");
  private static final String REGION = "IN";

  private FieldMapping mapping;
  private final List<CsvRow> rows = new ArrayList<>();

  @BeforeEach
  void read_the_sample() throws IOException {
    CsvFile file = CsvFile.of(() -> Files.newInputStream(SAMPLE));
    mapping = FieldMapping.guess(file.headers());
    try (CsvReader reader = file.open()) {
      for (var row = reader.next(); row.isPresent(); row = reader.next()) {
        rows.add(row.get());
      }
    }
    assertThat(file.countRows()).isEqualTo(rows.size());
  }

  @Test
  void its_500_rows_are_480_people() {
    assertThat(rows).hasSize(500).allMatch(row -> row.problem().isEmpty());
    Set<PhoneNumber> people = new HashSet<>();
    for (CsvRow row : rows) {
      people.add(PhoneNumbers.variantCanonical(phone(row)));
    }
    assertThat(people).hasSize(480);
  }

  @Test
  void no_row_is_invalid() {
    for (CsvRow row : rows) {
      LeadFields fields = LeadFields.ofRow(mapping, row);
      String text = fields.get(LeadField.PHONE).orElse("");
      assertThat(PhoneNumbers.parse(text, REGION))
          .as("row %d", row.number())
          .isInstanceOf(Parsed.Valid.class);
      fields
          .get(LeadField.EMAIL)
          .ifPresent(email ->
              assertThat(EmailAddress.parse(email))
                  .as("row %d", row.number())
                  .isInstanceOf(Parsed.Valid.class));
      assertThat(fields.get(LeadField.NAME)).as("row %d", row.number()).isPresent();
    }
  }

  @Test
  void no_two_people_share_an_e_mail_address() {
    Map<String, PhoneNumber> owners = new HashMap<>();
    for (CsvRow row : rows) {
      PhoneNumber phone = PhoneNumbers.variantCanonical(phone(row));
      LeadFields.ofRow(mapping, row)
          .get(LeadField.EMAIL)
          .map(text -> EmailAddress.parse(text).orThrow("email").matchForm())
          .ifPresent(
              email -> assertThat(owners.merge(email, phone, (one, two) -> one)).isEqualTo(phone));
    }
    assertThat(owners).hasSizeBetween(200, 400);
  }

  @Test
  void it_is_as_people_really_type_them() {
    assertThat(mapping.targets().values())
        .containsExactly(
            "name", "phone", "email", "company", "source", "custom.city", "custom.remarks");
    Map<String, Integer> countries = new HashMap<>();
    Set<String> forms = new HashSet<>();
    int ofEightDigits = 0;
    for (CsvRow row : rows) {
      String e164 = phone(row).e164();
      countries.merge(e164.startsWith("+1") ? "+1" : e164.substring(0, 3), 1, Integer::sum);
      String typed = row.cell(1);
      forms.add(typed.replaceAll("\\d", "9"));
      ofEightDigits += typed.replaceAll("\\D", "").matches("(00)?55\\d{10}") ? 1 : 0;
    }
    assertThat(countries).containsOnlyKeys("+91", "+55", "+1");
    assertThat(countries.values()).allMatch(count -> count > 50);
    assertThat(forms).hasSizeGreaterThan(25);
    assertThat(ofEightDigits).as("Brazilian numbers without the ninth digit").isEqualTo(5);
    assertThat(rows).extracting(row -> row.cell(1)).doesNotHaveDuplicates();
    assertThat(rows).anyMatch(row -> row.cell(0).matches(".*[áãçéíõúñ].*"));
    assertThat(rows).anyMatch(row -> row.cell(3).contains(","));
    assertThat(rows).anyMatch(row -> row.cell(0).contains(","));
  }

  private PhoneNumber phone(CsvRow row) {
    return PhoneNumbers.parse(
            LeadFields.ofRow(mapping, row).get(LeadField.PHONE).orElse(""), REGION)
        .orThrow("phone of row " + row.number());
  }
}
