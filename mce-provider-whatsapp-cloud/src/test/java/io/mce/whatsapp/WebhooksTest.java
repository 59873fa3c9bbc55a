package io.mce.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.spi.SettingsForm;
import io.mce.spi.WebhookReply;
import io.mce.spi.WebhookRequest;
import io.mce.spi.WebhookResult;
import io.mce.spi.tck.RecordingContext;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may post, and for whom. */
class WebhooksTest {

  private final FakeGraph graph = new FakeGraph();
  private final WhatsAppCloudChannel channel = graph.channel();

  @AfterEach
  void stop() {
    channel.close();
    graph.close();
  }

  /** The secret, body and signature of a worked example. */
  @Test
  void the_signature_is_the_hmac_of_the_bytes_under_the_app_secret() {
    WhatsAppCloudChannel other = graph.channel(Map.of("appSecret", "app-secret"));
    String body = "{\"object\":\"whatsapp_business_account\",\"entry\":[]}";
    String signature = "d3e4f9da0ce6c71ab3dba55929b8eeeee2455349e534924ead19f98d143e904f";
    assertAccepted(other.receive(post(body, "sha256=" + signature)));
    for (String wrong :
        List.of(signature, "sha1=" + signature, "sha256=" + signature.replace('d', 'e'), "")) {
      assertThat(other.receive(post(body, wrong))).isInstanceOf(WebhookResult.Rejected.class);
    }
    other.close();
  }

  /** Written again by a parser, the body would have other bytes. */
  @Test
  void escapes_and_spaces_of_the_body_count() {
    String body =
        "{ \"object\" : \"whatsapp_business_account\",\"entry\":[], \"x\":\"\\u00e9\\/ \\ud83d\\udc4b 👋\"}";
    assertAccepted(channel.receive(FakeGraph.signed(body, FakeGraph.APP_SECRET)));
  }

  @Test
  void the_previous_secret_is_accepted_while_it_is_in_the_settings() {
    WebhookRequest request = FakeGraph.signed("{\"entry\":[]}", FakeGraph.OLD_SECRET);
    assertAccepted(channel.receive(request));
    Map<String, String> values = new HashMap<>(graph.settings());
    values.remove("previousAppSecret");
    WhatsAppCloudChannel later =
        new WhatsAppCloudChannel(SettingsForm.of(WhatsAppCloudSettings.class).bind(values));
    assertThat(later.receive(request)).isInstanceOf(WebhookResult.Rejected.class);
    later.close();
  }

  @Test
  void what_is_signed_and_no_json_is_rejected() {
    assertThat(channel.receive(FakeGraph.signed("entry=1", FakeGraph.APP_SECRET)))
        .isInstanceOf(WebhookResult.Rejected.class);
  }

  @Test
  void the_handshake_repeats_the_challenge() {
    assertThat(channel.receive(handshake("subscribe", "verify-me-5d41")))
        .isEqualTo(WebhookResult.accepted(List.of(), WebhookReply.text("1158201444")));
    assertThat(channel.receive(handshake("subscribe", "verify-me")))
        .isInstanceOf(WebhookResult.Rejected.class);
    assertThat(channel.receive(handshake("subscribe", FakeGraph.APP_SECRET)))
        .isInstanceOf(WebhookResult.Rejected.class);
    assertThat(channel.receive(handshake("unsubscribe", "verify-me-5d41")))
        .isInstanceOf(WebhookResult.Rejected.class);
  }

  /** One app has one address, and may serve several numbers and accounts. */
  @Test
  void what_concerns_another_number_or_account_is_left_out() {
    String message =
        """
        {"object":"whatsapp_business_account","entry":[{"id":"%s","changes":[{"field":"messages",
         "value":{"metadata":{"phone_number_id":"%s"},"messages":[
          {"from":"5511912345678","id":"wamid.1","timestamp":"1763726400","type":"text",
           "text":{"body":"Hi"}}]}}]}]}
        """;
    assertThat(events(message.formatted(FakeGraph.ACCOUNT, FakeGraph.NUMBER))).hasSize(1);
    assertThat(events(message.formatted(FakeGraph.ACCOUNT, "777"))).isEmpty();
    assertThat(events(message.formatted("777", FakeGraph.NUMBER))).isEmpty();
  }

