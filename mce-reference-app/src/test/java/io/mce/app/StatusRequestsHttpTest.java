package io.mce.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Restricted statuses and their approvals as programs and pages see them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StatusRequestsHttpTest {
  private TestServer server;
  private Tenant tenant;
  private ApiClient rep;
  private ApiClient manager;
  private String path;

  @BeforeAll
  void start() {
    server = TestServer.sqlite();
    tenant = Tenant.create(server, "HERON", "+5511987654321");
    rep = tenant.join(server, "REP");
    manager = tenant.join(server, "MANAGER");
  }

  @BeforeEach
  void a_lead() {
    path = "/api/leads/" + Operations.extraLead(tenant);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private static List<JsonNode> items(ApiClient.Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return StreamSupport.stream(answer.json().path("items").spliterator(), false).toList();
  }

  private JsonNode listed(ApiClient reader, String id) {
    return items(reader.get("/api/status-requests?limit=200")).stream()
        .filter(each -> each.path("id").asText().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_restricted_change_says_that_it_needs_an_approval_and_who_gives_it() {
    ApiClient.Answer refused = rep.patch(path, Map.of("status", "CONVERTED"));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text("code")).isEqualTo("APPROVAL_NEEDED");
    assertThat(refused.text("detail"))
        .isEqualTo(
            "Your role may not change the status from NEW to CONVERTED; ask for approval, which"
                + " owners, admins and managers can give.");
    assertThat(rep.get(path).text("status")).isEqualTo("NEW");
    assertThat(rep.patch(path, Map.of("status", "CONTACTED")).status()).isEqualTo(200);
    assertThat(manager.patch(path, Map.of("status", "CONVERTED")).status()).isEqualTo(200);
  }

  @Test
  void who_may_not_asks_once_and_who_may_approves() {
    Map<String, Object> body = Map.of("status", "CONVERTED", "reason", "Signed today");
    ApiClient.Answer first =
        rep.with("Idempotency-Key", path).post(path + "/status-requests", body);
    assertThat(first.status()).as(first.body()).isEqualTo(201);
    ApiClient.Answer again =
        rep.with("Idempotency-Key", path).post(path + "/status-requests", body);
    String id = first.text("id");
    assertThat(again.text("id")).isEqualTo(id);
    assertThat(rep.post(path + "/status-requests", body).status()).isEqualTo(409);

    JsonNode toRep = listed(rep, id);
    assertThat(toRep.path("leadName").asText()).isEqualTo("Bo HERON");
    assertThat(toRep.path("from").asText()).isEqualTo("NEW");
    assertThat(toRep.path("to").asText()).isEqualTo("CONVERTED");
    assertThat(toRep.path("reason").asText()).isEqualTo("Signed today");
    assertThat(toRep.at("/requestedBy/name").asText()).isEqualTo("REP HERON");
    assertThat(toRep.path("decidable").asBoolean()).isFalse();
    assertThat(toRep.path("withdrawable").asBoolean()).isTrue();
    JsonNode toManager = listed(manager, id);
    assertThat(toManager.path("decidable").asBoolean()).isTrue();
    assertThat(toManager.path("withdrawable").asBoolean()).isFalse();
    assertThat(manager.get("/api/notices").body()).contains("REP HERON asks to change Bo HERON");

    assertThat(rep.post("/api/status-requests/" + id + "/approve", null).status()).isEqualTo(403);
    ApiClient.Answer approved = manager.post("/api/status-requests/" + id + "/approve", null);
    assertThat(approved.text("state")).isEqualTo("APPROVED");
    assertThat(approved.json().at("/decidedBy/name").asText()).isEqualTo("MANAGER HERON");
    assertThat(rep.get(path).text("status")).isEqualTo("CONVERTED");
    assertThat(manager.post("/api/status-requests/" + id + "/approve", null).status())
        .isEqualTo(409);
    assertThat(rep.get("/api/notices").body()).contains("Approved: Bo HERON is converted now.");
  }

  @Test
  void a_refusal_with_its_answer_stands_with_the_lead() {
    Map<String, Object> body = Map.of("status", "CONVERTED", "reason", "Signed today");
    String id = rep.post(path + "/status-requests", body).text("id");
    ApiClient.Answer refused =
        manager.post("/api/status-requests/" + id + "/refuse", Map.of("answer", "Not paid"));
    assertThat(refused.status()).as(refused.body()).isEqualTo(200);
    String next = rep.post(path + "/status-requests", body).text("id");
    assertThat(rep.post("/api/status-requests/" + next + "/withdraw", null).text("state"))
        .isEqualTo("WITHDRAWN");
    List<JsonNode> asked = items(rep.get(path + "/status-requests"));
    assertThat(asked)
        .extracting(each -> each.path("state").asText())
        .containsExactly("WITHDRAWN", "REFUSED");
    assertThat(asked.getLast().path("answer").asText()).isEqualTo("Not paid");
  }

  @Test
  void the_rules_have_a_version_and_tell_each_what_is_restricted() {
    ApiClient.Answer rules = rep.get("/api/status-rules");
    assertThat(rules.json().path("restricted").toString())
        .isEqualTo(
            "[{\"from\":\"NEW\",\"to\":\"CONVERTED\"},{\"from\":\"CONTACTED\",\"to\":\"CONVERTED\"}]");
    assertThat(manager.get("/api/status-rules").json().path("restricted")).isEmpty();
    assertThat(rules.json().at("/rules/0/roles").toString())
        .isEqualTo("[\"OWNER\",\"ADMIN\",\"MANAGER\"]");
    ApiClient.Answer stale =
        tenant
            .api
            .with("If-Match", "\"0\"")
            .call("PUT", "/api/status-rules", Map.of("rules", List.of()));
    assertThat(stale.status()).isEqualTo(412);
    assertThat(stale.json().at("/current/rules")).hasSize(2);
  }

  @Test
  void what_is_wrong_is_named() {
    ApiClient.Answer silent =
        rep.post(path + "/status-requests", Map.of("status", "CONVERTED", "reason", " "));
    assertThat(silent.status()).isEqualTo(422);
    assertThat(silent.json().at("/errors/0/field").asText()).isEqualTo("reason");
    ApiClient.Answer twice =
        tenant.api.call(
            "PUT",
            "/api/status-rules",
            Map.of(
                "rules",
                List.of(
                    Map.of("to", "LOST", "roles", List.of()),
                    Map.of("to", "LOST", "roles", List.of("REP")))));
    assertThat(twice.status()).isEqualTo(422);
    assertThat(twice.text("detail"))
        .isEqualTo("Two rules lead from any status to LOST; make one of them.");
  }
}
