package io.mce.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Programs call with a key, do what it allows, and are out when it ends. */
final class ApiKeysTest {

  private static final Map<String, Object> LEAD = Map.of("name", "Ana", "phone", "+5511987654321");

  private static TestServer server;
  private static ApiClient owner;
  private static String organizationId;

  @BeforeAll
  static void start() {
    server = TestServer.sqlite();
    ApiClient.Answer session =
        server
            .client()
            .post(
                "/api/auth/signup",
                Map.of(
                    "name",
                    "Sarah",
                    "email",
                    "owner@example.com",
                    "password",
                    Tenant.PASSWORD,
                    "organizationName",
                    "Acme"));
    organizationId = session.json().at("/organizations/0/id").asText();
    owner = server.client().token(session.text("accessToken"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static ApiClient.Answer create(String name, List<String> permissions) {
    ApiClient.Answer answer =
        owner.post("/api/keys", Map.of("name", name, "permissions", permissions));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer;
  }

  private static void assertProblem(ApiClient.Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.text("code")).isEqualTo(code);
  }

  @Test
  void a_program_does_what_its_key_allows_and_nothing_else() {
    ApiClient.Answer created = create("Website", List.of("LEAD_WRITE", "LEAD_READ"));
    String secret = created.text("secret");
    assertThat(secret).startsWith("mce_").endsWith(created.text("hint"));
    ApiClient program = server.client().token(secret);
    assertThat(program.post("/api/leads", LEAD).status()).isEqualTo(201);
    assertThat(program.get("/api/leads").json().path("items")).hasSize(1);
    assertProblem(program.get("/api/campaigns"), 403, "FORBIDDEN");
    assertProblem(program.get("/api/me"), 403, "PERSON_NEEDED");
    assertProblem(program.get("/api/keys"), 403, "FORBIDDEN");
    assertThat(program.with("X-Org-Id", organizationId).get("/api/leads").status()).isEqualTo(200);
    assertProblem(
        program.with("X-Org-Id", "00000000-0000-0000-0000-000000000000").get("/api/leads"),
        409,
        "ORGANIZATION_MISMATCH");
    ApiClient.Answer list = owner.get("/api/keys");
    assertThat(list.body()).doesNotContain(secret).contains("lastUsedAt", "Sarah");
  }

  @Test
  void a_key_that_is_revoked_expired_or_nobodys_opens_nothing() {
    ApiClient.Answer created = create("Old", List.of("LEAD_READ"));
    ApiClient program = server.client().token(created.text("secret"));
    assertThat(program.get("/api/leads").status()).isEqualTo(200);
    String path = "/api/keys/" + created.text("id");
    assertThat(owner.call("DELETE", path, null).status()).isEqualTo(204);
    assertProblem(program.get("/api/leads"), 401, "KEY_REVOKED");
    assertProblem(owner.call("DELETE", path, null), 409, "WRONG_STATE");
    String secret = created.text("secret");
    for (String wrong :
        List.of(
            "mce_", "mce_x", secret.substring(0, secret.length() - 5) + "AAAAA", secret + "A")) {
      assertProblem(server.client().token(wrong).get("/api/leads"), 401, "KEY_INVALID");
    }
  }

  @Test
  void what_a_key_cannot_be_is_said_field_by_field() {
    assertProblem(
        owner.post("/api/keys", Map.of("name", "Keeper", "permissions", List.of("API_KEY_MANAGE"))),
        422,
        "INVALID");
    for (String end : List.of(Instant.EPOCH.toString(), "+1000000000-01-01T00:00:00Z")) {
      ApiClient.Answer answer =
          owner.post(
              "/api/keys",
              Map.of("name", "Late", "permissions", List.of("LEAD_READ"), "expiresAt", end));
      assertProblem(answer, 422, "INVALID");
      assertThat(answer.body()).contains("expiresAt");
    }
    ApiClient program =
        server.client().token(create("Reader", List.of("LEAD_READ")).text("secret"));
    assertProblem(
        program.post("/api/auth/organization", Map.of("id", organizationId)), 403, "PERSON_NEEDED");
  }
}