  /** Meta puts several of everything into one request. */
  @Test
  void everything_in_a_request_is_read() {
    String change =
        """
        {"field":"messages","value":{"metadata":{"phone_number_id":"%s"},
         "messages":[{"from":"5511912345678","id":"wamid.a%s","timestamp":"1763726400",
           "type":"text","text":{"body":"Hi"}},
          {"from":"5511912345678","id":"wamid.b%s","timestamp":"1763726400",
           "type":"text","text":{"body":"Hi"}}],
         "statuses":[{"id":"wamid.c%s","status":"sent","timestamp":"1763726400"},
          {"id":"wamid.c%s","status":"delivered","timestamp":"1763726400"}]}}
        """;
    String one = change.formatted(FakeGraph.NUMBER, 1, 1, 1, 1);
    String two = change.formatted(FakeGraph.NUMBER, 2, 2, 2, 2);
    String entry = "{\"id\":\"" + FakeGraph.ACCOUNT + "\",\"changes\":[%s,%s]}";
    String three = change.formatted(FakeGraph.NUMBER, 3, 3, 3, 3);
    String four = change.formatted(FakeGraph.NUMBER, 4, 4, 4, 4);
    List<?> events =
        events(
            "{\"entry\":[%s,%s]}"
                .formatted(entry.formatted(one, two), entry.formatted(three, four)));
    assertThat(events).hasSize(16);
  }

  /** Whatever stands there instead of what is documented. */
  @Test
  void what_has_another_form_than_documented_is_left_out() {
    for (String body :
        List.of(
            "[]",
            "7",
            "null",
            "{\"entry\":7}",
            "{\"entry\":[7,null,{\"id\":\"" + FakeGraph.ACCOUNT + "\",\"changes\":{\"a\":7}}]}",
            change("{\"messages\":[7,null,[],{},{\"id\":null,\"type\":\"text\"}]}"),
            change("{\"statuses\":[7,null,{\"id\":7},{\"id\":null,\"status\":\"sent\"}]}"),
            change("{\"statuses\":[{\"id\":\"wamid.1\",\"status\":\"deleted\"}]}"),
            change("null"))) {
      assertThat(events(body)).as(body).isEmpty();
    }
  }

  private static String change(String value) {
    return "{\"entry\":[{\"id\":\"%s\",\"changes\":[{\"field\":\"messages\",\"value\":%s}]}]}"
        .formatted(FakeGraph.ACCOUNT, value);
  }

  private List<?> events(String body) {
    WebhookResult result = channel.receive(FakeGraph.signed(body, FakeGraph.APP_SECRET));
    return ((WebhookResult.Received) result).events();
  }

  private static void assertAccepted(WebhookResult result) {
    assertThat(result).isEqualTo(WebhookResult.accepted(List.of()));
  }

  private static WebhookRequest post(String body, String signature) {
    return new WebhookRequest(
        "POST",
        RecordingContext.WEBHOOK_URL,
        Map.of("x-hub-signature-256", List.of(signature)),
        Map.of(),
        body.getBytes(StandardCharsets.UTF_8),
        FakeGraph.NOON);
  }

  private static WebhookRequest handshake(String mode, String token) {
    return new WebhookRequest(
        "GET",
        RecordingContext.WEBHOOK_URL,
        Map.of(),
        Map.of(
            "hub.mode", List.of(mode),
            "hub.verify_token", List.of(token),
            "hub.challenge", List.of("1158201444")),
        new byte[0],
        FakeGraph.NOON);
  }
}
