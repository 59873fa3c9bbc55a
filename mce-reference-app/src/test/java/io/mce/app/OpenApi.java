package io.mce.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/** The operations that the server says it has. */
final class OpenApi {

  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  private OpenApi() {}

  /** A method and a path with its placeholders. */
  record Operation(String method, String path) {
    @Override
    public String toString() {
      return method + " " + path;
    }

    boolean takesBody() {
      return method.equals("POST") || method.equals("PATCH") || method.equals("PUT");
    }
  }

  @SuppressWarnings("unchecked")
  static List<Operation> operations() {
    Map<String, Object> document = document();
    List<Operation> operations = new ArrayList<>();
    ((Map<String, Map<String, Object>>) document.get("paths"))
        .forEach((path, methods) ->
            methods.keySet().stream()
                .filter(METHODS::contains)
                .map(method -> new Operation(method.toUpperCase(Locale.ROOT), path))
                .forEach(operations::add));
    return operations;
  }

  /**
   * A parameter of an operation.
   *
   * @param in path, query or header
   * @param type such as string or integer
   */
  record Parameter(String name, String in, String type) {}

  /** What an operation says it takes beside its body. */
  static List<Parameter> parameters(Operation operation) {
    return maps(details(operation).get("parameters")).stream()
        .map(each ->
            new Parameter(
                (String) each.get("name"),
                (String) each.get("in"),
                (String) map(each.get("schema")).getOrDefault("type", "string")))
        .toList();
  }

  /**
   * What the document says of a value in a body.
   *
   * @param type such as string or object; empty when it says nothing, and anything goes
   */
  record Schema(String type, Map<String, Object> content) {

    private static Schema of(@Nullable Object written) {
      Map<String, Object> content = new LinkedHashMap<>();
      merge(map(written), content);
      boolean anything =
          "object".equals(content.get("type"))
              && content.get("properties") == null
              && content.get("additionalProperties") == null;
      return new Schema(
          anything ? "" : (String) content.getOrDefault("type", ""),
          Collections.unmodifiableMap(content));
    }

    private static void merge(Map<String, Object> written, Map<String, Object> content) {
      if (written.get("$ref") instanceof String reference) {
        String name = reference.substring(reference.lastIndexOf('/') + 1);
        merge(map(map(map(document().get("components")).get("schemas")).get(name)), content);
      }
      maps(written.get("allOf")).forEach(part -> merge(part, content));
      content.putAll(written);
    }

    /** The names that an object is said to have. */
    Set<String> names() {
      return map(content.get("properties")).keySet();
    }

    /** What is said of the value of this name, or of every value of a map. */
    Schema property(String name) {
      Object named = map(content.get("properties")).get(name);
      return of(
          named != null || !(content.get("additionalProperties") instanceof Map<?, ?>)
              ? named
              : content.get("additionalProperties"));
    }

    Schema items() {
      return of(content.get("items"));
    }
  }

  /** What the body of an operation is like. */
  static Schema body(Operation operation, String contentType) {
    return Schema.of(
        map(map(map(details(operation).get("requestBody")).get("content")).get(contentType))
            .get("schema"));
  }

  /**
   * The fields that the JSON body of an operation may have, as paths: {@code steps.[].text}. Empty
   * for one without such a body.
   */
  static Set<String> fields(Operation operation) {
    Set<String> fields = new LinkedHashSet<>();
    collect(body(operation, "application/json"), "", fields);
    return fields;
  }

  private static void collect(Schema schema, String before, Set<String> fields) {
    for (String name : schema.names()) {
      fields.add(before + name);
      collect(schema.property(name), before + name + ".", fields);
    }
    if (schema.type().equals("array")) {
      collect(schema.items(), before + "[].", fields);
    }
  }

  private static Map<String, Object> details(Operation operation) {
    return map(
        map(map(document().get("paths")).get(operation.path()))
            .get(operation.method().toLowerCase(Locale.ROOT)));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(@Nullable Object value) {
    return value == null ? Map.of() : (Map<String, Object>) value;
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> maps(@Nullable Object value) {
    return value == null ? List.of() : (List<Map<String, Object>>) value;
  }

  private static final Map<String, Object> DOCUMENT = load();

  private static Map<String, Object> document() {
    return DOCUMENT;
  }

  /** The document of the server; the compiler makes one for the tests too, which has no paths. */
  private static Map<String, Object> load() {
    try {
      for (URL url :
          Collections.list(
              OpenApi.class.getClassLoader().getResources("META-INF/swagger/mce.yml"))) {
        try (InputStream file = url.openStream()) {
          Map<String, Object> document = new Yaml().load(file);
          if (document.get("paths") != null) {
            return document;
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException("the server was built without its OpenAPI document");
  }
}
