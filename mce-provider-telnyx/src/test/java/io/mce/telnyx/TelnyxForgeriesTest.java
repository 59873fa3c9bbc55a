package io.mce.telnyx;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.spi.Text;
import io.mce.spi.WebhookRequest;
import io.mce.spi.tck.RecordingContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is forged, recorded, of somebody else or makes no sense: refused, and never a failure. */
class TelnyxForgeriesTest {

  private final TelnyxAccount account = TelnyxAccount.sms();
  private final String sent = account.send(new Text("Hello"));

  @AfterEach
  void close() {
    account.close();
  }

  /** One key signs for all numbers of a Telnyx account. */
  @Test
  void what_is_of_another_profile_or_number_is_refused() {
    WebhookRequest genuine = account.received("\"text\":\"Hi\",\"type\":\"SMS\",", "+15557654321");
    String otherProfile = genuine.text().replace(TelnyxRemote.PROFILE, "another-profile");

    assertThat(account.rejection(account.remote.signed(otherProfile))).contains("another");
    try (TelnyxAccount byNumber = TelnyxAccount.sms(Map.of("messagingProfileId", ""))) {
      String otherNumber = genuine.text().replace(TelnyxRemote.SENDER, "+15550009999");
      assertThat(byNumber.events(byNumber.remote.signed(otherProfile))).hasSize(1);
      assertThat(byNumber.rejection(byNumber.remote.signed(otherNumber))).contains("another");
    }
  }

  /** Also where the sender of one message was another number of the account. */
  @Test
  void a_receipt_that_was_asked_for_with_our_address_is_ours() {
    WebhookRequest genuine = delivered();
    String elsewhere =
        genuine
            .text()
            .replace(TelnyxRemote.PROFILE, "another-profile")
            .replace(TelnyxRemote.SENDER, "ACME");

    assertThat(account.events(account.remote.signed(elsewhere))).hasSize(1);
    assertThat(
            account.rejection(
                account.remote.signed(elsewhere.replace("hooks/account-1?", "hooks/account-2?"))))
        .contains("another");
  }

  /** The query of an address is not signed; the body is. */
  @Test
  void our_id_is_read_from_what_is_signed() {
    WebhookRequest genuine = delivered();
    WebhookRequest redirected =
        new WebhookRequest(
            "POST",
            RecordingContext.WEBHOOK_URL.resolve("?mce-message=somebody-elses"),
            genuine.headers(),
            Map.of("mce-message", List.of("somebody-elses")),
            genuine.body(),
            genuine.receivedAt());

    assertThat(account.events(redirected)).isEqualTo(account.events(genuine));
  }

  @Test
  void a_changed_byte_is_refused() {
    byte[] body = delivered().body();
    for (int at : new int[] {0, body.length / 2, body.length - 1}) {
      byte[] changed = body.clone();
      changed[at] ^= 1;
      assertThat(account.rejection(delivered().withBody(changed))).contains("signature");
    }
  }

  @Test
  void a_recorded_request_is_refused_when_posted_later() {
    WebhookRequest genuine = delivered();
    WebhookRequest replayed =
        new WebhookRequest(
            genuine.method(),
            genuine.url(),
            genuine.headers(),
            genuine.query(),
            genuine.body(),
            genuine.receivedAt().plus(Duration.ofSeconds(301)));

    assertThat(account.rejection(replayed)).contains("300 seconds");
  }

  @Test
  void a_megabyte_is_refused_signed_or_not() {
    String megabyte =
        "{\"data\":{\"event_type\":\"message.received\",\"x\":\"" + "x".repeat(1 << 20) + "\"}}";
    WebhookRequest signed = account.remote.signed(megabyte);

    assertThat(account.rejection(signed)).contains("longer");
    assertThat(account.rejection(signed.withHeader("telnyx-signature-ed25519", "AAAA")))
        .isNotBlank();
  }

  /** Signed, so it is of Telnyx; but nothing that could be kept. Answered 4xx, never 5xx. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "7",
        "\"text\"",
        "{",
        "{\"data\":",
        "{}{}",
        "CallSid=v3%3Aabc",
        "{\"data\":{\"event_type\":\"message.received\",\"payload\":"
            + "{\"id\":\"\",\"to\":[{\"phone_number\":\"+15551230000\"}]}}}",
        "{\"data\":{\"event_type\":\"message.received\",\"payload\":"
            + "{\"id\":\"1\",\"to\":[{\"phone_number\":\"+15551230000\"}]}}}",
        "{\"data\":{\"event_type\":\"message.received\",\"payload\":"
            + "{\"id\":\"1\",\"from\":{\"phone_number\":\" \"},"
            + "\"to\":[{\"phone_number\":\"+15551230000\"}]}}}",
        "{\"data\":{\"event_type\":\"message.finalized\",\"payload\":[]}}",
        "{\"data\":{\"event_type\":\"message.finalized\",\"payload\":{\"to\":{}}}}"
      })
  void what_makes_no_sense_is_refused(String body) {
    assertThat(account.rejection(account.remote.signed(body))).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"data\":null}", "{\"data\":[1]}", "{\"data\":{\"event_type\":7}}"})
  void what_is_no_event_is_left_alone(String body) {
    assertThat(account.events(account.remote.signed(body))).isEmpty();
  }

  @Test
  void a_body_that_is_no_utf8_or_far_too_deep_is_refused() {
    String deep = "{\"data\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

    assertThat(account.rejection(account.remote.signed(deep))).isNotBlank();
    WebhookRequest request = delivered();
    assertThat(account.rejection(request.withBody(new byte[] {(byte) 0xff, (byte) 0xfe, '{'})))
        .isNotBlank();
  }

  @Test
  void no_reason_for_a_refusal_tells_what_was_posted() {
    WebhookRequest genuine = account.received("\"text\":\"Hi\",\"type\":\"SMS\",", "+15557654321");
    String other = genuine.text().replace(TelnyxRemote.PROFILE, "another-profile");

    assertThat(account.rejection(account.remote.signed(other)))
        .doesNotContain("5557654321")
        .doesNotContain("another-profile");
    assertThat(account.rejection(account.remote.signed("+15557654321 secret text")))
        .doesNotContain("secret text");
  }

  private WebhookRequest delivered() {
    return account.event(sent, "message.finalized", "delivered");
  }
}
