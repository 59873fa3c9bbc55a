package io.mce.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who looks after the installation makes organizations and lists them, and reads none. */
final class PlatformTest {

  private static final String PATH = "/api/platform/organizations";

  private static TestServer server;
  private static Tenant tenant;
  private static ApiClient admin;

  /** The configuration counts for accounts that exist at the start. */
  @BeforeAll
  static void start() {
    TestServer before = TestServer.sqlite();
    tenant = Tenant.create(before, "ZEBRA", "+5511987654321");
    signUp(before, "root@example.com");
    server = before.restart("Root@Example.com", "nobody@example.com");
    admin = logIn("root@example.com");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void signUp(TestServer on, String email) {
    ApiClient.Answer answer =
        on.client()
            .post(
                "/api/auth/signup",
                Map.of(
                    "name",
                    "Root",
                    "email",
                    email,
                    "password",
                    Tenant.PASSWORD,
                    "organizationName",
                    "Office of " + email));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
  }

  private static ApiClient logIn(String email) {
    ApiClient.Answer session =
        server
            .client()
            .post("/api/auth/login", Map.of("email", email, "password", Tenant.PASSWORD));
    assertThat(session.status()).as(session.body()).isEqualTo(200);
    return server.client().token(session.text("accessToken"));
  }

  private static void assertRefused(ApiClient.Answer answer, String code) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(403);
    assertThat(answer.text("code")).isEqualTo(code);
  }

  @Test
  void an_organization_is_made_for_an_owner_who_joins_by_the_link() {
    ApiClient.Answer created =
        admin.post(PATH, Map.of("name", "Acme", "ownerEmail", "owner@example.com"));
    assertThat(created.status()).as(created.body()).isEqualTo(201);
    assertThat(created.json().path("organizationNameChanged").asBoolean()).isFalse();
    String url = created.text("invitationUrl");
    ApiClient.Answer session =
        server
            .client()
            .post(
                "/api/auth/invitations/" + url.substring(url.lastIndexOf('/') + 1),
                Map.of("email", "owner@example.com", "name", "Olga", "password", Tenant.PASSWORD));
    assertThat(session.status()).as(session.body()).isEqualTo(200);
    assertThat(session.json().at("/organizations/0/role").asText()).isEqualTo("OWNER");
    assertThat(session.json().at("/organizations/0/id").asText()).isEqualTo(created.text("id"));

    ApiClient.Answer again =
        admin.post(PATH, Map.of("name", "ACME", "ownerEmail", "other@example.com"));
    assertThat(again.text("name")).isEqualTo("ACME 2");
    assertThat(again.json().path("organizationNameChanged").asBoolean()).isTrue();
  }

  @Test
  void organizations_are_listed_page_by_page_with_how_big_they_are() {
    Set<String> ids = new TreeSet<>();
    List<JsonNode> rows = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = admin.get(PATH + "?limit=1&cursor=" + cursor).json();
      page.path("items").forEach(rows::add);
      cursor = page.path("nextCursor").asText();
    } while (!cursor.isEmpty());
    rows.forEach(row -> ids.add(row.path("id").asText()));
    assertThat(ids).hasSameSizeAs(rows).contains(tenant.organizationId);
    JsonNode zebra =
        rows.stream()
            .filter(row -> row.path("id").asText().equals(tenant.organizationId))
            .findFirst()
            .orElseThrow();
    assertThat(zebra.path("name").asText()).isEqualTo("Acme ZEBRA");
    assertThat(zebra.path("members").asInt()).isEqualTo(3);
    assertThat(zebra.path("leads").asInt()).isPositive();
    assertThat(zebra.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("id", "name", "createdAt", "members", "leads");
  }

  @Test
  void wrong_input_is_told_by_field() {
    ApiClient.Answer answer = admin.post(PATH, Map.of("name", "x", "ownerEmail", "nobody"));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo("ownerEmail");
    ApiClient.Answer name =
        admin.post(PATH, Map.of("name", "a\u0000", "ownerEmail", "x@example.com"));
    assertThat(name.status()).isEqualTo(400);
    assertThat(name.json().at("/errors/0/field").asText()).isEqualTo("name");
    assertThat(admin.get(PATH + "?cursor=%00").status()).isEqualTo(422);
  }

