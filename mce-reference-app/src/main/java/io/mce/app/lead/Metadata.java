package io.mce.app.lead;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Attributes: whatever JSON value a client sends is kept as its text, a list as its items. */
final class Metadata {

  private Metadata() {}

  static Map<String, String> texts(Map<String, Object> values) {
    Map<String, String> texts = new LinkedHashMap<>();
    values.forEach((key, value) -> {
      if (value != null) {
        texts.put(key, text(value));
      }
    });
    return texts;
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Collection<?> several ->
          several.stream().map(Metadata::text).collect(Collectors.joining("; "));
      case Double number when Double.isFinite(number) -> text(BigDecimal.valueOf(number));
      // Three decimals could be read as thousands; a number of JSON cannot.
      case BigDecimal number -> (number.scale() == 3 ? number.setScale(4) : number).toPlainString();
      default -> String.valueOf(value);
    };
  }
}
