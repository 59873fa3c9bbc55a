package io.mce.portals;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * JSON as maps, lists and texts. Numbers stay the text they are: ids are longer than a double
 * holds.
 */
final class JsonTree {

  private static final int DEEPEST = 50;

  private JsonTree() {}

  /**
   * Reads one value.
   *
   * @throws IOException when the text is no JSON; its message quotes the text
   */
  static @Nullable Object read(String text) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(text)) {
      parser.nextToken();
      Object value = value(parser, 0);
      if (parser.nextToken() != null) {
        throw new IOException("more than one value");
      }
      return value;
    }
  }

  private static @Nullable Object value(JsonParser parser, int depth) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null || depth > DEEPEST) {
      throw new IOException("no value");
    }
    return switch (token) {
      case START_OBJECT -> object(parser, depth);
      case START_ARRAY -> array(parser, depth);
      case VALUE_NULL -> null;
      default -> parser.getText();
    };
  }

  private static Map<String, @Nullable Object> object(JsonParser parser, int depth)
      throws IOException {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      object.put(name, value(parser, depth + 1));
    }
    return object;
  }

  private static List<@Nullable Object> array(JsonParser parser, int depth) throws IOException {
    List<@Nullable Object> array = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(parser, depth + 1));
    }
    return array;
  }

  /** What stands under a name; empty where there is no object or no such name. */
  static Optional<Object> at(@Nullable Object node, String name) {
    return node instanceof Map<?, ?> map ? Optional.ofNullable(map.get(name)) : Optional.empty();
  }

  /** The objects of a list; none where there is no list. */
  static List<Map<?, ?>> objects(@Nullable Object node) {
    List<Map<?, ?>> objects = new ArrayList<>();
    if (node instanceof List<?> list) {
      for (Object each : list) {
        if (each instanceof Map<?, ?> map) {
          objects.add(map);
        }
      }
    }
    return objects;
  }

  /** The text under a name, or nothing where there is none or a blank one. */
  static Optional<String> text(@Nullable Object node, String name) {
    return at(node, name)
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  /** Every text of an object under its name. */
  static Map<String, String> texts(Map<?, ?> object) {
    Map<String, String> texts = new LinkedHashMap<>();
    object
        .keySet()
        .forEach(name ->
            text(object, String.valueOf(name))
                .ifPresent(text -> texts.put(String.valueOf(name), text)));
    return texts;
  }
}
