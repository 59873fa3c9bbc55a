package io.mce.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.app.OpenApi.Operation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Two organizations with look-alike data. Every operation of the API is offered the other one's
 * ids, in its path, its query, its body, its page cursors and its place in the event stream, and
 * must answer without a byte of the other; the same request with own ids must work, so that a
 * refusal proves something. What can be offered comes from the OpenAPI document: an operation, a
 * parameter or a field without a case fails the build.
 */
final class IsolationTest {

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

  @Test
  void every_operation_has_a_case() {
    assertThat(new TreeSet<>(OpenApi.operations().stream().map(Operation::toString).toList()))
        .isEqualTo(new TreeSet<>(Operations.CASES.keySet()));
  }

  /** Fields of bodies that name something that exists: what to send with the ids of a tenant. */
  private static final Map<String, Function<Tenant, Map<String, Object>>> REFERENCES = references();

  private static Map<String, Function<Tenant, Map<String, Object>>> references() {
    Map<String, Function<Tenant, Map<String, Object>>> all = new TreeMap<>();
    all.put("POST /api/leads/delete ids", of -> Map.of("ids", List.of(Operations.extraLead(of))));
    all.put(
        "POST /api/leads/restore ids", of -> Map.of("ids", List.of(Operations.deletedLead(of))));
    all.put("POST /api/deliveries/decisions id", Operations::decisions);
    all.put("POST /api/auth/organization id", of -> Map.of("id", of.organizationId));
    all.put("PATCH /api/leads/{id} ownerId", of -> Map.of("ownerId", of.memberId));
    all.put(
        "POST /api/leads/{id}/merge mergedId", of -> Map.of("mergedId", Operations.extraLead(of)));
    all.put(
        "POST /api/leads/{id}/merge/preview mergedId",
        of -> Map.of("mergedId", Operations.extraLead(of)));
    all.put(
        "POST /api/campaigns channelAccountId",
        of ->
            Map.of(
                "name",
                "Over this line",
                "channelAccountId",
                of.channelId,
                "steps",
                List.of(Map.of("delay", "PT0S", "text", "x"))));
    all.put(
        "POST /api/leads/bulk ids",
        of -> Map.of("ids", List.of(Operations.extraLead(of)), "action", "DEAL_OUT"));
    all.put(
        "POST /api/leads/bulk ownerId",
        of -> Map.of("filter", Map.of("q", "nobody"), "action", "OWNER", "ownerId", of.memberId));
    all.put(
        "PATCH /api/members/{id}/availability backupId",
        of -> Map.of("backupId", of.api.get("/api/members").json().at("/items/0/id").asText()));
    all.put(
        "POST /api/leads/bulk segmentId",
        of -> Map.of("filter", Map.of("segmentId", of.segmentId), "action", "DEAL_OUT"));
    all.put("POST /api/views segmentId", of -> Map.of("name", "Seen", "segmentId", of.segmentId));
    all.put("PATCH /api/views/{id} segmentId", of -> Map.of("segmentId", of.segmentId));
    all.put(
        "POST /api/campaigns segmentId",
        of ->
            Map.of(
                "name",
                "To a segment",
                "audience",
                Map.of("segmentId", of.segmentId),
                "steps",
                List.of(Map.of("delay", "PT0S", "text", "x"))));
    all.put(
        "POST /api/campaigns/audience segmentId",
        of -> Map.of("audience", Map.of("segmentId", of.segmentId)));
    all.put(
        "PUT /api/sending-limits channelAccountId",
        of ->
            Map.of(
                "accounts", List.of(Map.of("channelAccountId", of.channelId, "messages", 90_000))));
    all.put(
        "PUT /api/channels/routing accountIds",
        of ->
            Map.of(
                "channels",
                List.of(),
                "accountIds",
                List.of(of.channelId),
                "acrossChannels",
                false));
    all.put(
        "PUT /api/assignment fallbackId",
        of -> Map.of("policy", "ROUND_ROBIN", "fallbackId", of.memberId));
    all.put(
        "PUT /api/assignment memberIds",
        of ->
            Map.of(
                "policy",
                "ROUND_ROBIN",
                "rules",
                List.of(
                    Map.of(
                        "name",
                        "Of a city",
                        "conditions",
                        List.of(
                            Map.of("field", "CITY", "key", "city", "values", List.of("Recife"))),
                        "memberIds",
                        List.of(of.memberId)))));
    all.put(
        "PATCH /api/leads/{id} projectId", of -> Map.of("projectId", Operations.Projects.one(of)));
    all.put(
        "POST /api/leads/bulk projectId",
        of ->
            Map.of(
                "filter",
                Map.of("q", "nobody"),
                "action",
                "PROJECT",
                "projectId",
                Operations.Projects.one(of)));
    return all;
  }

