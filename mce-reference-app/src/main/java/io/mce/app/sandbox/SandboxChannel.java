package io.mce.app.sandbox;

import io.mce.spi.Accepted;
import io.mce.spi.AddressScheme;
import io.mce.spi.CatalogTemplate;
import io.mce.spi.ChannelCapability;
import io.mce.spi.ChannelProfile;
import io.mce.spi.ChannelProvider;
import io.mce.spi.DeliveryLookup;
import io.mce.spi.ErrorKind;
import io.mce.spi.Health;
import io.mce.spi.LookupRequest;
import io.mce.spi.LookupResult;
import io.mce.spi.OutboundMessage;
import io.mce.spi.ProviderContext;
import io.mce.spi.ProviderException;
import io.mce.spi.ReplyWindow;
import io.mce.spi.TemplateCatalog;
import io.mce.spi.TemplateDraft;
import io.mce.spi.TemplateSubmission;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One sandbox account. */
final class SandboxChannel
    implements ChannelProvider, DeliveryLookup, TemplateCatalog, TemplateSubmission {

  private static final ChannelProfile PROFILE =
      ChannelProfile.of(
              "SANDBOX",
              Set.of(AddressScheme.E164),
              Set.of(
                  ChannelCapability.TEXT,
                  ChannelCapability.TEMPLATE,
                  ChannelCapability.INBOUND,
                  ChannelCapability.SENT_RECEIPT,
                  ChannelCapability.DELIVERED_RECEIPT,
                  ChannelCapability.READ_RECEIPT,
                  ChannelCapability.REFERENCE_ECHO,
                  ChannelCapability.IDEMPOTENT_SEND))
          .withPace(8, 100);

  private final ChannelProfile profile;
  private final SandboxSettings settings;
  private final ProviderContext context;
  private final SandboxPhones phones;
  private volatile @Nullable SandboxLine line;

  SandboxChannel(SandboxSettings settings, ProviderContext context, SandboxPhones phones) {
    this.profile =
        settings.replyWindow() ? PROFILE.withReplyWindow(ReplyWindow.HOURS_24) : PROFILE;
    this.settings = settings;
    this.context = context;
    this.phones = phones;
  }

  @Override
  public void start() {
    line = phones.attach(context);
  }

  @Override
  public ChannelProfile profile() {
    return profile;
  }

  @Override
  public Accepted send(OutboundMessage message) {
    profile.requireSendable(message);
    return Accepted.of(line().accept(message, settings, context).remoteId());
  }

  @Override
  public LookupResult lookup(LookupRequest request) {
    return line().lookup(request, context);
  }

  @Override
  public List<CatalogTemplate> templates() {
    return SandboxTemplates.list(context);
  }

  @Override
  public CatalogTemplate submit(TemplateDraft draft) {
    return line().templates().submit(draft, context);
  }

  @Override
  public Health health() {
    return line == null ? Health.down("the sandbox channel is not started") : Health.up();
  }

  @Override
  public synchronized void close() {
    if (line != null) {
      line = null;
      phones.detach(context);
    }
  }

  private SandboxLine line() {
    SandboxLine open = line;
    if (open == null) {
      throw ProviderException.of(ErrorKind.UNAVAILABLE, "the sandbox channel is not started");
    }
    return open;
  }
}
