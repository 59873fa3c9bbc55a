package io.mce.twilio;

import io.mce.spi.Address;
import io.mce.spi.MediaRef;
import io.mce.spi.MessageIn;
import io.mce.spi.ProviderEvent;
import io.mce.spi.Receipt;
import io.mce.spi.ReceiptStatus;
import io.mce.spi.WebhookReply;
import io.mce.spi.WebhookRequest;
import io.mce.spi.WebhookResult;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Verifies and reads what Twilio posts: what people write, and how far our messages have come.
 * Pure.
 */
final class TwilioWebhooks {

  /** Where our id of a message stands in the address that Twilio reports to. */
  private static final String MESSAGE = "message";

  /** Twilio takes an answer to a message for something to be sent; this says nothing. */
  private static final WebhookReply SILENCE =
      new WebhookReply(
          200, "text/xml; charset=utf-8", "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>");

  /** As many files as a message can have. */
  private static final int MOST_MEDIA = 10;

  private final TwilioMedium medium;
  private final String accountSid;
  private final TwilioSignature signature;

  TwilioWebhooks(TwilioMedium medium, TwilioSettings settings) {
    this.medium = medium;
    this.accountSid = settings.accountSid();
    this.signature =
        new TwilioSignature(
            Stream.concat(Stream.of(settings.authToken()), settings.secondAuthToken().stream()));
  }

  /** The address that Twilio is to report to about a message; it is part of what Twilio signs. */
  static URI callback(URI webhookUrl, String messageId) {
    String separator = webhookUrl.getRawQuery() == null ? "?" : "&";
    return URI.create(webhookUrl + separator + MESSAGE + "=" + messageId);
  }

  WebhookResult receive(WebhookRequest request) {
    if (TwilioSignature.hasBodyHash(request)) {
      // No message and no receipt comes that way.
      return signature.fitsBody(request) ? WebhookResult.accepted(List.of()) : notGenuine();
    }
    TwilioForm form;
    try {
      form = TwilioForm.of(request);
    } catch (IllegalArgumentException e) {
      return WebhookResult.rejected("the body is no form");
    }
    if (!signature.fits(request, form.canonical())) {
      return notGenuine();
    }
    TwilioForm fields = request.method().equals("GET") ? new TwilioForm(request.query()) : form;
    if (!fields.get("AccountSid").filter(accountSid::equals).isPresent()) {
      return WebhookResult.rejected("the request is of another Twilio account");
    }
    return fields.get("MessageStatus").filter(status -> !status.startsWith("receiv")).isPresent()
        ? WebhookResult.accepted(receipt(fields, request).stream().toList())
        : WebhookResult.accepted(message(fields, request).stream().toList(), SILENCE);
  }

  private Optional<ProviderEvent> receipt(TwilioForm form, WebhookRequest request) {
    Optional<String> sid = form.get("MessageSid");
    Optional<ReceiptStatus> status = form.get("MessageStatus").flatMap(medium::receipt);
    if (sid.isEmpty() || status.isEmpty()) {
      return Optional.empty();
    }
    Receipt receipt =
        status.get() == ReceiptStatus.FAILED
            ? Receipt.failed(
                sid.get(),
                TwilioErrors.detail(
                    form.get("ErrorCode").flatMap(TwilioWebhooks::number).orElse(null)),
                request.receivedAt())
            : Receipt.of(sid.get(), status.get(), request.receivedAt());
    return Optional.of(
        request
            .query(MESSAGE)
            .filter(id -> !id.isBlank())
            .map(receipt::withMessageId)
            .orElse(receipt));
  }

  private Optional<ProviderEvent> message(TwilioForm form, WebhookRequest request) {
    Optional<String> sid = form.get("MessageSid");
    Optional<Address> from = form.get("From").flatMap(medium::read);
    if (sid.isEmpty() || from.isEmpty() || !isMessage(form)) {
      return Optional.empty();
    }
    return Optional.of(
        new MessageIn(
            "in:" + sid.get(),
            request.receivedAt(),
            sid.get(),
            from.get(),
            form.get("To").flatMap(medium::read),
            text(form),
            media(form),
            form.get("ButtonPayload").or(() -> form.get("ListId")),
            form.get("OriginalRepliedMessageSid"),
            form.get("ProfileName")));
  }

  private static boolean isMessage(TwilioForm form) {
    return form.get("NumMedia").isPresent()
        || form.get("SmsStatus").filter("received"::equals).isPresent();
  }

  /**
   * What was written. A word that Twilio takes for STOP or START, which may be one of the
   * organization's own, is handed on as that: Twilio has acted on it, and the engine must too.
   */
  private static String text(TwilioForm form) {
    return form.get("OptOutType")
        .filter(type -> type.equals("STOP") || type.equals("START"))
        .or(() -> form.get("Body"))
        .or(() -> place(form))
        .orElse("");
  }

  private static Optional<String> place(TwilioForm form) {
    return form.get("Latitude")
        .flatMap(latitude ->
            form.get("Longitude").map(longitude -> "geo:" + latitude + "," + longitude));
  }

  private static List<MediaRef> media(TwilioForm form) {
    int count = form.get("NumMedia").flatMap(TwilioWebhooks::number).orElse(0);
    List<MediaRef> media = new ArrayList<>();
    for (int i = 0; i < Math.min(count, MOST_MEDIA); i++) {
      String type = form.get("MediaContentType" + i).orElse("application/octet-stream");
      form.get("MediaUrl" + i)
          .ifPresent(url -> media.add(new MediaRef(url, type, Optional.empty())));
    }
    return media;
  }

  private static Optional<Integer> number(String text) {
    try {
      return Optional.of(Integer.valueOf(text.strip()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static WebhookResult notGenuine() {
    return WebhookResult.rejected("the X-Twilio-Signature header does not fit the request");
  }
}
