package io.mce.channel;

import io.mce.organization.QuietHours;
import io.mce.provider.AccountId;
import java.time.ZoneId;
import java.util.Optional;

/**
 * What an organization limits, as it stands when a lane takes a turn.
 *
 * @param quiet its quiet hours
 * @param zone its own zone
 */
record Limits(Optional<QuietHours> quiet, ZoneId zone, SendingRules rules) {

  /** Whether there may be something to wait for or to count. */
  boolean concern(AccountId account) {
    return quiet.isPresent()
        || rules.frequency().isPresent()
        || rules.between().isPresent()
        || !rules.capOf(account).saysNothing();
  }
}
