package io.mce.spi;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A template as the carrier has it.
 *
 * @param name the carrier's name of the template
 * @param language for example {@code pt_BR}
 * @param body its text; variables stand in double braces, as in {@link TemplateDraft#body()}
 * @param usable whether the carrier would send it now
 * @param status the carrier's own word for its state, for people; of one that cannot be sent the
 *     engine looks in it for {@code PENDING}, {@code REJECT} and {@code PAUSE}
 * @param category what the carrier takes it for, where it says so
 * @param parameters the keys that {@link Template#parameters()} must have, in the order in which
 *     people fill them in: the variables of the body, and whatever else the plugin needs
 * @param quality how people take it, in the carrier's word, where it says so
 * @param reason why it cannot be sent, in the carrier's words or its code, where it says so
 */
@Experimental
public record CatalogTemplate(
    String name,
    String language,
    String body,
    boolean usable,
    String status,
    Optional<TemplateCategory> category,
    List<String> parameters,
    Optional<String> quality,
    Optional<String> reason) {

  private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");

  /** Copies the parameters and checks that name and language are there. */
  public CatalogTemplate {
    Check.notBlank(name, "name");
    Check.notBlank(language, "language");
    parameters = List.copyOf(parameters);
  }

  /** A template whose parameters are the variables of its body. */
  public CatalogTemplate(
      String name,
      String language,
      String body,
      boolean usable,
      String status,
      Optional<TemplateCategory> category) {
    this(
        name,
        language,
        body,
        usable,
        status,
        category,
        variables(body),
        Optional.empty(),
        Optional.empty());
  }

  /** A template without a category, whose parameters are the variables of its body. */
  public CatalogTemplate(String name, String language, String body, boolean usable, String status) {
    this(name, language, body, usable, status, Optional.empty());
  }

  /** The names or numbers of the variables of a text, each once, in their order. */
  public static List<String> variables(String text) {
    return VARIABLE.matcher(text).results().map(found -> found.group(1)).distinct().toList();
  }
}
