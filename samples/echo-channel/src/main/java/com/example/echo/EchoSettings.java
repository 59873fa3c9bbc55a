package com.example.echo;

import io.mce.spi.InvalidSettingsException;
import io.mce.spi.Secret;
import io.mce.spi.Setting;
import java.net.URI;
import java.time.Duration;

/** What an Echo account needs to know; also the form in which people enter it. */
record EchoSettings(
    @Setting(label = "API token", help = "Echo console, Settings, API") Secret token,
    @Setting(
            label = "Webhook secret",
            help = "Echo console, Settings, Webhooks: paste our webhook address there")
        Secret webhookSecret,
    @Setting(label = "API address", defaultValue = "https://api.echo.example") URI apiUrl,
    @Setting(label = "Time-out", defaultValue = "10s") Duration timeout) {

  EchoSettings {
    if (!timeout.isPositive()) {
      throw InvalidSettingsException.of("timeout", "must be more than zero");
    }
  }
}
