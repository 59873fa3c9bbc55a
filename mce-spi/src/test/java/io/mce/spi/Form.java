package io.mce.spi;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Form encoding, the wire format between {@link FlawedChannel} and {@link FlawedRemote}. */
final class Form {

  private Form() {}

  static String write(Map<String, String> fields, Charset charset) {
    return new TreeMap<>(fields)
        .entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), charset))
            .collect(Collectors.joining("&"));
  }

  static Map<String, String> read(String form) {
    Map<String, String> fields = new TreeMap<>();
    for (String pair : form.strip().split("&")) {
      String[] parts = pair.split("=", 2);
      fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return fields;
  }
}
