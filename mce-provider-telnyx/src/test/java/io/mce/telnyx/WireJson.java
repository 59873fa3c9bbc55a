package io.mce.telnyx;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * JSON laid flat, a line per value: where it stands ({@code /to/0/phone_number}) and how it is
 * written ({@code "text"} with quotes, numbers and truth values without).
 */
final class WireJson {

  private WireJson() {}

  static SortedMap<String, String> flat(String json) {
    SortedMap<String, String> values = new TreeMap<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      parser.nextToken();
      read(parser, "", values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return values;
  }

  /** The text at a place, without its quotes; empty where there is none. */
  static String text(SortedMap<String, String> values, String pointer) {
    String value = values.getOrDefault(pointer, "");
    return value.startsWith("\"") ? value.substring(1, value.length() - 1) : value;
  }

  /** A text as JSON. */
  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  private static void read(JsonParser parser, String at, SortedMap<String, String> values)
      throws IOException {
    JsonToken token = parser.currentToken();
    switch (token) {
      case START_OBJECT -> {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          parser.nextToken();
          read(parser, at + "/" + name, values);
        }
      }
      case START_ARRAY -> {
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
          read(parser, at + "/" + i, values);
        }
      }
      case VALUE_STRING -> values.put(at, '"' + parser.getText() + '"');
      default -> values.put(at, parser.getText());
    }
  }
}
