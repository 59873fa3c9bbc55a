package io.mce.twilio;

import io.mce.spi.Address;
import io.mce.spi.AddressScheme;
import io.mce.spi.ChannelCapability;
import io.mce.spi.ChannelProfile;
import io.mce.spi.ReceiptStatus;
import io.mce.spi.ReplyWindow;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What Twilio sends by, and how Twilio writes its addresses. */
enum TwilioMedium {
  /** Text messages, with pictures where the sender can. */
  SMS("", Set.of(AddressScheme.E164)),
  /** WhatsApp, as a business that Meta has approved. */
  WHATSAPP("whatsapp:", Set.of(AddressScheme.E164, AddressScheme.WHATSAPP_USER));

  /** The longest Body that Twilio takes. */
  private static final int LONGEST_TEXT = 1600;

  private static final int PARALLEL_SENDS = 8;

  /** A send by the name of a template asks for the list first, which has at most two pages. */
  private static final int REQUESTS_PER_SEND = 3;

  private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{6,14}");

  private final String prefix;
  private final Set<AddressScheme> addresses;

  TwilioMedium(String prefix, Set<AddressScheme> addresses) {
    this.prefix = prefix;
    this.addresses = addresses;
  }

  ChannelProfile profile(TwilioSettings settings) {
    Set<ChannelCapability> can =
        EnumSet.of(
            ChannelCapability.TEXT,
            ChannelCapability.INBOUND,
            ChannelCapability.SENT_RECEIPT,
            ChannelCapability.DELIVERED_RECEIPT,
            ChannelCapability.REFERENCE_ECHO);
    if (this == WHATSAPP) {
      can.add(ChannelCapability.TEMPLATE);
      can.add(ChannelCapability.READ_RECEIPT);
    }
    if (this == WHATSAPP || settings.mms()) {
      can.add(ChannelCapability.MEDIA);
    }
    int requests = this == WHATSAPP ? REQUESTS_PER_SEND : 1;
    return ChannelProfile.of(name(), addresses, can)
        .withReplyWindow(this == WHATSAPP ? ReplyWindow.HOURS_24 : ReplyWindow.NONE)
        .withMaxTextLength(LONGEST_TEXT)
        .withPace(PARALLEL_SENDS, settings.messagesPerSecond())
        .withSendTimeout(settings.timeout().multipliedBy(requests).plusSeconds(1));
  }

  /** An address or a sender as Twilio wants it. */
  String write(String value) {
    return prefix + value;
  }

  /** An address as Twilio wrote it; empty when it is of another medium. */
  Optional<Address> read(String written) {
    boolean ours = this == SMS ? written.indexOf(':') < 0 : written.startsWith(prefix);
    String value = ours ? written.substring(prefix.length()).strip() : "";
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (E164.matcher(value).matches()) {
      return Optional.of(Address.phone(value));
    }
    // Somebody who hides their number, a short code, or the name of a company.
    return Optional.of(
        this == WHATSAPP ? new Address(AddressScheme.WHATSAPP_USER, value) : Address.opaque(value));
  }

  /**
   * What a status of Twilio says to people; empty when it says no more than that Twilio has the
   * message, or is one that we do not know.
   */
  Optional<ReceiptStatus> receipt(String status) {
    return switch (status) {
      case "sent" -> Optional.of(ReceiptStatus.SENT);
      case "delivered" -> Optional.of(ReceiptStatus.DELIVERED);
      case "read" -> Optional.of(this == WHATSAPP ? ReceiptStatus.READ : ReceiptStatus.DELIVERED);
      case "failed", "undelivered", "canceled" -> Optional.of(ReceiptStatus.FAILED);
      default -> Optional.empty();
    };
  }
}
