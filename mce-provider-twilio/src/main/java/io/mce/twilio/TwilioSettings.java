package io.mce.twilio;

import io.mce.spi.InvalidSettingsException;
import io.mce.spi.Secret;
import io.mce.spi.Setting;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An account at Twilio and who sends in its name.
 *
 * @param accountSid the id of the account
 * @param authToken signs what Twilio posts; also the password where there is no API key
 * @param secondAuthToken what is taken beside it while the token is changed
 * @param apiKeySid the id of an API key to send with
 * @param apiKeySecret its secret
 * @param sender the number, short code or name that sends
 * @param messagingServiceSid the service whose senders send
 * @param mms whether the SMS senders can carry pictures
 * @param messagesPerSecond the pace that the senders may keep
 * @param prices whether Twilio is asked for the price of each message
 * @param apiUrl where Twilio's API is
 * @param timeout how long one request may take
 */
public record TwilioSettings(
    @Setting(label = "Account SID", help = "Twilio console, Account info; begins with AC.")
        String accountSid,
    @Setting(
            label = "Auth token",
            help = "Twilio console, Account info. Twilio signs its webhooks with it.")
        Secret authToken,
    @Setting(
            label = "Second auth token",
            help = "While you change the token: webhooks that are signed with this are taken too.")
        Optional<Secret> secondAuthToken,
    @Setting(
            label = "API key SID",
            help = "If you do not want to send with the auth token; begins with SK.")
        Optional<String> apiKeySid,
    @Setting(label = "API key secret", help = "Shown once, when the key is made.")
        Optional<Secret> apiKeySecret,
    @Setting(
            label = "Sender",
            help =
                "A number of yours such as +14155550100, for SMS also a short code or a name; or name"
                    + " a messaging service. In the Twilio console, set its webhook for incoming"
                    + " messages to that of this account.")
        Optional<String> sender,
    @Setting(
            label = "Messaging service SID",
            help = "Begins with MG. Set the webhook of its senders to that of this account.")
        Optional<String> messagingServiceSid,
    @Setting(
            label = "Pictures by SMS (MMS)",
            help =
                "On if your senders are numbers of the USA or Canada that can send MMS. WhatsApp"
                    + " always carries files.",
            defaultValue = "false")
        boolean mms,
    @Setting(
            label = "Messages per second",
            help = "What Twilio allows your senders; 1 to 1000.",
            defaultValue = "10")
        int messagesPerSecond,
    @Setting(
            label = "Ask for prices",
            help = "Twilio tells what a message costs when it is asked, some minutes later.",
            defaultValue = "true")
        boolean prices,
    @Setting(
            label = "API address",
            help = "Another region, such as https://api.dublin.ie1.twilio.com, or a proxy.",
            defaultValue = "https://api.twilio.com")
        URI apiUrl,
    @Setting(label = "Time-out", help = "Of one request; 1s to 2m.", defaultValue = "15s")
        Duration timeout) {

  private static final Pattern SENDER =
      Pattern.compile("\\+[1-9]\\d{6,14}|\\d{3,8}|[A-Za-z0-9 ]{1,11}");
  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(2);

  /** Refuses what Twilio would not understand, by the name of the setting. */
  public TwilioSettings {
    requireSid("accountSid", "AC", accountSid);
    apiKeySid.ifPresent(sid -> requireSid("apiKeySid", "SK", sid));
    messagingServiceSid.ifPresent(sid -> requireSid("messagingServiceSid", "MG", sid));
    require(
        apiKeySid.isPresent() == apiKeySecret.isPresent(),
        "apiKeySecret",
        "belongs to an API key SID; fill in both or neither");
    require(
        sender.isPresent() || messagingServiceSid.isPresent(),
        "sender",
        "is required where no messaging service is named");
    require(
        sender.isEmpty() || SENDER.matcher(sender.get()).matches(),
        "sender",
        "must be a number such as +14155550100, a short code, or a name of at most 11 letters");
    require(
        messagesPerSecond >= 1 && messagesPerSecond <= 1000,
        "messagesPerSecond",
        "must be 1 to 1000");
    require(
        SCHEMES.contains(String.valueOf(apiUrl.getScheme()))
            && apiUrl.getHost() != null
            && apiUrl.getRawQuery() == null,
        "apiUrl",
        "must be an address such as https://api.twilio.com");
    require(
        timeout.compareTo(SHORTEST) >= 0 && timeout.compareTo(LONGEST) <= 0,
        "timeout",
        "must be between 1s and 2m");
  }

  /** Who logs in: the API key, or else the account itself. */
  String username() {
    return apiKeySid.orElse(accountSid);
  }

  /** The password of {@link #username()}. */
  Secret password() {
    return apiKeySecret.orElse(authToken);
  }

  private static void requireSid(String name, String prefix, String sid) {
    require(
        sid.matches(prefix + "[0-9a-fA-F]{32}"),
        name,
        "must be " + prefix + " and 32 digits or letters a to f");
  }

  private static void require(boolean holds, String name, String rule) {
    if (!holds) {
      throw InvalidSettingsException.of(name, rule);
    }
  }
}
