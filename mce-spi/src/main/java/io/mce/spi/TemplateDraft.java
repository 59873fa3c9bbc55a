package io.mce.spi;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A template to be approved by the carrier.
 *
 * @param name the name to have it under; carriers allow lower-case letters, digits and underscores
 * @param language for example {@code pt_BR}
 * @param category what it is for
 * @param header a line above the body, without variables
 * @param body the text; variables stand in double braces, all named ({@code {{first_name}}}) or all
 *     numbered from one ({@code {{1}}}). Blank for AUTHENTICATION, whose text is the carrier's own
 * @param examples a value for each variable, by name or number; people who review see them
 * @param footer a small line below the body
 * @param replies titles of buttons to answer by, at most ten
 */
@Experimental
public record TemplateDraft(
    String name,
    String language,
    TemplateCategory category,
    Optional<String> header,
    String body,
    Map<String, String> examples,
    Optional<String> footer,
    List<String> replies) {

  private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");

  /** Copies the collections and checks that each variable of the body has an example. */
  public TemplateDraft {
    Check.notBlank(name, "name");
    Check.notBlank(language, "language");
    Check.that(
        body.isBlank() == (category == TemplateCategory.AUTHENTICATION),
        "a template has a body of its own if and only if it is not for AUTHENTICATION");
    Check.that(category != TemplateCategory.SERVICE, "SERVICE is no category of templates");
    examples = Check.orderedCopy(examples);
    replies = List.copyOf(replies);
    Check.that(replies.size() <= 10, "a template has at most ten replies");
    Matcher variables = VARIABLE.matcher(body);
    while (variables.find()) {
      Check.that(
          examples.containsKey(variables.group(1)),
          "variable " + variables.group(1) + " has no example");
    }
  }

  /** A template that is only a text. */
  public static TemplateDraft of(
      String name,
      String language,
      TemplateCategory category,
      String body,
      Map<String, String> examples) {
    return new TemplateDraft(
        name, language, category, Optional.empty(), body, examples, Optional.empty(), List.of());
  }
}
