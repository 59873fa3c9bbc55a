package io.mce.portals;

import io.mce.spi.PollingLeadSource;
import io.mce.spi.ProviderContext;
import io.mce.spi.ProviderFactory;
import io.mce.spi.SpiVersion;
import java.net.URI;

/** Makes lead sources of Meta Lead Ads: forms of Facebook and Instagram. */
public final class MetaLeadsFactory
    implements ProviderFactory<PollingLeadSource, MetaLeadsSettings> {

  private static final URI ROOT = URI.create("https://graph.facebook.com/v24.0/");

  private final URI root;

  /** The portal's own address. It is no setting: whoever enters one could be sent the key. */
  public MetaLeadsFactory() {
    this(ROOT);
  }

  /** Another address, for tests. */
  MetaLeadsFactory(URI root) {
    this.root = root;
  }

  @Override
  public String id() {
    return "meta-lead-ads";
  }

  @Override
  public String displayName() {
    return "Meta Lead Ads";
  }

  @Override
  public Class<PollingLeadSource> type() {
    return PollingLeadSource.class;
  }

  @Override
  public Class<MetaLeadsSettings> settings() {
    return MetaLeadsSettings.class;
  }

  @Override
  public int spiVersion() {
    return SpiVersion.MAJOR;
  }

  @Override
  public PollingLeadSource create(MetaLeadsSettings settings, ProviderContext context) {
    PortalSource source =
        new PortalSource(
            new MetaLeads(settings, root), settings.existing(), settings.interval(), context);
    return new MetaLeadsSource(source, settings);
  }
}
