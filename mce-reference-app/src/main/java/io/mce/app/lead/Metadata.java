package io.mce.app.lead;

import java.util.LinkedHashMap;
import java.util.Map;

/** Free attributes: whatever JSON value a client sends is kept as its text. */
final class Metadata {

  private Metadata() {}

  static Map<String, String> texts(Map<String, Object> values) {
    Map<String, String> texts = new LinkedHashMap<>();
    values.forEach((key, value) -> {
      if (value != null) {
        texts.put(key, String.valueOf(value));
      }
    });
    return texts;
  }
}
