package io.mce.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.provider.AccountHealth.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the state of an account follows from what happens with it. */
final class HealthMachineTest {

  private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
  private static final Report UP = new Report(HealthState.UP, Optional.empty());
  private static final Report TIRED = new Report(HealthState.DEGRADED, Optional.of("Tired."));
  private static final Report BLOCKED = new Report(HealthState.DOWN, Optional.of("Blocked."));
  private static final Report BANNED = new Report(HealthState.DOWN, Optional.of("Banned."));

  private final HealthMachine machine = new HealthMachine();
  private Instant now = START;

  /**
   * Plays a script: {@code start}, {@code ok}, {@code no} (refused for a reason of the message's),
   * {@code fail}, {@code banned}, {@code says:UP} (the remote, by itself), {@code asked:UP}, {@code
   * sent}, {@code heard}, {@code look}, {@code wait:PT5M}; {@code 20*ok} is twenty of them.
   */
  private void play(String script) {
    for (String step : script.trim().split("\\s+")) {
      int star = step.indexOf('*');
      int times = star < 0 ? 1 : Integer.parseInt(step.substring(0, star));
      for (int i = 0; i < times; i++) {
        once(step.substring(star + 1));
      }
    }
  }

  private void once(String step) {
    String[] parts = step.split(":", 2);
    switch (parts[0]) {
      case "start" -> machine.started(UP);
      case "ok" -> machine.succeeded(now);
      case "no" -> machine.answered(now);
      case "fail" -> machine.failed(now);
      case "banned" -> machine.refused(BANNED, now);
      case "says" -> machine.told(report(parts[1]));
      case "asked" -> machine.probed(report(parts[1]), now);
      case "sent" -> machine.handedOver(now);
      case "heard" -> machine.heard(now);
      case "look" -> machine.look(now);
      case "wait" -> now = now.plus(Duration.parse(parts[1]));
      default -> throw new IllegalArgumentException(step);
    }
  }

