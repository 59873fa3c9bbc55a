package io.mce.portals;

import io.mce.spi.PollingLeadSource;
import io.mce.spi.ProviderContext;
import io.mce.spi.ProviderFactory;
import io.mce.spi.SpiVersion;
import java.net.URI;

/** Makes lead sources of MagicBricks. */
public final class MagicBricksFactory
    implements ProviderFactory<PollingLeadSource, MagicBricksSettings> {

  // As MagicBricks documents it, without TLS.
  private static final URI ROOT = URI.create("http://rating.magicbricks.com/mbRating/");

  private final URI root;

  /** The portal's own address. It is no setting: whoever enters one could be sent the key. */
  public MagicBricksFactory() {
    this(ROOT);
  }

  /** Another address, for tests. */
  MagicBricksFactory(URI root) {
    this.root = root;
  }

  @Override
  public String id() {
    return "magicbricks";
  }

  @Override
  public String displayName() {
    return "MagicBricks";
  }

  @Override
  public Class<PollingLeadSource> type() {
    return PollingLeadSource.class;
  }

  @Override
  public Class<MagicBricksSettings> settings() {
    return MagicBricksSettings.class;
  }

  @Override
  public int spiVersion() {
    return SpiVersion.MAJOR;
  }

  @Override
  public PollingLeadSource create(MagicBricksSettings settings, ProviderContext context) {
    return new PortalSource(
        new MagicBricks(settings, root), settings.existing(), settings.interval(), context);
  }
}
