package io.mce.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mce.lead.LeadDraft;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeadFieldsTest {

  @Test
  void a_flat_object_is_sorted_by_its_names() {
    LeadFields fields =
        one(
            """
            {"fullName": "Ana  Souza", "mobile_number": "+55 11 91234-5678", "E-mail": "ana@x.com",
             "empresa": "Acme", "utm_source": "ads", "tags": ["hot", "vip, new"], "budget": 50000,
             "subscribed": true, "note": null, "city": "  "}
            """);
    assertThat(fields.known())
        .isEqualTo(
            Map.of(
                LeadField.NAME, "Ana Souza",
                LeadField.PHONE, "+55 11 91234-5678",
                LeadField.EMAIL, "ana@x.com",
                LeadField.COMPANY, "Acme",
                LeadField.SOURCE, "ads",
                LeadField.TAGS, "hot, vip, new"));
    assertThat(fields.metadata())
        .containsExactly(Map.entry("budget", "50000"), Map.entry("subscribed", "true"));
  }

  @Test
  void an_object_inside_is_taken_apart_one_level_deep() {
    LeadFields fields =
        one(
            """
            {"event": "created", "contact": {"first_name": "Ana", "last_name": "Souza",
              "phone": "98765 43210", "address": {"city": "Pune"}}}
            """);
    assertThat(fields.get(LeadField.NAME)).hasValue("Ana Souza");
    assertThat(fields.get(LeadField.PHONE)).hasValue("98765 43210");
    assertThat(fields.metadata())
        .containsExactly(
            Map.entry("event", "created"), Map.entry("contact_address", "{\"city\":\"Pune\"}"));
  }

  @Test
  void lead_forms_of_facebook_google_and_typeform_are_understood() {
    LeadFields facebook =
        one(
            """
            {"id": "1", "leadgen_id": 98765432109876543210, "field_data": [
              {"name": "full_name", "values": ["Ana Souza"]},
              {"name": "phone_number", "values": ["p:+919876543210"]},
              {"name": "which_flat?", "values": ["2 BHK", "3 BHK"]}]}
            """);
    assertThat(facebook.get(LeadField.NAME)).hasValue("Ana Souza");
    assertThat(facebook.get(LeadField.PHONE)).hasValue("p:+919876543210");
    assertThat(facebook.get(LeadField.EXTERNAL_ID)).hasValue("98765432109876543210");
    assertThat(facebook.metadata()).containsEntry("which_flat", "2 BHK, 3 BHK");

    LeadFields google =
        one(
            """
            {"lead_id": "abc", "user_column_data": [
              {"column_id": "FULL_NAME", "column_name": "Full Name", "string_value": "Ana"},
              {"column_id": "PHONE_NUMBER", "string_value": "+1 212 555 0123"}]}
            """);
    assertThat(google.get(LeadField.PHONE)).hasValue("+1 212 555 0123");
    assertThat(google.get(LeadField.NAME)).hasValue("Ana");
    assertThat(google.get(LeadField.EXTERNAL_ID)).hasValue("abc");

    LeadFields typeform =
        one(
            """
            {"form_response": {"token": "t", "answers": [
              {"type": "phone_number", "phone_number": "+919876543210", "field": {"id": "x"}},
              {"type": "email", "email": "ana@x.com", "field": {"id": "y"}}]}}
            """);
    assertThat(typeform.get(LeadField.PHONE)).hasValue("+919876543210");
    assertThat(typeform.get(LeadField.EMAIL)).hasValue("ana@x.com");
  }

  @Test
  void a_phone_number_that_became_a_number_keeps_its_digits() {
    assertThat(one("{\"phone\": 919876543210}").get(LeadField.PHONE)).hasValue("919876543210");
    assertThat(one("{\"phone\": 9.1987654321E11}").get(LeadField.PHONE)).hasValue("919876543210");
  }

  @Test
  void one_lead_an_array_and_a_list_inside_are_all_read() {
    assertThat(all("{\"name\": \"Ana\"}")).hasSize(1);
    assertThat(all("[{\"name\": \"Ana\"}, {\"name\": \"Bob\"}]")).hasSize(2);
    assertThat(all("{\"leads\": [{\"name\": \"Ana\"}, {\"name\": \"Bob\"}], \"total\": 2}"))
        .extracting(fields -> fields.get(LeadField.NAME))
        .containsExactly(Optional.of("Ana"), Optional.of("Bob"));
    assertThat(all("[]")).isEmpty();
    assertThat(all("[1, \"x\", null]")).isEmpty();
    assertThat(all("\"x\"")).isEmpty();
    assertThat(all("{}")).hasSize(1);
  }

  @Test
  void a_second_value_for_a_field_is_kept_as_metadata() {
    LeadFields fields = one("{\"phone\": \"1\", \"mobile\": \"2\", \"whatsapp\": \"1\"}");
    assertThat(fields.get(LeadField.PHONE)).hasValue("1");
    assertThat(fields.metadata()).containsExactly(Map.entry("mobile", "2"));
  }

  @Test
  void words_for_nothing_are_nothing() {
    LeadFields fields =
        one("{\"name\": \"-\", \"phone\": \"NA\", \"email\": \"n/a\", \"company\": \"none\"}");
    assertThat(fields.known()).isEmpty();
    assertThat(fields.metadata()).isEmpty();
    assertThat(one("{\"name\": \"Na\", \"phone\": \"call me\"}").known())
        .isEqualTo(Map.of(LeadField.NAME, "Na", LeadField.PHONE, "call me"));
  }

  @Test
  void a_form_is_sorted_like_an_object() {
    Map<String, List<String>> form = new LinkedHashMap<>();
    form.put("your-name", List.of("Ana"));
    form.put("tel", List.of("98765 43210"));
    form.put("interest[]", List.of("a", "b"));
    LeadFields fields = LeadFields.ofForm(form);
    assertThat(fields.get(LeadField.NAME)).hasValue("Ana");
    assertThat(fields.get(LeadField.PHONE)).hasValue("98765 43210");
    assertThat(fields.metadata()).containsExactly(Map.entry("interest", "a, b"));
  }

  @Test
  void a_row_is_sorted_by_the_mapping() {
    FieldMapping mapping =
        FieldMapping.of(
            List.of("First", "Last Name", "Phone", "Mobile", "Budget", "Secret", "Status"),
            Map.of("First", "firstName", "Secret", "ignore"));
    CsvRow row =
        new CsvRow(
            2, List.of("Ana", "Souza", "", "98765 43210", "5 lakh", "x", "hot"), Optional.empty());
    LeadDraft draft = LeadFields.ofRow(mapping, row).draft("import");
    assertThat(draft.name()).isEqualTo("Ana Souza");
    assertThat(draft.phone()).hasValue("98765 43210");
    assertThat(draft.email()).isEmpty();
    assertThat(draft.source()).isEqualTo("import");
    assertThat(draft.metadata())
        .containsExactly(Map.entry("budget", "5 lakh"), Map.entry("status", "hot"));
  }

  @Test
  void a_short_row_leaves_fields_out() {
    FieldMapping mapping = FieldMapping.guess(List.of("Name", "Phone", "Email"));
    CsvRow row = new CsvRow(2, List.of("Ana"), Optional.empty());
    assertThat(LeadFields.ofRow(mapping, row).known()).isEqualTo(Map.of(LeadField.NAME, "Ana"));
  }

  @Test
  void a_draft_carries_tags_source_and_id() {
    LeadDraft draft =
        one("{\"tags\": \"a; b |a,,\", \"source\": \"ads\", \"lead_id\": \"7\", \"email\":"
                + " \"a@x.com\"}")
            .draft("website");
    assertThat(draft.tags()).containsExactlyInAnyOrder("a", "b");
    assertThat(draft.source()).isEqualTo("ads");
    assertThat(draft.externalId()).hasValue("7");
    assertThat(draft.email()).hasValue("a@x.com");
  }

  @Test
  void its_text_form_shows_names_of_fields_only() {
    assertThat(one("{\"phone\": \"98765 43210\", \"budget\": 5}").toString())
        .isEqualTo("LeadFields[PHONE][budget]");
  }

  @Test
  void a_number_beyond_all_bounds_is_a_text_like_any_other() {
    assertThat(one("{\"phone\": 1e999, \"name\": \"Ana\", \"score\": -1e999}").known())
        .isEqualTo(Map.of(LeadField.PHONE, "Infinity", LeadField.NAME, "Ana"));
  }

  private static LeadFields one(String json) {
    List<LeadFields> all = all(json);
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private static List<LeadFields> all(String json) {
    try {
      return LeadFields.allOf(new ObjectMapper().readTree(json));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
