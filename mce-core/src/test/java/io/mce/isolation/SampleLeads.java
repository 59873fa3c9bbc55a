package io.mce.isolation;

import io.mce.spi.Health;
import io.mce.spi.LeadIn;
import io.mce.spi.LeadPage;
import io.mce.spi.PollingLeadSource;
import io.mce.spi.ProviderContext;
import io.mce.spi.ProviderFactory;
import io.mce.spi.Setting;
import io.mce.spi.SpiVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A source that is asked for leads and has one of its own in each organization. */
final class SampleLeads implements ProviderFactory<PollingLeadSource, SampleLeads.Settings> {

  static final String ID = "sample-leads";

  /** What an account is set up with. */
  record Settings(@Setting(label = "Name") String name) {}

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String displayName() {
    return "Sample leads";
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
    return new Live(settings);
  }

  private record Live(Settings settings) implements PollingLeadSource {

    @Override
    public LeadPage poll(Optional<String> cursor, int limit) {
      return LeadPage.of(
          List.of(
              LeadIn.of(
                  "polled",
                  Instant.EPOCH,
                  Map.of("Name", settings.name(), "Phone", Sample.SHARED_PHONE))),
          "end");
    }

    @Override
    public Health health() {
      return Health.up();
    }
  }
}
