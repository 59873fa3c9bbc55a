package io.mce.channel;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import io.mce.persistence.InstanceWitness;
import java.util.Optional;
import java.util.UUID;

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
   * @param mistake what it does wrong
   */
  public static Module replacements(Probe probe, SendMistake mistake) {
    SendGuards guards =
        switch (mistake) {
          case NONE, TRUSTS_COPIES -> SendGuards.RIGHT;
          case RESENDS_BLINDLY -> new SendGuards(DispatchState.QUEUED, true);
          case SENDS_LATE -> new SendGuards(DispatchState.UNKNOWN, false);
        };
    return new AbstractModule() {
      @Override
      protected void configure() {
        bind(SendProbe.class).toInstance(point -> probe.pass(SendLabel.valueOf(point.name())));
        bind(SendGuards.class).toInstance(guards);
        if (mistake == SendMistake.TRUSTS_COPIES) {
          bind(InstanceWitness.class).toInstance(new Credulous());
        }
      }
    };
  }

  /** Says the same of every database. */
  private static final class Credulous implements InstanceWitness {

    @Override
    public Optional<Testimony> read() {
      return Optional.of(new Testimony("here", 0));
    }

    @Override
    public Testimony renew(UUID id) {
      return new Testimony("here", 0);
    }

    @Override
    public boolean counts() {
      return false;
    }

    @Override
    public void count(long count) {}
  }
}
