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
   * @param blindResend whether what was SENDING when its worker died is simply sent again
   * @param trustsCopies whether every copy of the database is taken for the original
   */
  public static Module replacements(Probe probe, boolean blindResend, boolean trustsCopies) {
    LostSends lostSends = blindResend ? new LostSends(DispatchState.QUEUED) : LostSends.RIGHT;
    return new AbstractModule() {
      @Override
      protected void configure() {
        bind(SendProbe.class).toInstance(point -> probe.pass(SendLabel.valueOf(point.name())));
        bind(LostSends.class).toInstance(lostSends);
        if (trustsCopies) {
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
