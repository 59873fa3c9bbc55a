package io.mce.portals;

import io.mce.spi.PollingLeadSource;
import io.mce.spi.ProviderContext;
import io.mce.spi.ProviderFactory;
import io.mce.spi.SpiVersion;
import java.net.URI;

/** Makes lead sources of Housing.com. */
public final class HousingFactory implements ProviderFactory<PollingLeadSource, HousingSettings> {

  private static final URI ROOT = URI.create("https://pahal.housing.com/api/v0/");

  private final URI root;

  /** The portal's own address. It is no setting: whoever enters one could be sent the key. */
  public HousingFactory() {
    this(ROOT);
  }

  /** Another address, for tests. */
  HousingFactory(URI root) {
    this.root = root;
  }

  @Override
  public String id() {
    return "housing";
  }

  @Override
  public String displayName() {
    return "Housing.com";
  }

  @Override
  public Class<PollingLeadSource> type() {
    return PollingLeadSource.class;
  }

  @Override
  public Class<HousingSettings> settings() {
    return HousingSettings.class;
  }

  @Override
  public int spiVersion() {
    return SpiVersion.MAJOR;
  }

  @Override
  public PollingLeadSource create(HousingSettings settings, ProviderContext context) {
    return new PortalSource(
        new Housing(settings, root, context.clock()),
        settings.existing(),
        settings.interval(),
        context);
  }
}
