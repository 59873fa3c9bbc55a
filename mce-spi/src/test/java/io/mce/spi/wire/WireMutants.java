package io.mce.spi.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mce.spi.tck.LoopbackHttp.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** A right request with one mistake, in every place: all of them have to be refused. */
public final class WireMutants {

  private static final String FORM = "application/x-www-form-urlencoded";

  private WireMutants() {}

  /** All mistakes that make any request wrong, by what they are. */
  public static Map<String, Request> of(Request right) {
    Map<String, Request> mutants = new LinkedHashMap<>();
    mutants.put("another method", copy(right, "PATCH", right.path(), right.body()));
    mutants.put("another path", copy(right, right.method(), inserted(right.path()), right.body()));
    mutants.put("not authorized", without(right, "Authorization"));
    mutants.put(
        "an unknown parameter",
        copy(
            right,
            right.method(),
            right.path() + (right.path().contains("?") ? "&" : "?") + "shoe_size=44",
            right.body()));
    String type = right.headers().getOrDefault("Content-Type", "");
    if (type.equals("application/json")) {
      mutants.put("another type of body", with(right, "Content-Type", "text/plain"));
      fields(right, mutants);
    } else if (type.equals(FORM)) {
      mutants.put("another type of body", with(right, "Content-Type", "application/json"));
      misspell(right.body())
          .forEach((name, body) ->
              mutants.put("misspelled " + name, copy(right, right.method(), right.path(), body)));
    } else if (right.body().isEmpty()) {
      mutants.put("a body", copy(right, right.method(), right.path(), "{}"));
    }
    String[] target = right.path().split("\\?", 2);
    if (target.length > 1) {
      misspell(target[1])
          .forEach((name, query) ->
              mutants.put(
                  "misspelled " + name,
                  copy(right, right.method(), target[0] + "?" + query, right.body())));
    }
    return mutants;
  }

  /** A request that lacks a field, given by its JSON pointer or its name in a form. */
  public static Request lacking(Request right, String field) {
    String type = right.headers().getOrDefault("Content-Type", "");
    if (type.equals(FORM)) {
      Map<String, String> pairs = pairs(right.body());
      if (pairs.remove(field) == null) {
        throw new IllegalArgumentException("no field " + field);
      }
      return copy(right, right.method(), right.path(), joined(pairs));
    }
    JsonNode body = WireJson.read(right.body());
    int end = field.lastIndexOf('/');
    ObjectNode parent = (ObjectNode) body.at(field.substring(0, end));
    if (parent.remove(field.substring(end + 1)) == null) {
      throw new IllegalArgumentException("no field " + field);
    }
    return copy(right, right.method(), right.path(), body.toString());
  }

  /** A request with a value of a form replaced. */
  public static Request saying(Request right, String field, String encoded) {
    Map<String, String> pairs = pairs(right.body());
    pairs.put(field, encoded);
    return copy(right, right.method(), right.path(), joined(pairs));
  }

  /** Each field misspelled, and each value of another type. */
  private static void fields(Request right, Map<String, Request> mutants) {
    List<String> places = new ArrayList<>();
    walk(WireJson.read(right.body()), "", (place, value) -> places.add(place));
    for (String place : places) {
      mutants.put("misspelled " + place, changed(right, place, true));
      mutants.put("mistyped " + place, changed(right, place, false));
    }
  }

  private static Request changed(Request right, String place, boolean misspell) {
    JsonNode body = WireJson.read(right.body());
    int end = place.lastIndexOf('/');
    ObjectNode parent = (ObjectNode) body.at(place.substring(0, end));
    String name = place.substring(end + 1);
    JsonNode value = parent.get(name);
    if (misspell) {
      parent.set(name + "s", parent.remove(name));
    } else if (value.isNumber()) {
      parent.put(name, "much");
    } else {
      parent.put(name, 7);
    }
    return copy(right, right.method(), right.path(), body.toString());
  }

  private static void walk(JsonNode node, String place, BiConsumer<String, JsonNode> visitor) {
    if (node instanceof ObjectNode object) {
      object
          .properties()
          .forEach(each -> {
            visitor.accept(place + "/" + each.getKey(), each.getValue());
            walk(each.getValue(), place + "/" + each.getKey(), visitor);
          });
    } else if (node instanceof ArrayNode list) {
      for (int i = 0; i < list.size(); i++) {
        walk(list.get(i), place + "/" + i, visitor);
      }
    }
  }

  /** Each name of a form or a query misspelled. */
  private static Map<String, String> misspell(String text) {
    Map<String, String> all = new LinkedHashMap<>();
    Map<String, String> pairs = pairs(text);
    for (String name : pairs.keySet()) {
      Map<String, String> wrong = new LinkedHashMap<>();
      pairs.forEach((key, value) -> wrong.put(key.equals(name) ? key + "s" : key, value));
      all.put(name, joined(wrong));
    }
    return all;
  }

  private static Map<String, String> pairs(String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : text.split("&", -1)) {
      pairs.put(pair.replaceFirst("=.*", ""), pair.replaceFirst("[^=]*=?", ""));
    }
    return pairs;
  }

  private static String joined(Map<String, String> pairs) {
    List<String> texts = new ArrayList<>();
    pairs.forEach((name, value) -> texts.add(name + "=" + value));
    return String.join("&", texts);
  }

  private static String inserted(String path) {
    return path.replaceFirst("^/", "/x/");
  }

  private static Request copy(Request right, String method, String path, String body) {
    return new Request(method, path, right.headers(), body);
  }

  private static Request without(Request right, String header) {
    Map<String, String> headers = new HashMap<>(right.headers());
    headers.keySet().removeIf(header::equalsIgnoreCase);
    return new Request(right.method(), right.path(), headers, right.body());
  }

  private static Request with(Request right, String header, String value) {
    Request without = without(right, header);
    Map<String, String> headers = new HashMap<>(without.headers());
    headers.put(header, value);
    return new Request(right.method(), right.path(), headers, right.body());
  }
}
