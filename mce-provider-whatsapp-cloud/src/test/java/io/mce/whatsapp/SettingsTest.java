package io.mce.whatsapp;

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

class SettingsTest {

  private static final Map<String, String> LEAST =
      Map.of(
          "phoneNumberId", " 106540352242922 ",
          "businessAccountId", "102290129340398",
          "accessToken", "token",
          "appSecret", "secret",
          "verifyToken", "verify");

  @Test
  void five_values_are_enough() {
    WhatsAppCloudSettings settings = SettingsForm.of(WhatsAppCloudSettings.class).bind(LEAST);
    assertThat(settings.phoneNumberId()).isEqualTo("106540352242922");
    assertThat(settings.apiUrl()).isEqualTo(URI.create("https://graph.facebook.com"));
    assertThat(settings.apiVersion()).isEqualTo("v25.0");
    assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.files()).isEqualTo(FileDelivery.LINK);
    assertThat(settings.messagesPerSecond()).isEqualTo(80);
  }

  @Test
  void the_pace_is_that_of_the_number() {
    Map<String, String> values = new HashMap<>(LEAST);
    values.put("messagesPerSecond", "20");
    WhatsAppCloudChannel channel =
        new WhatsAppCloudChannel(SettingsForm.of(WhatsAppCloudSettings.class).bind(values));
    assertThat(channel.profile().messagesPerSecond()).isEqualTo(20);
    channel.close();
  }

  @ParameterizedTest
  @CsvSource({
    "phoneNumberId, +1 555 078 3881",
    "businessAccountId, ../me",
    "portfolioId, abc",
    "listButton, more than twenty letters",
    "messagesPerSecond, 0",
    "messagesPerSecond, 1001",
    "apiVersion, 25",
    "apiUrl, ftp://graph.facebook.com",
    "timeout, 0s",
  })
  void what_cannot_be_is_refused_by_name(String name, String value) {
    Map<String, String> values = new HashMap<>(LEAST);
    values.put(name, value);
    assertThatThrownBy(() -> SettingsForm.of(WhatsAppCloudSettings.class).bind(values))
        .isInstanceOfSatisfying(
            InvalidSettingsException.class,
            e ->
                assertThat(e.problems())
                    .extracting(problem -> problem.name())
                    .containsExactly(name));
  }
}
