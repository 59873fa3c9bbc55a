package io.mce.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.spi.Address;
import io.mce.spi.AddressScheme;
import io.mce.spi.ErrorKind;
import io.mce.spi.MediaRef;
import io.mce.spi.MessageIn;
import io.mce.spi.ProviderEvent;
import io.mce.spi.Receipt;
import io.mce.spi.ReceiptStatus;
import io.mce.spi.Secret;
import io.mce.spi.Text;
import io.mce.spi.WebhookRequest;
import io.mce.spi.WebhookResult;
import io.mce.spi.tck.RecordingContext;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Twilio posts: the signatures of its documentation, messages, and callbacks. */
class TwilioWebhooksTest {

  private static final String ANSWER = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>";

  @Test
  void the_documented_form_has_the_documented_signature() {
    assertThat(
            fits(
                "12345",
                "https://example.com/myapp.php?foo=1&bar=2",
                "L/OH5YylLD5NRKLltdqwSvS0BnU=",
                "CallSid=CA1234567890ABCDE&Caller=%2B14158675310&Digits=1234"
                    + "&From=%2B14158675310&To=%2B18005551212"))
        .isTrue();
  }

  @Test
  void a_form_that_is_changed_in_one_character_does_not_fit() {
    assertThat(
            fits(
                "12345",
                "https://example.com/myapp.php?foo=1&bar=2",
                "L/OH5YylLD5NRKLltdqwSvS0BnU=",
                "CallSid=CA1234567890ABCDE&Caller=%2B14158675310&Digits=1235"
                    + "&From=%2B14158675310&To=%2B18005551212"))
        .isFalse();
  }

  @Test
  void what_is_no_form_is_covered_by_its_hash() {
    String url =
        "https://mce.example/hooks/twilio?bodySHA256="
            + "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862";
    TwilioSignature signature = signature("12345");

    assertThat(
            signature.fitsBody(
                TwilioPosts.request(
                    "POST", URI.create(url), "rI5XD30+h2TTr/95/4kipbrEJww=", "{\"a\":1}")))
        .isTrue();
    assertThat(
            signature.fitsBody(
                TwilioPosts.request(
                    "POST", URI.create(url), "rI5XD30+h2TTr/95/4kipbrEJww=", "{\"a\":2}")))
        .isFalse();
  }

