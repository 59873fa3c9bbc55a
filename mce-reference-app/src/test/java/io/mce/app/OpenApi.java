package io.mce.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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
