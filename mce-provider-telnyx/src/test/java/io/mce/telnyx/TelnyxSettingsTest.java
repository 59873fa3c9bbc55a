package io.mce.telnyx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.spi.InvalidSettingsException;
import io.mce.spi.SettingsForm;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TelnyxSettingsTest {

  private static final Map<String, String> LEAST =
      Map.of(
          "apiKey", "KEY0123",
          "publicKey", "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
          "sender", "+15551230000");

  @Test
  void what_is_not_entered_has_careful_defaults() {
    TelnyxSmsSettings sms = SettingsForm.of(TelnyxSmsSettings.class).bind(LEAST);

    assertThat(sms.apiUrl()).isEqualTo(URI.create("https://api.telnyx.com/v2"));
    assertThat(sms.timeout()).isEqualTo(Duration.ofSeconds(15));
    assertThat(sms.mms()).isFalse();
    assertThat(sms.messagesPerSecond()).isEqualTo(1);
    assertThat(SettingsForm.of(TelnyxWhatsAppSettings.class).bind(LEAST).apiUrl())
        .isEqualTo(URI.create("https://api.telnyx.com/v2"));
  }

  @ParameterizedTest
  @CsvSource({
    "apiKey, KEY 0123",
    "apiKey, 'KEY\n0123'",
    "apiKey, KEY-é",
    "publicKey, abc",
    "publicKey, not base64",
    "previousPublicKey, AAAA",
    "apiUrl, ftp://api.telnyx.com/v2",
    "apiUrl, file:///etc/passwd",
    "apiUrl, https:///v2",
    "timeout, 0s",
    "timeout, 2m",
    "messagesPerSecond, 0",
    "messagesPerSecond, -1",
    "messagesPerSecond, 1001"
  })
  void what_cannot_work_is_refused_by_name(String name, String value) {
    Map<String, String> settings = new HashMap<>(LEAST);
    settings.put(name, value);

    assertThatThrownBy(() -> SettingsForm.of(TelnyxSmsSettings.class).bind(settings))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining(name);
    assertThatThrownBy(() -> SettingsForm.of(TelnyxWhatsAppSettings.class).bind(settings))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining(name);
  }

  @Test
  void a_bad_key_is_not_repeated() {
    Map<String, String> settings = new HashMap<>(LEAST);
    settings.put("apiKey", "KEY with-a-space");

    assertThatThrownBy(() -> SettingsForm.of(TelnyxSmsSettings.class).bind(settings))
        .hasMessageNotContaining("with-a-space");
  }

  @Test
  void sms_needs_a_sender_or_a_profile() {
    Map<String, String> settings = new HashMap<>(LEAST);
    settings.remove("sender");

    assertThatThrownBy(() -> SettingsForm.of(TelnyxSmsSettings.class).bind(settings))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("sender");
    settings.put("messagingProfileId", "abc");
    assertThat(SettingsForm.of(TelnyxSmsSettings.class).bind(settings).sender()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"5551230000", "ACME", "+0551230000", "+1 555 123 0000"})
  void whatsapp_needs_a_number(String sender) {
    Map<String, String> settings = new HashMap<>(LEAST);
    settings.put("sender", sender);

    assertThatThrownBy(() -> SettingsForm.of(TelnyxWhatsAppSettings.class).bind(settings))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("sender");
  }
}
