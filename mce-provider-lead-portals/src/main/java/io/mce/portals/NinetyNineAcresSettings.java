package io.mce.portals;

import io.mce.spi.InvalidSettingsException;
import io.mce.spi.Secret;
import io.mce.spi.Setting;
import java.time.Duration;

/**
 * An account at 99acres that may ask for responses.
 *
 * @param token what stands in the address that 99acres gave for the account
 * @param userName the name it logs in with
 * @param password its password
 * @param existing what happens to the leads that are there
 * @param interval how often to look
 */
public record NinetyNineAcresSettings(
    @Setting(
            label = "Token",
            help = "The part of the address after getmy99Response/, from 99acres support.")
        Secret token,
    @Setting(label = "User name") String userName,
    @Setting(label = "Password") Secret password,
    @Setting(
            label = "Leads that are there already",
            help = "IMPORT takes those of the last days; SKIP takes only what comes from now on.",
            defaultValue = "IMPORT")
        ExistingLeads existing,
    @Setting(label = "How often to look", help = "5m to 1d.", defaultValue = "10m")
        Duration interval) {

  private static final Duration SHORTEST = Duration.ofMinutes(5);
  private static final Duration LONGEST = Duration.ofDays(1);

  /** Refuses an interval that the portal does not allow. */
  public NinetyNineAcresSettings {
    if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
      throw InvalidSettingsException.of("interval", "must be between 5m and 1d");
    }
  }
}
