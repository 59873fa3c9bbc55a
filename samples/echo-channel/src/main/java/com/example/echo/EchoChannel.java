package com.example.echo;

import io.mce.spi.Accepted;
import io.mce.spi.AddressScheme;
import io.mce.spi.ChannelCapability;
import io.mce.spi.ChannelProfile;
import io.mce.spi.ChannelProvider;
import io.mce.spi.DeliveryLookup;
import io.mce.spi.Health;
import io.mce.spi.LookupRequest;
import io.mce.spi.LookupResult;
import io.mce.spi.OutboundMessage;
import io.mce.spi.ProviderException;
import io.mce.spi.Text;
import io.mce.spi.WebhookReceiver;
import io.mce.spi.WebhookRequest;
import io.mce.spi.WebhookResult;
import java.util.Set;

/** One Echo account. */
final class EchoChannel implements ChannelProvider, WebhookReceiver, DeliveryLookup {

  private final ChannelProfile profile;
  private final EchoApi api;
  private final EchoWebhooks webhooks;

  EchoChannel(EchoSettings settings) {
    this.profile =
        ChannelProfile.of(
                "ECHO",
                Set.of(AddressScheme.E164),
                Set.of(
                    ChannelCapability.TEXT,
                    ChannelCapability.INBOUND,
                    ChannelCapability.DELIVERED_RECEIPT,
                    ChannelCapability.READ_RECEIPT,
                    ChannelCapability.REFERENCE_ECHO,
                    ChannelCapability.IDEMPOTENT_SEND))
            .withMaxTextLength(1000)
            .withPace(8, 20)
            .withSendTimeout(settings.timeout().plusSeconds(1));
    this.api = new EchoApi(settings);
    this.webhooks = new EchoWebhooks(settings.webhookSecret());
  }

  @Override
  public ChannelProfile profile() {
    return profile;
  }

  @Override
  public Accepted send(OutboundMessage message) {
    profile.requireSendable(message);
    Text text = (Text) message.content();
    return Accepted.of(api.send(message.id(), message.to().value(), text.body()));
  }

  @Override
  public WebhookResult receive(WebhookRequest request) {
    return webhooks.receive(request);
  }

  /** Echo answers by our own id and at once, so that "not found" is final. */
  @Override
  public LookupResult lookup(LookupRequest request) {
    return api.find(request.messageId()).map(LookupResult::found).orElseGet(LookupResult::notFound);
  }

  @Override
  public Health health() {
    try {
      api.ping();
      return Health.up();
    } catch (ProviderException e) {
      return Health.down("Echo says: " + e.kind());
    }
  }

  @Override
  public void close() {
    api.close();
  }
}
