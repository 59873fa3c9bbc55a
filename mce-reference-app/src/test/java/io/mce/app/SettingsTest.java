package io.mce.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What holds for a whole organization: its name, its settings, how far it is set up. */
final class SettingsTest {

  private static TestServer server;
  private static int people;

  @BeforeAll
  static void start() {
    server = TestServer.sqlite();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static ApiClient.Answer signUp(String organization) {
    ApiClient.Answer answer =
        server
            .client()
            .post(
                "/api/auth/signup",
                Map.of(
                    "name",
                    "Sarah Jones",
                    "email",
                    "sarah" + people++ + "@example.com",
                    "password",
                    Tenant.PASSWORD,
                    "organizationName",
                    organization));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer;
  }

  private static ApiClient owner(String organization) {
    return server.client().token(signUp(organization).text("accessToken"));
  }

  private static List<String> fields(ApiClient.Answer answer) {
    List<String> fields = new ArrayList<>();
    for (JsonNode error : answer.json().path("errors")) {
      fields.add(error.path("field").asText());
    }
    return fields;
  }

  @Test
  void settings_are_changed_and_read_again() {
    ApiClient owner = owner("Settled");
    ApiClient.Answer before = owner.get("/api/organization");
    assertThat(before.json().path("languages").toString()).isEqualTo("[\"en\"]");
    assertThat(before.json().has("businessHours")).isFalse();
    String body =
        """
        {"defaultRegion":"BR","timeZone":"America/Sao_Paulo",\
        "businessHours":{"MONDAY":[{"from":"09:00","to":"12:00"},{"from":"13:00","to":"18:30"}],\
        "SUNDAY":[]},\
        "quietHours":{"from":"21:00","to":"08:00"},"languages":["pt-br","en"]}\
        """;
    ApiClient.Answer changed = patch(owner, body);
    assertThat(changed.status()).as(changed.body()).isEqualTo(200);
    JsonNode now = owner.get("/api/organization").json();
    assertThat(now).isEqualTo(changed.json());
    assertThat(now.path("businessHours").toString())
        .isEqualTo(
            "{\"MONDAY\":[{\"from\":\"09:00\",\"to\":\"12:00\"},"
                + "{\"from\":\"13:00\",\"to\":\"18:30\"}]}");
    assertThat(now.path("quietHours").toString())
        .isEqualTo("{\"from\":\"21:00\",\"to\":\"08:00\"}");
    assertThat(now.path("languages").toString()).isEqualTo("[\"pt-BR\",\"en\"]");
    owner.await(
        "/api/notices",
        json ->
            json.at("/items/0/text")
                .asText()
                .equals(
                    "Sarah Jones changed the default country of phone numbers, the time zone, the"
                        + " business hours, the quiet hours and the languages of the"
                        + " organization."));

    JsonNode emptied = patch(owner, "{\"businessHours\":{},\"quietHours\":{}}").json();
    assertThat(emptied.has("businessHours")).isFalse();
    assertThat(emptied.has("quietHours")).isFalse();
  }

  private static ApiClient.Answer patch(ApiClient client, String body) {
    return client.raw(
        "PATCH",
        "/api/organization",
        "application/json",
        body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  void everything_wrong_is_told_at_once() {
    ApiClient.Answer answer =
        patch(
            owner("Wrong"),
            """
            {"name":" ","defaultRegion":"QQ","timeZone":"Mars/Olympus",\
            "businessHours":{"MONDAY":[{"from":"9h","to":"18:00"}],\
            "FRIDAY":[{"from":"18:00","to":"09:00"}]},\
            "quietHours":{"from":"21:00","to":"21:00"},"languages":["klingon"]}\
            """);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(fields(answer))
        .containsExactlyInAnyOrder(
            "name",
            "defaultRegion",
            "timeZone",
            "businessHours.MONDAY",
            "businessHours.FRIDAY",
            "quietHours",
            "languages");
  }

  @Test
  void of_two_who_edit_the_second_sees_what_the_first_saved() {
    ApiClient owner = owner("Two desks");
    String version = owner.get("/api/organization").text("version");
    ApiClient first = owner.with("If-Match", "\"" + version + "\"");
    assertThat(first.patch("/api/organization", Map.of("defaultRegion", "BR")).status())
        .isEqualTo(200);
    ApiClient.Answer second = first.patch("/api/organization", Map.of("defaultRegion", "PT"));
    assertThat(second.status()).isEqualTo(412);
    assertThat(second.json().at("/current/defaultRegion").asText()).isEqualTo("BR");
  }

  @Test
  void a_name_that_is_taken_gets_a_number_and_the_answer_says_so() {
    ApiClient.Answer first = signUp("Acme Ltd");
    assertThat(first.json().path("organizationNameChanged").asBoolean()).isFalse();
    ApiClient.Answer second = signUp(" acme  LTD");
    assertThat(second.json().path("organizationNameChanged").asBoolean()).isTrue();
    assertThat(second.json().at("/organizations/0/name").asText()).isEqualTo("acme  LTD 2");
    ApiClient owner = server.client().token(second.text("accessToken"));
    assertThat(owner.get("/api/notices").json().at("/items/0/text").asText())
        .contains("this one is called acme  LTD 2");

    ApiClient.Answer taken = owner.patch("/api/organization", Map.of("name", "Acme Ltd"));
    assertThat(taken.status()).isEqualTo(422);
    assertThat(fields(taken)).containsExactly("name");
    assertThat(owner.patch("/api/organization", Map.of("name", "Zenith")).status()).isEqualTo(200);
    assertThat(signUp("zenith").json().path("organizationNameChanged").asBoolean()).isTrue();
    assertThat(signUp("Acme Ltd 2").json().path("organizationNameChanged").asBoolean()).isFalse();
  }

  @Test
  void the_setup_follows_from_what_is_there_and_steps_can_be_skipped() {
    ApiClient owner = owner("New here");
    // A server with a sandbox begins with a channel.
    assertThat(states(owner.get("/api/setup")))
        .containsExactly(
            "SETTINGS OPEN", "CHANNEL DONE", "LEADS OPEN", "TEAM OPEN", "OUTREACH OPEN");
    assertThat(owner.get("/api/setup").text("next")).isEqualTo("SETTINGS");
    owner.patch("/api/organization", Map.of("defaultRegion", "BR"));
    owner.post("/api/sources", Map.of("name", "Website"));
    owner.post("/api/invitations", Map.of("email", "ravi@example.com", "role", "REP"));
    ApiClient.Answer skipped = owner.post("/api/setup/OUTREACH/skip", null);
    assertThat(skipped.status()).isEqualTo(200);
    assertThat(states(skipped))
        .containsExactly(
            "SETTINGS DONE", "CHANNEL DONE", "LEADS DONE", "TEAM DONE", "OUTREACH SKIPPED");
    assertThat(skipped.json().path("complete").asBoolean()).isTrue();
    assertThat(owner.post("/api/setup/DANCE/skip", null).status()).isEqualTo(404);
  }

  private static List<String> states(ApiClient.Answer answer) {
    List<String> states = new ArrayList<>();
    for (JsonNode step : answer.json().path("steps")) {
      states.add(step.path("step").asText() + " " + step.path("state").asText());
    }
    return states;
  }
}
