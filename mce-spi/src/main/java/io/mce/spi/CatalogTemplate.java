package io.mce.spi;

/**
 * A template as the carrier has it.
 *
 * @param name the carrier's name of the template
 * @param language for example {@code pt_BR}
 * @param body its text with the carrier's own marks for variables
 * @param usable whether the carrier would send it now
 * @param status the carrier's own word for its state, for people
 */
@Experimental
public record CatalogTemplate(
    String name, String language, String body, boolean usable, String status) {

  /** Checks that name and language are there. */
  public CatalogTemplate {
    Check.notBlank(name, "name");
    Check.notBlank(language, "language");
  }
}