  private static Report report(String state) {
    return switch (HealthState.valueOf(state)) {
      case UP -> UP;
      case DEGRADED -> TIRED;
      case DOWN -> BLOCKED;
      case STARTING -> Report.switchedOff();
    };
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          wait:PT0S                                                  | STARTING
          start                                                      | UP
          start banned                                               | DOWN
          start banned ok                                            | UP
          start banned no                                            | DOWN
          start banned start                                         | UP
          start banned says:UP                                       | UP
          start banned asked:UP                                      | DOWN
          start banned wait:PT5M asked:UP                            | UP
          start banned wait:PT5M asked:DEGRADED                      | DEGRADED
          start banned wait:PT5M asked:DOWN                          | DOWN
          start banned wait:PT5M asked:UP banned wait:PT5M asked:UP  | DOWN
          start banned wait:PT5M asked:UP banned wait:PT10M asked:UP | UP
          start says:DEGRADED                                        | DEGRADED
          start says:DEGRADED ok                                     | DEGRADED
          start says:DEGRADED asked:UP                               | UP
          start says:DOWN ok                                         | DOWN
          start says:DOWN asked:UP                                   | UP
          start says:STARTING                                        | STARTING
          start 19*fail                                              | UP
          start 20*fail                                              | DEGRADED
          start 15*ok 5*fail                                         | UP
          start 15*ok 7*fail                                         | DEGRADED
          start 15*no 5*fail                                         | UP
          start 15*ok 7*fail 28*ok                                   | DEGRADED
          start 15*ok 7*fail 48*ok                                   | UP
          start 20*fail wait:PT2H look                               | UP
          start 20*fail banned                                       | DOWN
          start 20*fail says:DEGRADED                                | DEGRADED
          start 9*sent wait:PT1H look                                | UP
          start 10*sent wait:PT4M look                               | UP
          start 10*sent wait:PT5M look                               | DEGRADED
          start 10*sent wait:PT4M heard wait:PT1M look               | UP
          start 10*sent wait:PT5M look heard heard                   | DEGRADED
          start 10*sent wait:PT5M look heard heard heard             | UP
          start 10*sent wait:PT5M look start                         | UP
          """)
  void the_state_follows_from_what_happens(String script, HealthState state) {
    play(script);
    assertThat(machine.report().state()).isEqualTo(state);
  }

  @Test
  void what_is_said_tells_what_to_do() {
    play("start banned");
    assertThat(machine.report()).isEqualTo(BANNED);
    play("says:UP 20*fail");
    assertThat(machine.report()).isEqualTo(HealthMachine.FAILING);
    play("start 10*sent wait:PT5M look");
    assertThat(machine.report()).isEqualTo(HealthMachine.SILENT);
  }

  @Test
  void an_account_on_the_edge_does_not_flap() {
    machine.started(UP);
    List<HealthState> changes = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      now = now.plusMillis(100);
      if (i % 4 == 0 || i % 21 == 0) { // About 29 percent, now a little more, now a little less.
        machine.failed(now);
      } else {
        machine.succeeded(now);
      }
      note(changes);
    }
    assertThat(changes.size()).isLessThanOrEqualTo(2);
  }

  @Test
  void a_remote_that_feels_well_and_takes_nothing_is_believed_less_and_less() {
    machine.started(UP);
    int believed = 0;
    machine.refused(BANNED, now);
    for (int minute = 0; minute < 24 * 60; minute++) {
      now = now.plus(Duration.ofMinutes(1));
      machine.probed(UP, now);
      if (machine.report().state() == HealthState.UP) {
        believed++;
        machine.refused(BANNED, now);
      }
    }
    // Five minutes, then ten, twenty, forty; from the fifth time on every eighty.
    assertThat(believed).isBetween(5, 24);
  }

  /** Laws that hold after every event of any sequence. */
  @Test
  void laws() {
    long seed = Long.getLong("mce.health.seed", System.nanoTime());
    System.out.println("health laws, seed " + seed + " (-Dmce.health.seed)");
    Random random = new Random(seed);
    String[] steps = {
      "ok",
      "no",
      "fail",
      "fail",
      "banned",
      "says:UP",
      "says:DEGRADED",
      "says:DOWN",
      "asked:UP",
      "asked:DEGRADED",
      "asked:DOWN",
      "sent",
      "sent",
      "heard",
      "look",
      "wait:PT10S",
      "wait:PT3M",
      "start"
    };
    for (int run = 0; run < 2_000; run++) {
      HealthMachineTest each = new HealthMachineTest();
      List<String> played = new ArrayList<>();
      boolean refused = false;
      HealthState told = HealthState.STARTING;
      for (int i = 0; i < 120; i++) {
        String step = steps[random.nextInt(steps.length)];
        played.add(step);
        Report before = each.machine.report();
        each.play(step);
        HealthState after = each.machine.report().state();
        String why = "seed " + seed + ": " + String.join(" ", played);
        String[] parts = step.split(":", 2);
        switch (parts[0]) {
          case "banned" -> {
            refused = true;
            assertThat(after).as(why).isEqualTo(HealthState.DOWN);
          }
          case "ok", "start" -> refused = false;
          case "says" -> refused &= !parts[1].equals("UP");
          case "asked" -> refused &= each.machine.report().equals(BANNED);
          case "wait" -> assertThat(each.machine.report()).as(why).isEqualTo(before);
          default -> {}
        }
        told =
            switch (parts[0]) {
              case "start" -> HealthState.UP;
              case "says", "asked" -> HealthState.valueOf(parts[1]);
              default -> told;
            };
        if (refused || told == HealthState.DOWN) {
          assertThat(after).as(why).isEqualTo(HealthState.DOWN);
        } else if (told != HealthState.UP) {
          assertThat(after).as(why).isEqualTo(told);
        } else {
          assertThat(after).as(why).isIn(HealthState.UP, HealthState.DEGRADED);
        }
      }
    }
  }

  private void note(List<HealthState> changes) {
    HealthState state = machine.report().state();
    if (changes.isEmpty() ? state != HealthState.UP : changes.getLast() != state) {
      changes.add(state);
    }
  }
}
