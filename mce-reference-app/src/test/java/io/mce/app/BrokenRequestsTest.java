package io.mce.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mce.app.OpenApi.Operation;
import io.mce.app.OpenApi.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Each operation's request that works, with one thing broken at a time: an id, a parameter, a
 * header, a field of the body, the body as a whole. The answer is a problem that says what is
 * wrong, never a failure of the server, and no stack trace is logged. What can be broken comes from
 * the OpenAPI document.
 */
final class BrokenRequestsTest {

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  final class OnSqlite extends Contract {
    @Override
    TestServer start() {
      return TestServer.sqlite();
    }
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  final class OnPostgres extends Contract {
    @Override
    TestServer start() {
      return TestServer.postgres();
    }
  }

  private static final String HUGE = "x".repeat(200_000);
  private static final String HOLE = "@@broken@@";

  /** What no text may be, in JSON. */
  private static final Map<String, String> NEVER_A_TEXT =
      ordered(
          "an object", "{\"a\":1}",
          "a list of lists", "[[\"a\"]]",
          "a NUL", "\"a\\u0000b\"",
          "half a character", "\"a\\ud800b\"",
          "the other half", "\"a\\udc00b\"",
          "too long", "\"" + HUGE + "\"",
          "too deep", "[".repeat(20_000) + "]".repeat(20_000),
          "too deep as an object", "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000));

  /** What no list and no object may be. */
  private static final Map<String, String> NEVER_A_CONTAINER =
      ordered("a text", "\"x\"", "a number", "12", "a truth", "true");

  /** What may be understood or not, and must not make the server fail. */
  private static final Map<String, String> ODD =
      ordered(
          "nothing", "null",
          "a number", "12",
          "a huge number", "1e400",
          "a long number", "123456789012345678901234567890",
          "a truth", "true",
          "an empty text", "\"\"",
          "blanks", "\"   \"",
          "an empty list", "[]",
          "an empty object", "{}",
          "a list of nothing", "[null]",
          "characters of all kinds", "\"\\u202e\\ufffe\\ud83d\\ude00'\\\"\\\\%_;--\"");

  private static final Map<String, String> BROKEN_IDS =
      ordered(
          "no id", "x",
          "a NUL", "%00",
          "a NUL inside", "a%00b",
          "a number", "-1",
          "a path", "..%2f..%2fetc",
          "nobody's", "00000000-0000-0000-0000-000000000000",
          "not quite an id", "00000000-0000-0000-0000-00000000000g",
          "half a character", "%ED%A0%80",
          "bytes that are no text", "%FF%FE",
          "emoji", "%F0%9F%98%80",
          "too long", "a".repeat(3_000));

  private static final Map<String, String> BROKEN_PARAMETERS =
      ordered(
          "a NUL", "%00",
          "a NUL inside", "a%00b",
          "half a character", "%ED%A0%80",
          "too long", "x".repeat(6_000));

  /** Parameters that are not texts; none of these is one of them. */
  private static final Map<String, List<String>> TYPED_PARAMETERS =
      Map.of(
          "limit", List.of("0", "-1", "201", "many", "99999999999999999999", "1.5"),
          "cursor", List.of("AA", "abc", "YWJjHx9kZWY", "%F0%9F%98%80", "0x10", "-1"),
          "minScore", List.of("x", "99999999999999999999"),
          "status", List.of("SLEEPY", "new%20lead"),
          "sort", List.of("sideways"),
          "state", List.of("SLEEPY"),
          "days", List.of("-1", "100000", "x"),
          "from", List.of("yesterday", "2026-13-01T00:00:00Z", "12"),
          "until", List.of("tomorrow", "99999-01-01"));

  /** What is taken although something in it is odd: operation and place, and why. */
  private static final Map<String, String> TAKEN =
      Map.of(
          "POST /api/hooks/{sourceKey}",
          "what a source sends is never lost for what is wrong with it; the lead says so",
          "POST /api/leads/ingest /0/",
          "one odd lead of many is answered by itself, beside the others",
          "POST /api/leads /metadata/note",
          "whatever a client notes of a lead is kept as a text",
          "POST /api/auth/signup /timeZone",
          "a guess of the browser, used if it is known",
          "POST /api/auth/signup /defaultRegion",
          "a guess of the browser, used if it is known",
          "POST /api/workflows /actions/0/status",
          "belongs to another kind of action and is not looked at");

  /** Where broken requests use up what the one that works needs: it goes first. */
  private static final Set<String> WORKS_FIRST =
      Set.of("POST /api/auth/login", "POST /api/auth/invitations/{token}");

  private static Map<String, String> ordered(String... pairs) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }

  abstract static class Contract {

    private final AtomicInteger requests = new AtomicInteger();
    private TestServer server;
    private Tenant tenant;
    private Overheard log;

    abstract TestServer start();

    @BeforeAll
    void prepare() {
      server = start();
      tenant = Tenant.create(server, "HERON", "+5511987654321");
      log = new Overheard();
    }

    @AfterAll
    void stop() {
      log.close();
      server.close();
      System.out.printf(Locale.ROOT, "BrokenRequestsTest: %d broken requests%n", requests.get());
      assertThat(log.failures()).as("stack traces in the log").isEmpty();
      assertThat(requests.get()).isGreaterThan(1_500);
    }

    @TestFactory
    Stream<DynamicTest> one_broken_thing_is_the_clients_fault_and_is_told_so() {
      return OpenApi.operations().stream()
          // What deletes comes last, so that the others have something to find.
          .sorted(Comparator.comparing(operation -> operation.method().equals("DELETE")))
          .map(operation ->
              DynamicTest.dynamicTest(operation.toString(), () -> new Attack(operation).run()));
    }

    /** Breaks one operation's request in every way. */
    private final class Attack {

      private final Operation operation;
      private final Operations.Case one;
      private final String path;
      private final List<String> failures = new ArrayList<>();

      Attack(Operation operation) {
        this.operation = operation;
        one = java.util.Objects.requireNonNull(Operations.CASES.get(operation.toString()));
        path = one.path().apply(tenant);
      }

      void run() {
        boolean first = WORKS_FIRST.contains(operation.toString());
        if (first) {
          requireWorks();
        }
        breakIds();
        breakParameters();
        breakHeaders();
        breakBody();
        assertThat(failures).isEmpty();
        if (!first) {
          requireWorks();
        }
      }

      /** What is broken works when it is whole; at the end, because it may be used up by that. */
      private void requireWorks() {
        ApiClient.Answer control = Operations.send(tenant.api, tenant, operation.toString());
        assertThat(control.status()).as(control.body()).isEqualTo(one.expected());
      }

      private void breakIds() {
        String[] template = operation.path().split("/");
        String[] real = path.split("[?]")[0].split("/");
        for (int i = 0; i < template.length; i++) {
          if (template[i].startsWith("{")) {
            int place = i;
            BROKEN_IDS.forEach((what, id) -> {
              String[] broken = real.clone();
              broken[place] = id;
              refused("id " + what, send(tenant.api, String.join("/", broken), body()));
            });
          }
        }
      }

      private void breakParameters() {
        for (Parameter parameter : OpenApi.parameters(operation)) {
          if (!parameter.in().equals("query")) {
            continue;
          }
          String start = path.split("[?]")[0] + "?" + parameter.name() + "=";
          BROKEN_PARAMETERS.forEach((what, value) ->
              harmless(parameter.name() + " " + what, send(tenant.api, start + value, body())));
          List<String> never = TYPED_PARAMETERS.getOrDefault(parameter.name(), List.of());
          for (String value : never) {
            refused(parameter.name() + "=" + value, send(tenant.api, start + value, body()));
          }
        }
      }

      private void breakHeaders() {
        if (one.kind() != Operations.Kind.PUBLIC) {
          for (String token : List.of("Bearer x", "Bearer a.b.c", "Basic eDp5", "Bearer")) {
            ApiClient.Answer answer =
                send(server.client().with("Authorization", token), path, body());
            refused("Authorization " + token, answer);
          }
          for (String id : List.of("x", "00000000-0000-0000-0000-00000000000g", "a".repeat(500))) {
            refused("X-Org-Id " + id, send(tenant.api.with("X-Org-Id", id), path, body()));
          }
        }
        for (Parameter parameter : OpenApi.parameters(operation)) {
          if (parameter.in().equals("header")) {
            for (String value : List.of("x", "\"x", "-1", "9".repeat(40))) {
              refused(
                  parameter.name() + " " + value,
                  send(tenant.api.with(parameter.name(), value), path, body()));
            }
          }
        }
        if (operation.method().equals("POST") && one.kind() != Operations.Kind.PUBLIC) {
          harmless(
              "Idempotency-Key too long",
              send(tenant.api.with("Idempotency-Key", "k".repeat(5_000)), path, body()));
        }
      }

      private void breakBody() {
        JsonNode json = json();
        if (json == null) {
          return;
        }
        for (String broken : List.of("{", "{\"a\":", "\"\\ud800", "nul", "\u0000")) {
          refused("body " + broken, sendRaw(broken, "application/json"));
        }
        refused(
            "body of bytes",
            sendBytes(new byte[] {'{', '"', (byte) 0xC3, 0x28, '"', ':', '1', '}'}));
        refused("body too deep", sendRaw("[".repeat(50_000), "application/json"));
        refused("body of another type", sendRaw("<a/>", "application/xml"));
        fields(json, "", true).forEach(this::breakField);
      }

      /** Where there is something in the body, and where the document says there could be. */
      private Map<String, JsonNode> fields(JsonNode node, String at, boolean top) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        if (!top) {
          fields.put(at, node);
        }
        if (node.isObject()) {
          node.properties()
              .forEach(
                  each -> fields.putAll(fields(each.getValue(), at + "/" + each.getKey(), false)));
          String document =
              at.isEmpty() ? "" : at.substring(1).replaceAll("\\d+", "[]").replace('/', '.') + ".";
          for (String field : OpenApi.fields(operation)) {
            if (field.startsWith(document)
                && field.indexOf('.', document.length()) < 0
                && !node.has(field.substring(document.length()))) {
              fields.put(
                  at + "/" + field.substring(document.length()),
                  com.fasterxml.jackson.databind.node.MissingNode.getInstance());
            }
          }
        } else if (node.isArray()) {
          for (int i = 0; i < node.size(); i++) {
            fields.putAll(fields(node.get(i), at + "/" + i, false));
          }
        }
        return fields;
      }

      private void breakField(String pointer, JsonNode before) {
        NEVER_A_TEXT.forEach((what, value) -> {
          boolean certain = before.isTextual() || !what.startsWith("an object");
          ApiClient.Answer answer = sendRaw(with(pointer, value), "application/json");
          if (certain) {
            refused(pointer + " " + what, answer);
          } else {
            harmless(pointer + " " + what, answer);
          }
        });
        NEVER_A_CONTAINER.forEach((what, value) -> {
          ApiClient.Answer answer = sendRaw(with(pointer, value), "application/json");
          // A list of one may be written as that one.
          if (before.isObject()) {
            refused(pointer + " " + what, answer);
          } else {
            harmless(pointer + " " + what, answer);
          }
        });
        ODD.forEach((what, value) ->
            harmless(pointer + " " + what, sendRaw(with(pointer, value), "application/json")));
      }

      /** A new body that works, but for one place. */
      private String with(String pointer, String value) {
        JsonNode json = java.util.Objects.requireNonNull(json());
        int last = pointer.lastIndexOf('/');
        JsonNode parent = json.at(pointer.substring(0, last));
        String name = pointer.substring(last + 1);
        if (parent instanceof ArrayNode list) {
          list.set(Integer.parseInt(name), list.textNode(HOLE));
        } else {
          ((ObjectNode) parent).put(name, HOLE);
        }
        return json.toString().replace("\"" + HOLE + "\"", value);
      }

      private @Nullable JsonNode json() {
        Object body = body();
        return body == null || body instanceof String ? null : ApiClient.JSON.valueToTree(body);
      }

      private @Nullable Object body() {
        Object body = one.body().apply(tenant);
        return "upload".equals(body) || "piece".equals(body) || "stream".equals(body) ? null : body;
      }

      private ApiClient.Answer send(ApiClient client, String to, @Nullable Object body) {
        requests.incrementAndGet();
        if ("stream".equals(one.body().apply(tenant))) {
          return client.streamOrProblem(to, 1);
        }
        return client.call(operation.method(), to, body);
      }

      private ApiClient.Answer sendRaw(String body, String type) {
        requests.incrementAndGet();
        return tenant.api.raw(
            operation.method(), path, type, body.getBytes(StandardCharsets.UTF_8));
      }

      private ApiClient.Answer sendBytes(byte[] body) {
        requests.incrementAndGet();
        return tenant.api.raw(operation.method(), path, "application/json", body);
      }

      private void refused(String what, ApiClient.Answer answer) {
        boolean taken = TAKEN.keySet().stream().anyMatch((operation + " " + what)::startsWith);
        if (answer.status() < 400 && !taken) {
          failures.add(operation + " takes " + what + ": " + answer);
        }
        harmless(what, answer);
      }

      private void harmless(String what, ApiClient.Answer answer) {
        boolean problem =
            answer.status() < 400
                || (answer.contentType().startsWith("application/problem+json")
                    && !answer.json().path("code").asText().isBlank()
                    && !answer.json().path("detail").asText().isBlank());
        if (answer.status() >= 500
            || !problem
            || Stream.of("Exception", "at io.mce", "at java.").anyMatch(answer.body()::contains)) {
          failures.add(operation + " answers badly to " + what + ": " + answer);
        }
      }
    }
  }
}