  /** Fields that look like it and are the client's own words. */
  private static final Set<String> CLIENTS_OWN = Set.of("externalId", "whatsappId", "clientId");

  /** Parameters by which a list is narrowed to something of a tenant. */
  private static final Map<String, Function<Tenant, String>> FILTERS =
      Map.ofEntries(
          Map.entry("GET /api/leads source", of -> "Fair " + of.marker),
          Map.entry("GET /api/leads tag", of -> "tag-" + of.marker),
          Map.entry("GET /api/leads project", Operations.Projects::withLead),
          Map.entry("GET /api/leads q", of -> "Ana " + of.marker),
          Map.entry("GET /api/leads segmentId", of -> of.segmentId),
          Map.entry(
              "GET /api/leads owner",
              of -> of.api.get("/api/members").json().at("/items/0/id").asText()),
          Map.entry("GET /api/deliveries account", of -> of.channelId),
          Map.entry("GET /api/deliveries lead", of -> of.leadId),
          Map.entry("GET /api/deliveries campaign", of -> of.campaignId),
          Map.entry(
              "GET /api/audit actorId",
              of -> of.api.get("/api/members").json().at("/items/0/id").asText()),
          Map.entry("GET /api/audit subjectId", of -> of.leadId));

  /** Parameters that name nothing: numbers, words of the API, addresses that anybody may have. */
  private static final Set<String> PLAIN =
      Set.of(
          "limit",
          "status",
          "minScore",
          "sort",
          "days",
          "state",
          "failure",
          "phone",
          "name",
          "from",
          "until",
          "offset");