  @Test
  void the_value_of_a_repeated_key_is_signed_once_and_in_order() {
    String text = "https://crm.example/hooks/account-1" + "Aa" + "MediaUrl1" + "MediaUrl2" + "bz";

    assertThat(
            fits(
                "12345",
                "https://crm.example/hooks/account-1",
                TwilioPosts.signature("12345", text),
                "b=z&MediaUrl=2&MediaUrl=1&A=a&MediaUrl=2"))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "https://crm.example/h?x=%2B1%20a, https://crm.example:443/h?x=%2B1%20a",
    "https://crm.example:443/h?x=%2B1%20a, https://crm.example/h?x=%2B1%20a",
    "http://crm.example/h, http://crm.example:80/h",
    "https://crm.example:8443/h, https://crm.example:8443/h"
  })
  void the_usual_port_may_be_written_or_not(String called, String signed) {
    assertThat(fits("12345", called, TwilioPosts.signature("12345", signed + "Aa"), "A=a"))
        .isTrue();
  }

  @Test
  void while_the_token_is_changed_both_are_taken() {
    try (TwilioFixture twilio = TwilioFixture.sms()) {
      WebhookRequest genuine = twilio.remote().inbound(Map.of("Body", "Hi"));

      assertThat(
              twilio.receive(
                  TwilioPosts.signed(genuine.url(), genuine.text(), TwilioRemote.OTHER_TOKEN)))
          .hasSize(1);
    }
  }

  @Test
  void a_request_of_another_account_is_refused_though_it_is_signed() {
    try (TwilioFixture twilio = TwilioFixture.sms()) {
      WebhookRequest foreign =
          twilio.remote().inbound(Map.of("AccountSid", "AC" + "9".repeat(32), "Body", "Hi"));

      assertThat(twilio.channel().receive(foreign)).isInstanceOf(WebhookResult.Rejected.class);
    }
  }

  @Test
  void a_callback_that_is_signed_for_another_message_is_refused() {
    try (TwilioFixture twilio = TwilioFixture.sms()) {
      String sid = twilio.send(new Text("Hello")).remoteId();
      WebhookRequest genuine = twilio.remote().report(sid, "delivered", Map.of());
      URI forged = URI.create(genuine.url().toString().replace("002a", "002b"));
      WebhookRequest moved =
          TwilioPosts.request(
              "POST", forged, genuine.header("X-Twilio-Signature").orElseThrow(), genuine.text());

      assertThat(twilio.channel().receive(moved)).isInstanceOf(WebhookResult.Rejected.class);
    }
  }

  @Test
  void a_replayed_request_is_the_same_event() {
    try (TwilioFixture twilio = TwilioFixture.sms()) {
      WebhookRequest genuine = twilio.remote().inbound(Map.of("Body", "Hi"));

      assertThat(twilio.receive(genuine))
          .extracting(ProviderEvent::eventId)
          .isEqualTo(twilio.receive(genuine).stream().map(ProviderEvent::eventId).toList());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "&&&", "=", "%", "a=%zz", "a=%ff%fe", "{\"a\":1}", "AccountSid", "\u0000"})
  void bytes_that_nobody_signed_are_refused(String body) {
    try (TwilioFixture twilio = TwilioFixture.sms()) {
      WebhookRequest request =
          TwilioPosts.request("POST", RecordingContext.WEBHOOK_URL, "c2lnbmF0dXJl", body);

      assertThat(twilio.channel().receive(request)).isInstanceOf(WebhookResult.Rejected.class);
    }
  }

  @Test
  void a_megabyte_is_refused_or_taken_by_its_signature() {
    try (TwilioFixture twilio = TwilioFixture.sms()) {
      String megabyte = "x".repeat(1 << 20);
      WebhookRequest genuine = twilio.remote().inbound(Map.of("Body", megabyte));

      assertThat(((MessageIn) twilio.receive(genuine).getFirst()).text()).isEqualTo(megabyte);
      assertThat(
              twilio
                  .channel()
                  .receive(
                      genuine.withBody(("a=1&".repeat(1 << 18)).getBytes(StandardCharsets.UTF_8))))
          .isInstanceOf(WebhookResult.Rejected.class);
    }
  }

  @Test
  void a_signed_body_that_is_no_form_is_taken_and_brings_nothing() {
    try (TwilioFixture twilio = TwilioFixture.sms()) {
      String body = "{\"specversion\":\"1.0\"}";
      URI url = URI.create(RecordingContext.WEBHOOK_URL + "?bodySHA256=" + sha256(body));
      String signature = TwilioPosts.signature(TwilioRemote.TOKEN, url.toString());

      assertThat(twilio.receive(TwilioPosts.request("POST", url, signature, body))).isEmpty();
      assertThat(twilio.channel().receive(TwilioPosts.request("POST", url, signature, body + " ")))
          .isInstanceOf(WebhookResult.Rejected.class);
    }
  }

  @Test
  void a_webhook_that_is_set_to_get_is_read_from_its_address() {
    try (TwilioFixture twilio = TwilioFixture.sms()) {
      WebhookRequest post = twilio.remote().inbound(Map.of("Body", "Hi"));
      URI url = URI.create(RecordingContext.WEBHOOK_URL + "?" + post.text());
      String signature = TwilioPosts.signature(TwilioRemote.TOKEN, url.toString());

      assertThat(
              ((MessageIn)
                      twilio.receive(TwilioPosts.request("GET", url, signature, "")).getFirst())
                  .text())
          .isEqualTo("Hi");
    }
  }

  @Test
  void a_message_with_pictures_names_them_and_is_answered_with_silence() {
    try (TwilioFixture twilio = TwilioFixture.sms()) {
      WebhookRequest request =
          twilio
              .remote()
              .inbound(
                  Map.of(
                      "NumMedia", "2",
                      "MediaUrl0", "https://api.twilio.com/a",
                      "MediaContentType0", "image/jpeg",
                      "MediaUrl1", "https://api.twilio.com/b",
                      "MediaContentType1", "image/png"));

      WebhookResult.Received received = (WebhookResult.Received) twilio.channel().receive(request);
      MessageIn message = (MessageIn) received.events().getFirst();
      assertThat(message.text()).isEmpty();
      assertThat(message.to()).contains(Address.phone(TwilioRemote.SENDER));
      assertThat(message.media())
          .containsExactly(
              new MediaRef("https://api.twilio.com/a", "image/jpeg", Optional.empty()),
              new MediaRef("https://api.twilio.com/b", "image/png", Optional.empty()));
      assertThat(received.reply().contentType()).startsWith("text/xml");
      assertThat(received.reply().body()).isEqualTo(ANSWER);
    }
  }

  @Test
  void a_button_on_whatsapp_says_which_and_to_what() {
    try (TwilioFixture twilio = TwilioFixture.whatsApp()) {
      MessageIn message =
          (MessageIn)
              twilio
                  .receive(
                      twilio
                          .remote()
                          .inbound(
                              Map.of(
                                  "Body", "Yes, please",
                                  "ButtonText", "Yes, please",
                                  "ButtonPayload", "yes",
                                  "OriginalRepliedMessageSid", "SM77",
                                  "ProfileName", "Ana",
                                  "WaId", "5511912345678")))
                  .getFirst();

      assertThat(message.text()).isEqualTo("Yes, please");
      assertThat(message.choiceId()).contains("yes");
      assertThat(message.inReplyTo()).contains("SM77");
      assertThat(message.senderName()).contains("Ana");
      assertThat(message.from()).isEqualTo(Address.phone("+5511912345678"));
    }
  }

  @Test
  void somebody_without_a_visible_number_is_known_by_their_whatsapp_id() {
    try (TwilioFixture twilio = TwilioFixture.whatsApp()) {
      MessageIn message =
          (MessageIn)
              twilio
                  .receive(
                      twilio
                          .remote()
                          .inbound(
                              Map.of("From", "whatsapp:US.13491208655302741918", "Body", "Hi")))
                  .getFirst();

      assertThat(message.from())
          .isEqualTo(new Address(AddressScheme.WHATSAPP_USER, "US.13491208655302741918"));
    }
  }

  @Test
  void a_message_of_the_other_medium_is_not_taken_for_ours() {
    try (TwilioFixture twilio = TwilioFixture.sms()) {
      assertThat(
              twilio.receive(
                  twilio.remote().inbound(Map.of("From", "whatsapp:+5511912345678", "Body", "Hi"))))
          .isEmpty();
    }
  }

  @Test
  void a_short_code_is_an_address_too() {
    try (TwilioFixture twilio = TwilioFixture.sms()) {
      MessageIn message =
          (MessageIn)
              twilio
                  .receive(twilio.remote().inbound(Map.of("From", "32665", "Body", "Hi")))
                  .getFirst();

      assertThat(message.from()).isEqualTo(Address.opaque("32665"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "STOP, CHEGA DE MENSAGENS, STOP",
    "START, VOLTEI, START",
    "HELP, SOCORRO, SOCORRO",
    "'', Stop by at five, Stop by at five"
  })
  void a_word_that_twilio_takes_for_stop_is_handed_on_as_that(
      String type, String body, String text) {
    try (TwilioFixture twilio = TwilioFixture.sms()) {
      MessageIn message =
          (MessageIn)
              twilio
                  .receive(twilio.remote().inbound(Map.of("OptOutType", type, "Body", body)))
                  .getFirst();

      assertThat(message.text()).isEqualTo(text);
    }
  }

  @Test
  void a_place_is_told_as_its_position() {
    try (TwilioFixture twilio = TwilioFixture.whatsApp()) {
      MessageIn message =
          (MessageIn)
              twilio
                  .receive(
                      twilio.remote().inbound(Map.of("Latitude", "-23.55", "Longitude", "-46.63")))
                  .getFirst();

      assertThat(message.text()).isEqualTo("geo:-23.55,-46.63");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "sent,SENT",
    "delivered,DELIVERED",
    "read,READ",
    "failed,FAILED",
    "undelivered,FAILED",
    "canceled,FAILED"
  })
  void each_state_that_people_care_about_is_a_receipt(String state, ReceiptStatus status) {
    try (TwilioFixture twilio = TwilioFixture.whatsApp()) {
      String sid = twilio.send(new Text("Hello")).remoteId();

      Receipt receipt =
          (Receipt) twilio.receive(twilio.remote().report(sid, state, Map.of())).getFirst();

      assertThat(receipt.status()).isEqualTo(status);
      assertThat(receipt.remoteId()).isEqualTo(sid);
      assertThat(receipt.messageId()).contains(TwilioFixture.MESSAGE_ID);
      if (status == ReceiptStatus.FAILED) {
        assertThat(receipt.error().orElseThrow().kind()).isEqualTo(ErrorKind.REFUSED);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"queued", "accepted", "scheduled", "sending", "partially_delivered", "tomorrow"})
  void states_in_between_and_unknown_ones_are_taken_and_say_nothing(String state) {
    try (TwilioFixture twilio = TwilioFixture.sms()) {
      String sid = twilio.send(new Text("Hello")).remoteId();

      assertThat(twilio.receive(twilio.remote().report(sid, state, Map.of()))).isEmpty();
    }
  }

  private static boolean fits(String token, String url, String signed, String form) {
    WebhookRequest request = TwilioPosts.request("POST", URI.create(url), signed, form);
    return signature(token).fits(request, TwilioForm.of(request).canonical());
  }

  private static TwilioSignature signature(String token) {
    return new TwilioSignature(Stream.of(Secret.of(token)));
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
