package io.mce.twilio;

import io.mce.spi.WebhookRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The fields that Twilio posts; a name may come more than once. */
record TwilioForm(Map<String, List<String>> fields) {

  /**
   * Reads the body of a request.
   *
   * @throws IllegalArgumentException when it is no form
   */
  static TwilioForm of(WebhookRequest request) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    for (String pair : request.text().split("&")) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      fields.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }
    return new TwilioForm(fields);
  }

  /** The first value of a field; empty when it is missing or blank. */
  Optional<String> get(String name) {
    return fields.getOrDefault(name, List.of()).stream()
        .findFirst()
        .filter(value -> !value.isBlank());
  }

  /**
   * All names and values as Twilio signs them: by name, in the order of their characters, and of a
   * name that comes more than once each value once, in order too.
   */
  String canonical() {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(fields)
        .forEach((name, values) ->
            new TreeSet<>(values).forEach(value -> text.append(name).append(value)));
    return text.toString();
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
