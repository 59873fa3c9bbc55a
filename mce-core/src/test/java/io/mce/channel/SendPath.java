package io.mce.channel;

import com.google.inject.AbstractModule;
import com.google.inject.Module;

/** Opens the send path to the crash proof. */
public final class SendPath {

  /** Told when a worker passes a labelled point, on the worker's thread. */
  public interface Probe {
    /** May block. */
    void pass(SendLabel label);
  }

  private SendPath() {}

  /**
   * What to replace in an engine.
   *
   * @param blindResend whether what was SENDING when its worker died is simply sent again
   */
  public static Module replacements(Probe probe, boolean blindResend) {
    LostSends lostSends = blindResend ? new LostSends(DispatchState.QUEUED) : LostSends.RIGHT;
    return new AbstractModule() {
      @Override
      protected void configure() {
        bind(SendProbe.class).toInstance(point -> probe.pass(SendLabel.valueOf(point.name())));
        bind(LostSends.class).toInstance(lostSends);
      }
    };
  }
}
