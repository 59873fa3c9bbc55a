package io.mce.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mce.app.OpenApi.Operation;
import io.mce.app.OpenApi.Parameter;
import io.mce.app.OpenApi.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Each operation's request that works, with one thing broken at a time: an id, a parameter, a
 * header, a field of the body, the body as a whole. The answer is a problem that says what is
 * wrong, never a failure of the server, and no stack trace is logged. What can be broken, and what
 * type it should have, comes from the OpenAPI document: a new operation, parameter or field is
 * broken too, or fails the build where {@link Operations} has nothing to break.
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

  private static final String ADMIN = "root@example.com";
  private static final String JSON = "application/json";
  private static final String HUGE = "x".repeat(200_000);
  private static final String HOLE = "@@broken@@";

  /** Answers that say that the request is malformed, rather than not allowed or not possible. */
  private static final Set<Integer> MALFORMED = Set.of(400, 413, 414, 415, 422, 431);

  private static final List<String> NO_OBJECT =
      List.of(
          "", "{", "{\"a\":", "\"\\ud800", "nul", "\u0000", "null", "12", "\"a\"", "[]", "[[]]");

  private static final List<String> NO_JSON =
      List.of(
          "application/xml",
          "text/plain",
          "application/x-www-form-urlencoded",
          "multipart/form-data",
          "multipart/form-data; boundary=x",
          "nonsense");

  /** What no field may be, whatever its type. */
  private static final Map<String, String> NEVER =
      ordered(
          "a list of lists", "[[\"a\"]]",
          "a NUL", "\"a\\u0000b\"",
          "half a character", "\"a\\ud800b\"",
          "the other half", "\"a\\udc00b\"",
          "too deep", "[".repeat(20_000) + "]".repeat(20_000),
          "too deep as an object", "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000));

  /** What a field of a type may not be. */
  private static final Map<String, Map<String, String>> WRONG_TYPES =
      Map.of(
          "string",
          ordered(
              "a number", "12",
              "a truth", "true",
              "an object", "{\"a\":1}",
              "a list", "[\"a\"]"),
          "integer",
          ordered(
              "a text", "\"many\"",
              "digits in quotes", "\"12\"",
              "no text", "\"\"",
              "a fraction", "1.5",
              "a huge number", "1e400",
              "a long number", "123456789012345678901234567890",
              "a truth", "true",
              "an object", "{\"a\":1}",
              "a list", "[1]"),
          "boolean",
          ordered(
              "a text", "\"perhaps\"",
              "a truth in quotes", "\"true\"",
              "no text", "\"\"",
              "a number", "1",
              "an object", "{\"a\":1}",
              "a list", "[true]"),
          // A list of one may be written as that one.
          "array",
          ordered("a number", "12", "a truth", "true", "an object", "{\"a\":1}"),
          "object",
          ordered("a text", "\"x\"", "a number", "12", "a truth", "true", "a list", "[]"));

  /** What may be understood or not, and must not make the server fail. */
  private static final Map<String, String> ODD =
      ordered(
          "nothing", "null",
          "an empty text", "\"\"",
          "blanks", "\"   \"",
          "an empty list", "[]",
          "an empty object", "{}",
          "an object of something else", "{\"zzz\":\"1\"}",
          "twice the same", "[\"a\",\"a\"]",
          "a list of nothing", "[null]",
          "characters of all kinds", "\"\\u202e\\ufffe\\ud83d\\ude00'\\\"\\\\%_;--\"");

  /** Values of the right type that mean nothing, by a pattern of operation and field. */
  private static final Map<String, List<String>> MEANINGLESS =
      Map.ofEntries(
          Map.entry(".*[ .](role|action|type|field|op)", words("KING")),
          Map.entry(".*[ .](statuses|permissions).\\[]", words("KING")),
          Map.entry(".*(?<!actions...)[ .]status", words("SLEEPY")),
          Map.entry(".* (email|ownerEmail)", words("nobody", "@", "a@b@c")),
          Map.entry(".*/sandbox/inbound from", words("nobody")),
          Map.entry(".*[ .](ownerId|channelAccountId)", words("me")),
          Map.entry(".* ids.\\[]", words("me")),
          Map.entry(".* id", words("me", "00000000-0000-0000-0000-000000000000")),
          Map.entry("PATCH /api/organization timeZone", words("Mars/Olympus")),
          Map.entry("PATCH /api/organization defaultRegion", words("QQ")),
          Map.entry("PATCH /api/organization languages.\\[]", words("no language", "-")),
          Map.entry(".*[Hh]ours.*\\.(from|to)", words("9", "25:00")),
          Map.entry(".* days.NOTICES", List.of("-1", "0", "2147483647")),
          Map.entry(
              ".*/sending-limits .*(messages|warmUp.\\[]|days|secondsBetween)",
              List.of("-1", "0", "2147483647")),
          Map.entry(".* steps.\\[].delay", words("soon", "PT-5S", "P99999999D")),
          Map.entry("POST /api/campaigns steps.\\[].text", words("{name}", "{{nmae}}")),
          Map.entry(".* expiresAt", words("soon", "2001-01-01T00:00:00Z", "2027-02-30T00:00:00Z")),
          Map.entry(".*/erase (reason|confirm)", words("BECAUSE")),
          Map.entry(".*/notes\\S* (kind|outcome)", words("KING")),
          Map.entry(".*/notes\\S* happenedAt", words("soon", "1999-01-01T00:00:00Z")),
          Map.entry(".*/status-rules rules.\\[].(from|to|roles.\\[])", words("KING")),
          Map.entry(".*/templates (category|language|name)", words("NO WAY", "{}")),
          Map.entry(".*/deliveries/\\S* decision", words("KING")),
          Map.entry(".*/suppressions\\S* reason", words("BECAUSE")),
          Map.entry(".*/suppressions\\S* address", words("nobody")),
          Map.entry(".* provider", words("nobody")),
          Map.entry(".* settings.readRate", words("many", "7")),
          Map.entry(".*/auth/.* (challenge|code)", words("guessed")),
          Map.entry("POST /api/auth/refresh refreshToken", words("guessed")),
          Map.entry(".*/second-factor.* (password|code)", words("guessed")));

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
          "bytes that are no text", "%FF",
          "all kinds", "%25%27%22%5C",
          "too long", "x".repeat(6_000));

  /** Parameters of which not every text is one, and what is none. */
  private static final Map<String, List<String>> TYPED_PARAMETERS =
      Map.ofEntries(
          Map.entry("limit", List.of("0", "-1", "201")),
          Map.entry("cursor", List.of("AA", "AB9h", "abc", "YWJjHx9kZWY", "%F0%9F%98%80", "-1")),
          Map.entry("status", List.of("SLEEPY", "new%20lead")),
          Map.entry("sort", List.of("sideways")),
          Map.entry("minScore", List.of()),
          Map.entry("owner", List.of("me")),
          Map.entry("segmentId", List.of("me")),
          Map.entry("project", List.of("me")),
          Map.entry("offset", List.of()),
          Map.entry("state", List.of("SLEEPY")),
          Map.entry("failure", List.of("sleepy", "A%20B")),
          Map.entry("account", List.of("me")),
          Map.entry("lead", List.of("me")),
          Map.entry("campaign", List.of("me")),
          Map.entry("days", List.of("-1", "100000")),
          Map.entry("phone", List.of("nobody")),
          Map.entry("from", List.of("yesterday", "2026-13-01T00:00:00Z", "12")),
          Map.entry("until", List.of("tomorrow", "99999-01-01")));

  private static final List<String> NO_NUMBERS = List.of("many", "1.5", "99999999999999999999");

  /** Parameters that may be any text: what it does not fit is not found. */
  private static final Set<String> TEXTS =
      Set.of("source", "tag", "q", "name", "actorId", "subjectId");

  /** What is taken although something in it is odd: a pattern of operation and place, and why. */
  private static final Map<String, String> TAKEN =
      Map.of(
          "POST /api/leads/ingest /0/.*",
          "one odd lead of many is answered by itself, beside the others",
          "PUT /api/sending-limits \\S*/warmUp a number",
          "a list of one number may be written as that one",
          "POST /api/suppressions/list /lines too long",
          "a line that is no address is told, beside the others",
          "(POST|PATCH) /api/leads\\S* /metadata/note .*",
          "whatever a client notes of a lead is kept as a text",
          "(PUT|POST) /api/scoring/rules\\S* /rules/\\d+/field .*",
          "a rule may ask for whatever is noted of a lead, by any name");

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

  private static List<String> words(String... words) {
    return Stream.of(words).map(word -> '"' + word + '"').toList();
  }

  @Test
  void every_parameter_has_something_broken() {
    Set<String> known = new HashSet<>(TEXTS);
    known.addAll(TYPED_PARAMETERS.keySet());
    assertThat(
            OpenApi.operations().stream()
                .flatMap(operation -> OpenApi.parameters(operation).stream())
                .filter(parameter -> parameter.in().equals("query"))
                .map(Parameter::name))
        .as("Add what is no such thing to TYPED_PARAMETERS, or the name to TEXTS.")
        .isSubsetOf(known);
  }

  abstract static class Contract {

    private final Set<String> exceptions = new TreeSet<>();
    private final Set<String> covered = new TreeSet<>();
    private long begun;
    private int requests;
    private TestServer server;
    private ApiClient admin;
    private Tenant tenant;
    private Overheard log;

    abstract TestServer start();

    @BeforeAll
    void prepare() {
      begun = System.nanoTime();
      server = start();
      Map<String, Object> person =
          Map.of(
              "name",
              "Root",
              "email",
              ADMIN,
              "password",
              Tenant.PASSWORD,
              "organizationName",
              "Office");
      assertThat(server.client().post("/api/auth/signup", person).status()).isEqualTo(201);
      // Who looks after the installation is read at the start.
      server = server.restart(ADMIN);
      admin =
          server
              .client()
              .token(server.client().post("/api/auth/login", person).text("accessToken"));
      tenant = Tenant.create(server, "HERON", "+5511987654321");
      log = new Overheard();
    }

    @AfterAll
    void stop() {
      log.close();
      server.close();
      System.out.printf(
          Locale.ROOT,
          "BrokenRequestsTest %s: %d broken requests over %d operations in %d s%n",
          getClass().getSimpleName(),
          requests,
          covered.size(),
          (System.nanoTime() - begun) / 1_000_000_000);
      assertThat(log.failures()).as("stack traces in the log").isEmpty();
      assertThat(covered)
          .isEqualTo(
              new TreeSet<>(OpenApi.operations().stream().map(Operation::toString).toList()));
      assertThat(exceptions)
          .as("exceptions that nothing needs any more")
          .isEqualTo(new TreeSet<>(TAKEN.keySet()));
    }

    @TestFactory
    Stream<DynamicTest> one_broken_thing_is_the_clients_fault_and_is_told_so() {
      return OpenApi.operations().stream()
          // What deletes comes last, so that the others have something to find.
          .sorted(Comparator.comparing(operation -> operation.method().equals("DELETE")))
          .map(operation ->
              DynamicTest.dynamicTest(operation.toString(), () -> new Attack(operation).run()));
    }

    /** A place in a body, what belongs there, and what is there now. */
    private record Spot(String pointer, String field, Schema schema, JsonNode before) {

      String type() {
        return schema.type().isEmpty() && before.isTextual() ? "string" : schema.type();
      }
    }

    /** Breaks one operation's request in every way. */
    private final class Attack {

      private final Operation operation;
      private final Operations.Case one;
      private final Set<String> failures = new LinkedHashSet<>();
      private final ApiClient api;
      private final String path;
      private final @Nullable Object body;

      Attack(Operation operation) {
        this.operation = operation;
        one =
            Objects.requireNonNull(
                Operations.CASES.get(operation.toString()),
                () -> "add a request that works to Operations.CASES: " + operation);
        boolean platform = one.kind() == Operations.Kind.PLATFORM;
        // Guesses at a second factor are counted; they are somebody's of whom nothing else is
        // asked.
        boolean guesses =
            operation.path().startsWith("/api/me/second-factor")
                && !operation.method().equals("GET");
        if (guesses || WORKS_FIRST.contains(operation.toString())) {
          requireWorks(guesses ? tenant.join(server, "VIEWER") : tenant.api);
        }
        api = platform ? admin : guesses ? tenant.join(server, "VIEWER") : tenant.api;
        path = one.path().apply(tenant);
        Object usual = one.body().apply(tenant);
        body =
            "authenticator".equals(usual)
                ? Authenticator.body(api, operation.toString())
                : "upload".equals(usual) || "piece".equals(usual) || "stream".equals(usual)
                    ? null
                    : usual;
      }

      void run() {
        covered.add(operation.toString());
        breakIds();
        breakParameters();
        breakHeaders();
        breakBody();
        breakUpload();
        if (api == tenant.api && !WORKS_FIRST.contains(operation.toString()) || api == admin) {
          requireWorks(api);
        }
        sendWhatIsNotAskedFor();
        assertThat(failures).isEmpty();
      }

      /** What is broken works when it is whole; at the end, because it may be used up by that. */
      private void requireWorks(ApiClient caller) {
        // Who leaves a stream that still has much to say makes the server complain; here it has
        // not.
        ApiClient.Answer control =
            "stream".equals(one.body().apply(tenant))
                ? caller.streamOrProblem(operation.path(), 1)
                : Operations.send(caller, tenant, operation.toString());
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
              refused("id " + what, send(api, String.join("/", broken)));
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
          BROKEN_PARAMETERS.forEach(
              (what, value) -> harmless(parameter.name() + " " + what, send(api, start + value)));
          List<String> never =
              new ArrayList<>(TYPED_PARAMETERS.getOrDefault(parameter.name(), List.of()));
          if (parameter.type().equals("integer")) {
            never.addAll(NO_NUMBERS);
          }
          for (String value : never) {
            malformed(parameter.name() + "=" + value, parameter.name(), send(api, start + value));
          }
        }
      }

      private void breakHeaders() {
        if (one.kind() != Operations.Kind.PUBLIC) {
          for (String token : List.of("Bearer x", "Bearer a.b.c", "Basic eDp5", "Bearer")) {
            ApiClient client = server.client().with("Authorization", token);
            refused("Authorization " + token, send(client, path));
          }
          for (String id : List.of("x", "00000000-0000-0000-0000-00000000000g", "a".repeat(500))) {
            refused("X-Org-Id " + id, send(api.with("X-Org-Id", id), path));
          }
        }
        for (Parameter parameter : OpenApi.parameters(operation)) {
          if (parameter.in().equals("header")) {
            for (String value : List.of("x", "\"x", "-1", "9".repeat(40))) {
              refused(
                  parameter.name() + " " + value, send(api.with(parameter.name(), value), path));
            }
          }
        }
        if (operation.method().equals("POST") && one.kind() != Operations.Kind.PUBLIC) {
          harmless(
              "Idempotency-Key too long",
              send(api.with("Idempotency-Key", "k".repeat(5_000)), path));
        }
      }

      private void breakBody() {
        if (body == null) {
          return;
        }
        Schema described = OpenApi.body(operation, JSON);
        if (described.content().isEmpty()) {
          breakWhatOnlyTheReceiverReads(described);
          return;
        }
        for (String broken : NO_OBJECT) {
          malformed("body " + broken, "", sendRaw(broken, JSON));
        }
        malformed(
            "body of bytes",
            "",
            sendBytes(new byte[] {'{', '"', (byte) 0xC3, 0x28, '"', ':', '1', '}'}));
        malformed("body too deep", "", sendRaw("[".repeat(50_000), JSON));
        for (String type : NO_JSON) {
          malformed("body of type " + type, "", sendRaw("a=b&name=%ZZ", type));
        }
        for (String odd : List.of("{}", "[{}]", "[null]", "{\"zzz\":[]}")) {
          harmless("body " + odd, sendRaw(odd, JSON));
        }
        List<Spot> spots = new ArrayList<>();
        find(json(), described, "", "", spots);
        spots.forEach(this::breakForSure);
        spots.forEach(this::breakPerhaps);
      }

      /** What programs post in forms of their own: it may be understood or not. */
      private void breakWhatOnlyTheReceiverReads(Schema anything) {
        for (String broken : List.of("{", "nul", "\u0000", "", "12", "[".repeat(50_000))) {
          harmless("body " + broken, sendRaw(broken, JSON));
          harmless("text " + broken, sendRaw(broken, "text/plain"));
        }
        harmless("body of bytes", sendBytes(new byte[] {'{', '"', (byte) 0xC3, 0x28}));
        for (String type : NO_JSON) {
          harmless("body of type " + type, sendRaw("a=b&name=%ZZ", type));
        }
        List<Spot> spots = new ArrayList<>();
        find(json(), anything, "", "", spots);
        for (Spot spot : spots) {
          NEVER.forEach(
              (what, value) -> harmless(spot.pointer() + " " + what, sendWith(spot, value)));
          breakPerhaps(spot);
        }
      }

      /** Where there is something in the body, and where the document says there could be. */
      private void find(
          JsonNode node, Schema schema, String pointer, String field, List<Spot> spots) {
        if (!pointer.isEmpty()) {
          spots.add(new Spot(pointer, field, schema, node));
        }
        Set<String> names = new LinkedHashSet<>(schema.names());
        node.fieldNames().forEachRemaining(names::add);
        boolean list = schema.type().equals("array") && schema.content().containsKey("items");
        boolean hollow = list || !schema.names().isEmpty();
        if (hollow && (node.isMissingNode() || node.isEmpty())) {
          failures.add(
              "%s: give %s a value in Operations, so that what is in it can be broken"
                  .formatted(operation, pointer));
          return;
        }
        if (!node.isMissingNode() && !node.isArray()) {
          for (String name : names) {
            JsonNode inside = node.has(name) ? node.get(name) : MissingNode.getInstance();
            String inner = field.isEmpty() ? name : field + "." + name;
            find(inside, schema.property(name), pointer + "/" + name, inner, spots);
          }
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
          String inner = field.isEmpty() ? "[]" : field + ".[]";
          find(node.get(i), schema.items(), pointer + "/" + i, inner, spots);
        }
      }

      private void breakForSure(Spot spot) {
        NEVER.forEach(
            (what, value) -> malformed(spot.pointer() + " " + what, "", sendWith(spot, value)));
        WRONG_TYPES
            .getOrDefault(spot.type(), Map.of())
            .forEach((what, value) ->
                malformed(spot.pointer() + " " + what, told(spot, what), sendWith(spot, value)));
        refused(spot.pointer() + " too long", sendWith(spot, '"' + HUGE + '"'));
        MEANINGLESS.forEach((pattern, values) -> {
          if ((operation + " " + spot.field()).matches(pattern)) {
            for (String value : values) {
              refused(spot.pointer() + " " + value, sendWith(spot, value));
            }
          }
        });
      }

      /** An object is a list of one, of which something else may be wrong. */
      private static String told(Spot spot, String what) {
        return spot.type().equals("array") && what.equals("an object") ? "" : spot.field();
      }

      private void breakPerhaps(Spot spot) {
        ODD.forEach((what, value) -> harmless(spot.pointer() + " " + what, sendWith(spot, value)));
      }

      /** Sends the body that works, but for one place. */
      private ApiClient.Answer sendWith(Spot spot, String value) {
        JsonNode json = json();
        int last = spot.pointer().lastIndexOf('/');
        JsonNode parent = json.at(spot.pointer().substring(0, last));
        String name = spot.pointer().substring(last + 1);
        if (parent instanceof ArrayNode list) {
          list.set(Integer.parseInt(name), list.textNode(HOLE));
        } else {
          ((ObjectNode) parent).put(name, HOLE);
        }
        return sendRaw(json.toString().replace("\"" + HOLE + "\"", value), JSON);
      }

      private JsonNode json() {
        return ApiClient.JSON.valueToTree(body);
      }

      private void breakUpload() {
        Set<String> parts = OpenApi.body(operation, "multipart/form-data").names();
        for (String part : parts) {
          if (!part.equals("file")) {
            for (String broken : List.of("\u0000", "a\u0000b", HUGE)) {
              refused("part " + part + " " + broken, upload("name,phone\n", part, broken));
            }
            harmless("part " + part + " empty", upload("name,phone\n", part, ""));
          }
        }
        if (!parts.isEmpty()) {
          for (String mapping : List.of("{", "[]", "12", "{\"a\":{}}", "{\"name\":\"nowhere\"}")) {
            refused("mapping " + mapping, upload("name,phone\n", "mapping", mapping));
          }
          refused("mode SIDEWAYS", upload("name,phone\n", "mode", "SIDEWAYS"));
          refused("automations PERHAPS", upload("name,phone\n", "automations", "PERHAPS"));
          for (String type :
              List.of("multipart/form-data", "multipart/form-data; boundary=x", JSON, "x")) {
            for (String broken : List.of("", "--x\r\n", "--x--", "{}")) {
              malformed("upload of " + type + " " + broken, "", sendRaw(broken, type));
            }
          }
        }
      }

      private ApiClient.Answer upload(String csv, String part, String value) {
        requests++;
        return api.upload(path, "more.csv", csv, Map.of(part, value));
      }

      /** A body where none belongs. */
      private void sendWhatIsNotAskedFor() {
        if (body == null && !operation.method().equals("GET")) {
          for (String odd : List.of("{", "[[]]", "\"\\u0000\"", "{\"id\":{}}")) {
            harmless("unasked " + odd, sendRaw(odd, JSON));
          }
          harmless("unasked form", sendRaw("a=%ZZ", "application/x-www-form-urlencoded"));
        }
      }

      private ApiClient.Answer send(ApiClient client, String to) {
        requests++;
        return "stream".equals(one.body().apply(tenant))
            ? client.streamOrProblem(to, 1)
            : client.call(operation.method(), to, body);
      }

      private ApiClient.Answer sendRaw(String text, String type) {
        requests++;
        return api.raw(operation.method(), path, type, text.getBytes(StandardCharsets.UTF_8));
      }

      private ApiClient.Answer sendBytes(byte[] bytes) {
        requests++;
        return api.raw(operation.method(), path, JSON, bytes);
      }

      /** Refused as malformed, by naming what is. */
      private void malformed(String what, String name, ApiClient.Answer answer) {
        if (isTaken(what, answer)) {
          return;
        }
        boolean named =
            name.isEmpty()
                || answer.json().path("errors").findValuesAsText("field").stream()
                    .anyMatch(field -> isAbout(field, name));
        if (!MALFORMED.contains(answer.status()) || !named) {
          fail("does not see or does not name", what, answer);
        }
        harmless(what, answer);
      }

      /** The field itself, what is in it, or a list or map that it is in. */
      private static boolean isAbout(String field, String name) {
        String told = field.replaceAll("\\[\\d+]", ".[]").replaceAll("^\\.", "");
        return name.startsWith(told) || told.startsWith(name) || name.endsWith(told);
      }

      private void refused(String what, ApiClient.Answer answer) {
        if (!isTaken(what, answer) && answer.status() < 400) {
          fail("takes", what, answer);
        }
        harmless(what, answer);
      }

      private boolean isTaken(String what, ApiClient.Answer answer) {
        List<String> reasons =
            TAKEN.keySet().stream()
                .filter((operation + " " + what.lines().findFirst().orElse(""))::matches)
                .toList();
        if (answer.status() >= 400 || reasons.isEmpty()) {
          return false;
        }
        exceptions.addAll(reasons);
        return true;
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
          fail("answers badly to", what, answer);
        }
      }

      private void fail(String how, String what, ApiClient.Answer answer) {
        String text = operation + " " + how + " " + what;
        failures.add(
            text.substring(0, Math.min(300, text.length()))
                + ": "
                + answer.status()
                + " "
                + answer.body().substring(0, Math.min(600, answer.body().length())));
      }
    }
  }
}
