package io.mce.telnyx;

import io.mce.spi.Accepted;
import io.mce.spi.ChannelProfile;
import io.mce.spi.ChannelProvider;
import io.mce.spi.DeliveryLookup;
import io.mce.spi.ErrorKind;
import io.mce.spi.Health;
import io.mce.spi.LookupRequest;
import io.mce.spi.LookupResult;
import io.mce.spi.MediaFetch;
import io.mce.spi.MediaRef;
import io.mce.spi.OutboundMessage;
import io.mce.spi.ProviderException;
import io.mce.spi.ReceiptStatus;
import io.mce.spi.WebhookReceiver;
import io.mce.spi.WebhookRequest;
import io.mce.spi.WebhookResult;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** What the channels of Telnyx have in common: all but how a message is said. */
abstract sealed class TelnyxChannel
    implements ChannelProvider, WebhookReceiver, DeliveryLookup, MediaFetch
    permits TelnyxSms, TelnyxWhatsApp {

  private static final Duration MARGIN = Duration.ofMillis(500);

  /** Telnyx's code for a key that is good but may not do this. */
  private static final String NOT_PERMITTED = "10010";

  private final ChannelProfile profile;
  private final TelnyxApi api;
  private final TelnyxWebhooks webhooks;
  private final CallbackUrl callback;

  TelnyxChannel(
      ChannelProfile profile, TelnyxApi api, TelnyxWebhooks webhooks, CallbackUrl callback) {
    this.profile = profile.withSendTimeout(api.patience().plus(MARGIN));
    this.api = api;
    this.webhooks = webhooks;
    this.callback = callback;
  }

  /** The operation that takes messages of this channel. */
  abstract String path();

  /**
   * What is posted for a message that the profile allows.
   *
   * @param callbackUrl where Telnyx is to report on it
   * @throws ProviderException INVALID_REQUEST when this channel cannot say it
   */
  abstract Map<String, Object> body(OutboundMessage message, String callbackUrl);

  @Override
  public final ChannelProfile profile() {
    return profile;
  }

  @Override
  public final Accepted send(OutboundMessage message) {
    profile.requireSendable(message);
    Map<?, ?> answer = api.post(path(), body(message, callback.of(message.id())));
    TelnyxMessage taken = TelnyxMessage.in(answer).orElseThrow(TelnyxApi::unreadable);
    return new Accepted(taken.id().orElseThrow(), taken.cost());
  }

  @Override
  public final WebhookResult receive(WebhookRequest request) {
    return webhooks.receive(request);
  }

  /**
   * Telnyx finds a message by its own id for ten days, and by ours among the webhooks that it tried
   * to deliver. Neither says that a message was never taken.
   */
  @Override
  public final LookupResult lookup(LookupRequest request) {
    Optional<TelnyxMessage> found =
        request.remoteId().isPresent()
            ? api.find("/messages/" + TelnyxApi.encode(request.remoteId().get()))
                .flatMap(TelnyxMessage::in)
            : reported(request.messageId());
    return found
        .map(TelnyxChannel::found)
        .orElseGet(() -> LookupResult.unknown("Telnyx cannot tell what became of the message"));
  }

  /** The newest that Telnyx has tried to tell us of a message. */
  private Optional<TelnyxMessage> reported(String messageId) {
    String ours = TelnyxApi.encode(CallbackUrl.PARAMETER + "=" + messageId);
    Map<?, ?> answer = api.get("/webhook_deliveries?filter%5Bwebhook%5D%5Bcontains%5D=" + ours);
    return Json.objects(answer, "data").stream()
        .map(each -> new TelnyxMessage(Json.object(each, "webhook", "payload")))
        .filter(message -> message.id().isPresent())
        .filter(message ->
            message.webhookUrl().flatMap(callback::messageId).filter(messageId::equals).isPresent())
        .max(Comparator.comparing(message -> message.status().map(Enum::ordinal).orElse(-1)));
  }

  private static LookupResult found(TelnyxMessage message) {
    String id = message.id().orElseThrow();
    Optional<ReceiptStatus> status = message.status();
    if (status.isEmpty()) {
      return LookupResult.found(id);
    }
    return status.get() == ReceiptStatus.FAILED
        ? LookupResult.failed(id, message.error())
        : LookupResult.found(id, status.get());
  }

  @Override
  public final InputStream open(MediaRef media) {
    try {
      return api.download(URI.create(media.id()));
    } catch (IllegalArgumentException e) {
      // The cause would quote the address, which is a key to the file.
      throw ProviderException.of(ErrorKind.INVALID_REQUEST, "the file has no address of the web");
    }
  }

  @Override
  public Health health() {
    try {
      Map<?, ?> balance = Json.object(api.get("/balance"), "data");
      return Json.text(balance, "available_credit").filter(TelnyxChannel::nothing).isPresent()
          ? Health.degraded("Telnyx has no credit left: add funds in the portal")
          : Health.up();
    } catch (ProviderException e) {
      if (e.remoteCode().filter(NOT_PERMITTED::equals).isPresent()) {
        return Health.degraded("the API key may not read the balance: credit is not watched");
      }
      return Health.down(String.valueOf(e.getMessage()));
    }
  }

  private static boolean nothing(String amount) {
    try {
      return new BigDecimal(amount).signum() <= 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  final TelnyxApi api() {
    return api;
  }

  @Override
  public final void close() {
    api.close();
  }
}
