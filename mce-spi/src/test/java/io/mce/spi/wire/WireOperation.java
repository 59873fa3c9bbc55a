package io.mce.spi.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mce.spi.tck.LoopbackHttp.Request;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One operation of a carrier's API: what a request to it has to look like. */
final class WireOperation {

  private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");
  private static final Pattern DEEP = Pattern.compile("([^\\[\\]]+)((?:\\[[^\\[\\]]+])+)");
  private static final Set<String> SAFE_HEADERS = Set.of("accept", "content-type", "authorization");

  private final String method;
  private final String template;
  private final Pattern path;
  private final List<String> variables = new ArrayList<>();
  private final List<JsonNode> parameters;
  private final JsonNode body;
  private final Optional<String> scheme;
  private final WireSchemas schemas;

  /**
   * An operation.
   *
   * @param prefix what the server's address ends with, and paths begin with
   * @param scheme how a request is authorized, such as {@code bearer}
   */
  WireOperation(
      String method,
      String prefix,
      String template,
      List<JsonNode> parameters,
      JsonNode body,
      Optional<String> scheme,
      WireSchemas schemas) {
    this.method = method.toUpperCase(Locale.ROOT);
    this.template = template;
    this.parameters = parameters.stream().map(schemas::resolve).toList();
    this.body = body;
    this.scheme = scheme;
    this.schemas = schemas;
    StringBuilder regex = new StringBuilder();
    Matcher matcher = VARIABLE.matcher(prefix + template);
    int from = 0;
    while (matcher.find()) {
      regex.append(Pattern.quote((prefix + template).substring(from, matcher.start())));
      regex.append("([^/]+)");
      variables.add(matcher.group(1));
      from = matcher.end();
    }
    this.path = Pattern.compile(regex + Pattern.quote((prefix + template).substring(from)));
  }

  String name() {
    return method + " " + template;
  }

  /** How much of the path is open. */
  int openness() {
    return variables.size();
  }

  boolean isDoneBy(String requestMethod) {
    return method.equals(requestMethod);
  }

  boolean isAt(String requestPath) {
    return path.matcher(requestPath).matches();
  }

  /** What is wrong with a request to it; a sentence each. */
  List<String> problems(Request request) {
    if (!isDoneBy(request.method())) {
      return List.of("the method is " + request.method());
    }
    List<String> problems = new ArrayList<>();
    String[] target = request.path().split("\\?", 2);
    checkPath(target[0], problems);
    checkQuery(target.length > 1 ? target[1] : "", problems);
    checkHeaders(request.headers(), problems);
    checkBody(request, problems);
    return problems;
  }

  private void checkPath(String requestPath, List<String> problems) {
    Matcher matcher = path.matcher(requestPath);
    if (!matcher.matches()) {
      problems.add("the path is " + requestPath);
      return;
    }
    for (int i = 0; i < variables.size(); i++) {
      String variable = variables.get(i);
      String text = WireBody.decode(matcher.group(i + 1).replace("+", "%2B"));
      parameters.stream()
          .filter(each -> in(each, "path") && name(each).equals(variable))
          .findFirst()
          .ifPresentOrElse(
              each -> checkValue("path", variable, List.of(text), each, problems),
              () -> problems.add("nothing is said of {" + variable + "}"));
    }
  }

  private void checkQuery(String query, List<String> problems) {
    if (!query.matches("[!-~&&[^\"<>\\[\\]\\\\^`{|}]]*")) {
      problems.add("the query has characters that are not encoded: " + query);
    }
    Map<String, List<String>> pairs = WireBody.pairs(query);
    Set<String> known = new HashSet<>();
    for (JsonNode parameter : parameters) {
      if (!in(parameter, "query")) {
        continue;
      }
      String name = name(parameter);
      if (parameter.path("style").asText().equals("deepObject")) {
        checkDeep(name, parameter, pairs, known, problems);
      } else if (pairs.containsKey(name)) {
        known.add(name);
        checkValue("query", name, pairs.getOrDefault(name, List.of()), parameter, problems);
      } else if (parameter.path("required").asBoolean()) {
        problems.add("the query lacks " + name);
      }
    }
    pairs.keySet().stream()
        .filter(name -> !known.contains(name))
        .forEach(name -> problems.add("the query has " + name + ", which is unknown"));
  }

