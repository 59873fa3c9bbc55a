package io.mce.telnyx;

import io.mce.spi.InvalidSettingsException;
import io.mce.spi.Secret;
import io.mce.spi.Setting;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * A sender of SMS and MMS at Telnyx.
 *
 * @param apiKey a key of the Telnyx account
 * @param publicKey what the account's webhooks are signed with: 32 bytes in base64
 * @param previousPublicKey the one before, while Telnyx changes over
 * @param sender a phone number, short code or alphanumeric sender; or the profile chooses
 * @param messagingProfileId the profile that the sender belongs to
 * @param mms whether the sender can send pictures
 * @param messagesPerSecond the pace that Telnyx allows the sender
 * @param apiUrl the address of the API
 * @param timeout how long to wait for an answer
 */
public record TelnyxSmsSettings(
    @Setting(label = "API key", help = "Telnyx portal, API Keys.") Secret apiKey,
    @Setting(
            label = "Public key",
            help = "Telnyx portal, API Keys, Public Key. Telnyx signs what it posts to us with it.")
        String publicKey,
    @Setting(
            label = "Previous public key",
            help = "Only while you change the key: what either of the two signed is taken.")
        Optional<String> previousPublicKey,
    @Setting(
            label = "Sender",
            help =
                "A number such as +15551234567, a short code or an alphanumeric sender. Empty:"
                    + " Telnyx chooses among the numbers of the messaging profile.")
        Optional<String> sender,
    @Setting(
            label = "Messaging profile id",
            help =
                "Telnyx portal, Messaging, the profile of the sender. Enter our webhook address in"
                    + " it (API v2), so that what people write arrives.")
        Optional<String> messagingProfileId,
    @Setting(
            label = "Pictures (MMS)",
            help = "On if the sender can send MMS, which numbers of the US and Canada can.",
            defaultValue = "false")
        boolean mms,
    @Setting(
            label = "Messages per second",
            help = "What Telnyx allows your kind of sender and your registration.",
            defaultValue = "1")
        double messagesPerSecond,
    @Setting(label = "API address", defaultValue = "https://api.telnyx.com/v2") URI apiUrl,
    @Setting(label = "Time-out", help = "At most 1m.", defaultValue = "15s") Duration timeout) {

  /** Refuses what cannot be sent from or verified with. */
  public TelnyxSmsSettings {
    TelnyxAccess.check(apiKey, apiUrl, timeout);
    TelnyxSignature.checkKey("publicKey", publicKey);
    previousPublicKey.ifPresent(key -> TelnyxSignature.checkKey("previousPublicKey", key));
    if (sender.isEmpty() && messagingProfileId.isEmpty()) {
      throw InvalidSettingsException.of(
          "sender", "is required unless a messaging profile id is given");
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
