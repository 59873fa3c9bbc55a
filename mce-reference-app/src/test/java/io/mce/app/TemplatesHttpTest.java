package io.mce.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Templates and the reply window as programs and pages see them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TemplatesHttpTest {
  private static final String PHONE = "+5511987654321";
  private TestServer server;
  private Tenant tenant;

  @BeforeAll
  void start() {
    server = TestServer.sqlite();
    tenant = Tenant.create(server, "HERON", PHONE);
    tenant.api.post("/api/channels/" + tenant.channelId + "/templates/sync", null);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private static Map<String, Object> use(String name, Map<String, String> values) {
    return Map.of("template", Map.of("name", name, "language", "en", "values", values));
  }

  private ApiClient.Answer send(String leadId, Object body) {
    return tenant.api.post("/api/leads/" + leadId + "/messages", body);
  }

  @Test
  void the_templates_of_an_account_are_listed_with_what_they_need() {
    ApiClient.Answer answer = tenant.api.get("/api/channels/templates");
    JsonNode library = answer.json().at("/items/0");
    assertThat(library.path("accountId").asText()).isEqualTo(tenant.channelId);
    assertThat(library.path("submits").asBoolean()).isTrue();
    assertThat(library.hasNonNull("syncedAt")).isTrue();
    JsonNode paused =
        StreamSupport.stream(library.path("templates").spliterator(), false)
            .filter(each -> each.path("name").asText().equals("spring_offer"))
            .findFirst()
            .orElseThrow();
    assertThat(paused.path("state").asText()).isEqualTo("PAUSED");
    assertThat(paused.path("reason").asText()).isNotBlank();
    assertThat(paused.path("quality").asText()).isEqualTo("RED");
    assertThat(paused.at("/parameters/0").asText()).isEqualTo("1");
  }

  @Test
  void a_template_is_sent_and_shown_filled_in_or_refused_with_a_sentence() {
    String lead = Operations.extraLead(tenant);
    ApiClient.Answer sent = send(lead, use("welcome", Map.of("1", "Ana")));
    assertThat(sent.status()).as(sent.body()).isEqualTo(201);
    assertThat(sent.text("text"))
        .isEqualTo("Hello Ana, thank you for your interest. May we ask you a question?");
    ApiClient.Answer paused = send(lead, use("spring_offer", Map.of("1", "Ana")));
    assertThat(paused.status()).isEqualTo(409);
    assertThat(paused.text("code")).isEqualTo("TEMPLATE_UNUSABLE");
    assertThat(paused.text("detail")).contains("paused");
    ApiClient.Answer unfilled = send(lead, use("welcome", Map.of()));
    assertThat(unfilled.status()).isEqualTo(422);
    assertThat(unfilled.body()).contains("template.1");
    assertThat(send(lead, Map.of()).status()).isEqualTo(422);
    ApiClient.Answer both =
        send(lead, Map.of("text", "Hi", "template", Map.of("name", "welcome", "language", "en")));
    assertThat(both.status()).isEqualTo(422);
  }

  @Test
  void with_a_window_the_way_of_an_answer_says_until_when_free_text_is_taken() {
    ApiClient.Answer changed =
        tenant.api.patch(
            "/api/channels/" + tenant.channelId, Map.of("settings", Map.of("replyWindow", "true")));
    assertThat(changed.status()).as(changed.body()).isEqualTo(200);
    String lead = Operations.extraLead(tenant);
    JsonNode closed = tenant.api.get("/api/leads/" + lead + "/reply-way").json();
    assertThat(closed.at("/replyWindow/open").asBoolean()).isFalse();
    assertThat(closed.path("templates").asBoolean()).isTrue();
    assertThat(closed.path("channelAccountId").asText()).isEqualTo(tenant.channelId);
    ApiClient.Answer refused = send(lead, Map.of("text", "Hi"));
    assertThat(refused.text("code")).isEqualTo("WINDOW_CLOSED");
    tenant.api.post("/api/sandbox/inbound", Map.of("from", tenant.phone, "text", "Hello"));
    JsonNode open =
        tenant
            .api
            .await("/api/conversations", json -> json.at("/items/0/replyWindow/open").asBoolean())
            .json();
    assertThat(open.at("/items/0/replyWindow/closesAt").asText()).isNotBlank();
    tenant.api.patch(
        "/api/channels/" + tenant.channelId, Map.of("settings", Map.of("replyWindow", "false")));
  }
}
