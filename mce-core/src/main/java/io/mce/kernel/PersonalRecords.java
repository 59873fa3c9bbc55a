package io.mce.kernel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects what is stored about a person, section by section. Not thread-safe; its text form shows
 * no values.
 */
public final class PersonalRecords {

  private final Map<String, List<Map<String, Object>>> sections = new LinkedHashMap<>();

  /**
   * Adds a row.
   *
   * @param section a word such as {@code messages}, the same for rows of one kind
   * @param row values by field; texts, numbers, truths, times, or lists and maps of these
   */
  public void add(String section, Map<String, Object> row) {
    sections
        .computeIfAbsent(section, name -> new ArrayList<>())
        .add(Collections.unmodifiableMap(new LinkedHashMap<>(row)));
  }

  /** Returns the rows by section, in the order in which they came; unmodifiable. */
  public Map<String, List<Map<String, Object>>> sections() {
    return Collections.unmodifiableMap(sections);
  }

  @Override
  public String toString() {
    return "PersonalRecords" + sections.keySet();
  }
}
