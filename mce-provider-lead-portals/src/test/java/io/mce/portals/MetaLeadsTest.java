package io.mce.portals;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.spi.LeadIn;
import io.mce.spi.LeadsWaiting;
import io.mce.spi.PollingLeadSource;
import io.mce.spi.ProviderEvent;
import io.mce.spi.ProviderFactory;
import io.mce.spi.SettingsForm;
import io.mce.spi.WebhookReceiver;
import io.mce.spi.WebhookRequest;
import io.mce.spi.WebhookResult;
import io.mce.spi.tck.LoopbackHttp;
import io.mce.spi.tck.PollingLeadSourceContract;
import io.mce.spi.tck.RecordingContext;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Meta Lead Ads keep what the engine relies on; their webhook only says that leads wait. */
final class MetaLeadsTest implements PollingLeadSourceContract<MetaLeadsTest.Remote> {

  @Override
  public ProviderFactory<PollingLeadSource, ?> factory() {
    return new MetaLeadsFactory();
  }

  @Override
  public ProviderFactory<PollingLeadSource, ?> factory(Remote remote) {
    return new MetaLeadsFactory(remote.root());
  }

  @Override
  public Remote startRemote() {
    return new Remote();
  }

  private static WebhookResult receive(WebhookRequest request) {
    try (Remote remote = new Remote();
        RecordingContext context = new RecordingContext()) {
      PollingLeadSource source =
          new MetaLeadsFactory(remote.root())
              .create(SettingsForm.of(MetaLeadsSettings.class).bind(remote.settings()), context);
      return source.feature(WebhookReceiver.class).orElseThrow().receive(request);
    }
  }

  private static WebhookRequest request(
      String method, Map<String, String> query, Map<String, String> headers, String body) {
    Map<String, List<String>> parameters = new HashMap<>();
    query.forEach((name, value) -> parameters.put(name, List.of(value)));
    Map<String, List<String>> all = new HashMap<>();
    headers.forEach((name, value) -> all.put(name, List.of(value)));
    return new WebhookRequest(
        method,
        URI.create("https://crm.example/hooks/accounts/1"),
        all,
        parameters,
        body.getBytes(StandardCharsets.UTF_8),
        Instant.EPOCH);
  }

  @Test
  void meta_gets_its_challenge_back_only_with_the_word_that_was_agreed() {
    Map<String, String> query =
        Map.of("hub.mode", "subscribe", "hub.verify_token", "open sesame", "hub.challenge", "115");
    assertThat(receive(request("GET", query, Map.of(), "")))
        .isInstanceOfSatisfying(
            WebhookResult.Received.class, e -> assertThat(e.reply().body()).isEqualTo("115"));
    assertThat(
            receive(
                request(
                    "GET",
                    Map.of(
                        "hub.mode", "subscribe", "hub.verify_token", "open", "hub.challenge", "1"),
                    Map.of(),
                    "")))
        .isInstanceOf(WebhookResult.Rejected.class);
  }

  @Test
  void a_signed_notice_says_that_leads_wait_and_an_unsigned_one_nothing() {
    String body =
        """
        {"object":"page","entry":[{"id":"1","time":1,"changes":[
          {"field":"leadgen","value":{"leadgen_id":"9007199254740993123","page_id":"1"}},
          {"field":"feed","value":{}}]}]}
        """;
    String signature = "sha256=" + LeadIds.hmac("app-secret-of-acme", body);
    assertThat(receive(request("POST", Map.of(), Map.of("x-hub-signature-256", signature), body)))
        .isInstanceOfSatisfying(
            WebhookResult.Received.class,
            received ->
                assertThat(received.events())
                    .containsExactly(
                        (ProviderEvent)
                            new LeadsWaiting("leadgen:9007199254740993123", Instant.EPOCH)));
    assertThat(receive(request("POST", Map.of(), Map.of(), body)))
        .isInstanceOf(WebhookResult.Rejected.class);
    assertThat(
            receive(
                request("POST", Map.of(), Map.of("X-Hub-Signature-256", signature), body + " ")))
        .isInstanceOf(WebhookResult.Rejected.class);
  }

