package io.mce.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
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
   */
  record Parameter(String name, String in) {}

  /** What an operation says it takes beside its body. */
  static List<Parameter> parameters(Operation operation) {
    return maps(details(operation).get("parameters")).stream()
        .map(each -> new Parameter((String) each.get("name"), (String) each.get("in")))
        .toList();
  }

  /**
   * The fields that the JSON body of an operation may have, as paths: {@code steps.[].text}. Empty
   * for one without such a body.
   */
  static Set<String> fields(Operation operation) {
    Set<String> fields = new LinkedHashSet<>();
    Map<String, Object> content =
        map(map(map(details(operation).get("requestBody")).get("content")).get("application/json"));
    collect(map(content.get("schema")), "", new HashSet<>(), fields);
    return fields;
  }

  private static void collect(
      Map<String, Object> schema, String before, Set<String> open, Set<String> fields) {
    if (schema.get("$ref") instanceof String reference) {
      String name = reference.substring(reference.lastIndexOf('/') + 1);
      if (open.add(name)) {
        collect(
            map(map(map(document().get("components")).get("schemas")).get(name)),
            before,
            open,
            fields);
        open.remove(name);
      }
      return;
    }
    maps(schema.get("allOf")).forEach(part -> collect(part, before, open, fields));
    map(schema.get("properties"))
        .forEach((name, type) -> {
          fields.add(before + name);
          collect(map(type), before + name + ".", open, fields);
        });
    if (schema.get("items") != null) {
      collect(map(schema.get("items")), before + "[].", open, fields);
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

  /** The document of the server; the compiler makes one for the tests too, which has no paths. */
  private static Map<String, Object> document() {
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