  @Test
  void every_reference_that_the_document_knows_has_a_case() {
    Set<String> references = new TreeSet<>();
    Set<String> filters = new TreeSet<>();
    for (Operation operation : OpenApi.operations()) {
      OpenApi.fields(operation).stream()
          .map(field -> field.substring(field.lastIndexOf('.') + 1))
          .filter(field -> field.matches("ids?|.*Ids?") && !CLIENTS_OWN.contains(field))
          .forEach(field -> references.add(operation + " " + field));
      OpenApi.parameters(operation).stream()
          .filter(parameter -> parameter.in().equals("query"))
          .map(OpenApi.Parameter::name)
          .filter(name -> !PLAIN.contains(name) && !name.equals("cursor"))
          .forEach(name -> filters.add(operation + " " + name));
    }
    assertThat(references)
        .as(
            "Fields that name something: add what to send to IsolationTest.REFERENCES, or the name"
                + " to CLIENTS_OWN if the client makes it up.")
        .isEqualTo(new TreeSet<>(REFERENCES.keySet()));
    assertThat(filters)
        .as(
            "Query parameters: add what to ask for to IsolationTest.FILTERS, or the name to PLAIN if"
                + " it names nothing that a tenant has.")
        .isEqualTo(new TreeSet<>(FILTERS.keySet()));
  }

  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  abstract static class Contract {

    private final AtomicInteger probes = new AtomicInteger();
    private Overheard log;
    private TestServer server;
    private Tenant one;
    private Tenant two;

    abstract TestServer start();

    @BeforeAll
    void prepare() {
      server = start();
      one = Tenant.create(server, "ZEBRA", "+5511987654321");
      two = Tenant.create(server, "QUAGGA", "+5511987654321");
      for (Tenant each : List.of(one, two)) {
        enrich(each);
      }
      log = new Overheard();
    }

    /** Lists with one row have no second page. */
    private static void enrich(Tenant tenant) {
      for (String operation :
          List.of(
              "POST /api/leads/{id}/messages",
              "POST /api/leads/{id}/notes",
              "POST /api/leads/{id}/status-requests",
              "POST /api/leads/{id}/status-requests",
              "POST /api/imports",
              "POST /api/workflows",
              "POST /api/segments",
              "POST /api/leads/delete",
              "POST /api/leads/bulk",
              "POST /api/leads/bulk",
              "POST /api/leads/delete")) {
        ApiClient.Answer answer = Operations.send(tenant.api, tenant, operation);
        assertThat(answer.status()).as(answer.body()).isBetween(200, 299);
      }
      for (int i = 0; i < 2; i++) {
        Operations.doubt(tenant);
        String address = "no" + i + "." + tenant.email;
        assertThat(
                tenant
                    .api
                    .post("/api/suppressions", Map.of("channel", "PIGEON", "address", address))
                    .status())
            .isEqualTo(201);
        Operations.askedAndTakenBack(tenant);
        Operations.suggested(tenant);
        Operations.deletedLead(tenant);
      }
      for (String list :
          List.of(
              "/api/conversations", "/api/notices", "/api/leads/" + tenant.leadId + "/messages")) {
        tenant.api.await(list, json -> json.path("items").size() > 1);
      }
    }

    @AfterAll
    void stop() {
      log.close();
      server.close();
      System.out.printf(
          Locale.ROOT,
          "IsolationTest: %d probes over %d operations%n",
          probes.get(),
          Operations.CASES.size());
      assertThat(log.lines())
          .as("what tenants wrote does not belong into logs")
          .noneMatch(line -> line.contains(one.marker) || line.contains(two.marker));
    }

    @TestFactory
    @Order(Integer.MAX_VALUE) // It deletes what the others need.
    Stream<DynamicTest> a_foreign_id_is_not_found_and_an_own_one_works() {
      return Operations.CASES.entrySet().stream()
          // What deletes comes last, so that the others have something to find.
          .sorted(java.util.Comparator.comparing(e -> e.getKey().startsWith("DELETE")))
          .map(entry ->
              DynamicTest.dynamicTest(
                  entry.getKey(), () -> probe(entry.getKey(), entry.getValue())));
    }

    private void probe(String operation, Operations.Case each) {
      if (each.kind() == Operations.Kind.BY_ID) {
        probes.incrementAndGet();
        ApiClient.Answer foreign = Operations.send(one.api, two, operation);
        assertThat(foreign.status()).as(foreign.body()).isEqualTo(404);
        assertThat(foreign.body()).doesNotContain(two.marker).contains("NOT_FOUND");
      }
      probes.incrementAndGet();
      ApiClient.Answer control = Operations.send(one.api, one, operation);
      assertThat(control.status())
          .as(control.body())
          .isEqualTo(each.kind() == Operations.Kind.PLATFORM ? 403 : each.expected());
      assertThat(control.body()).doesNotContain(two.marker);
    }

    @TestFactory
    Stream<DynamicTest> a_foreign_id_inside_a_body_is_refused() {
      return REFERENCES.entrySet().stream()
          .map(entry ->
              DynamicTest.dynamicTest(
                  entry.getKey(),
                  () -> {
                    String[] words = entry.getKey().split(" ");
                    String path = Operations.path(one, words[0] + " " + words[1]);
                    ApiClient.Answer foreign =
                        one.api.call(words[0], path, entry.getValue().apply(two));
                    probes.incrementAndGet();
                    assertThat(foreign.body()).doesNotContain(two.marker);
                    ApiClient.Answer control =
                        one.api.call(words[0], path, entry.getValue().apply(one));
                    assertThat(control.status()).as(control.body()).isBetween(200, 299);
                    boolean each =
                        words[2].equals("ids") && !words[1].endsWith("/bulk")
                            || words[1].endsWith("/decisions");
                    if (each) {
                      // Many at once are answered one by one.
                      assertThat(result(foreign)).isEqualTo("NOT_FOUND");
                      assertThat(result(control)).isEqualTo("DONE");
                    } else {
                      assertThat(foreign.status()).as(foreign.body()).isIn(404, 422);
                    }
                  }));
    }

    private static String result(ApiClient.Answer answer) {
      return answer.json().at("/items/0/result").asText();
    }

    @TestFactory
    Stream<DynamicTest> a_list_narrowed_to_what_is_foreign_is_empty() {
      return FILTERS.entrySet().stream()
          .map(entry ->
              DynamicTest.dynamicTest(
                  entry.getKey(),
                  () -> {
                    String[] words = entry.getKey().split(" ");
                    probes.incrementAndGet();
                    assertThat(narrowed(words[1], words[2], entry.getValue().apply(two))).isZero();
                    assertThat(narrowed(words[1], words[2], entry.getValue().apply(one)))
                        .isPositive();
                  }));
    }

    private int narrowed(String path, String name, String value) {
      ApiClient.Answer answer =
          one.api.get(path + "?" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
      assertThat(answer.body()).doesNotContain(two.marker);
      if (answer.status() == 404) {
        return 0; // What narrows the list is not there.
      }
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      return answer.json().path("items").size();
    }

    @TestFactory
    Stream<DynamicTest> a_place_in_a_foreign_list_leads_to_nothing_foreign() {
      return OpenApi.operations().stream()
          .filter(operation -> !operation.path().equals("/api/events"))
          .filter(operation -> isOfOneOrganization(operation.toString()))
          .filter(operation ->
              OpenApi.parameters(operation).stream()
                  .anyMatch(parameter -> parameter.name().equals("cursor")))
          .map(operation ->
              DynamicTest.dynamicTest(
                  operation.toString(),
                  () -> {
                    probes.incrementAndGet();
                    ApiClient.Answer foreign = behind(operation, cursor(two, operation));
                    assertThat(foreign.status()).as(foreign.body()).isIn(200, 400, 422);
                    assertThat(foreign.body()).doesNotContain(two.marker);
                    ApiClient.Answer control = behind(operation, cursor(one, operation));
                    assertThat(control.status()).as(control.body()).isEqualTo(200);
                    assertThat(control.json().path("items")).isNotEmpty();
                  }));
    }

    private static boolean isOfOneOrganization(String operation) {
      Operations.Case each = Operations.CASES.get(operation);
      return each != null && each.kind() != Operations.Kind.PLATFORM;
    }

    private static String cursor(Tenant tenant, Operation operation) {
      ApiClient.Answer page = tenant.api.get(plain(tenant, operation) + "?limit=1");
      assertThat(page.json().path("nextCursor").isTextual())
          .as(operation + " has no second page; let Tenant or enrich make a second row: " + page)
          .isTrue();
      return page.text("nextCursor");
    }

    private ApiClient.Answer behind(Operation operation, String cursor) {
      return one.api.get(plain(one, operation) + "?limit=50&cursor=" + cursor);
    }

    private static String plain(Tenant tenant, Operation operation) {
      return Operations.path(tenant, operation.toString()).split("[?]")[0];
    }

    @Test
    void a_place_in_a_foreign_stream_of_events_shows_nothing_foreign() {
      for (String name : List.of("Last-Event-ID", "cursor")) {
        for (Tenant of : List.of(two, one)) {
          long seen = of.api.get("/api/feed").json().path("cursor").asLong();
          String place = of == two ? String.valueOf(Math.max(0, seen - 20)) : "0";
          StringBuilder text = new StringBuilder();
          int status =
              name.equals("cursor")
                  ? one.api.stream("/api/events?cursor=" + place, 60, text)
                  : one.api.with(name, place).stream("/api/events", 60, text);
          probes.incrementAndGet();
          assertThat(status).isEqualTo(200);
          assertThat(text.toString()).doesNotContain(two.marker).doesNotContain(two.leadId);
          if (of == one) {
            assertThat(text.toString()).contains(one.marker);
          }
        }
      }
    }

    @Test
    void a_header_that_names_another_organization_is_refused() {
      ApiClient api = one.logIn(server);
      assertThat(api.with("X-Org-Id", one.organizationId).get("/api/leads").status())
          .isEqualTo(200);
      ApiClient.Answer answer = api.with("X-Org-Id", two.organizationId).get("/api/leads");
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.text("code")).isEqualTo("NOT_A_MEMBER");
      assertThat(answer.body()).doesNotContain(two.marker);
      assertThat(api.get("/api/leads").text("code")).isEqualTo("SESSION_ENDED");
      assertThat(two.api.get("/api/notices").body()).contains("tried to reach this organization");
      assertThat(one.api.get("/api/leads").status()).isEqualTo(200);
    }
  }
}
