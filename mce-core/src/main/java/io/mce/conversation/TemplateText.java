package io.mce.conversation;

import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with variables, read once and filled in for each lead.
 *
 * <p>A variable stands in two braces: {@code Hi {{first_name}}}. Behind a bar it may have a text
 * for leads of which nothing is known: {@code {{first_name|there}}}. Without one the variable
 * vanishes together with the space and punctuation that would look odd: "Hi {{first_name}}, how are
 * you?" becomes "Hi, how are you?". What a lead's data holds is never read as a variable itself.
 * Immutable and thread-safe.
 */
public final class TemplateText {

  /** The variables of every lead; pieces of its metadata are {@code custom.} and the key. */
  public static final List<String> VARIABLES =
      List.of("lead_name", "first_name", "company", "phone", "email", "source", "project_name");

  private static final String CUSTOM = "custom.";

  private static final Pattern BRACES =
      Pattern.compile("\\{\\{([^{}]*)}}|\\{\\{|}}|\\{([^{}\\n]*)}");
  private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{M}\\p{Nd}_. -]{0,60}");
  private static final Pattern CUSTOM_KEY = Pattern.compile("[^\\p{Cc}{}|]{1,100}");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  private final String text;
  private final List<Part> parts;

  private TemplateText(String text, List<Part> parts) {
    this.text = text;
    this.parts = List.copyOf(parts);
  }

  /** A piece of the text: literal, or a variable with what stands for a missing value. */
  private sealed interface Part {

    record Literal(String text) implements Part {}

    record Variable(String name, String defaultText) implements Part {}
  }

  /**
   * Reads a text.
   *
   * @throws MceException UNKNOWN_VARIABLE when a variable does not exist or has one brace where it
   *     needs two, naming the likely one; INVALID when the text is blank or a brace is not closed
   */
  public static TemplateText parse(String text) {
    if (text.isBlank()) {
      throw MceException.invalid("text", "The text is empty.");
    }
    List<Part> parts = new ArrayList<>();
    Matcher braces = BRACES.matcher(text);
    int end = 0;
    while (braces.find()) {
      Optional<Part> variable = variable(text, braces);
      if (variable.isPresent()) {
        parts.add(new Part.Literal(text.substring(end, braces.start())));
        parts.add(variable.get());
        end = braces.end();
      }
    }
    parts.add(new Part.Literal(text.substring(end)));
    return new TemplateText(text, parts);
  }

  /** Returns the names of the variables it uses, in order. */
  public Set<String> variables() {
    Set<String> names = new LinkedHashSet<>();
    for (Part part : parts) {
      if (part instanceof Part.Variable variable) {
        names.add(variable.name());
      }
    }
    return names;
  }

  /**
   * Fills in the variables.
   *
   * @param values variable name to value; a blank value is a missing one
   */
  public String render(Map<String, String> values) {
    TidyText result = new TidyText();
    for (Part part : parts) {
      switch (part) {
        case Part.Literal literal -> result.append(literal.text());
        case Part.Variable variable -> {
          String value = SPACE.matcher(values.getOrDefault(variable.name(), "")).replaceAll(" ");
          String given = value.isBlank() ? variable.defaultText() : value.strip();
          if (given.isEmpty()) {
            result.leaveOut();
          } else {
            result.append(given);
          }
        }
      }
    }
    return result.finish();
  }

  /** Returns the text as it was written. */
  public String text() {
    return text;
  }

  /** The variables only: the text is the organization's. */
  @Override
  public String toString() {
    return "TemplateText" + variables();
  }

  private static Optional<Part> variable(String text, Matcher braces) {
    String inTwo = braces.group(1);
    String inOne = braces.group(2);
    if (inTwo != null) {
      requireTwoBraces(text, braces, inTwo);
      return Optional.of(variable(inTwo));
    }
    if (inOne != null) {
      if (WORD.matcher(nameOf(inOne)).matches()) {
        throw oneBrace(inOne);
      }
      return Optional.empty(); // Braces around something else are text.
    }
    throw looseBraces(text, braces);
  }

  private static MceException looseBraces(String text, Matcher braces) {
    if (braces.group().equals("}}")) {
      return MceException.invalid("text", "There is a }} without a {{ before it.");
    }
    boolean third = braces.end() < text.length() && text.charAt(braces.end()) == '{';
    return MceException.invalid(
        "text",
        third
            ? "Variables have two braces on each side, not three."
            : "A variable begins with {{ and is not closed with }}.");
  }

  private static void requireTwoBraces(String text, Matcher braces, String inside) {
    boolean more =
        (braces.start() > 0 && text.charAt(braces.start() - 1) == '{')
            || (braces.end() < text.length() && text.charAt(braces.end()) == '}');
    if (more) {
      throw MceException.invalid(
          "text", "Variables have two braces on each side, not three: {{" + inside.strip() + "}}.");
    }
  }

  private static Part variable(String inside) {
    int bar = inside.indexOf('|');
    String defaultText = bar < 0 ? "" : inside.substring(bar + 1).strip();
    String name = nameOf(inside);
    if (VARIABLES.contains(name)) {
      return new Part.Variable(name, defaultText);
    }
    if (name.startsWith(CUSTOM) && CUSTOM_KEY.matcher(name.substring(CUSTOM.length())).matches()) {
      return new Part.Variable(name, defaultText);
    }
    throw unknown(name);
  }

  /** Names differ from keys of metadata in that their case does not matter. */
  private static String nameOf(String inside) {
    int bar = inside.indexOf('|');
    String name = (bar < 0 ? inside : inside.substring(0, bar)).strip();
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.startsWith(CUSTOM) ? CUSTOM + name.substring(CUSTOM.length()).strip() : lower;
  }

  private static MceException oneBrace(String inside) {
    String name = nameOf(inside);
    String likely = VariableGuess.likely(name);
    return unknownVariable(
        name, likely, "Variables have two braces: write {{%s}} for {%s}.".formatted(likely, name));
  }

  private static MceException unknown(String name) {
    if (name.isEmpty()) {
      return MceException.invalid("text", "There is no variable between {{ and }}.");
    }
    String likely = VariableGuess.likely(name);
    return unknownVariable(
        name,
        likely,
        "There is no variable {{%s}}. Did you mean {{%s}}? There are {{%s}} and {{custom.key}}."
            .formatted(name, likely, String.join("}}, {{", VARIABLES)));
  }

  private static MceException unknownVariable(String name, String likely, String message) {
    return new MceException(
        ErrorCode.UNKNOWN_VARIABLE, message, Map.of("variable", name, "suggestion", likely));
  }
}
