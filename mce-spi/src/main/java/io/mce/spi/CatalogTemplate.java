package io.mce.spi;

import java.util.Optional;

/**
 * A template as the carrier has it.
 *
 * @param name the carrier's name of the template
 * @param language for example {@code pt_BR}
 * @param body its text with the carrier's own marks for variables
 * @param usable whether the carrier would send it now
 * @param status the carrier's own word for its state, for people
 * @param category what the carrier takes it for, where it says so
 */
@Experimental
public record CatalogTemplate(
    String name,
    String language,
    String body,
    boolean usable,
    String status,
    Optional<TemplateCategory> category) {

  /** Checks that name and language are there. */
  public CatalogTemplate {
    Check.notBlank(name, "name");
    Check.notBlank(language, "language");
  }

  /** A template without a category. */
  public CatalogTemplate(String name, String language, String body, boolean usable, String status) {
    this(name, language, body, usable, status, Optional.empty());
  }
}
