package io.mce.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The delivery log, doubts and the list of suppressions as programs and pages see them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DeliveriesHttpTest {

  private TestServer server;
  private Tenant tenant;
  private ApiClient viewer;

  @BeforeAll
  void start() {
    server = TestServer.sqlite();
    tenant = Tenant.create(server, "HERON", "+5511987654321");
    viewer = tenant.join(server, "VIEWER");
    assertThat(
            tenant
                .api
                .patch(
                    "/api/channels/" + tenant.channelId,
                    Map.of(
                        "settings", Map.of("lostNumbers", "+1415777*", "failNumbers", "+1415888*")))
                .status())
        .isEqualTo(200);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private String lead(String phone) {
    ApiClient.Answer lead =
        tenant.api.post("/api/leads", Map.of("name", "Eva HERON", "phone", phone));
    assertThat(lead.status()).as(lead.body()).isEqualTo(201);
    return lead.json().at("/lead/id").asText();
  }

  private JsonNode sent(String leadId, String state) {
    ApiClient.Answer sent =
        tenant.api.post("/api/leads/" + leadId + "/messages", Map.of("text", "Hi"));
    assertThat(sent.status()).as(sent.body()).isBetween(200, 299);
    return tenant
        .api
        .await(
            "/api/deliveries?lead=" + leadId,
            json -> json.at("/items/0/state").asText().equals(state))
        .json()
        .at("/items/0");
  }

  @Test
  void a_failure_is_told_with_its_attempt_and_without_the_number() {
    String leadId = lead("+14158880001");
    JsonNode delivery = sent(leadId, "FAILED");
    assertThat(delivery.path("reason").asText()).isEqualTo("INVALID_RECIPIENT");
    assertThat(delivery.path("leadName").asText()).isEqualTo("Eva HERON");
    assertThat(delivery.path("channel").asText()).isEqualTo("SANDBOX");
    assertThat(delivery.at("/attempts/0/number").asInt()).isEqualTo(1);
    assertThat(delivery.at("/attempts/0/remoteId").asText()).startsWith("sandbox-");
    assertThat(delivery.toString()).doesNotContain("4158880001");
    assertThat(
            tenant
                .api
                .get("/api/deliveries?failure=INVALID_RECIPIENT&lead=" + leadId)
                .json()
                .path("items"))
        .hasSize(1);
    assertThat(
            tenant.api.get("/api/deliveries?failure=REFUSED&lead=" + leadId).json().path("items"))
        .isEmpty();
    assertThat(viewer.get("/api/deliveries/" + delivery.path("id").asText()).json())
        .isEqualTo(tenant.api.get("/api/deliveries/" + delivery.path("id").asText()).json());
  }

  @Test
  void a_doubt_is_settled_once() {
    String id = Operations.doubt(tenant);
    JsonNode undecided = tenant.api.get("/api/deliveries/undecided?limit=200").json().path("items");
    JsonNode mine = null;
    for (JsonNode each : undecided) {
      mine = each.path("id").asText().equals(id) ? each : mine;
    }
    assertThat(mine).isNotNull();
    assertThat(mine.path("askable").asBoolean()).isTrue();
    assertThat(mine.path("againFrom").isTextual()).isTrue();
    assertThat(mine.at("/delivery/attempts/0/errorKind").asText()).isEqualTo("OUTCOME_UNKNOWN");
    assertThat(mine.at("/delivery/attempts/0/remedy").asText()).isEqualTo("RECONCILE");
    String path = "/api/deliveries/" + id + "/decision";
    ApiClient.Answer soon = tenant.api.post(path, Map.of("decision", "SEND_AGAIN", "attempt", 1));
    assertThat(soon.status()).isEqualTo(409);
    assertThat(soon.text("code")).isEqualTo("WRONG_STATE");
    ApiClient.Answer settled = tenant.api.post(path, Map.of("decision", "ARRIVED", "attempt", 1));
    assertThat(settled.text("state")).isEqualTo("SENT");
    assertThat(settled.text("reason")).isEqualTo("ARRIVED");
    ApiClient.Answer late = tenant.api.post(path, Map.of("decision", "GIVE_UP", "attempt", 1));
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.text("code")).isEqualTo("CONFLICT");
    assertThat(viewer.post(path, Map.of("decision", "GIVE_UP", "attempt", 1)).status())
        .isEqualTo(403);
    tenant.api.await(
        "/api/audit?name=dispatch.decided",
        json ->
            json.at("/items/0/details/decision").asText().equals("ARRIVED")
                && json.at("/items/0/actor/name").asText().equals("Sarah HERON"));
  }

  @Test
  void many_are_decided_about_with_an_answer_for_each() {
    String one = Operations.doubt(tenant);
    ApiClient.Answer answer =
        tenant.api.post(
            "/api/deliveries/decisions",
            Map.of(
                "decision",
                "GIVE_UP",
                "items",
                List.of(
                    Map.of("id", one, "attempt", 1),
                    Map.of("id", one, "attempt", 1),
                    Map.of("id", "00000000-0000-0000-0000-000000000000", "attempt", 1))));
    assertThat(answer.json().path("done").asInt()).isEqualTo(1);
    assertThat(answer.json().at("/items/0/result").asText()).isEqualTo("DONE");
    assertThat(answer.json().at("/items/1/result").asText()).isEqualTo("NOT_FOUND");
    assertThat(answer.json().path("items")).hasSize(2);
  }

  @Test
  void a_number_on_the_list_gets_no_message_until_it_is_taken_off() {
    String leadId = lead("+14155550142");
    ApiClient.Answer added =
        tenant.api.post(
            "/api/suppressions", Map.of("channel", "ALL", "address", "+1 (415) 555-0142"));
    assertThat(added.status()).as(added.body()).isEqualTo(201);
    assertThat(added.text("leadId")).isEqualTo(leadId);
    assertThat(added.text("leadName")).isEqualTo("Eva HERON");
    assertThat(added.body()).doesNotContain("555-0142").doesNotContain("4155550142");
    ApiClient.Answer found =
        viewer.post("/api/suppressions/look-up", Map.of("address", "+14155550142"));
    assertThat(found.json().at("/items/0/channel").asText()).isEqualTo("ALL");
    JsonNode delivery = sent(leadId, "CANCELLED");
    assertThat(delivery.path("reason").asText()).isEqualTo("OPTED_OUT");
    assertThat(delivery.path("attempts")).isEmpty();
    Map<String, Object> removal =
        Map.of("channel", "ALL", "key", added.text("key"), "reason", "MISTAKE");
    assertThat(viewer.post("/api/suppressions/remove", removal).status()).isEqualTo(403);
    assertThat(tenant.api.post("/api/suppressions/remove", removal).status()).isEqualTo(204);
    assertThat(tenant.api.post("/api/suppressions/remove", removal).status()).isEqualTo(404);
    sent(leadId, "READ");
  }

  @Test
  void what_a_person_asked_for_needs_their_consent() {
    String leadId = lead("+14155550143");
    sent(leadId, "READ");
    assertThat(
            tenant
                .api
                .post("/api/sandbox/inbound", Map.of("from", "+14155550143", "text", "STOP"))
                .status())
        .isEqualTo(202);
    Map<String, String> address = Map.of("address", "+14155550143");
    JsonNode entry = null;
    for (int i = 0; i < 200 && entry == null; i++) {
      tenant.api.await("/api/leads/" + leadId, json -> true);
      JsonNode items = tenant.api.post("/api/suppressions/look-up", address).json().path("items");
      entry = items.isEmpty() ? null : items.get(0);
    }
    assertThat(entry).isNotNull();
    assertThat(entry.path("reason").asText()).isEqualTo("STOP");
    assertThat(entry.path("ownWish").asBoolean()).isTrue();
    Map<String, String> removal =
        Map.of("channel", "SANDBOX", "key", entry.path("key").asText(), "reason", "MISTAKE");
    ApiClient.Answer refused = tenant.api.post("/api/suppressions/remove", removal);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("detail")).contains("given their consent anew");
    assertThat(
            tenant
                .api
                .post(
                    "/api/suppressions/remove",
                    Map.of(
                        "channel",
                        "SANDBOX",
                        "key",
                        entry.path("key").asText(),
                        "reason",
                        "CONSENT_GIVEN_ANEW"))
                .status())
        .isEqualTo(204);
    tenant.api.await(
        "/api/leads/" + leadId, json -> json.at("/automation/state").asText().equals("ACTIVE"));
    sent(leadId, "READ");
  }

  @Test
  void a_pasted_list_is_answered_line_by_line() {
    ApiClient.Answer answer =
        tenant.api.post(
            "/api/suppressions/list",
            Map.of("channel", "SMS", "lines", "+14155550150\n\nnobody\n+1 415 555 0150"));
    assertThat(answer.json().path("counts").toString())
        .isEqualTo("{\"ADDED\":1,\"REPEATED\":1,\"INVALID\":1}");
    assertThat(answer.json().at("/items/1/line").asInt()).isEqualTo(3);
    assertThat(answer.json().at("/items/1/problem").asText()).endsWith(".");
    assertThat(answer.body()).doesNotContain("4155550150");
  }
}
