package io.mce.spi.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The schemas of a specification, as JSON schemas that a validator understands and that allow no
 * field which they do not name, whatever the specification says of further ones. Thread-safe.
 */
final class WireSchemas {

  private static final String CLOSED = "unevaluatedProperties";
  private static final String MORE = "additionalProperties";
  private static final List<String> BRANCHES = List.of("allOf", "oneOf", "anyOf");
  private static final Set<String> NO_RULES =
      Set.of("example", "examples", "discriminator", "xml", "externalDocs", "nullable", "default");
  private static final int DEEPEST = 40;

  private final ObjectNode document;
  private final ObjectNode components = JsonNodeFactory.instance.objectNode();
  private final Map<JsonNode, JsonSchema> compiled = new ConcurrentHashMap<>();
  private final JsonSchemaFactory factory =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
  private final SchemaValidatorsConfig config =
      SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

  WireSchemas(ObjectNode document) {
    this.document = document;
    ObjectNode schemas = components.putObject("schemas");
    document
        .path("components")
        .path("schemas")
        .properties()
        .forEach(each -> schemas.set(each.getKey(), rules(each.getValue(), false)));
  }

  /** What is wrong with a value; a sentence each. */
  List<String> problems(JsonNode schema, JsonNode value) {
    JsonSchema rules = compiled.computeIfAbsent(schema, this::compile);
    return rules.validate(value).stream().map(ValidationMessage::getMessage).sorted().toList();
  }

  /** Follows references. */
  JsonNode resolve(JsonNode node) {
    JsonNode at = node;
    for (int i = 0; at.has("$ref") && i < DEEPEST; i++) {
      at = document.at(at.get("$ref").asText().substring(1));
    }
    return at;
  }

  private JsonSchema compile(JsonNode schema) {
    ObjectNode root = (ObjectNode) rules(schema, true);
    root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.set("components", components);
    return factory.getSchema(root, config);
  }

  /** A schema of OpenAPI as one of JSON; as a whole, or as a branch whose place closes it. */
  private JsonNode rules(JsonNode schema, boolean whole) {
    if (!schema.isObject()) {
      return schema;
    }
    ObjectNode rules = JsonNodeFactory.instance.objectNode();
    schema.properties().stream()
        .filter(each -> !NO_RULES.contains(each.getKey()) && !each.getKey().startsWith("x-"))
        .forEach(each -> rules.set(each.getKey(), each.getValue()));
    if (rules.has("properties")) {
      rules.remove(MORE);
      ObjectNode properties = rules.putObject("properties");
      schema
          .get("properties")
          .properties()
          .forEach(each -> properties.set(each.getKey(), rules(each.getValue(), true)));
    }
    for (String inner : List.of("items", MORE)) {
      if (rules.path(inner).isObject()) {
        rules.set(inner, rules(schema.get(inner), true));
      }
    }
    for (String branches : BRANCHES) {
      if (rules.has(branches)) {
        ArrayNode all = rules.putArray(branches);
        schema.get(branches).forEach(each -> all.add(rules(each, false)));
        rules.remove(MORE);
      }
    }
    if (schema.path("nullable").asBoolean() && rules.path("type").isTextual()) {
      rules.putArray("type").add(schema.get("type").asText()).add("null");
    }
    if (whole && namesFields(schema, 0)) {
      rules.put(CLOSED, false);
    }
    return rules;
  }

  /** Whether it says which fields there are; one that does not takes any. */
  private boolean namesFields(JsonNode schema, int depth) {
    if (depth > DEEPEST) {
      return false;
    }
    List<JsonNode> parts = new ArrayList<>();
    BRANCHES.forEach(branches -> schema.path(branches).forEach(parts::add));
    if (schema.has("$ref")) {
      parts.add(resolve(schema));
    }
    return schema.has("properties")
        || parts.stream().anyMatch(part -> namesFields(part, depth + 1));
  }
}
