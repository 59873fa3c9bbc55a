package io.mce.spi.tck;

import io.mce.spi.StateStore;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A state store in memory that keeps the limits of the real one. */
final class MemoryStateStore implements StateStore {

  private final TreeMap<String, String> values = new TreeMap<>();

  @Override
  public synchronized Optional<String> get(String key) {
    return Optional.ofNullable(values.get(key));
  }

  @Override
  public synchronized Map<String, String> entries(String prefix) {
    TreeMap<String, String> found = new TreeMap<>(values);
    found.keySet().removeIf(key -> !key.startsWith(prefix));
    return found;
  }

  @Override
  public synchronized void put(String key, String value) {
    if (key.isBlank() || key.length() > 200) {
      throw new IllegalArgumentException("a key has 1 to 200 characters: " + key.length());
    }
    if (value.length() > 65_536) {
      throw new IllegalArgumentException("a value has at most 65536 characters: " + value.length());
    }
    values.put(key, value);
  }

  @Override
  public synchronized void remove(String key) {
    values.remove(key);
  }
}
