package io.mce.template;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A template to be sent, with what stands in the place of its variables.
 *
 * @param name the carrier's name of the template
 * @param language for example {@code pt_BR}
 * @param values by {@link ChannelTemplate#parameters()}; with all variables of the engine's own
 *     filled in
 */
public record TemplateUse(String name, String language, Map<String, String> values) {

  /** Copies the values, keeping their order. */
  public TemplateUse {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Leaves the values out: they are personal. */
  @Override
  public String toString() {
    return "TemplateUse[" + name + ", " + language + ", " + values.keySet() + "]";
  }
}
