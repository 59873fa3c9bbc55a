package io.mce.whatsapp;

import io.mce.spi.InvalidSettingsException;
import io.mce.spi.Secret;
import io.mce.spi.Setting;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A WhatsApp number at Meta.
 *
 * @param phoneNumberId Meta's id of the number
 * @param businessAccountId Meta's id of the WhatsApp Business Account that holds it
 * @param portfolioId Meta's id of the business that owns the account; limits are counted for it
 * @param accessToken of a system user that may send
 * @param appSecret signs what Meta posts
 * @param previousAppSecret still accepted while the secret is being changed
 * @param verifyToken what Meta says when the webhook is set up
 * @param files how files are sent
 * @param listButton what opens a list of more than three choices, at most 20 characters
 * @param messagesPerSecond the throughput of the number, which incoming messages use as well
 * @param readMarks whether people see that somebody has read what they wrote
 * @param apiVersion of the Graph API
 * @param apiUrl where the Graph API is
 * @param timeout for each call
 */
record WhatsAppCloudSettings(
    @Setting(
            label = "Phone number ID",
            help = "Meta app dashboard, WhatsApp, API Setup. Not the number itself.")
        String phoneNumberId,
    @Setting(label = "WhatsApp Business Account ID", help = "On the same page.")
        String businessAccountId,
    @Setting(
            label = "Business portfolio ID",
            help =
                "Meta Business settings, Business info. Numbers of one portfolio share their limit"
                    + " of new people per day.")
        Optional<String> portfolioId,
    @Setting(
            label = "Access token",
            help =
                "Of a system user, with whatsapp_business_messaging and"
                    + " whatsapp_business_management.")
        Secret accessToken,
    @Setting(label = "App secret", help = "Meta app dashboard, App settings, Basic.")
        Secret appSecret,
    @Setting(
            label = "Previous app secret",
            help = "Only while you change the app secret: both are accepted.")
        Optional<Secret> previousAppSecret,
    @Setting(
            label = "Verify token",
            help =
                "Any words. Enter the same at Meta, under WhatsApp, Configuration, beside the"
                    + " webhook address of this account, and subscribe to messages,"
                    + " message_template_status_update, phone_number_quality_update,"
                    + " account_update, user_preferences and smb_message_echoes.")
        Secret verifyToken,
    @Setting(
            label = "Files",
            help =
                "LINK: WhatsApp fetches them from this server, which it must be able to reach."
                    + " UPLOAD: they are uploaded.",
            defaultValue = "LINK")
        FileDelivery files,
    @Setting(
            label = "Button of lists",
            help = "More than three choices become a list; this opens it.",
            defaultValue = "Options")
        String listButton,
    @Setting(
            label = "Messages per second",
            help = "80 unless Meta raised it; 20 if the WhatsApp Business app has the number too.",
            defaultValue = "80")
        int messagesPerSecond,
    @Setting(
            label = "Show that messages are read",
            help = "People see blue ticks when somebody here opens the conversation.",
            defaultValue = "true")
        boolean readMarks,
    @Setting(label = "API version", defaultValue = "v25.0") String apiVersion,
    @Setting(label = "API address", defaultValue = "https://graph.facebook.com") URI apiUrl,
    @Setting(label = "Time-out", defaultValue = "30s") Duration timeout) {

  private static final Pattern ID = Pattern.compile("[0-9]{1,30}");
  private static final Pattern VERSION = Pattern.compile("v[0-9]{1,3}\\.[0-9]{1,2}");
  private static final int LONGEST_BUTTON = 20;
  private static final int FASTEST = 1000;

  WhatsAppCloudSettings {
    phoneNumberId = phoneNumberId.strip();
    businessAccountId = businessAccountId.strip();
    requireId("phoneNumberId", phoneNumberId);
    requireId("businessAccountId", businessAccountId);
    portfolioId = portfolioId.map(String::strip);
    portfolioId.ifPresent(id -> requireId("portfolioId", id));
    if (listButton.isBlank() || listButton.length() > LONGEST_BUTTON) {
      throw InvalidSettingsException.of("listButton", "must be 1 to 20 characters");
    }
    if (messagesPerSecond < 1 || messagesPerSecond > FASTEST) {
      throw InvalidSettingsException.of("messagesPerSecond", "must be 1 to 1000");
    }
    if (!VERSION.matcher(apiVersion).matches()) {
      throw InvalidSettingsException.of("apiVersion", "must look like v25.0");
    }
    if (!"https".equals(apiUrl.getScheme()) && !"http".equals(apiUrl.getScheme())) {
      throw InvalidSettingsException.of("apiUrl", "must begin with https:// or http://");
    }
    if (!timeout.isPositive()) {
      throw InvalidSettingsException.of("timeout", "must be more than zero");
    }
  }

  private static void requireId(String name, String value) {
    if (!ID.matcher(value).matches()) {
      throw InvalidSettingsException.of(name, "is a number of Meta's, digits only");
    }
  }
}
