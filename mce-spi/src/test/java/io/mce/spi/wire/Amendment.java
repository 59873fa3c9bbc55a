package io.mce.spi.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a carrier's specification is silent, older than its documentation or wrong.
 *
 * @param pointer what it says otherwise, a JSON pointer; what does not exist on the way is made. An
 *     end of {@code /-} adds to a list
 * @param json what it should say there; empty to remove it
 * @param reason why, with its source
 */
public record Amendment(String pointer, String json, String reason) {

  /** Checks that there is a reason. */
  public Amendment {
    if (reason.isBlank()) {
      throw new IllegalArgumentException("an amendment without a reason: " + pointer);
    }
  }

  /** The same reason for several places. */
  public static List<Amendment> all(String reason, List<String> pointersAndJson) {
    List<Amendment> all = new ArrayList<>();
    for (int i = 0; i < pointersAndJson.size(); i += 2) {
      all.add(new Amendment(pointersAndJson.get(i), pointersAndJson.get(i + 1), reason));
    }
    return all;
  }

  void apply(ObjectNode document) {
    String[] parts = pointer.substring(1).split("/");
    JsonNode at = document;
    for (int i = 0; i < parts.length - 1; i++) {
      at = child(at, name(parts[i]));
    }
    set(at, name(parts[parts.length - 1]));
  }

  private static JsonNode child(JsonNode at, String name) {
    if (at instanceof ArrayNode list) {
      return list.get(Integer.parseInt(name));
    }
    JsonNode there = at.path(name);
    return there.isContainerNode() ? there : ((ObjectNode) at).putObject(name);
  }

  private void set(JsonNode at, String last) {
    if (at instanceof ArrayNode list && last.equals("-")) {
      list.add(WireJson.read(json));
    } else if (at instanceof ArrayNode list) {
      list.set(Integer.parseInt(last), WireJson.read(json));
    } else if (last.equals("-")) {
      throw new IllegalArgumentException("no list at " + pointer);
    } else if (json.isEmpty()) {
      ((ObjectNode) at).remove(last);
    } else {
      ((ObjectNode) at).set(last, WireJson.read(json));
    }
  }

  private static String name(String part) {
    return part.replace("~1", "/").replace("~0", "~");
  }
}
