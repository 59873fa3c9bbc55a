package io.mce.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class GlanceTest {

  @Test
  void many_who_ask_within_a_moment_look_once() {
    AtomicInteger looks = new AtomicInteger();
    Glance<Integer> glance = new Glance<>(looks::incrementAndGet);
    int first = glance.get();
    int most = 0;
    for (int i = 0; i < 1_000; i++) {
      most = Math.max(most, glance.get());
    }
    assertThat(first).isEqualTo(1);
    assertThat(most).isLessThan(20);
  }

  @Test
  void while_a_look_hangs_the_others_go_on_with_what_was_seen() throws InterruptedException {
    AtomicInteger looks = new AtomicInteger();
    CountDownLatch hangs = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    Glance<Integer> glance =
        new Glance<>(() -> {
          if (looks.incrementAndGet() == 2) {
            hangs.countDown();
            await(answer);
          }
          return looks.get();
        });
    assertThat(glance.get()).isEqualTo(1);
    Thread hanging = Thread.ofPlatform().start(() -> askUntilSecond(glance));
    assertThat(hangs.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(glance.get()).isEqualTo(1);
    answer.countDown();
    hanging.join();
    assertThat(glance.get()).isGreaterThanOrEqualTo(2);
  }

  private static void askUntilSecond(Glance<Integer> glance) {
    while (glance.get() < 2) {
      Thread.onSpinWait();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
