package io.mce.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mce.testing.SettableClock;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A password and a phone: turning it on, logging in with it, losing it, turning it off. */
final class SecondFactorTest {

  private static final String PATH = "/api/me/second-factor";
  private static final Duration STEP = Duration.ofSeconds(Authenticator.STEP_SECONDS);
  private static final SettableClock CLOCK =
      new SettableClock(Instant.parse("2026-03-02T09:00:10Z"));

  private static TestServer server;
  private static int people;

  @BeforeAll
  static void start() {
    server = TestServer.sqlite(CLOCK);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** Someone whose second factor is on; a code of the present step was just used. */
  private record Person(String email, ApiClient api, String secret, List<String> recoveryCodes) {

    static Person create() {
      ApiClient.Answer session = signUp();
      ApiClient api = server.client().token(session.text("accessToken"));
      String secret = Authenticator.secret(api);
      ApiClient.Answer confirmed = api.post(PATH + "/confirm", Map.of("code", now(secret)));
      assertThat(confirmed.status()).as(confirmed.body()).isEqualTo(200);
      return new Person(session.json().at("/user/email").asText(), api, secret, codes(confirmed));
    }

    /** The code that the phone shows after a while; the clock goes there. */
    String codeAfter(Duration time) {
      CLOCK.add(time);
      return now(secret);
    }

    String challenge() {
      ApiClient.Answer answer = logIn(email, Tenant.PASSWORD);
      assertProblem(answer, 401, "SECOND_FACTOR_REQUIRED");
      return answer.json().at("/details/challenge").asText();
    }

    ApiClient.Answer answer(String code) {
      return SecondFactorTest.answer(challenge(), code);
    }

    JsonNode state() {
      return api.get(PATH).json();
    }

    ApiClient.Answer turnOff(String password, String code) {
      return api.call("DELETE", PATH, Map.of("password", password, "code", code));
    }
  }

  private static ApiClient.Answer signUp() {
    return server
        .client()
        .post(
            "/api/auth/signup",
            Map.of(
                "name",
                "Sarah",
                "email",
                "person" + people++ + "@example.com",
                "password",
                Tenant.PASSWORD,
                "organizationName",
                "Acme"));
  }

  private static String now(String secret) {
    return Authenticator.code(secret, CLOCK.instant());
  }

  private static List<String> codes(ApiClient.Answer answer) {
    List<String> codes = new ArrayList<>();
    answer.json().path("recoveryCodes").forEach(code -> codes.add(code.asText()));
    assertThat(new HashSet<>(codes)).hasSize(10);
    return codes;
  }

  private static ApiClient.Answer logIn(String email, String password) {
    return server.client().post("/api/auth/login", Map.of("email", email, "password", password));
  }

  private static ApiClient.Answer answer(String challenge, String code) {
    return server
        .client()
        .post("/api/auth/second-factor", Map.of("challenge", challenge, "code", code));
  }

  private static void assertProblem(ApiClient.Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.text("code")).isEqualTo(code);
  }

  private static void assertIn(ApiClient.Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    ApiClient api = server.client().token(answer.text("accessToken"));
    assertThat(api.get("/api/me").status()).isEqualTo(200);
  }

  @Test
  void it_is_on_when_a_first_code_was_right_and_not_before() {
    ApiClient.Answer session = signUp();
    ApiClient api = server.client().token(session.text("accessToken"));
    String email = session.json().at("/user/email").asText();
    assertProblem(api.post(PATH + "/confirm", Map.of("code", "123456")), 409, "WRONG_STATE");
    ApiClient.Answer wrong = api.post(PATH, Map.of("password", "not the password"));
    assertProblem(wrong, 422, "WRONG_PASSWORD");
    assertThat(wrong.json().at("/errors/0/field").asText()).isEqualTo("password");

    ApiClient.Answer first = api.post(PATH, Map.of("password", Tenant.PASSWORD));
    String secret = Authenticator.secret(api);
    assertThat(secret).hasSize(32).isNotEqualTo(first.text("secret"));
    assertThat(first.text("uri"))
        .isEqualTo(
            "otpauth://totp/MCE:%s?secret=%s&issuer=MCE"
                .formatted(email.replace("@", "%40"), first.text("secret")));
    ApiClient.Answer other = api.post(PATH + "/confirm", Map.of("code", now(first.text("secret"))));
    assertProblem(other, 422, "SECOND_FACTOR_INVALID");
    assertThat(other.json().at("/errors/0/field").asText()).isEqualTo("code");
    assertThat(api.get(PATH).json().path("enabled").asBoolean()).isFalse();
    assertIn(logIn(email, Tenant.PASSWORD));

    codes(api.post(PATH + "/confirm", Map.of("code", now(secret))));
    assertThat(api.get(PATH).body()).isEqualTo("{\"enabled\":true,\"recoveryCodesLeft\":10}");
    assertProblem(api.post(PATH + "/confirm", Map.of("code", now(secret))), 409, "WRONG_STATE");
    assertProblem(api.post(PATH, Map.of("password", Tenant.PASSWORD)), 409, "WRONG_STATE");
  }

