package io.mce.channel;

import io.mce.job.Startable;
import jakarta.inject.Inject;

/** Looks at each start, before anything is sent, whether the database looks like a copy. */
final class CopyCheck implements Startable {

  private final SendingHold hold;

  @Inject
  CopyCheck(SendingHold hold) {
    this.hold = hold;
  }

  @Override
  public void start() {
    hold.check();
  }
}
