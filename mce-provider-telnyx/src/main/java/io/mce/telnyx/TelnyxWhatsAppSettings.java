package io.mce.telnyx;

import io.mce.spi.InvalidSettingsException;
import io.mce.spi.Secret;
import io.mce.spi.Setting;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A WhatsApp number at Telnyx.
 *
 * @param apiKey a key of the Telnyx account
 * @param publicKey what the account's webhooks are signed with: 32 bytes in base64
 * @param previousPublicKey the one before, while Telnyx changes over
 * @param sender the number, in international form
 * @param messagingProfileId the messaging profile of the number
 * @param businessAccountId the WhatsApp business account whose templates are listed
 * @param messagesPerSecond the pace that WhatsApp allows the number
 * @param apiUrl the address of the API
 * @param timeout how long to wait for an answer
 */
public record TelnyxWhatsAppSettings(
    @Setting(label = "API key", help = "Telnyx portal, API Keys.") Secret apiKey,
    @Setting(
            label = "Public key",
            help = "Telnyx portal, API Keys, Public Key. Telnyx signs what it posts to us with it.")
        String publicKey,
    @Setting(
            label = "Previous public key",
            help = "Only while you change the key: what either of the two signed is taken.")
        Optional<String> previousPublicKey,
    @Setting(label = "WhatsApp number", help = "Such as +15551234567.") String sender,
    @Setting(
            label = "Messaging profile id",
            help = "Required by Telnyx if the number cannot send SMS too.")
        Optional<String> messagingProfileId,
    @Setting(
            label = "WhatsApp business account",
            help =
                "Its id, if you have several: only its templates are listed. Enter our webhook"
                    + " address in its webhook settings at Telnyx.")
        Optional<String> businessAccountId,
    @Setting(
            label = "Messages per second",
            help = "80 is what WhatsApp allows a number, unless it has raised it.",
            defaultValue = "20")
        double messagesPerSecond,
    @Setting(label = "API address", defaultValue = "https://api.telnyx.com/v2") URI apiUrl,
    @Setting(label = "Time-out", help = "At most 1m.", defaultValue = "15s") Duration timeout) {

  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

  /** Refuses what cannot be sent from or verified with. */
  public TelnyxWhatsAppSettings {
    TelnyxAccess.check(apiKey, apiUrl, timeout);
    TelnyxSignature.checkKey("publicKey", publicKey);
    previousPublicKey.ifPresent(key -> TelnyxSignature.checkKey("previousPublicKey", key));
    if (!E164.matcher(sender).matches()) {
      throw InvalidSettingsException.of(
          "sender", "must be a plus sign and 7 to 15 digits, such as +15551234567");
    }
    TelnyxAccess.checkPace(messagesPerSecond);
  }

  TelnyxAccess access() {
    return new TelnyxAccess(apiKey, apiUrl, timeout);
  }

  TelnyxSignature signature() {
    return TelnyxSignature.of(publicKey, previousPublicKey);
  }
}
