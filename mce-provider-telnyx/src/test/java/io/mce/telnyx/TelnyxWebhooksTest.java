package io.mce.telnyx;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.spi.Address;
import io.mce.spi.Cost;
import io.mce.spi.MediaRef;
import io.mce.spi.MessageIn;
import io.mce.spi.Receipt;
import io.mce.spi.ReceiptStatus;
import io.mce.spi.Text;
import io.mce.spi.WebhookRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Telnyx posts about SMS. */
class TelnyxWebhooksTest {

  private static final Text HELLO = new Text("Hello");

  private TelnyxAccount account = TelnyxAccount.sms();
  private String sent = "";

  @BeforeEach
  void send() {
    sent = account.send(HELLO);
  }

  @AfterEach
  void close() {
    account.close();
  }

  @Test
  void a_receipt_names_the_message_by_both_ids_and_what_it_cost() {
    Receipt receipt = receipt("message.finalized", "delivered");

    assertThat(receipt.remoteId()).isEqualTo(sent);
    assertThat(receipt.messageId()).contains(TelnyxAccount.MESSAGE_ID);
    assertThat(receipt.status()).isEqualTo(ReceiptStatus.DELIVERED);
    assertThat(receipt.cost()).contains(Cost.of("0.0051", "USD"));
    assertThat(receipt.at()).isEqualTo(Instant.parse("2026-11-21T11:59:59.148Z"));
    assertThat(receipt.eventId()).startsWith("telnyx:");
  }

  @ParameterizedTest
  @CsvSource({
    "message.sent, sent, SENT",
    "message.sent, queued, SENT",
    "message.sent, delivered, DELIVERED",
    "message.finalized, delivered, DELIVERED",
    "message.finalized, delivery_unconfirmed, SENT",
    "message.finalized, sending_failed, FAILED",
    "message.finalized, delivery_failed, FAILED",
    "message.finalized, expired, FAILED"
  })
  void a_status_of_telnyx_is_one_of_ours(String event, String status, ReceiptStatus ours) {
    assertThat(receipt(event, status).status()).isEqualTo(ours);
  }

