package io.mce.portals;

import io.mce.spi.InvalidSettingsException;
import io.mce.spi.Secret;
import io.mce.spi.Setting;
import java.time.Duration;

/**
 * A builder or broker at Housing.com.
 *
 * @param profile which of the two
 * @param profileId the id that Housing.com gave
 * @param key the encryption key that it gave
 * @param existing what happens to the leads that are there
 * @param interval how often to look
 */
public record HousingSettings(
    @Setting(label = "Account", defaultValue = "BUILDER") Profile profile,
    @Setting(label = "Profile id", help = "From Housing.com support.") String profileId,
    @Setting(label = "Encryption key", help = "From Housing.com support.") Secret key,
    @Setting(
            label = "Leads that are there already",
            help = "IMPORT takes those of the last days; SKIP takes only what comes from now on.",
            defaultValue = "IMPORT")
        ExistingLeads existing,
    @Setting(label = "How often to look", help = "1m to 1d.", defaultValue = "5m")
        Duration interval) {

  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(1);

  /** What kind of account it is. */
  public enum Profile {
    /** A builder. */
    BUILDER,
    /** A broker. */
    BROKER
  }

  /** Refuses an interval that the portal does not allow. */
  public HousingSettings {
    if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
      throw InvalidSettingsException.of("interval", "must be between 1m and 1d");
    }
  }
}
