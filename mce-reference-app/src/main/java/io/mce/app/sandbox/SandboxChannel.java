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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One sandbox account. */
final class SandboxChannel
    implements ChannelProvider, DeliveryLookup, TemplateCatalog, TemplateSubmission {

  private static final Set<ChannelCapability> ABLE =
      Set.of(
          ChannelCapability.TEXT,
          ChannelCapability.TEMPLATE,
          ChannelCapability.INBOUND,
          ChannelCapability.SENT_RECEIPT,
          ChannelCapability.DELIVERED_RECEIPT,
          ChannelCapability.READ_RECEIPT,
          ChannelCapability.REFERENCE_ECHO);

  private static final ChannelProfile FORGETFUL =
      ChannelProfile.of("SANDBOX", Set.of(AddressScheme.E164), ABLE).withPace(8, 100);

  private static final ChannelProfile PROFILE =
      ChannelProfile.of(
              "SANDBOX",
              Set.of(AddressScheme.E164),
              Stream.concat(ABLE.stream(), Stream.of(ChannelCapability.IDEMPOTENT_SEND))
                  .collect(Collectors.toSet()))
          .withPace(8, 100);

  private final ChannelProfile profile;
  private final SandboxSettings settings;
  private final ProviderContext context;
  private final SandboxPhones phones;
  private volatile @Nullable SandboxLine line;

  SandboxChannel(SandboxSettings settings, ProviderContext context, SandboxPhones phones) {
    // A carrier that loses answers cannot be trusted to recognize repetitions either.
    ChannelProfile able = settings.lostNumbers().isEmpty() ? PROFILE : FORGETFUL;
    this.profile = settings.replyWindow() ? able.withReplyWindow(ReplyWindow.HOURS_24) : able;
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
    if (settings.loses(message.to().value())) {
      throw ProviderException.of(
          ErrorKind.OUTCOME_UNKNOWN, "the sandbox loses the answer to this message");
    }
    return Accepted.of(line().accept(message, settings, context).remoteId());
  }

  @Override
  public LookupResult lookup(LookupRequest request) {
    if (settings.loses(request.to().value())) {
      return LookupResult.unknown("the sandbox does not tell about this number");
    }
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
