package io.mce.persistence;

import io.mce.persistence.OrganizationFilterCheck.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a statement, cut into words without help of the parser: what the parser is given, and
 * every name in it, so that a table which the parser or we overlooked is noticed.
 *
 * @param forParser the statement in words that the parser knows
 * @param names every identifier that does not qualify another one, in lower case, in order
 */
record StatementText(String forParser, List<String> names) {

  private static final Pattern TOKEN =
      Pattern.compile(
          """
          (?<string>'(?:[^']|'')*')\
          |(?<comment>--[^\\n]*)\
          |(?<list>\\(\\s*<(?<listName>\\w+)>\\s*\\))\
          |(?<rows>\\bvalues\\s+<(?<rowsName>\\w+)>)\
          |(?<parameter>(?<!:):[A-Za-z_]\\w*)\
          |(?<name>[A-Za-z_][\\w$]*|"[^"]+")(?<qualifies>\\s*\\.)?\
          |(?<forbidden>;|/\\*|\\$\\$|"|')\
          """);

  /** Words that are columns to us and to the databases, but not to the parser. */
  private static final Set<String> QUOTED_FOR_PARSER = Set.of("number");

  StatementText {
    names = List.copyOf(names);
  }

  static StatementText of(String sql) {
    List<String> names = new ArrayList<>();
    StringBuilder forParser = new StringBuilder();
    Matcher token = TOKEN.matcher(sql);
    while (token.find()) {
      token.appendReplacement(forParser, Matcher.quoteReplacement(read(token, names)));
    }
    token.appendTail(forParser);
    return new StatementText(forParser.toString(), names);
  }

  private static String read(Matcher token, List<String> names) {
    if (token.group("forbidden") != null) {
      throw new RefusedException(
          "it holds %s, and statements here are single and plain."
              .formatted(token.group("forbidden")));
    }
    if (token.group("listName") != null) {
      return "(" + parameter(token.group("listName")) + ")"; // Jdbi's in (<names>)
    }
    if (token.group("rowsName") != null) {
      return "values (" + parameter(token.group("rowsName")) + ")"; // Jdbi's values <rows>
    }
    if (token.group("parameter") != null) {
      return parameter(token.group("parameter").substring(1));
    }
    if (token.group("name") == null) {
      return token.group();
    }
    String name = token.group("name").replace("\"", "").toLowerCase(Locale.ROOT);
    if (token.group("qualifies") == null) {
      names.add(name);
      return QUOTED_FOR_PARSER.contains(name) ? '"' + name + '"' : token.group();
    }
    return token.group();
  }

  /** The parser does not take its own keywords for names of parameters. */
  private static String parameter(String name) {
    return name.equals(StatementScope.PARAMETER) ? ":" + name : ":p_" + name;
  }
}
