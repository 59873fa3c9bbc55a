package io.mce.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What people do and what is refused to them stands in the audit trail, for who may read it. */
final class AuditTest {

  private static TestServer server;
  private static Tenant acme;
  private static Tenant rival;

  @BeforeAll
  static void start() {
    server = TestServer.sqlite();
    acme = Tenant.create(server, "ACME", "+5511987654321");
    rival = Tenant.create(server, "RIVAL", "+5511987654322");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** The newest line of this name, once it is there. */
  private static JsonNode line(Tenant tenant, String query) {
    return tenant
        .api
        .await("/api/audit?" + query, json -> json.at("/items/0").isObject())
        .json()
        .at("/items/0");
  }

  @Test
  void an_edit_stands_there_with_who_from_where_and_the_value_before() {
    String company = acme.api.get("/api/leads/" + acme.leadId).text("company");
    acme.api.call("PATCH", "/api/leads/" + acme.leadId, Map.of("company", "Souza Ltda"));
    JsonNode line = line(acme, "name=lead.updated&subjectId=" + acme.leadId);
    assertThat(line.at("/actor/kind").asText()).isEqualTo("MEMBER");
    assertThat(line.at("/actor/name").asText()).isNotBlank();
    assertThat(line.at("/origin").asText()).isIn("127.0.0.1", "0:0:0:0:0:0:0:1");
    assertThat(line.at("/subject/name").asText()).contains("ACME");
    assertThat(line.at("/changes")).hasSize(1);
    assertThat(line.at("/changes/0/before").asText()).isEqualTo(company);
    assertThat(line.at("/changes/0/after").asText()).isEqualTo("Souza Ltda");
  }

  @Test
  void what_is_refused_stands_there_by_the_template_of_its_path() {
    ApiClient viewer = acme.join(server, "VIEWER");
    assertThat(viewer.call("DELETE", "/api/leads/" + acme.leadId, null).status()).isEqualTo(403);
    String viewerId =
        viewer.get("/api/members").json().at("/items").findValues("id").getLast().asText();
    JsonNode denied = line(acme, "name=access.denied&actorId=" + viewerId);
    assertThat(denied.at("/details/operation").asText()).isEqualTo("DELETE /api/leads/{id}");
    assertThat(denied.at("/details/code").asText()).isEqualTo("FORBIDDEN");
    assertThat(denied.at("/actor/name").asText()).contains("VIEWER");
    assertThat(viewer.get("/api/audit").status()).isEqualTo(403);
  }

  @Test
  void who_reaches_for_another_organization_stands_in_both_trails() {
    ApiClient stranger = rival.logIn(server);
    assertThat(stranger.with("X-Org-Id", acme.organizationId).get("/api/leads").status())
        .isEqualTo(403);
    assertThat(line(acme, "name=access.denied&actorId=access").at("/details/code").asText())
        .isEqualTo("NOT_A_MEMBER");
    assertSecurityNoted(rival, "foreign-organization");
  }

  @Test
  void log_ins_and_wrong_passwords_stand_there_with_the_member() {
    acme.logIn(server);
    server.client().post("/api/auth/login", Map.of("email", acme.email, "password", "wrong wrong"));
    JsonNode wrong = assertSecurityNoted(acme, "wrong-password");
    assertThat(wrong.at("/actor/name").asText()).contains("ACME");
    assertThat(wrong.at("/origin").asText()).isIn("127.0.0.1", "0:0:0:0:0:0:0:1");
    assertSecurityNoted(acme, "log-in");
  }

  private static JsonNode assertSecurityNoted(Tenant tenant, String what) {
    JsonNode items =
        tenant
            .api
            .await(
                "/api/audit?name=security",
                json -> json.path("items").findValuesAsText("what").contains(what))
            .json()
            .path("items");
    for (JsonNode item : items) {
      if (item.at("/details/what").asText().equals(what)) {
        return item;
      }
    }
    throw new AssertionError("no " + what);
  }

  @Test
  void the_trail_verifies_and_can_be_taken_away() {
    line(acme, "name=organization.created");
    ApiClient.Answer verified = acme.api.post("/api/audit/verify", null);
    assertThat(verified.status()).isEqualTo(200);
    assertThat(verified.json().path("intact").asBoolean()).as(verified.body()).isTrue();
    assertThat(verified.json().path("entries").asLong()).isPositive();
    ApiClient.Answer file = acme.api.get("/api/audit/export");
    assertThat(file.status()).isEqualTo(200);
    assertThat(file.body().lines()).last().asString().startsWith("{\"end\":");
    assertThat(file.body()).contains("organization.created").doesNotContain("RIVAL", "Ana ");
  }
}
