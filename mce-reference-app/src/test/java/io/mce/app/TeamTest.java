package io.mce.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** People are invited into an organization, change their role in it, and leave it. */
final class TeamTest {

  private static TestServer server;
  private static ApiClient owner;
  private static String organizationId;

  @BeforeAll
  static void start() {
    server = TestServer.sqlite();
    ApiClient.Answer session = signUp("owner@example.com", "Acme");
    organizationId = session.json().at("/organizations/0/id").asText();
    owner = server.client().token(session.text("accessToken"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static ApiClient.Answer signUp(String email, String organization) {
    ApiClient.Answer answer =
        server
            .client()
            .post(
                "/api/auth/signup",
                Map.of(
                    "name",
                    "Sarah",
                    "email",
                    email,
                    "password",
                    Tenant.PASSWORD,
                    "organizationName",
                    organization));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer;
  }

  /** Returns the token in the link. */
  private static String invite(String email, String role) {
    ApiClient.Answer answer = owner.post("/api/invitations", Map.of("email", email, "role", role));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    String url = answer.text("url");
    assertThat(url).contains("/invitation/");
    return url.substring(url.lastIndexOf('/') + 1);
  }

  private static ApiClient.Answer look(String token) {
    return server.client().get("/api/auth/invitations/" + token);
  }

  private static ApiClient.Answer join(String token, String email, String password) {
    return server
        .client()
        .post(
            "/api/auth/invitations/" + token,
            Map.of("email", email, "name", "Ravi", "password", password));
  }

  private static String memberId(String email) {
    for (var member : owner.get("/api/members").json().path("items")) {
      if (member.path("email").asText().equals(email)) {
        return member.path("id").asText();
      }
    }
    throw new AssertionError("no member " + email);
  }

  private static void assertProblem(ApiClient.Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.text("code")).isEqualTo(code);
  }

  @Test
  void who_is_invited_joins_with_a_new_account_and_the_role_offered() {
    String token = invite("new@example.com", "REP");
    ApiClient.Answer offer = look(token);
    assertThat(offer.text("organizationName")).isEqualTo("Acme");
    assertThat(offer.text("email")).isEqualTo("new@example.com");
    assertThat(offer.text("role")).isEqualTo("REP");
    assertThat(offer.json().path("registered").asBoolean()).isFalse();

    ApiClient.Answer session = join(token, "New@example.com", Tenant.PASSWORD);
    assertThat(session.status()).as(session.body()).isEqualTo(200);
    assertThat(session.json().at("/organizations/0/id").asText()).isEqualTo(organizationId);
    assertThat(session.json().at("/organizations/0/role").asText()).isEqualTo("REP");
    ApiClient rep = server.client().token(session.text("accessToken"));
    assertThat(rep.get("/api/leads").status()).isEqualTo(200);
    assertProblem(rep.get("/api/invitations"), 403, "FORBIDDEN");
    assertProblem(
        rep.post("/api/invitations", Map.of("email", "x@example.com", "role", "REP")),
        403,
        "FORBIDDEN");
    assertProblem(look(token), 410, "INVITATION_USED");
    assertProblem(join(token, "new@example.com", Tenant.PASSWORD), 410, "INVITATION_USED");
  }

  @Test
  void who_has_an_account_joins_with_its_password_and_keeps_their_own_organization() {
    String own = signUp("both@example.com", "Own").json().at("/organizations/0/id").asText();
    String token = invite("both@example.com", "MANAGER");
    assertThat(look(token).json().path("registered").asBoolean()).isTrue();
    assertThat(join(token, "both@example.com", "not the password").status()).isEqualTo(401);
    ApiClient.Answer session = join(token, "both@example.com", Tenant.PASSWORD);
    assertThat(session.json().path("organizations").findValuesAsText("id"))
        .containsExactly(organizationId, own);
    assertThat(session.json().path("organizations").findValuesAsText("role"))
        .containsExactly("MANAGER", "OWNER");
  }

  @Test
  void every_refusal_has_its_own_code() {
    assertProblem(look("x"), 404, "INVITATION_INVALID");
    String token = invite("refused@example.com", "REP");
    String tampered = (token.charAt(0) == 'A' ? 'B' : 'A') + token.substring(1);
    assertProblem(look(tampered), 404, "INVITATION_INVALID");
    assertProblem(
        join(token, "somebody.else@example.com", Tenant.PASSWORD), 403, "INVITATION_OTHER_ADDRESS");
    assertProblem(join(token, "refused@example.com", "short"), 422, "INVALID");
    invite("refused@example.com", "VIEWER");
    assertProblem(look(token), 410, "INVITATION_WITHDRAWN");
    assertProblem(
        owner.post("/api/invitations", Map.of("email", "owner@example.com", "role", "REP")),
        409,
        "CONFLICT");
  }

  @Test
  void a_change_of_role_counts_from_the_next_request_and_who_is_switched_off_is_out() {
    ApiClient.Answer session =
        join(invite("changes@example.com", "VIEWER"), "changes@example.com", Tenant.PASSWORD);
    ApiClient person = server.client().token(session.text("accessToken"));
    Map<String, Object> lead = Map.of("name", "Ana", "phone", "+5511987654321");
    assertProblem(person.post("/api/leads", lead), 403, "FORBIDDEN");

    String path = "/api/members/" + memberId("changes@example.com");
    ApiClient.Answer changed = owner.with("If-Match", "\"1\"").patch(path, Map.of("role", "REP"));
    assertThat(changed.status()).as(changed.body()).isEqualTo(200);
    assertThat(changed.json().path("version").asInt()).isEqualTo(2);
    assertThat(person.post("/api/leads", lead).status()).isEqualTo(201);
    assertProblem(
        owner.with("If-Match", "\"1\"").patch(path, Map.of("role", "ADMIN")), 412, "STALE_VERSION");

    assertThat(owner.patch(path, Map.of("active", false)).status()).isEqualTo(200);
    assertProblem(person.get("/api/leads"), 403, "NOT_A_MEMBER");
    assertThat(
            server
                .client()
                .post("/api/auth/refresh", Map.of("refreshToken", session.text("refreshToken")))
                .status())
        .isEqualTo(401);
    ApiClient.Answer again =
        owner.post("/api/invitations", Map.of("email", "changes@example.com", "role", "REP"));
    assertProblem(again, 409, "CONFLICT");
    assertThat(again.text("detail")).contains("switch them on");
  }

  @Test
  void an_admin_makes_no_owner_and_the_last_owner_stays() {
    ApiClient.Answer session =
        join(invite("admin@example.com", "ADMIN"), "admin@example.com", Tenant.PASSWORD);
    ApiClient admin = server.client().token(session.text("accessToken"));
    String self = "/api/members/" + memberId("admin@example.com");
    String first = "/api/members/" + memberId("owner@example.com");
    assertProblem(admin.patch(self, Map.of("role", "OWNER")), 403, "FORBIDDEN");
    assertProblem(admin.patch(first, Map.of("role", "REP")), 403, "FORBIDDEN");
    assertProblem(owner.patch(first, Map.of("role", "REP")), 403, "FORBIDDEN");
    assertProblem(
        admin.post("/api/invitations", Map.of("email", "x@example.com", "role", "OWNER")),
        403,
        "FORBIDDEN");
  }
}