  @Test
  void ids_stay_whole_and_answers_keep_the_names_of_their_questions() {
    try (Remote remote = new Remote()) {
      remote.add("Ana", "+5511987654321");
      Portal portal =
          new MetaLeads(
              SettingsForm.of(MetaLeadsSettings.class).bind(remote.settings()), remote.root());
      LeadIn lead =
          portal
              .ask(
                  FakePortal.ARRIVED.minusSeconds(60),
                  FakePortal.ARRIVED.plusSeconds(60),
                  Optional.of("3141592653589793:"),
                  100)
              .leads()
              .getFirst();
      assertThat(lead.externalId()).isEqualTo("900719925474099310");
      assertThat(lead.at()).isEqualTo(FakePortal.ARRIVED);
      assertThat(lead.fields())
          .containsEntry("full_name", "Ana")
          .containsEntry("phone_number", "+5511987654321")
          .containsEntry("form_id", "3141592653589793");
      assertThat(remote.lastPath())
          .contains(
              "appsecret_proof=" + LeadIds.hmac("app-secret-of-acme", "EAAB-token-of-the-page"));
    }
  }

  static final class Remote extends FakePortal {

    @Override
    public Map<String, String> settings() {
      return Map.of(
          "pageId", "112233445566",
          "accessToken", "EAAB-token-of-the-page",
          "appSecret", "app-secret-of-acme",
          "verifyToken", "open sesame");
    }

    @Override
    LoopbackHttp.Response refusal() {
      return LoopbackHttp.Response.of(
          400,
          "{\"error\":{\"message\":\"Error validating access token\",\"type\":\"OAuthException\","
              + "\"code\":190}}");
    }

    @Override
    LoopbackHttp.Response answer(String path, Map<String, String> query, String body) {
      if (!"EAAB-token-of-the-page".equals(query.get("access_token"))
          || !LeadIds.hmac("app-secret-of-acme", "EAAB-token-of-the-page")
              .equals(query.get("appsecret_proof"))) {
        return refusal();
      }
      return switch (path) {
        case "/112233445566/leadgen_forms" ->
            LoopbackHttp.Response.of(
                200,
                "{\"data\":[{\"id\":\"3141592653589793\"},{\"id\":\"2718281828459045\"}],"
                    + "\"paging\":{\"cursors\":{\"after\":\"x\"}}}");
        case "/2718281828459045/leads" -> LoopbackHttp.Response.of(200, "{\"data\":[]}");
        case "/3141592653589793/leads" -> leads(query);
        default ->
            LoopbackHttp.Response.of(
                400, "{\"error\":{\"message\":\"Unsupported get request\",\"code\":100}}");
      };
    }

    private LoopbackHttp.Response leads(Map<String, String> query) {
      String filter = query.getOrDefault("filtering", "");
      long since = Long.parseLong(filter.replaceAll(".*\"value\":(\\d+).*", "$1"));
      int from = Integer.parseInt(query.getOrDefault("after", "0"));
      List<Person> found =
          people().stream().filter(person -> person.at().getEpochSecond() > since).toList();
      int to = Math.min(found.size(), from + Integer.parseInt(query.get("limit")));
      String next = to < found.size() ? ",\"next\":\"https://graph.facebook.com/next\"" : "";
      return LoopbackHttp.Response.of(
          200,
          found.subList(Math.min(from, to), to).stream()
                  .map(person ->
                      ("{\"created_time\":\"%s+0000\",\"id\":\"%s\","
                              + "\"form_id\":\"3141592653589793\",\"is_organic\":false,\"field_data\":["
                              + "{\"name\":\"full_name\",\"values\":[%s]},"
                              + "{\"name\":\"phone_number\",\"values\":[%s]}]}")
                          .formatted(
                              person.at().toString().replace("Z", ""),
                              person.id(),
                              quoted(person.name()),
                              quoted(person.phone())))
                  .collect(Collectors.joining(",", "{\"data\":[", "]"))
              + ",\"paging\":{\"cursors\":{\"after\":\"%d\"}%s}}".formatted(to, next));
    }
  }
}
