package io.mce.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class WorkersTest {

  private static final int SOME = 5;
  private static final Duration FAR = Duration.ofHours(1);

  private final Map<String, Instant> due = new ConcurrentHashMap<>();

  private Workers workers() {
    return new Workers(Clock.systemUTC(), () -> due);
  }

  @Test
  void a_worker_left_interrupted_by_what_it_calls_goes_on_and_so_do_the_others()
      throws InterruptedException {
    Counting interrupted = new Counting("interrupted").interrupts();
    Counting other = new Counting("other");
    try (Workers workers = workers()) {
      workers.add(interrupted);
      workers.add(other);
      workers.start();
      interrupted.awaitCalls(SOME);
      other.awaitCalls(SOME);
      assertThat(workers.isStopping()).isFalse();
    }
  }

  @Test
  void a_worker_is_called_at_the_start_and_then_when_something_of_its_kind_is_due()
      throws InterruptedException {
    Counting idle = new Counting("idle").ofKind("idle-work");
    Counting busy = new Counting("busy").ofKind("busy-work");
    due.put("idle-work", Instant.now().plus(FAR));
    due.put("busy-work", Instant.now().minus(FAR));
    try (Workers workers = workers()) {
      workers.add(idle);
      workers.add(busy);
      workers.start();
      busy.awaitCalls(SOME);
      assertThat(idle.calls()).isEqualTo(1);
      due.put("idle-work", Instant.now());
      idle.awaitCalls(SOME);
    }
  }

  @Test
  void a_worker_is_called_when_what_it_looks_at_has_changed() throws InterruptedException {
    AtomicLong revision = new AtomicLong();
    Counting looking = new Counting("looking").lookingAt(revision);
    Counting other = new Counting("other");
    try (Workers workers = workers()) {
      workers.add(looking);
      workers.add(other);
      workers.start();
      other.awaitCalls(SOME);
      assertThat(looking.calls()).isEqualTo(1);
      revision.incrementAndGet();
      looking.awaitCalls(2);
    }
  }

  @Test
  void a_worker_that_is_woken_is_called_whatever_seems_to_be_due() throws InterruptedException {
    Counting idle = new Counting("idle").ofKind("idle-work");
    try (Workers workers = workers()) {
      workers.add(idle);
      workers.start();
      idle.awaitCalls(1);
      for (int calls = 2; calls <= SOME; calls++) {
        workers.wake("idle");
        idle.awaitCalls(calls);
      }
    }
  }

  @Test
  void a_worker_forgets_when_the_look_for_what_is_due_fails() throws InterruptedException {
    CountDownLatch forgotten = new CountDownLatch(1);
    Worker worker =
        new Worker() {
          @Override
          public String name() {
            return "remembering";
          }

          @Override
          public Optional<String> kind() {
            return Optional.of("any-work");
          }

          @Override
          public boolean runOnce() {
            return false;
          }

          @Override
          public void forget() {
            forgotten.countDown();
          }

          @Override
          public Optional<Instant> nextDue() {
            return Optional.empty();
          }
        };
    Supplier<Map<String, Instant>> down =
        () -> {
          throw new IllegalStateException("no connection to the database");
        };
    try (Workers workers = new Workers(Clock.systemUTC(), down)) {
      workers.add(worker);
      workers.start();
      assertThat(forgotten.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** Finds nothing to do. */
  private static final class Counting implements Worker {

    private final String name;
    private final Semaphore called = new Semaphore(0);
    private final AtomicInteger calls = new AtomicInteger();
    private int awaited;
    private boolean interrupts;
    private Optional<String> kind = Optional.empty();
    private Optional<AtomicLong> revision = Optional.empty();

    Counting(String name) {
      this.name = name;
    }

    /** May leave the flag of its thread set. */
    Counting interrupts() {
      interrupts = true;
      return this;
    }

    Counting ofKind(String newKind) {
      kind = Optional.of(newKind);
      return this;
    }

    Counting lookingAt(AtomicLong newRevision) {
      revision = Optional.of(newRevision);
      return this;
    }

    int calls() {
      return calls.get();
    }

    void awaitCalls(int count) throws InterruptedException {
      assertThat(called.tryAcquire(count - awaited, 10, TimeUnit.SECONDS)).as(name).isTrue();
      awaited = count;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Optional<String> kind() {
      return kind;
    }

    @Override
    public OptionalLong revision() {
      return revision.map(each -> OptionalLong.of(each.get())).orElse(OptionalLong.empty());
    }

    @Override
    public boolean runOnce() {
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
      calls.incrementAndGet();
      called.release();
      if (interrupts) {
        Thread.currentThread().interrupt();
      }
      return false;
    }

    @Override
    public Optional<Instant> nextDue() {
      return kind.isPresent() || revision.isPresent()
          ? Optional.empty()
          : Optional.of(Instant.EPOCH);
    }
  }
}