  /** {@code filter[webhook][contains]=x} is an object in an object. */
  private void checkDeep(
      String name,
      JsonNode parameter,
      Map<String, List<String>> pairs,
      Set<String> known,
      List<String> problems) {
    ObjectNode object = ((ObjectNode) WireJson.read("{}"));
    for (Map.Entry<String, List<String>> pair : pairs.entrySet()) {
      Matcher deep = DEEP.matcher(pair.getKey());
      if (!deep.matches() || !deep.group(1).equals(name)) {
        continue;
      }
      known.add(pair.getKey());
      String[] steps = deep.group(2).substring(1, deep.group(2).length() - 1).split("]\\[");
      ObjectNode at = object;
      JsonNode schema = schemas.resolve(parameter.path("schema"));
      for (int i = 0; i < steps.length; i++) {
        schema = schemas.resolve(schema.path("properties").path(steps[i]));
        if (i < steps.length - 1) {
          at = at.withObjectProperty(steps[i]);
        }
      }
      at.set(steps[steps.length - 1], WireBody.value(pair.getValue(), schema, schemas));
    }
    if (!object.isEmpty()) {
      schemas
          .problems(parameter.path("schema"), object)
          .forEach(problem -> problems.add("the query's " + name + ": " + problem));
    }
  }

  private void checkHeaders(Map<String, String> headers, List<String> problems) {
    String authorization = headers.getOrDefault("Authorization", "");
    scheme
        .filter(each -> !authorization.matches("(?i:" + each + ") [\\x21-\\x7e]+"))
        .ifPresent(each -> problems.add("it is not authorized by " + each));
    for (JsonNode parameter : parameters) {
      String name = name(parameter);
      if (!in(parameter, "header") || SAFE_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
        continue;
      }
      if (headers.containsKey(name)) {
        checkValue("header", name, List.of(headers.getOrDefault(name, "")), parameter, problems);
      } else if (parameter.path("required").asBoolean()) {
        problems.add("the header " + name + " is missing");
      }
    }
  }

  private void checkBody(Request request, List<String> problems) {
    String header = request.headers().getOrDefault("Content-Type", "");
    if (request.body().isEmpty()) {
      if (body.path("content").size() > 0) {
        problems.add("the body is missing");
      }
      return;
    }
    String type = header.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    if (!body.path("content").has(type)) {
      problems.add("a body of type '" + type + "' is not taken");
      return;
    }
    JsonNode schema = body.path("content").path(type).path("schema");
    try {
      JsonNode properties = schemas.resolve(schema).path("properties");
      JsonNode value =
          switch (type) {
            case "application/json" -> WireJson.read(request.body());
            case "application/x-www-form-urlencoded" ->
                WireBody.object(WireBody.pairs(request.body()), properties, schemas);
            case "multipart/form-data" ->
                WireBody.object(WireBody.parts(request.body(), header), properties, schemas);
            default -> throw new IllegalArgumentException("nobody reads bodies of type " + type);
          };
      problems.addAll(schemas.problems(schema, value));
    } catch (UncheckedIOException | IllegalArgumentException e) {
      problems.add("the body cannot be read: " + e.getMessage());
    }
  }

  private void checkValue(
      String where, String name, List<String> texts, JsonNode parameter, List<String> problems) {
    JsonNode schema = parameter.path("schema");
    schemas
        .problems(schema, WireBody.value(texts, schema, schemas))
        .forEach(problem -> problems.add(where + " " + name + ": " + problem));
  }

  private static boolean in(JsonNode parameter, String place) {
    return parameter.path("in").asText().equals(place);
  }

  private static String name(JsonNode parameter) {
    return parameter.path("name").asText();
  }
}
