package io.mce.spi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The argument checks that the records of this package share. Values stay out of the messages. */
final class Check {

  private Check() {}

  static String notBlank(String value, String name) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(name + " must not be blank");
    }
    return value;
  }

  static void that(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }

  /** An unmodifiable copy that keeps the order, which {@link Map#copyOf} does not. */
  static <K, V> Map<K, V> orderedCopy(Map<K, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
