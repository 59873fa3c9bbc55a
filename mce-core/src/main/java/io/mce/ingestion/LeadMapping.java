package io.mce.ingestion;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which part of a delivery becomes which field of a lead, where a source says so itself.
 *
 * @param leads where the list of leads stands in a delivery, as a JSON Pointer; absent: the
 *     delivery is one lead, or an array of them
 * @param rules in order: of two for one field the first that finds something counts
 * @param keepRest whether what no rule names is kept as metadata
 */
public record LeadMapping(Optional<String> leads, List<Rule> rules, boolean keepRest) {

  private static final int MOST_RULES = 100;
  private static final int LONGEST = 500;
  private static final String METADATA = "metadata.";
  private static final Set<LeadField> ONLY_OF_FILES =
      Set.of(LeadField.CUSTOM, LeadField.IGNORE, LeadField.REQUIRED_PROJECT);

  /**
   * One field of a lead.
   *
   * @param field {@code name}, {@code firstName}, {@code lastName}, {@code phone}, {@code email},
   *     {@code company}, {@code project}, {@code externalId}, {@code tags}, {@code source}, {@code
   *     status}, or {@code metadata.} and a key
   * @param pointer where its value stands in the lead, as a JSON Pointer ("/form/phone")
   * @param otherwise its value where nothing stands there; with no pointer, its value always
   */
  public record Rule(String field, Optional<String> pointer, Optional<String> otherwise) {

    /** A field that is read from the delivery. */
    public static Rule of(String field, String pointer) {
      return new Rule(field, Optional.of(pointer), Optional.empty());
    }

    /** A field that is the same for every lead. */
    public static Rule constant(String field, String value) {
      return new Rule(field, Optional.empty(), Optional.of(value));
    }
  }

  /**
   * Checks every rule.
   *
   * @throws MceException INVALID with a sentence for each that cannot be used, by its place
   */
  public LeadMapping {
    rules = List.copyOf(rules);
    Map<String, String> problems = new LinkedHashMap<>();
    leads.flatMap(LeadMapping::pointerProblem).ifPresent(text -> problems.put("leads", text));
    if (rules.isEmpty() || rules.size() > MOST_RULES) {
      problems.put("rules", "A mapping has 1 to " + MOST_RULES + " rules.");
    }
    for (int at = 0; at < rules.size(); at++) {
      check(rules.get(at), "rules[" + at + "].", problems);
    }
    if (!problems.isEmpty()) {
      throw new MceException(
          ErrorCode.INVALID, problems.values().iterator().next(), Map.copyOf(problems));
    }
  }

  private static void check(Rule rule, String at, Map<String, String> problems) {
    if (target(rule.field()).isEmpty()) {
      problems.put(
          at + "field",
          ("\"%s\" is no field of a lead. Use name, firstName, lastName, phone, email, company,"
                  + " externalId, tags, source, status, or metadata.<key>.")
              .formatted(TypedText.clean(rule.field())));
    }
    rule.pointer()
        .flatMap(LeadMapping::pointerProblem)
        .ifPresent(text -> problems.put(at + "pointer", text));
    if (rule.pointer().isEmpty() && rule.otherwise().filter(text -> !text.isBlank()).isEmpty()) {
      problems.put(at + "pointer", "Say where the value stands, or which value it always is.");
    }
    if (rule.otherwise().filter(text -> text.length() > LONGEST).isPresent()) {
      problems.put(at + "otherwise", "A value has at most " + LONGEST + " characters.");
    }
  }

  private static Optional<String> pointerProblem(String pointer) {
    if (pointer.length() > LONGEST) {
      return Optional.of("A pointer has at most " + LONGEST + " characters.");
    }
    if (!pointer.isEmpty() && !pointer.startsWith("/")) {
      return Optional.of(
          "\"%s\" is no JSON Pointer. It begins with a slash and goes from name to name: /%s."
              .formatted(
                  TypedText.clean(pointer),
                  TypedText.clean(pointer).replace("$.", "").replace('.', '/')));
    }
    if (pointer.matches(".*~(?![01]).*")) {
      return Optional.of(
          "\"%s\" is no JSON Pointer: write ~0 for ~ and ~1 for / in a name."
              .formatted(TypedText.clean(pointer)));
    }
    return Optional.empty();
  }

  private static Optional<LeadField> target(String field) {
    if (field.startsWith(METADATA)) {
      return field.length() > METADATA.length() && field.length() <= METADATA.length() + 100
          ? Optional.of(LeadField.CUSTOM)
          : Optional.empty();
    }
    return LeadField.ofKey(field).filter(known -> !ONLY_OF_FILES.contains(known));
  }

  /** Reads the leads of a delivery; empty when there is none in it. */
  List<LeadFields> read(JsonNode body) {
    JsonNode found = leads.map(body::at).orElse(body);
    if (found.isArray()) {
      List<LeadFields> all = new ArrayList<>();
      found.forEach(each -> {
        if (each.isObject()) {
          all.add(one(each));
        }
      });
      return all;
    }
    return found.isObject() ? List.of(one(found)) : List.of();
  }

  private LeadFields one(JsonNode lead) {
    List<LeadFields.Value> values = new ArrayList<>();
    for (Rule rule : rules) {
      String text = rule.pointer().map(lead::at).map(LeadFields::text).orElse("");
      String value = TypedText.present(text).isPresent() ? text : rule.otherwise().orElse("");
      LeadField field = target(rule.field()).orElseThrow();
      String key =
          field == LeadField.CUSTOM ? rule.field().substring(METADATA.length()) : rule.field();
      values.add(new LeadFields.Value(field, key, value));
    }
    if (keepRest) {
      rest(lead, JsonPointer.empty(), "", values);
    }
    return LeadFields.of(values);
  }

  /** What no rule names, each value under its path. */
  private void rest(JsonNode node, JsonPointer at, String path, List<LeadFields.Value> values) {
    if (rules.stream().anyMatch(rule -> rule.pointer().filter(at.toString()::equals).isPresent())) {
      return;
    }
    if (node.isObject()) {
      node.properties()
          .forEach(entry ->
              rest(
                  entry.getValue(),
                  at.appendProperty(entry.getKey()),
                  path.isEmpty() ? entry.getKey() : path + "_" + entry.getKey(),
                  values));
    } else if (!path.isEmpty()) {
      values.add(
          new LeadFields.Value(LeadField.CUSTOM, TypedText.key(path), LeadFields.text(node)));
    }
  }

  /** How many rules there are: constants may be of somebody. */
  @Override
  public String toString() {
    return "LeadMapping[" + rules.size() + " rules]";
  }
}
