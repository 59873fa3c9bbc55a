package io.mce.app.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.app.http.ProblemException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TurnsTest {

  private final ExecutorService others = Executors.newCachedThreadPool();
  private final CountDownLatch working = new CountDownLatch(1);
  private final CountDownLatch end = new CountDownLatch(1);

  @AfterEach
  void stop() {
    end.countDown();
    others.shutdown();
  }

  /** Takes a turn on another thread and keeps it until the end. */
  private Future<String> occupy(Turns turns) throws InterruptedException {
    Future<String> other =
        others.submit(() ->
            turns.take(() -> {
              working.countDown();
              await(end);
              return "first";
            }));
    working.await();
    return other;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void who_finds_no_place_to_wait_is_sent_away_at_once() throws Exception {
    Turns turns = new Turns(1, 0, Duration.ofHours(1));
    Future<String> first = occupy(turns);
    assertThatThrownBy(() -> turns.take(() -> "second")).isInstanceOf(ProblemException.class);
    end.countDown();
    assertThat(first.get()).isEqualTo("first");
    assertThat(turns.take(() -> "third")).isEqualTo("third");
  }

  @Test
  void who_waits_too_long_is_sent_away_and_leaves_no_trace() throws Exception {
    Turns turns = new Turns(1, 1, Duration.ofMillis(20));
    Future<String> first = occupy(turns);
    assertThatThrownBy(() -> turns.take(() -> "second")).isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> turns.take(() -> "third")).isInstanceOf(ProblemException.class);
    end.countDown();
    assertThat(first.get()).isEqualTo("first");
    assertThat(turns.take(() -> "fourth")).isEqualTo("fourth");
  }

  @Test
  void work_that_fails_gives_its_turn_back() {
    Turns turns = new Turns(1, 0, Duration.ofHours(1));
    assertThatThrownBy(() ->
            turns.take(() -> {
              throw new IllegalStateException("no");
            }))
        .hasMessage("no");
    assertThat(turns.take(() -> "next")).isEqualTo("next");
  }
}
