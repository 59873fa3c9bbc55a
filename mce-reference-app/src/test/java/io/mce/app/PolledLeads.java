package io.mce.app;

import io.mce.spi.Health;
import io.mce.spi.LeadPage;
import io.mce.spi.PollingLeadSource;
import io.mce.spi.ProviderContext;
import io.mce.spi.ProviderFactory;
import io.mce.spi.Setting;
import io.mce.spi.SpiVersion;
import java.util.Optional;

/** A source that is asked for leads and has none; ServiceLoader finds it. */
public final class PolledLeads implements ProviderFactory<PollingLeadSource, PolledLeads.Settings> {

  static final String ID = "polled";

  /** What an account is set up with. */
  public record Settings(@Setting(label = "Note") Optional<String> note) {}

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String displayName() {
    return "Source that is asked";
  }

  @Override
  public Class<PollingLeadSource> type() {
    return PollingLeadSource.class;
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public int spiVersion() {
    return SpiVersion.MAJOR;
  }

  @Override
  public PollingLeadSource create(Settings settings, ProviderContext context) {
    return new PollingLeadSource() {
      @Override
      public LeadPage poll(Optional<String> cursor, int limit) {
        return LeadPage.nothing(cursor);
      }

      @Override
      public Health health() {
        return Health.up();
      }
    };
  }
}
