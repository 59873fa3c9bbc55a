package io.mce.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldMappingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Name                    | name
          FULL NAME               | name
          Lead Name*              | name
          Nome completo           | name
          Nombre y Apellidos      | name
          Naam                    | name
          Poora Naam              | name
          नाम                     | name
          First name              | firstName
          Primeiro Nome           | firstName
          Surname                 | lastName
          Sobrenome               | lastName
          Apellidos               | lastName
          Phone                   | phone
          phone_number            | phone
          Phone (with code)       | phone
          Phone 1                 | phone
          Mobile No.              | phone
          MobileNumber            | phone
          WhatsApp Number         | phone
          Ph. No.                 | phone
          Contact No              | phone
          Telefone / Celular      | phone
          Teléfono móvil          | phone
          Celular (WhatsApp)      | phone
          Número de teléfono      | phone
          Doorbhash               | phone
          फ़ोन                    | phone
          मोबाइल नंबर             | phone
          E-mail                  | email
          Email ID                | email
          Correo electrónico      | email
          Endereço de e-mail      | email
          Company Name            | company
          Organisation            | company
          Empresa                 | company
          Razão Social            | company
          Compañía                | company
          Kampani                 | company
          Lead Source             | source
          utm_source              | source
          Origem                  | source
          Fuente                  | source
          Situação                | status
          Tags                    | tags
          Etiquetas               | tags
          Lead ID                 | externalId
          externalId              | externalId
          S.No.                   | ignore
          ''                      | ignore
          ***                     | ignore
          Budget (₹)              | custom.budget
          Data de Nascimento      | custom.data_de_nascimento
          City / Área             | custom.city_area
          शहर                     | custom.शहर
          id                      | custom.id
          Contact                 | custom.contact
          """)
  void headers_are_recognized_in_four_languages(String header, String target) {
    assertThat(FieldMapping.guess(List.of(header)).columns().getFirst().target()).isEqualTo(target);
  }

  @Test
  void what_a_person_chose_goes_before_what_is_guessed() {
    FieldMapping mapping =
        FieldMapping.of(
            List.of("Name", "Phone", "Contact", "Remarks"),
            Map.of("phone ", "ignore", "Contact", "PHONE", "Remarks", "custom.Sales Note"));
    assertThat(mapping.targets())
        .containsExactly(
            Map.entry("Name", "name"),
            Map.entry("Phone", "ignore"),
            Map.entry("Contact", "phone"),
            Map.entry("Remarks", "custom.sales_note"));
    assertThat(mapping.headerOf(LeadField.PHONE)).hasValue("Contact");
    assertThat(mapping.headerOf(LeadField.EMAIL)).isEmpty();
  }

  @Test
  void a_choice_that_makes_no_sense_is_refused_with_what_there_is() {
    List<String> headers = List.of("Name", "Fone");
    assertInvalid(
        () -> FieldMapping.of(headers, Map.of("Phone", "phone")),
        "The file has no column 'Phone'. Its columns are: Name, Fone.");
    assertInvalid(
        () -> FieldMapping.of(headers, Map.of("Fone", "telefone")),
        "There is no field 'telefone'. The fields are: name, firstName, lastName, phone, email,"
            + " company, source, status, project, requiredProject, tags, externalId,"
            + " custom.any_key, ignore.");
    assertInvalid(
        () -> FieldMapping.of(headers, Map.of("Fone", "custom.")), "There is no field 'custom.'");
    assertInvalid(() -> FieldMapping.of(headers, Map.of("Fone", "custom")), "There is no field");
  }

  @Test
  void a_file_by_which_nobody_is_known_again_is_refused() {
    for (String header : List.of("Phone", "Email", "Lead Id")) {
      assertThatCode(FieldMapping.guess(List.of("Name", header))::requireUsable)
          .doesNotThrowAnyException();
    }
    assertInvalid(
        FieldMapping.guess(List.of("Name", "Contact"))::requireUsable,
        "No column holds a phone number or an e-mail address. Choose it for one of the columns:"
            + " 'Name', 'Contact'.");
  }

  @Test
  void a_file_without_headers_is_told_so() {
    assertInvalid(
        FieldMapping.guess(List.of("Ana Souza", "+55 11 91234-5678"))::requireUsable,
        "The first row holds a lead where the names of the columns should be.");
    assertInvalid(
        FieldMapping.guess(List.of("Ana Souza", "ana@example.com"))::requireUsable,
        "The first row holds a lead");
  }

  @Test
  void two_columns_of_one_name_are_two_columns() {
    FieldMapping mapping = FieldMapping.guess(List.of("Phone", "Phone", "Name"));
    assertThat(mapping.columns()).hasSize(3);
  }

  private static void assertInvalid(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID))
        .hasMessageContaining(message);
  }
}