  @Test
  void nobody_else_may_and_no_request_makes_anybody_one() {
    assertRefused(logIn(tenant.email).get(PATH), "FORBIDDEN");
    // The address is configured, but nobody had it when the server started.
    signUp(server, "nobody@example.com");
    ApiClient nobody = logIn("nobody@example.com");
    assertRefused(nobody.get(PATH), "FORBIDDEN");
    assertThat(nobody.get("/api/me").json().path("platformAdmin").asBoolean()).isFalse();
    assertThat(admin.get("/api/me").json().path("platformAdmin").asBoolean()).isTrue();
    String key =
        admin
            .post("/api/keys", Map.of("name", "Key", "permissions", List.of("LEAD_READ")))
            .text("secret");
    assertRefused(server.client().token(key).get(PATH), "PERSON_NEEDED");
  }

  @Test
  void the_trail_of_an_organization_is_read_without_its_values_and_it_is_told_so() {
    ApiClient owner = logIn(tenant.email);
    String path = PATH + "/" + tenant.organizationId + "/audit";
    assertRefused(owner.get(path), "FORBIDDEN");
    owner.call("PATCH", "/api/leads/" + tenant.leadId, Map.of("company", "Souza Ltda"));
    ApiClient.Answer trail =
        admin.await(
            path + "?limit=200",
            json -> json.at("/items").findValuesAsText("name").contains("lead.updated"));
    assertThat(trail.status()).as(trail.body()).isEqualTo(200);
    // Who works there is named; who is in its leads is not.
    String lead = owner.get("/api/leads/" + tenant.leadId).text("name");
    assertThat(lead).isNotBlank();
    assertThat(trail.body()).doesNotContain(lead).doesNotContain("Souza Ltda");
    assertThat(trail.json().at("/items").findValues("changes"))
        .isNotEmpty()
        .allSatisfy(changes -> assertThat(changes).isEmpty());
    ApiClient.Answer own = owner.get("/api/audit?limit=200");
    assertThat(own.body()).contains(lead).contains("Souza Ltda");
    JsonNode noted =
        owner
            .await(
                "/api/audit?name=security.noted",
                json -> json.at("/items/0/details/what").asText().equals("trail-read-by-platform"))
            .json()
            .at("/items/0");
    assertThat(noted.at("/actor/id").asText()).startsWith("platform:");

    String nobody = "00000000-0000-0000-0000-000000000000";
    assertThat(admin.get(PATH + "/" + nobody + "/audit").status()).isEqualTo(404);
    assertThat(admin.get(PATH + "/x/audit").status()).isEqualTo(404);
  }

  @Test
  void it_gives_no_right_inside_an_organization() {
    ApiClient root = logIn("root@example.com");
    assertThat(root.post("/api/auth/organization", Map.of("id", tenant.organizationId)).status())
        .isEqualTo(404);
    for (String path :
        List.of(
            "/api/leads/" + tenant.leadId,
            "/api/campaigns/" + tenant.campaignId,
            "/api/workflows/" + tenant.workflowId)) {
      assertThat(root.get(path).status()).as(path).isEqualTo(404);
    }
    assertThat(root.get("/api/leads").body()).doesNotContain(tenant.marker);
    ApiClient.Answer answer = root.with("X-Org-Id", tenant.organizationId).get("/api/leads");
    assertRefused(answer, "NOT_A_MEMBER");
  }

  @Test
  void who_is_no_longer_configured_is_none_after_the_next_start() {
    TestServer other = TestServer.sqlite();
    signUp(other, "root@example.com");
    for (String configured : List.of("root@example.com", "else@example.com")) {
      other = other.restart(configured);
      ApiClient.Answer session =
          other
              .client()
              .post(
                  "/api/auth/login",
                  Map.of("email", "root@example.com", "password", Tenant.PASSWORD));
      assertThat(other.client().token(session.text("accessToken")).get(PATH).status())
          .isEqualTo(configured.startsWith("root") ? 200 : 403);
    }
    other.close();
  }
}
