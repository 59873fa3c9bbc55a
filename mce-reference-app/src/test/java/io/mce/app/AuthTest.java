package io.mce.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class AuthTest {

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.sqlite();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static ApiClient.Answer signUp(String email, String password) {
    return server
        .client()
        .post(
            "/api/auth/signup",
            Map.of(
                "name", "Sarah", "email", email, "password", password, "organizationName", "Acme"));
  }

  private static ApiClient.Answer logIn(String email, String password) {
    return server.client().post("/api/auth/login", Map.of("email", email, "password", password));
  }

  @Test
  void who_signs_up_owns_an_organization_and_can_log_in_again() {
    ApiClient.Answer signedUp = signUp("owner@example.com", Tenant.PASSWORD);
    assertThat(signedUp.status()).isEqualTo(201);
    assertThat(signedUp.json().at("/organizations/0/role").asText()).isEqualTo("OWNER");
    ApiClient.Answer loggedIn = logIn(" Owner@Example.com ", Tenant.PASSWORD);
    assertThat(loggedIn.status()).isEqualTo(200);
    assertThat(loggedIn.json().at("/organizations/0/id"))
        .isEqualTo(signedUp.json().at("/organizations/0/id"));
    ApiClient.Answer me = server.client().token(loggedIn.text("accessToken")).get("/api/me");
    assertThat(me.json().at("/user/name").asText()).isEqualTo("Sarah");
    assertThat(me.json().path("permissions")).isNotEmpty();
  }

  @Test
  void a_new_organization_is_where_its_browser_says_and_keeps_the_default_for_nonsense() {
    assertThat(placeOf("brazil@example.com", "America/Sao_Paulo", "BR"))
        .isEqualTo("America/Sao_Paulo BR");
    assertThat(placeOf("nowhere@example.com", "Mars/Olympus", "Brazil")).isEqualTo("Z IN");
  }

  private static String placeOf(String email, String timeZone, String defaultRegion) {
    ApiClient.Answer signedUp =
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
                    "Acme",
                    "timeZone",
                    timeZone,
                    "defaultRegion",
                    defaultRegion));
    ApiClient.Answer organization =
        server.client().token(signedUp.text("accessToken")).get("/api/organization");
    return organization.text("timeZone") + " " + organization.text("defaultRegion");
  }

  @Test
  void a_wrong_password_and_an_unknown_address_are_answered_alike() {
    signUp("known@example.com", Tenant.PASSWORD);
    ApiClient.Answer wrong = logIn("known@example.com", "not the password");
    ApiClient.Answer unknown = logIn("unknown@example.com", "not the password");
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.body()).isEqualTo(unknown.body());
  }

  @Test
  void a_short_password_and_a_taken_address_are_refused_with_a_sentence() {
    assertThat(signUp("short@example.com", "short").status()).isEqualTo(422);
    signUp("taken@example.com", Tenant.PASSWORD);
    ApiClient.Answer again = signUp("TAKEN@example.com", Tenant.PASSWORD);
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.text("detail")).contains("log in instead");
  }

  private static ApiClient.Answer refresh(String token) {
    return server.client().post("/api/auth/refresh", Map.of("refreshToken", token));
  }

  @Test
  void a_refresh_token_gets_the_next_session_again_when_the_answer_was_lost() {
    String refresh = signUp("refresh@example.com", Tenant.PASSWORD).text("refreshToken");
    ApiClient.Answer lost = refresh(refresh);
    ApiClient.Answer again = refresh(refresh);
    assertThat(lost.status()).isEqualTo(200);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.text("refreshToken")).isNotEqualTo(lost.text("refreshToken"));
    assertThat(server.client().token(again.text("accessToken")).get("/api/me").status())
        .isEqualTo(200);
    assertThat(refresh("of nobody").status()).isEqualTo(401);
  }

  @Test
  void who_logs_out_leaves_no_refresh_token_that_works() {
    String first = signUp("logout@example.com", Tenant.PASSWORD).text("refreshToken");
    String elsewhere = logIn("logout@example.com", Tenant.PASSWORD).text("refreshToken");
    String second = refresh(first).text("refreshToken");
    for (int repetition = 0; repetition < 2; repetition++) {
      ApiClient.Answer out =
          server.client().post("/api/auth/logout", Map.of("refreshToken", second));
      assertThat(out.status()).as(out.body()).isEqualTo(204);
    }
    assertThat(refresh(second).status()).isEqualTo(401);
    assertThat(refresh(first).status()).isEqualTo(401);
    assertThat(refresh(elsewhere).status()).isEqualTo(200);
  }

  private static void assertRefused(String token, String code) {
    ApiClient.Answer answer = server.client().token(token).get("/api/me");
    assertThat(answer.status()).as(token).isEqualTo(401);
    assertThat(answer.text("code")).as(token).isEqualTo(code);
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void a_token_that_is_unsigned_changed_or_signed_by_someone_else_is_no_token() {
    String token = signUp("token@example.com", Tenant.PASSWORD).text("accessToken");
    String[] parts = token.split("\\.");
    String none = base64("{\"alg\":\"none\"}");
    char other = parts[1].charAt(5) == 'A' ? 'B' : 'A';
    String changed = parts[1].substring(0, 5) + other + parts[1].substring(6);
    assertRefused(none + "." + parts[1] + ".", "TOKEN_ALGORITHM");
    assertRefused(none + "." + parts[1] + "." + parts[2], "TOKEN_MALFORMED");
    assertRefused(
        base64("{\"alg\":\"HS512\"}") + "." + parts[1] + "." + parts[2], "TOKEN_ALGORITHM");
    assertRefused(
        base64("{\"alg\":\"HS256\",\"kid\":\"another\"}") + "." + parts[1] + "." + parts[2],
        "TOKEN_KEY");
    assertRefused(base64("{\"alg\":\"HS256\"}") + "." + parts[1] + "." + parts[2], "TOKEN_KEY");
    assertRefused(parts[0] + "." + changed + "." + parts[2], "TOKEN_SIGNATURE");
    assertRefused(parts[0] + "." + parts[1] + "." + "A".repeat(43), "TOKEN_SIGNATURE");
    for (String nonsense : new String[] {"x", "a.b.c", "..", parts[0] + "." + parts[1]}) {
      assertRefused(nonsense, "TOKEN_MALFORMED");
    }
    assertThat(server.client().get("/api/me").text("code")).isEqualTo("NOT_LOGGED_IN");
    assertThat(server.client().token(token).get("/api/me").status()).isEqualTo(200);
  }

  @Test
  void who_logs_out_is_out_at_once() {
    ApiClient.Answer session = signUp("out@example.com", Tenant.PASSWORD);
    assertThat(server.client().token(session.text("accessToken")).get("/api/me").status())
        .isEqualTo(200);
    server.client().post("/api/auth/logout", Map.of("refreshToken", session.text("refreshToken")));
    assertRefused(session.text("accessToken"), "SESSION_ENDED");
  }

  @Test
  void a_member_of_both_with_the_token_of_the_other_is_told_and_stays_logged_in() {
    ApiClient.Answer first = signUp("both@example.com", Tenant.PASSWORD);
    ApiClient.Answer second = signUp("host@example.com", Tenant.PASSWORD);
    String other = second.json().at("/organizations/0/id").asText();
    String url =
        server
            .client()
            .token(second.text("accessToken"))
            .post("/api/invitations", Map.of("email", "both@example.com", "role", "REP"))
            .text("url");
    server
        .client()
        .post(
            "/api/auth/invitations/" + url.substring(url.lastIndexOf('/') + 1),
            Map.of("email", "both@example.com", "password", Tenant.PASSWORD));
    ApiClient api = server.client().token(first.text("accessToken"));
    ApiClient.Answer mismatch = api.with("X-Org-Id", other).get("/api/leads");
    assertThat(mismatch.status()).isEqualTo(409);
    assertThat(mismatch.text("code")).isEqualTo("ORGANIZATION_MISMATCH");
    assertThat(api.get("/api/leads").status()).isEqualTo(200);
    ApiClient.Answer right = api.post("/api/auth/organization", Map.of("id", other));
    assertThat(
            server
                .client()
                .token(right.text("accessToken"))
                .with("X-Org-Id", other)
                .get("/api/leads")
                .status())
        .isEqualTo(200);
    assertThat(api.with("X-Org-Id", "nonsense").get("/api/leads").status()).isEqualTo(400);
  }

  @Test
  void guessing_is_slowed_down_with_a_code_and_a_time_to_come_back() {
    signUp("guessed@example.com", Tenant.PASSWORD);
    for (int i = 0; i < 5; i++) {
      assertThat(logIn("guessed@example.com", "guess number " + i).text("code"))
          .isEqualTo("BAD_CREDENTIALS");
    }
    ApiClient.Answer answer = logIn("guessed@example.com", Tenant.PASSWORD);
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.text("code")).isEqualTo("TOO_MANY_REQUESTS");
    assertThat(logIn("other@example.com", Tenant.PASSWORD).text("code"))
        .isEqualTo("BAD_CREDENTIALS");
  }

  @Test
  void a_repeated_request_with_the_same_key_creates_one_thing() {
    ApiClient api =
        server
            .client()
            .token(signUp("repeat@example.com", Tenant.PASSWORD).text("accessToken"))
            .with("Idempotency-Key", "key-1");
    ApiClient.Answer first = api.post("/api/sources", Map.of("name", "Landing"));
    ApiClient.Answer second = api.post("/api/sources", Map.of("name", "Landing"));
    assertThat(first.status()).isEqualTo(201);
    assertThat(second.status()).isEqualTo(201);
    assertThat(second.json()).isEqualTo(first.json());
    ApiClient.Answer other = api.post("/api/sources", Map.of("name", "Other"));
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.text("code")).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    assertThat(api.get("/api/sources").json().path("items")).hasSize(1);
  }
}
