package io.mce.spi.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts of queries, paths and forms as the values that they stand for. */
final class WireBody {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Pattern PART_NAME = Pattern.compile("[; ]name=\"([^\"]*)\"");
  private static final Pattern WHOLE = Pattern.compile("-?\\d+");
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

  private WireBody() {}

  /** The pairs of a query or a form, in their order. */
  static Map<String, List<String>> pairs(String text) {
    Map<String, List<String>> pairs = new LinkedHashMap<>();
    for (String pair : text.isEmpty() ? new String[0] : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      pairs.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }
    return pairs;
  }

  /** The parts of a multipart body; the bytes of files as text. */
  static Map<String, List<String>> parts(String body, String contentType) {
    Matcher boundary = Pattern.compile("boundary=\"?([^\";]+)").matcher(contentType);
    if (!boundary.find()) {
      throw new IllegalArgumentException("a multipart body without a boundary");
    }
    String mark = "--" + boundary.group(1);
    if (!body.startsWith(mark + "\r\n") || !body.endsWith("\r\n" + mark + "--\r\n")) {
      throw new IllegalArgumentException("a multipart body that does not begin or end as such");
    }
    Map<String, List<String>> parts = new LinkedHashMap<>();
    String inner = body.substring(mark.length() + 2, body.length() - mark.length() - 6);
    for (String part : inner.split(Pattern.quote("\r\n" + mark + "\r\n"), -1)) {
      int end = part.indexOf("\r\n\r\n");
      Matcher name = PART_NAME.matcher(end < 0 ? "" : part.substring(0, end));
      if (!name.find()) {
        throw new IllegalArgumentException("a part without a name");
      }
      parts.computeIfAbsent(name.group(1), key -> new ArrayList<>()).add(part.substring(end + 4));
    }
    return parts;
  }

  /** The fields of a form by the types that a schema gives them. */
  static ObjectNode object(
      Map<String, List<String>> fields, JsonNode properties, WireSchemas schemas) {
    ObjectNode object = JSON.objectNode();
    fields.forEach(
        (name, values) -> object.set(name, value(values, properties.path(name), schemas)));
    return object;
  }

  /** A value by the type that its schema gives it; one that cannot be of it stays a text. */
  static JsonNode value(List<String> texts, JsonNode schema, WireSchemas schemas) {
    JsonNode rules = schemas.resolve(schema);
    if (rules.path("type").asText().equals("array") || texts.size() > 1) {
      var list = JSON.arrayNode();
      texts.forEach(text -> list.add(value(List.of(text), rules.path("items"), schemas)));
      return list;
    }
    String text = texts.getFirst();
    return switch (rules.path("type").asText()) {
      case "integer" ->
          WHOLE.matcher(text).matches()
              ? JSON.numberNode(Long.parseLong(text))
              : JSON.textNode(text);
      case "number" ->
          NUMBER.matcher(text).matches()
              ? JSON.numberNode(Double.parseDouble(text))
              : JSON.textNode(text);
      case "boolean" ->
          text.equals("true") || text.equals("false")
              ? JSON.booleanNode(Boolean.parseBoolean(text))
              : JSON.textNode(text);
      default -> JSON.textNode(text);
    };
  }

  static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
