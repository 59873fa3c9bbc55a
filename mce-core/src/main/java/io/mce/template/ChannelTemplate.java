package io.mce.template;

import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.provider.AccountId;
import io.mce.spi.Template;
import io.mce.spi.TemplateCategory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A template of an account, as its carrier was last heard to have it.
 *
 * @param account whose template it is; another account of the same carrier may have one of the same
 *     name
 * @param name the carrier's name of it, unique together with the language
 * @param language for example {@code pt_BR}
 * @param category what the carrier takes it for, which decides its price
 * @param body its text; variables stand in double braces
 * @param parameters what must be given to send it, in the order in which people fill it in
 * @param state whether it can be sent
 * @param quality how people take it, in the carrier's word
 * @param reason why it cannot be sent, or might soon not be, in the carrier's words
 */
public record ChannelTemplate(
    AccountId account,
    String name,
    String language,
    Optional<TemplateCategory> category,
    String body,
    List<String> parameters,
    TemplateState state,
    Optional<String> quality,
    Optional<String> reason) {

  private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final int LONGEST_VALUE = 1024;

  /** Copies the parameters. */
  public ChannelTemplate {
    parameters = List.copyOf(parameters);
  }

  /**
   * Fills the template in. Space within a value, line ends too, becomes one blank: carriers take
   * nothing else.
   *
   * @throws MceException TEMPLATE_UNUSABLE when the carrier would not send it now; INVALID when a
   *     value is missing, too long, or of no variable, by {@code template.<parameter>}
   */
  public FilledTemplate fill(Map<String, String> values) {
    requireUsable();
    Map<String, String> problems = new LinkedHashMap<>();
    Map<String, String> filled = new LinkedHashMap<>();
    for (String parameter : parameters) {
      String value = SPACE.matcher(values.getOrDefault(parameter, "").strip()).replaceAll(" ");
      if (value.isEmpty()) {
        problems.put("template." + parameter, "has no value");
      } else if (value.length() > LONGEST_VALUE) {
        problems.put("template." + parameter, "is longer than " + LONGEST_VALUE + " characters");
      }
      filled.put(parameter, value);
    }
    for (String given : values.keySet()) {
      if (!parameters.contains(given)) {
        problems.put("template." + given, "is no variable of this template");
      }
    }
    if (!problems.isEmpty()) {
      throw new MceException(
          ErrorCode.INVALID, "The template %s: %s.".formatted(name, sentence(problems)), problems);
    }
    return new FilledTemplate(new Template(name, language, filled), text(filled));
  }

  ChannelTemplate with(TemplateState newState, Optional<String> newReason) {
    return new ChannelTemplate(
        account, name, language, category, body, parameters, newState, quality, newReason);
  }

  private void requireUsable() {
    if (state != TemplateState.APPROVED) {
      throw new MceException(
          ErrorCode.TEMPLATE_UNUSABLE,
          "The template %s (%s) cannot be sent: its carrier has it as %s%s."
              .formatted(
                  name,
                  language,
                  state.name().toLowerCase(Locale.ROOT),
                  reason.map(each -> " (" + each + ")").orElse("")));
    }
  }

  private static String sentence(Map<String, String> problems) {
    return String.join(
        ", ",
        problems.entrySet().stream()
            .map(each -> each.getKey().substring("template.".length()) + " " + each.getValue())
            .toList());
  }

  /** In one pass, so that a value with braces in it is not read as a variable itself. */
  private String text(Map<String, String> filled) {
    if (body.isBlank()) {
      return "[" + name + "]";
    }
    return VARIABLE
        .matcher(body)
        .replaceAll(
            found -> Matcher.quoteReplacement(filled.getOrDefault(found.group(1), found.group())));
  }
}
