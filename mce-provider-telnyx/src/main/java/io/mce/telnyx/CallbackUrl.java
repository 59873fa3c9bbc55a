package io.mce.telnyx;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Our webhook address with the id of a message in it. Telnyx takes no reference of ours with an
 * SMS, but posts what becomes of a message to the address that came with it, and repeats that
 * address in what it signs.
 */
final class CallbackUrl {

  /** What the id stands under in the query of the address. */
  static final String PARAMETER = "mce-message";

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

  private final String prefix;

  CallbackUrl(URI webhookUrl) {
    this.prefix = webhookUrl + (webhookUrl.getRawQuery() == null ? "?" : "&") + PARAMETER + "=";
  }

  /** The address to hand over with a message. */
  String of(String messageId) {
    return prefix + TelnyxApi.encode(messageId);
  }

  /** The id in an address; empty where it is none of ours. */
  Optional<String> messageId(String url) {
    return Optional.of(url)
        .filter(text -> text.startsWith(prefix))
        .map(text -> text.substring(prefix.length()))
        .filter(id -> ID.matcher(id).matches());
  }
}
