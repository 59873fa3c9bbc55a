package io.mce.portals;

import io.mce.spi.PollingLeadSource;
import io.mce.spi.ProviderContext;
import io.mce.spi.ProviderFactory;
import io.mce.spi.SpiVersion;
import java.net.URI;

/** Makes lead sources of 99acres. */
public final class NinetyNineAcresFactory
    implements ProviderFactory<PollingLeadSource, NinetyNineAcresSettings> {

  private static final URI ROOT = URI.create("https://www.99acres.com/99api/v1/");

  private final URI root;

  /** The portal's own address. It is no setting: whoever enters one could be sent the key. */
  public NinetyNineAcresFactory() {
    this(ROOT);
  }

  /** Another address, for tests. */
  NinetyNineAcresFactory(URI root) {
    this.root = root;
  }

  @Override
  public String id() {
    return "ninety-nine-acres";
  }

  @Override
  public String displayName() {
    return "99acres";
  }

  @Override
  public Class<PollingLeadSource> type() {
    return PollingLeadSource.class;
  }

  @Override
  public Class<NinetyNineAcresSettings> settings() {
    return NinetyNineAcresSettings.class;
  }

  @Override
  public int spiVersion() {
    return SpiVersion.MAJOR;
  }

  @Override
  public PollingLeadSource create(NinetyNineAcresSettings settings, ProviderContext context) {
    return new PortalSource(
        new NinetyNineAcres(settings, root), settings.existing(), settings.interval(), context);
  }
}