  @Test
  void the_password_alone_gets_a_challenge_and_a_code_makes_a_session_of_it() {
    Person person = Person.create();
    ApiClient.Answer answer = logIn(person.email(), Tenant.PASSWORD);
    assertProblem(answer, 401, "SECOND_FACTOR_REQUIRED");
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.body()).doesNotContain("accessToken", "refreshToken", person.email());
    assertThat(answer.json().at("/details/expiresAt").asText())
        .isEqualTo(CLOCK.instant().plus(Duration.ofMinutes(5)).toString());
    assertIn(person.answer(person.codeAfter(STEP)));
  }

  @Test
  void without_the_password_nobody_learns_that_there_is_a_second_factor() {
    Person person = Person.create();
    assertThat(logIn(person.email(), "not the password").body())
        .isEqualTo(logIn("nobody.at.all@example.com", "not the password").body())
        .contains("BAD_CREDENTIALS");
  }

  @Test
  void a_code_is_good_once_and_so_is_what_came_before_it() {
    Person person = Person.create();
    assertProblem(person.answer(now(person.secret())), 401, "SECOND_FACTOR_INVALID");
    String next = person.codeAfter(STEP);
    assertIn(person.answer(next));
    assertProblem(person.answer(next), 401, "SECOND_FACTOR_INVALID");
    String skipped = person.codeAfter(STEP);
    assertIn(person.answer(person.codeAfter(STEP)));
    assertProblem(person.answer(skipped), 401, "SECOND_FACTOR_INVALID");
  }

  @Test
  void a_code_may_be_one_step_early_or_late_and_no_more() {
    Person person = Person.create();
    String tooLate = person.codeAfter(STEP);
    String late = person.codeAfter(STEP);
    CLOCK.add(STEP);
    assertProblem(person.answer(tooLate), 401, "SECOND_FACTOR_INVALID");
    assertIn(person.answer(late.substring(0, 3) + " " + late.substring(3)));
    Instant now = CLOCK.instant();
    assertProblem(
        person.answer(Authenticator.code(person.secret(), now.plus(STEP.multipliedBy(2)))),
        401,
        "SECOND_FACTOR_INVALID");
    assertIn(person.answer(Authenticator.code(person.secret(), now.plus(STEP))));
  }

  @Test
  void a_recovery_code_lets_in_once_however_it_is_typed() {
    Person person = Person.create();
    String code = person.recoveryCodes().getFirst();
    String typed = code.toUpperCase(java.util.Locale.ROOT).replace('0', 'O').replace("-", " ");
    assertIn(person.answer(typed));
    assertThat(person.state().path("recoveryCodesLeft").asInt()).isEqualTo(9);
    assertProblem(person.answer(code), 401, "SECOND_FACTOR_INVALID");
    assertIn(person.answer(person.recoveryCodes().getLast()));
    assertProblem(
        Person.create().answer(person.recoveryCodes().get(5)), 401, "SECOND_FACTOR_INVALID");
  }

  @Test
  void a_challenge_ends_after_five_minutes_and_with_its_use() {
    Person person = Person.create();
    String challenge = person.challenge();
    CLOCK.add(Duration.ofMinutes(5).minusMillis(1));
    assertProblem(answer(challenge, "000000"), 401, "SECOND_FACTOR_INVALID");
    CLOCK.add(Duration.ofMillis(1));
    assertProblem(answer(challenge, now(person.secret())), 401, "SECOND_FACTOR_EXPIRED");
    String used = person.challenge();
    assertIn(answer(used, now(person.secret())));
    assertProblem(answer(used, person.codeAfter(STEP)), 401, "SECOND_FACTOR_EXPIRED");
    assertProblem(answer("of nobody", "000000"), 401, "SECOND_FACTOR_EXPIRED");
  }

  @Test
  void a_challenge_is_no_token_and_a_token_no_challenge() {
    Person person = Person.create();
    String challenge = person.challenge();
    assertProblem(server.client().token(challenge).get("/api/me"), 401, "TOKEN_MALFORMED");
    assertProblem(
        server.client().post("/api/auth/refresh", Map.of("refreshToken", challenge)),
        401,
        "SESSION_ENDED");
    ApiClient.Answer session = answer(challenge, person.codeAfter(STEP));
    String code = person.codeAfter(STEP);
    assertThat(answer(session.text("accessToken"), code).status()).isBetween(400, 401);
    assertProblem(answer(session.text("refreshToken"), code), 401, "SECOND_FACTOR_EXPIRED");
    assertIn(person.answer(code));
  }

  @Test
  void guessing_codes_is_slowed_down_and_a_new_log_in_does_not_help()
      throws IOException, InterruptedException {
    Person person = Person.create();
    for (int i = 0; i < 5; i++) {
      assertProblem(person.answer("wrong code " + i), 401, "SECOND_FACTOR_INVALID");
    }
    String code = person.codeAfter(Duration.ofSeconds(29));
    assertProblem(person.answer(code), 429, "TOO_MANY_REQUESTS");
    assertProblem(person.answer(person.recoveryCodes().getFirst()), 429, "TOO_MANY_REQUESTS");
    assertProblem(person.turnOff(Tenant.PASSWORD, code), 429, "TOO_MANY_REQUESTS");
    assertProblem(
        person.api().post(PATH + "/recovery-codes", Map.of("code", code)),
        429,
        "TOO_MANY_REQUESTS");
    assertThat(retryAfter(person.challenge(), code)).isEqualTo("2");
    assertIn(person.answer(person.codeAfter(Duration.ofSeconds(2))));
    assertProblem(person.answer("wrong again"), 401, "SECOND_FACTOR_INVALID");
    assertIn(person.answer(person.codeAfter(STEP)));
  }

  private static String retryAfter(String challenge, String code)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(server.base().resolve("/api/auth/second-factor"))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"challenge\":\"%s\",\"code\":\"%s\"}".formatted(challenge, code)))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request, HttpResponse.BodyHandlers.discarding())
          .headers()
          .firstValue("Retry-After")
          .orElseThrow();
    }
  }

  @Test
  void turning_it_on_and_off_ends_the_other_log_ins_and_not_this_one() {
    ApiClient.Answer session = signUp();
    String email = session.json().at("/user/email").asText();
    ApiClient here = server.client().token(session.text("accessToken"));
    ApiClient.Answer before = logIn(email, Tenant.PASSWORD);
    String secret = Authenticator.secret(here);
    assertIn(before);
    List<String> codes = codes(here.post(PATH + "/confirm", Map.of("code", now(secret))));
    assertEnded(before);

    Person person = new Person(email, here, secret, codes);
    ApiClient.Answer during = person.answer(codes.get(0));
    assertIn(during);
    assertThat(person.turnOff(Tenant.PASSWORD, codes.get(1)).status()).isEqualTo(204);
    assertEnded(during);
    assertThat(here.get("/api/me").status()).isEqualTo(200);
  }

  private static void assertEnded(ApiClient.Answer session) {
    assertProblem(
        server.client().token(session.text("accessToken")).get("/api/me"), 401, "SESSION_ENDED");
    assertProblem(
        server
            .client()
            .post("/api/auth/refresh", Map.of("refreshToken", session.text("refreshToken"))),
        401,
        "SESSION_ENDED");
  }

  @Test
  void turning_it_off_takes_the_password_and_a_code() {
    Person person = Person.create();
    String open = person.challenge();
    assertProblem(
        person.turnOff("not the password", person.codeAfter(STEP)), 422, "WRONG_PASSWORD");
    ApiClient.Answer wrong = person.turnOff(Tenant.PASSWORD, "000000");
    assertProblem(wrong, 422, "SECOND_FACTOR_INVALID");
    assertThat(wrong.json().at("/errors/0/field").asText()).isEqualTo("code");
    assertThat(person.turnOff(Tenant.PASSWORD, "").status()).isEqualTo(400);
    assertThat(person.api().call("DELETE", PATH, null).status()).isEqualTo(400);
    assertThat(person.state().path("enabled").asBoolean()).isTrue();

    assertThat(person.turnOff(Tenant.PASSWORD, now(person.secret())).status()).isEqualTo(204);
    assertThat(person.state().toString()).isEqualTo("{\"enabled\":false,\"recoveryCodesLeft\":0}");
    assertProblem(answer(open, person.codeAfter(STEP)), 401, "SECOND_FACTOR_EXPIRED");
    assertIn(logIn(person.email(), Tenant.PASSWORD));
    assertProblem(person.turnOff(Tenant.PASSWORD, "000000"), 409, "WRONG_STATE");
    assertProblem(
        person.api().post(PATH + "/recovery-codes", Map.of("code", "000000")), 409, "WRONG_STATE");
    assertThat(Authenticator.secret(person.api())).isNotEqualTo(person.secret());
  }

  @Test
  void new_recovery_codes_take_a_code_of_the_phone_and_replace_the_old_ones() {
    Person person = Person.create();
    String path = PATH + "/recovery-codes";
    for (String code : List.of(person.recoveryCodes().getFirst(), now(person.secret()))) {
      assertProblem(person.api().post(path, Map.of("code", code)), 422, "SECOND_FACTOR_INVALID");
    }
    String code = person.codeAfter(STEP);
    List<String> renewed = codes(person.api().post(path, Map.of("code", code)));
    assertThat(renewed).doesNotContainAnyElementsOf(person.recoveryCodes());
    assertProblem(person.answer(code), 401, "SECOND_FACTOR_INVALID");
    assertProblem(person.answer(person.recoveryCodes().getFirst()), 401, "SECOND_FACTOR_INVALID");
    assertIn(person.answer(renewed.getFirst()));
  }

  @Test
  void a_program_has_no_second_factor() {
    ApiClient owner = server.client().token(signUp().text("accessToken"));
    String key =
        owner
            .post("/api/keys", Map.of("name", "Website", "permissions", List.of("LEAD_READ")))
            .text("secret");
    ApiClient program = server.client().token(key);
    Map<String, String> body = Map.of("password", Tenant.PASSWORD, "code", "123456");
    assertProblem(program.get(PATH), 403, "PERSON_NEEDED");
    assertProblem(program.post(PATH, body), 403, "PERSON_NEEDED");
    assertProblem(program.post(PATH + "/confirm", body), 403, "PERSON_NEEDED");
    assertProblem(program.post(PATH + "/recovery-codes", body), 403, "PERSON_NEEDED");
    assertProblem(program.call("DELETE", PATH, body), 403, "PERSON_NEEDED");
  }

  @Test
  void an_invitation_is_no_way_around_it() {
    Person person = Person.create();
    ApiClient owner = server.client().token(signUp().text("accessToken"));
    String url =
        owner
            .post("/api/invitations", Map.of("email", person.email(), "role", "ADMIN"))
            .text("url");
    String path = "/api/auth/invitations/" + url.substring(url.lastIndexOf('/') + 1);
    Map<String, String> password = Map.of("email", person.email(), "password", Tenant.PASSWORD);
    assertProblem(
        server.client().post(path, Map.of("email", person.email(), "password", "not the password")),
        401,
        "BAD_CREDENTIALS");
    ApiClient.Answer refused = server.client().post(path, password);
    assertProblem(refused, 401, "SECOND_FACTOR_REQUIRED");
    assertThat(refused.json().has("details")).isFalse();
    assertProblem(
        server.client().post(path, with(password, now(person.secret()))),
        401,
        "SECOND_FACTOR_INVALID");
    assertThat(owner.get("/api/members").json().path("items")).hasSize(1);
    assertIn(server.client().post(path, with(password, person.codeAfter(STEP))));
    assertThat(owner.get("/api/members").json().path("items")).hasSize(2);
  }

  private static Map<String, String> with(Map<String, String> password, String code) {
    return Map.of(
        "email", password.get("email"), "password", password.get("password"), "code", code);
  }

  @Test
  void signing_up_again_is_no_way_around_it() {
    Person person = Person.create();
    assertProblem(
        server
            .client()
            .post(
                "/api/auth/signup",
                Map.of(
                    "name",
                    "Sarah",
                    "email",
                    person.email(),
                    "password",
                    Tenant.PASSWORD,
                    "organizationName",
                    "Again")),
        409,
        "CONFLICT");
  }
}
