package io.mce.spi;

import java.util.Map;

/**
 * A message that the carrier has approved beforehand.
 *
 * @param name the carrier's name of the template
 * @param language for example {@code pt_BR}
 * @param parameters values of its variables, by name or by position ({@code "1"}, {@code "2"})
 */
public record Template(String name, String language, Map<String, String> parameters)
    implements Content {

  /** Copies the parameters, keeping their order. */
  public Template {
    Check.notBlank(name, "name");
    Check.notBlank(language, "language");
    parameters = Check.orderedCopy(parameters);
  }

  @Override
  public ChannelCapability capability() {
    return ChannelCapability.TEMPLATE;
  }

  /** Leaves the values of the parameters out. */
  @Override
  public String toString() {
    return "Template[" + name + ", " + language + ", " + parameters.keySet() + "]";
  }
}
