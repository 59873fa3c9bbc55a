package io.mce.telnyx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.spi.InvalidSettingsException;
import io.mce.spi.WebhookRequest;
import io.mce.spi.tck.RecordingContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The vector: the first key of RFC 8032, a body with letters beyond ASCII and escapes, and the
 * signature that another implementation of Ed25519 made of them.
 */
class TelnyxSignatureTest {

  private static final String KEY = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
  private static final String OTHER_KEY = "7dfw1ScFwTo0cGTW8FVoXriLtPFeXW7nVVoEonTJchU=";
  private static final String BODY =
      "{\"data\":{\"event_type\":\"message.finalized\",\"id\":\"a0e1\","
          + "\"note\":\"Olá \\u00e9 \\/ 👋\"}}";
  private static final String TIMESTAMP = "1795262400";
  private static final String SIGNATURE =
      "Rh791EsS4UeRMi9C42+tRZrY0DCy/Cd83Sd4abu9zpy41hYI+1N4JFElRZHhgUyy"
          + "+OjBQKRgEJcuPQsuw5FhDw==";
  private static final Instant SIGNED = Instant.ofEpochSecond(1795262400L);

  @Test
  void the_vector_passes() {
    assertThat(refusal(KEY, BODY, TIMESTAMP, SIGNATURE, SIGNED)).isEmpty();
  }

  @Test
  void another_body_time_signature_or_key_does_not() {
    List<Optional<String>> refusals =
        List.of(
            refusal(KEY, BODY + " ", TIMESTAMP, SIGNATURE, SIGNED),
            refusal(KEY, BODY.replace("\\/", "/"), TIMESTAMP, SIGNATURE, SIGNED),
            refusal(KEY, BODY, "1795262401", SIGNATURE, SIGNED),
            refusal(KEY, BODY, "0" + TIMESTAMP, SIGNATURE, SIGNED),
            refusal(KEY, BODY, TIMESTAMP, "A" + SIGNATURE.substring(1), SIGNED),
            refusal(OTHER_KEY, BODY, TIMESTAMP, SIGNATURE, SIGNED));

    assertThat(refusals).allMatch(Optional::isPresent);
  }

  /** What was recorded on the way cannot be posted again later. */
  @ParameterizedTest
  @CsvSource({"0, true", "299, true", "300, true", "301, false", "-300, true", "-301, false"})
  void a_signature_holds_for_300_seconds(long secondsLater, boolean genuine) {
    Instant received = SIGNED.plusSeconds(secondsLater);

    assertThat(refusal(KEY, BODY, TIMESTAMP, SIGNATURE, received).isEmpty()).isEqualTo(genuine);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "soon",
        "-1795262400",
        "+1795262400",
        "1795262400.0",
        "1795262400 ",
        "１７９５２６２４００",
        "99999999999999999999",
        "0x6b015a80"
      })
  void a_time_that_is_no_number_of_seconds_is_refused(String timestamp) {
    assertThat(refusal(KEY, BODY, timestamp, SIGNATURE, SIGNED)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "!!!", "AAAA", "Rh791EsS4UeRMi9C42+tRZrY0DCy", "null"})
  void what_is_no_signature_is_refused(String signature) {
    assertThat(refusal(KEY, BODY, TIMESTAMP, signature, SIGNED)).isPresent();
  }

  @Test
  void both_headers_are_needed() {
    TelnyxSignature signature = TelnyxSignature.of(KEY, Optional.empty());
    byte[] body = BODY.getBytes(StandardCharsets.UTF_8);

    assertThat(
            signature.refusal(
                request(Map.of("telnyx-timestamp", List.of(TIMESTAMP)), SIGNED), body))
        .isPresent();
    assertThat(
            signature.refusal(
                request(Map.of("telnyx-signature-ed25519", List.of(SIGNATURE)), SIGNED), body))
        .isPresent();
  }

  @Test
  void while_the_key_changes_both_are_taken() {
    byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
    WebhookRequest request = request(headers(TIMESTAMP, SIGNATURE), SIGNED);

    assertThat(TelnyxSignature.of(OTHER_KEY, Optional.of(KEY)).refusal(request, body)).isEmpty();
    assertThat(TelnyxSignature.of(KEY, Optional.of(OTHER_KEY)).refusal(request, body)).isEmpty();
    assertThat(TelnyxSignature.of(OTHER_KEY, Optional.empty()).refusal(request, body)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "not base64 at all", "AAAA", "11qYAYKxCrfVS/7TyWQHOg=="})
  void a_key_that_is_none_is_refused_where_it_is_entered(String key) {
    assertThatThrownBy(() -> TelnyxSignature.checkKey("publicKey", key))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("publicKey");
  }

  @Test
  void the_tolerance_is_that_of_telnyx() {
    assertThat(TelnyxSignature.TOLERANCE).isEqualTo(Duration.ofMinutes(5));
  }

  private static Optional<String> refusal(
      String key, String body, String timestamp, String signature, Instant receivedAt) {
    return TelnyxSignature.of(key, Optional.empty())
        .refusal(
            request(headers(timestamp, signature), receivedAt),
            body.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, List<String>> headers(String timestamp, String signature) {
    return Map.of(
        "TELNYX-SIGNATURE-ED25519", List.of(signature), "telnyx-timestamp", List.of(timestamp));
  }

  private static WebhookRequest request(Map<String, List<String>> headers, Instant receivedAt) {
    return new WebhookRequest(
        "POST",
        RecordingContext.WEBHOOK_URL,
        headers,
        Map.of(),
        BODY.getBytes(StandardCharsets.UTF_8),
        receivedAt);
  }
}