  @Test
  void a_final_event_with_a_status_nobody_knows_tells_nothing() {
    assertThat(account.events(event("message.finalized", "teleported"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{}",
        "{\"amount\":\"0.0051\"}",
        "{\"amount\":null,\"currency\":\"USD\"}",
        "{\"amount\":\"-1\",\"currency\":\"USD\"}",
        "{\"amount\":\"1e9\",\"currency\":\"USD\"}",
        "{\"amount\":\"1\",\"currency\":\"dollars\"}",
        "[]",
        "\"0.0051 USD\""
      })
  void a_cost_that_cannot_be_read_is_unknown(String cost) {
    String payload =
        account
            .remote
            .payload(sent, "delivered", "[]")
            .replace("{\"amount\":\"0.0051\",\"currency\":\"USD\"}", cost);
    WebhookRequest request = account.remote.event("message.finalized", payload);

    assertThat(((Receipt) account.events(request).getFirst()).cost()).isEmpty();
  }

  /** Telnyx posts at least once, up to three times to each address, with the same id. */
  @Test
  void what_is_posted_again_is_the_same_event() {
    WebhookRequest first = event("message.finalized", "delivered");
    WebhookRequest again =
        account.remote.signed(
            first.text().replace("\"attempt\":1", "\"attempt\":2"),
            TelnyxRemote.NOON.plusSeconds(60),
            TelnyxRemote.NOON.plusSeconds(61));

    assertThat(account.events(again)).isEqualTo(account.events(first));
  }

  /** The other way round a message has gone back; the engine keeps the furthest. */
  @Test
  void events_out_of_order_say_what_they_say() {
    Receipt last = receipt("message.finalized", "delivered");
    Receipt first = receipt("message.sent", "sent");

    assertThat(List.of(last.status(), first.status()))
        .containsExactly(ReceiptStatus.DELIVERED, ReceiptStatus.SENT);
    assertThat(first.eventId()).isNotEqualTo(last.eventId());
  }

  @Test
  void what_a_person_writes_comes_with_files_and_both_numbers() {
    MessageIn in =
        inbound(
            """
            "text":"See \\u00e9 \\ud83d\\udc4b","subject":"Photos",
            "media":[{"content_type":"image/jpeg","hash_sha256":"x","size":7,
                      "url":"https://media.telnyx.example/a.jpg"},{"url":null},
                     {"url":"https://media.telnyx.example/b"}],"type":"MMS",
            """,
            "+15557654321");

    assertThat(in.text()).isEqualTo("See é 👋");
    assertThat(in.from()).isEqualTo(Address.phone("+15557654321"));
    assertThat(in.to()).contains(Address.phone(TelnyxRemote.SENDER));
    assertThat(in.media())
        .containsExactly(
            new MediaRef("https://media.telnyx.example/a.jpg", "image/jpeg", Optional.empty()),
            new MediaRef(
                "https://media.telnyx.example/b", "application/octet-stream", Optional.empty()));
    assertThat(in.at()).isEqualTo(Instant.parse("2026-11-21T11:59:58Z"));
  }

  @Test
  void a_short_code_is_no_phone_number() {
    assertThat(inbound("\"text\":\"Your code\",\"type\":\"SMS\",", "262966").from())
        .isEqualTo(Address.opaque("262966"));
  }

  @Test
  void a_message_of_files_alone_has_an_empty_text_or_its_subject() {
    assertThat(inbound("\"text\":\"\",\"type\":\"MMS\",", "+15557654321").text()).isEmpty();
    assertThat(
            inbound("\"text\":null,\"subject\":\"Photos\",\"type\":\"MMS\",", "+15557654321")
                .text())
        .isEqualTo("Photos");
  }

  /** Telnyx answers STOP by itself and posts it all the same: the engine reads the word. */
  @Test
  void a_stop_is_what_a_person_wrote() {
    assertThat(inbound("\"text\":\"STOP\",\"type\":\"SMS\",", "+15557654321").text())
        .isEqualTo("STOP");
  }

  @ParameterizedTest
  @ValueSource(strings = {"WHATSAPP", "RCS", "whatsapp"})
  void what_another_channel_brings_to_the_same_profile_is_left_alone(String type) {
    assertThat(
            account.events(
                account.received("\"text\":\"Hi\",\"type\":\"" + type + "\",", "+15557654321")))
        .isEmpty();
  }

  @Test
  void a_click_on_a_link_is_left_alone() {
    WebhookRequest click =
        account.remote.signed(
            "{\"data\":{\"record_type\":\"link_clicked\",\"message_id\":\"%s\",\"to\":\"18445550001\","
                + "\"url\":\"https://telnyx.com\",\"time_clicked\":\"2026-11-21T11:00:00Z\"}}");

    assertThat(account.events(click)).isEmpty();
  }

  /** The longest SMS with ten files is far below the limit. */
  @Test
  void a_long_message_is_taken_whole() {
    String longest = "नमस्ते ".repeat(10_000);

    assertThat(inbound("\"text\":\"" + longest + "\",\"type\":\"SMS\",", "+15557654321").text())
        .isEqualTo(longest);
  }

  @Test
  void an_event_without_an_id_is_told_by_its_message() {
    String body = event("message.finalized", "delivered").text();
    String without = body.replaceFirst("\"id\":\"[^\"]*\",", "");
    String tooLong = body.replaceFirst("\"id\":\"[^\"]*\"", "\"id\":\"" + "9".repeat(300) + "\"");

    for (String each : List.of(without, tooLong)) {
      assertThat(account.events(account.remote.signed(each)).getFirst().eventId())
          .isEqualTo("receipt:" + sent + ":DELIVERED");
    }
  }

  private Receipt receipt(String type, String status) {
    return (Receipt) account.events(event(type, status)).getFirst();
  }

  private WebhookRequest event(String type, String status) {
    return account.event(sent, type, status);
  }

  private MessageIn inbound(String fields, String from) {
    return (MessageIn) account.events(account.received(fields, from)).getFirst();
  }
}
