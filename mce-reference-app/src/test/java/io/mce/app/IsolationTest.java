package io.mce.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.app.OpenApi.Operation;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
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
 * Two organizations with look-alike data. Every operation of the API is offered the other one's ids
 * and must answer 404 without a byte of the other; the same request with own ids must work, so that
 * a refusal proves something. An operation without a case fails the build.
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

  /**
   * How to call an operation.
   *
   * @param path the path with the ids of a tenant
   * @param body the body, if any
   * @param expected the status with own ids
   */
  private record Case(
      Function<Tenant, String> path,
      Function<Tenant, @Nullable Object> body,
      int expected,
      Kind kind) {}

  private enum Kind {
    /** Names something by id: a foreign one is not found. */
    BY_ID,
    /** Names nothing: the answer holds only what is one's own. */
    OWN,
    /** Open to all; the secret in the request says whose it is. */
    PUBLIC
  }

  private static Case byId(
      Function<Tenant, String> path, Function<Tenant, @Nullable Object> body, int expected) {
    return new Case(path, body, expected, Kind.BY_ID);
  }

  private static Case own(String path, Function<Tenant, @Nullable Object> body, int expected) {
    return new Case(tenant -> path, body, expected, Kind.OWN);
  }

  private static Case open(
      Function<Tenant, String> path, Function<Tenant, @Nullable Object> body, int expected) {
    return new Case(path, body, expected, Kind.PUBLIC);
  }

  private static final Function<Tenant, @Nullable Object> NOTHING = tenant -> null;

  private static final Map<String, Case> CASES = new TreeMap<>();

  static {
    CASES.put(
        "POST /api/auth/signup",
        open(
            t -> "/api/auth/signup",
            t ->
                Map.of(
                    "name",
                    "New",
                    "email",
                    "new." + System.nanoTime() + "@example.com",
                    "password",
                    Tenant.PASSWORD,
                    "organizationName",
                    "New"),
            201));
    CASES.put(
        "POST /api/auth/login",
        open(
            t -> "/api/auth/login",
            t -> Map.of("email", t.email, "password", Tenant.PASSWORD),
            200));
    CASES.put(
        "POST /api/auth/refresh",
        open(t -> "/api/auth/refresh", t -> Map.of("refreshToken", t.refreshToken), 200));
    CASES.put(
        "POST /api/auth/logout",
        open(t -> "/api/auth/logout", t -> Map.of("refreshToken", "of nobody"), 204));
    CASES.put(
        "POST /api/auth/organization",
        byId(t -> "/api/auth/organization", t -> Map.of("id", t.organizationId), 200));
    CASES.put("GET /api/me", own("/api/me", NOTHING, 200));
    CASES.put("GET /api/organization", own("/api/organization", NOTHING, 200));
    CASES.put(
        "PATCH /api/organization",
        own("/api/organization", t -> Map.of("timeZone", "Asia/Kolkata"), 200));
    CASES.put("GET /api/members", own("/api/members", NOTHING, 200));
    CASES.put(
        "PATCH /api/members/{id}",
        byId(t -> "/api/members/" + t.memberId, t -> Map.of("name", "Sarah " + t.marker), 200));
    CASES.put("GET /api/invitations", own("/api/invitations", NOTHING, 200));
    CASES.put(
        "POST /api/invitations",
        own("/api/invitations", t -> t.invitation("more" + System.nanoTime()), 201));
    CASES.put(
        "DELETE /api/invitations/{id}",
        byId(t -> "/api/invitations/" + t.invitationId, NOTHING, 204));
    CASES.put(
        "GET /api/auth/invitations/{token}",
        open(t -> "/api/auth/invitations/" + t.invitationToken, NOTHING, 200));
    CASES.put(
        "POST /api/auth/invitations/{token}",
        open(
            t -> "/api/auth/invitations/" + t.invitationToken,
            t -> Map.of("email", "joins." + t.email, "name", "Ravi", "password", Tenant.PASSWORD),
            200));

    CASES.put("GET /api/leads", own("/api/leads?limit=200", NOTHING, 200));
    CASES.put("POST /api/leads", own("/api/leads", Tenant::lead, 201));
    CASES.put("POST /api/leads/ingest", own("/api/leads/ingest", t -> List.of(t.lead()), 200));
    CASES.put("GET /api/leads/{id}", byId(t -> "/api/leads/" + t.leadId, NOTHING, 200));
    CASES.put(
        "PATCH /api/leads/{id}",
        byId(t -> "/api/leads/" + t.leadId, t -> Map.of("company", "Other " + t.marker), 200));
    CASES.put("DELETE /api/leads/{id}", byId(t -> "/api/leads/" + t.leadId, NOTHING, 204));
    CASES.put(
        "POST /api/leads/{id}/automation",
        byId(t -> "/api/leads/" + t.leadId + "/automation", t -> Map.of("action", "RESUME"), 200));
    CASES.put(
        "GET /api/leads/{id}/messages",
        byId(t -> "/api/leads/" + t.leadId + "/messages", NOTHING, 200));
    CASES.put(
        "POST /api/leads/{id}/messages",
        byId(
            t -> "/api/leads/" + t.leadId + "/messages",
            t -> Map.of("text", "Hello " + t.marker),
            201));

    CASES.put("GET /api/conversations", own("/api/conversations", NOTHING, 200));
    CASES.put(
        "POST /api/conversations/{id}/read",
        byId(t -> "/api/conversations/" + t.conversationId + "/read", NOTHING, 204));

    CASES.put("GET /api/imports", own("/api/imports", NOTHING, 200));
    CASES.put("POST /api/imports", own("/api/imports", t -> "upload", 202));
    CASES.put("GET /api/imports/{id}", byId(t -> "/api/imports/" + t.importId, NOTHING, 200));
    CASES.put(
        "GET /api/imports/{id}/errors",
        byId(t -> "/api/imports/" + t.importId + "/errors", NOTHING, 200));

    CASES.put("GET /api/sources", own("/api/sources", NOTHING, 200));
    CASES.put(
        "POST /api/sources",
        own("/api/sources", t -> Map.of("name", "Another " + System.nanoTime()), 201));
    CASES.put(
        "POST /api/hooks/{sourceKey}",
        open(t -> "/api/hooks/" + t.sourceKey, t -> Map.of("name", "x", "phone", t.phone), 202));
    CASES.put(
        "GET /api/hooks/accounts/{accountKey}",
        open(t -> "/api/hooks/accounts/" + t.accountKey, NOTHING, 404));
    CASES.put(
        "POST /api/hooks/accounts/{accountKey}",
        open(t -> "/api/hooks/accounts/" + t.accountKey, t -> Map.of(), 404));

    CASES.put("GET /api/campaigns", own("/api/campaigns", NOTHING, 200));
    CASES.put("POST /api/campaigns", own("/api/campaigns", t -> t.campaign("More"), 201));
    CASES.put("POST /api/campaigns/audience", own("/api/campaigns/audience", t -> Map.of(), 200));
    CASES.put("GET /api/campaigns/{id}", byId(t -> "/api/campaigns/" + t.campaignId, NOTHING, 200));
    CASES.put(
        "GET /api/campaigns/{id}/recipients",
        byId(t -> "/api/campaigns/" + t.campaignId + "/recipients", NOTHING, 200));
    CASES.put(
        "POST /api/campaigns/{id}/start",
        byId(t -> "/api/campaigns/" + t.draftCampaignId + "/start", NOTHING, 200));
    CASES.put(
        "POST /api/campaigns/{id}/pause",
        byId(t -> "/api/campaigns/" + running(t) + "/pause", NOTHING, 200));
    CASES.put(
        "POST /api/campaigns/{id}/resume",
        byId(t -> "/api/campaigns/" + paused(t) + "/resume", NOTHING, 200));
    CASES.put(
        "POST /api/campaigns/{id}/cancel",
        byId(t -> "/api/campaigns/" + running(t) + "/cancel", NOTHING, 200));

    CASES.put("GET /api/workflows", own("/api/workflows", NOTHING, 200));
    CASES.put(
        "POST /api/workflows",
        own(
            "/api/workflows",
            t ->
                Map.of(
                    "name",
                    "More " + t.marker,
                    "active",
                    false,
                    "trigger",
                    Map.of("type", "MESSAGE_RECEIVED"),
                    "actions",
                    List.of(Map.of("type", "NOTIFY", "text", "x"))),
            201));
    CASES.put("GET /api/workflows/{id}", byId(t -> "/api/workflows/" + t.workflowId, NOTHING, 200));
    CASES.put(
        "PATCH /api/workflows/{id}",
        byId(t -> "/api/workflows/" + t.workflowId, t -> Map.of("active", true), 200));
    CASES.put(
        "GET /api/workflows/{id}/runs",
        byId(t -> "/api/workflows/" + t.workflowId + "/runs", NOTHING, 200));

    CASES.put("GET /api/notices", own("/api/notices", NOTHING, 200));
    CASES.put(
        "POST /api/notices/{id}/read",
        byId(t -> "/api/notices/" + t.noticeId + "/read", NOTHING, 204));

    CASES.put("GET /api/channels", own("/api/channels", NOTHING, 200));
    CASES.put(
        "POST /api/channels",
        own(
            "/api/channels",
            t -> Map.of("provider", "sandbox", "name", "Second " + t.marker),
            201));
    CASES.put("GET /api/channels/catalog", own("/api/channels/catalog", NOTHING, 200));
    CASES.put(
        "PATCH /api/channels/{id}",
        byId(t -> "/api/channels/" + t.channelId, t -> Map.of("name", "Named " + t.marker), 200));

    CASES.put("GET /api/dashboard", own("/api/dashboard", NOTHING, 200));
    CASES.put("GET /api/feed", own("/api/feed?limit=200", NOTHING, 200));
    CASES.put("GET /api/events", own("/api/events?cursor=0", t -> "stream", 200));

    CASES.put(
        "POST /api/sandbox/inbound",
        own(
            "/api/sandbox/inbound",
            t -> Map.of("from", t.phone, "text", "Hello " + t.marker),
            202));
    CASES.put("GET /api/sandbox/messages", own("/api/sandbox/messages", NOTHING, 200));
    CASES.put("GET /api/sandbox/phones", own("/api/sandbox/phones", NOTHING, 200));
  }

  /** A campaign that runs for long: its second step is far away. */
  private static String running(Tenant tenant) {
    String id =
        tenant
            .api
            .post(
                "/api/campaigns",
                Map.of(
                    "name",
                    "Long " + tenant.marker,
                    "steps",
                    List.of(
                        Map.of("delay", "PT0S", "text", "One"),
                        Map.of("delay", "P30D", "text", "Two"))))
            .text("id");
    assertThat(tenant.api.post("/api/campaigns/" + id + "/start", null).status()).isEqualTo(200);
    return id;
  }

  private static String paused(Tenant tenant) {
    String id = running(tenant);
    assertThat(tenant.api.post("/api/campaigns/" + id + "/pause", null).status()).isEqualTo(200);
    return id;
  }

  @Test
  void every_operation_has_a_case() {
    assertThat(new TreeSet<>(OpenApi.operations().stream().map(Operation::toString).toList()))
        .isEqualTo(new TreeSet<>(CASES.keySet()));
  }

  abstract static class Contract {

    private TestServer server;
    private Tenant one;
    private Tenant two;

    abstract TestServer start();

    @BeforeAll
    void prepare() {
      server = start();
      one = Tenant.create(server, "ZEBRA", "+5511987654321");
      two = Tenant.create(server, "QUAGGA", "+5511987654321");
    }

    @AfterAll
    void stop() {
      server.close();
    }

    @TestFactory
    Stream<DynamicTest> a_foreign_id_is_not_found_and_an_own_one_works() {
      return CASES.entrySet().stream()
          // What deletes comes last, so that the others have something to find.
          .sorted(java.util.Comparator.comparing(e -> e.getKey().startsWith("DELETE")))
          .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> probe(entry)));
    }

    private void probe(Map.Entry<String, Case> entry) {
      String method = entry.getKey().substring(0, entry.getKey().indexOf(' '));
      Case one = entry.getValue();
      if (one.kind() == Kind.BY_ID) {
        ApiClient.Answer foreign = send(this.one, two, method, one);
        assertThat(foreign.status()).as(foreign.body()).isEqualTo(404);
        assertThat(foreign.body()).doesNotContain(two.marker).contains("NOT_FOUND");
      }
      ApiClient.Answer control = send(this.one, this.one, method, one);
      assertThat(control.status()).as(control.body()).isEqualTo(one.expected());
      assertThat(control.body()).doesNotContain(two.marker);
    }

    private static ApiClient.Answer send(Tenant caller, Tenant owner, String method, Case one) {
      Object body = one.body().apply(owner);
      String path = one.path().apply(owner);
      if ("upload".equals(body)) {
        return caller.api.upload(path, "more.csv", "name,phone\nA,+12025550123\n", Map.of());
      }
      if ("stream".equals(body)) {
        StringBuilder text = new StringBuilder();
        int status = caller.api.stream(path, 60, text);
        return new ApiClient.Answer(status, "text/event-stream", text.toString());
      }
      return caller.api.call(method, path, body);
    }

    @Test
    void a_foreign_owner_or_channel_inside_a_body_is_refused_too() {
      String owner = two.api.get("/api/members").json().at("/items/0/id").asText();
      ApiClient.Answer lead = one.api.patch("/api/leads/" + one.leadId, Map.of("ownerId", owner));
      assertThat(lead.status()).as(lead.body()).isIn(404, 422);
      ApiClient.Answer campaign =
          one.api.post(
              "/api/campaigns",
              Map.of(
                  "name",
                  "x",
                  "channelAccountId",
                  two.channelId,
                  "steps",
                  List.of(Map.of("delay", "PT0S", "text", "x"))));
      assertThat(campaign.status()).as(campaign.body()).isIn(404, 422);
    }

    @Test
    void a_header_that_names_another_organization_is_refused() {
      ApiClient.Answer answer = one.api.with("X-Org-Id", two.organizationId).get("/api/leads");
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.text("code")).isEqualTo("ORGANIZATION_MISMATCH");
      assertThat(one.api.with("X-Org-Id", one.organizationId).get("/api/leads").status())
          .isEqualTo(200);
    }
  }
}
