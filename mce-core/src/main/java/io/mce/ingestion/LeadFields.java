package io.mce.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import io.mce.lead.LeadDraft;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a row, a form or a message says of one lead, sorted into fields by the names it uses. The
 * first value for a field wins; further ones, and what no field takes, are kept as metadata, so
 * that nothing is lost.
 *
 * @param known the fields, cleaned; never NAME parts, CUSTOM or IGNORE
 * @param metadata everything else, by key, in order
 */
record LeadFields(Map<LeadField, String> known, Map<String, String> metadata) {

  private static final Pattern BETWEEN_TAGS = Pattern.compile("[,;|]");

  /** Where services put a list of leads. */
  private static final List<String> LISTS =
      List.of("leads", "data", "results", "records", "items", "rows");

  /** How services name the two halves of one answer of a form. */
  private static final List<String> NAMES =
      List.of("name", "column_id", "key", "field", "label", "question", "column_name");

  private static final List<String> VALUES =
      List.of("values", "value", "string_value", "answer", "answers", "text");

  LeadFields {
    known = Map.copyOf(known);
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /** Sorts the cells of a row. */
  static LeadFields ofRow(FieldMapping mapping, CsvRow row) {
    Sorter sorter = new Sorter();
    for (int at = 0; at < mapping.columns().size(); at++) {
      FieldMapping.Column column = mapping.columns().get(at);
      sorter.add(column.field(), column::metadataKey, row.cell(at));
    }
    return sorter.sorted();
  }

  /**
   * One value and where it belongs.
   *
   * @param key its key as metadata, where its field is CUSTOM or taken
   */
  record Value(LeadField field, String key, String text) {}

  /** Sorts values whose fields are known. */
  static LeadFields of(List<Value> values) {
    Sorter sorter = new Sorter();
    values.forEach(value -> sorter.add(value.field(), value::key, value.text()));
    return sorter.sorted();
  }

  /** Sorts the fields of a form; several values of one name are joined by commas. */
  static LeadFields ofForm(Map<String, List<String>> form) {
    Sorter sorter = new Sorter();
    form.forEach((name, values) -> sorter.add(name, String.join(", ", values)));
    return sorter.sorted();
  }

  /**
   * Sorts the leads in a body of JSON: one object, an array of objects, or an object with such an
   * array under "leads", "data" or the like.
   *
   * @return one entry for each lead, in order; empty when the body holds no object
   */
  static List<LeadFields> allOf(JsonNode body) {
    Optional<LeadFields> known = KnownForms.of(body);
    if (known.isPresent()) {
      return List.of(known.get());
    }
    if (body.isArray()) {
      return stream(body).filter(JsonNode::isObject).map(LeadFields::of).toList();
    }
    if (!body.isObject()) {
      return List.of();
    }
    return LISTS.stream()
        .map(body::path)
        .filter(list -> list.isArray() && !list.isEmpty() && all(list, LeadFields::isPlainObject))
        .findFirst()
        .map(LeadFields::allOf)
        .orElseGet(() -> List.of(of(body)));
  }

  /**
   * Sorts one object of JSON. Objects inside it are taken apart one level deep; lists of question
   * and answer, as lead forms send them, count as fields of the lead; other lists are joined by
   * commas.
   */
  static LeadFields of(JsonNode object) {
    Sorter sorter = new Sorter();
    object
        .properties()
        .forEach(entry -> add(entry.getKey(), entry.getKey(), entry.getValue(), 1, sorter));
    return sorter.sorted();
  }

  /**
   * Returns the lead as a draft.
   *
   * @param defaultSource the source of a lead that does not name its own
   */
  LeadDraft draft(String defaultSource) {
    Map<String, String> rest = new LinkedHashMap<>(metadata);
    get(LeadField.STATUS).ifPresent(status -> rest.putIfAbsent(LeadField.STATUS.key(), status));
    return LeadDraft.named(get(LeadField.NAME).orElse(""))
        .phone(get(LeadField.PHONE).orElse(""))
        .email(get(LeadField.EMAIL).orElse(""))
        .company(get(LeadField.COMPANY).orElse(""))
        .source(get(LeadField.SOURCE).orElse(defaultSource))
        .externalId(get(LeadField.EXTERNAL_ID).orElse(""))
        .project(get(LeadField.PROJECT).or(() -> get(LeadField.REQUIRED_PROJECT)).orElse(""))
        .tags(tags())
        .metadata(rest);
  }

  /** Returns a field. */
  Optional<String> get(LeadField field) {
    return Optional.ofNullable(known.get(field));
  }

  /** The names of the fields only: the values are personal. */
  @Override
  public String toString() {
    return "LeadFields" + known.keySet() + metadata.keySet();
  }

  private Set<String> tags() {
    return get(LeadField.TAGS).stream()
        .flatMap(BETWEEN_TAGS::splitAsStream)
        .map(TypedText::clean)
        .filter(tag -> !tag.isEmpty())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static void add(String name, String path, JsonNode value, int depth, Sorter sorter) {
    if (value.isObject() && depth > 0) {
      value
          .properties()
          .forEach(entry ->
              add(
                  entry.getKey(),
                  path + "_" + entry.getKey(),
                  entry.getValue(),
                  depth - 1,
                  sorter));
    } else if (value.isArray() && !value.isEmpty() && all(value, LeadFields::isAnswer)) {
      stream(value).forEach(answer -> addAnswer(answer, sorter));
    } else {
      LeadField field = LeadField.ofHeader(name).orElse(LeadField.CUSTOM);
      sorter.add(field, () -> TypedText.key(path), text(value));
    }
  }

  private static void addAnswer(JsonNode answer, Sorter sorter) {
    String name = questionOf(answer).orElse("");
    sorter.add(name, valueOf(answer).map(LeadFields::text).orElse(""));
  }

  private static boolean isAnswer(JsonNode node) {
    return node.isObject() && questionOf(node).isPresent() && valueOf(node).isPresent();
  }

  private static boolean isPlainObject(JsonNode node) {
    return node.isObject() && !isAnswer(node);
  }

  /** What was asked; a form that says of what type the answer is need not say more. */
  private static Optional<String> questionOf(JsonNode answer) {
    JsonNode type = answer.path("type");
    return type.isTextual() && answer.has(type.textValue())
        ? Optional.of(type.textValue())
        : NAMES.stream()
            .map(answer::path)
            .filter(JsonNode::isTextual)
            .findFirst()
            .map(JsonNode::textValue);
  }

  private static Optional<JsonNode> valueOf(JsonNode answer) {
    JsonNode type = answer.path("type");
    return Stream.concat(Stream.of(type.asText()), VALUES.stream())
        .filter(answer::has)
        .findFirst()
        .map(answer::get);
  }

  /** What a person would read there; a phone number that became a number has all its digits. */
  static String text(JsonNode value) {
    if (value.isNull() || value.isMissingNode()) {
      return "";
    }
    if (value.isFloatingPointNumber() && Double.isFinite(value.doubleValue())) {
      // A phone number that became a number: 9.19876543210E11.
      return value.decimalValue().stripTrailingZeros().toPlainString();
    }
    if (value.isArray() && all(value, JsonNode::isValueNode)) {
      return stream(value)
          .map(LeadFields::text)
          .filter(text -> !text.isEmpty())
          .collect(Collectors.joining(", "));
    }
    return value.isValueNode() ? value.asText() : value.toString();
  }

  private static boolean all(JsonNode list, Predicate<JsonNode> condition) {
    return stream(list).allMatch(condition);
  }

  private static Stream<JsonNode> stream(JsonNode list) {
    List<JsonNode> nodes = new ArrayList<>();
    list.forEach(nodes::add);
    return nodes.stream();
  }

  /** Takes values in the order of the source. */
  private static final class Sorter {

    private final Map<LeadField, String> known = new EnumMap<>(LeadField.class);
    private final Map<String, String> metadata = new LinkedHashMap<>();

    void add(String name, String value) {
      LeadField field = LeadField.ofHeader(name).orElse(LeadField.CUSTOM);
      add(field, () -> TypedText.key(name), value);
    }

    void add(LeadField field, Supplier<String> metadataKey, String value) {
      boolean address = field == LeadField.PHONE || field == LeadField.EMAIL;
      Optional<String> present =
          address ? TypedText.presentAddress(value) : TypedText.present(value);
      if (present.isEmpty() || field == LeadField.IGNORE) {
        return;
      }
      String clean = present.get();
      String taken = field == LeadField.CUSTOM ? "" : known.putIfAbsent(field, clean);
      if (taken != null && !taken.equals(clean)) {
        keep(metadataKey.get(), clean);
      }
    }

    private void keep(String key, String value) {
      if (!key.isEmpty()) {
        metadata.merge(key, value, (one, two) -> one.equals(two) ? one : one + ", " + two);
      }
    }

    LeadFields sorted() {
      String joined =
          Stream.of(known.remove(LeadField.FIRST_NAME), known.remove(LeadField.LAST_NAME))
              .filter(part -> part != null)
              .collect(Collectors.joining(" "));
      if (!joined.isEmpty()) {
        known.putIfAbsent(LeadField.NAME, joined);
      }
      return new LeadFields(known, metadata);
    }
  }
}
