package io.mce.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class WorkersTest {

  @Test
  void a_worker_left_interrupted_by_what_it_calls_goes_on_and_so_do_the_others()
      throws InterruptedException {
    Counting interrupted = new Counting("interrupted", true);
    Counting other = new Counting("other", false);
    try (Workers workers = new Workers(Clock.systemUTC())) {
      workers.add(interrupted);
      workers.add(other);
      workers.start();
      assertThat(interrupted.ran.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(other.ran.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(workers.isStopping()).isFalse();
    }
  }

  /** Finds nothing to do, five times, and may leave the flag of its thread set. */
  private static final class Counting implements Worker {

    private final String name;
    private final boolean interrupts;
    private final CountDownLatch ran = new CountDownLatch(5);

    Counting(String name, boolean interrupts) {
      this.name = name;
      this.interrupts = interrupts;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public boolean runOnce() {
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
      ran.countDown();
      if (interrupts) {
        Thread.currentThread().interrupt();
      }
      return false;
    }

    @Override
    public Optional<Instant> nextDue() {
      return Optional.of(Instant.EPOCH);
    }
  }
}
