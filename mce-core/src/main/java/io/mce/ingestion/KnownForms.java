package io.mce.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Deliveries of services whose shape says more than the names in it. */
final class KnownForms {

  private static final String TEST = "test lead";

  private KnownForms() {}

  /** Reads a delivery of a service that is known; empty for every other. */
  static Optional<LeadFields> of(JsonNode body) {
    if (body.path("event_type").asText().equals("form_response")
        && body.path("form_response").isObject()) {
      return Optional.of(typeform(body.path("form_response")));
    }
    if (body.path("user_column_data").isArray()) {
      return Optional.of(googleAds(body));
    }
    return Optional.empty();
  }

  /** An answer is asked for by a title, which the definition of the form holds. */
  private static LeadFields typeform(JsonNode response) {
    Map<String, String> titles = new HashMap<>();
    response
        .path("definition")
        .path("fields")
        .forEach(field -> titles.put(field.path("id").asText(), field.path("title").asText()));
    List<LeadFields.Value> values = new ArrayList<>();
    values.add(
        new LeadFields.Value(LeadField.EXTERNAL_ID, "token", response.path("token").asText()));
    response.path("answers").forEach(answer -> values.add(answer(answer, titles)));
    response
        .path("hidden")
        .properties()
        .forEach(entry -> values.add(named(entry.getKey(), LeadFields.text(entry.getValue()))));
    values.add(
        new LeadFields.Value(LeadField.CUSTOM, "form_id", response.path("form_id").asText()));
    values.add(
        new LeadFields.Value(
            LeadField.CUSTOM, "submitted_at", response.path("submitted_at").asText()));
    return LeadFields.of(values);
  }

  private static LeadFields.Value answer(JsonNode answer, Map<String, String> titles) {
    String type = answer.path("type").asText();
    JsonNode field = answer.path("field");
    String title = titles.getOrDefault(field.path("id").asText(), field.path("ref").asText(type));
    JsonNode value = answer.path(type);
    String text =
        value.has("label")
            ? value.path("label").asText()
            : LeadFields.text(value.has("labels") ? value.path("labels") : value);
    return switch (type) {
      case "phone_number" -> new LeadFields.Value(LeadField.PHONE, TypedText.key(title), text);
      case "email" -> new LeadFields.Value(LeadField.EMAIL, TypedText.key(title), text);
      default -> named(title, text);
    };
  }

  private static LeadFields.Value named(String name, String text) {
    return new LeadFields.Value(
        LeadField.ofHeader(name).orElse(LeadField.CUSTOM), TypedText.key(name), text);
  }

  /** The key is the secret of the form and stays out; a lead that Google made up is tagged. */
  private static LeadFields googleAds(JsonNode body) {
    List<LeadFields.Value> values = new ArrayList<>();
    body.path("user_column_data")
        .forEach(column -> {
          String id = column.path("column_id").asText();
          String name = id.isEmpty() ? column.path("column_name").asText() : id;
          values.add(named(name, LeadFields.text(column.path("string_value"))));
        });
    if (body.path("is_test").asBoolean()) {
      values.add(new LeadFields.Value(LeadField.TAGS, "tags", TEST));
    }
    body.properties().stream()
        .filter(entry -> entry.getValue().isValueNode())
        .filter(entry -> !entry.getKey().equals("google_key"))
        .forEach(entry -> values.add(named(entry.getKey(), LeadFields.text(entry.getValue()))));
    return LeadFields.of(values);
  }
}
