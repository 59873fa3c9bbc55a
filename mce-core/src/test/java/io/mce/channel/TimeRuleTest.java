package io.mce.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.organization.QuietHours;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a message that limits hold may go: examples, and laws over random limits. */
final class TimeRuleTest {

  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final int CASES = 2_000;

  /** Zones with all kinds of changes: whole hours, half an hour, at midnight, across a day. */
  private static final List<ZoneId> ZONES =
      List.of(
          UTC,
          ZoneId.of("America/Sao_Paulo"),
          ZoneId.of("America/New_York"),
          ZoneId.of("Europe/Berlin"),
          ZoneId.of("Asia/Kolkata"),
          ZoneId.of("Australia/Lord_Howe"),
          ZoneId.of("Africa/Cairo"),
          ZoneId.of("Asia/Beirut"),
          ZoneId.of("America/Santiago"),
          ZoneId.of("Pacific/Apia"));

  /** What there is to know of a wait, said by asking each moment whether all limits let it go. */
  private interface Allowed {
    boolean at(Instant moment);
  }

  @ParameterizedTest
  @CsvSource({
    // By day, at night, at the ends.
    "Europe/Berlin,    21:00, 08:00, 2026-01-10T12:00:00Z, 2026-01-10T12:00:00Z",
    "Europe/Berlin,    21:00, 08:00, 2026-01-10T20:00:00Z, 2026-01-11T07:00:00Z",
    "Europe/Berlin,    21:00, 08:00, 2026-01-10T19:59:59Z, 2026-01-10T19:59:59Z",
    "Europe/Berlin,    12:00, 14:00, 2026-01-10T11:30:00Z, 2026-01-10T13:00:00Z",
    "America/Sao_Paulo, 21:00, 08:00, 2026-03-02T09:00:00Z, 2026-03-02T11:00:00Z",
    // The night in which the clocks go forward from 02:00 to 03:00 is an hour shorter.
    "Europe/Berlin,    21:00, 08:00, 2026-03-28T22:00:00Z, 2026-03-29T06:00:00Z",
    // 02:30 is left out: over when the clock shows 03:00.
    "Europe/Berlin,    21:00, 02:30, 2026-03-28T22:00:00Z, 2026-03-29T01:00:00Z",
    // Back from 03:00 to 02:00: 02:30 comes twice, and so do the quiet minutes before it.
    "Europe/Berlin,    21:00, 02:30, 2026-10-24T22:00:00Z, 2026-10-25T00:30:00Z",
    "Europe/Berlin,    21:00, 02:30, 2026-10-25T01:10:00Z, 2026-10-25T01:30:00Z",
    // Cairo goes forward at midnight: 00:00 to 01:00 is left out.
    "Africa/Cairo,     22:00, 00:30, 2026-04-23T21:00:00Z, 2026-04-23T22:00:00Z",
  })
  void quiet_hours_end(String zone, String from, String to, Instant now, Instant expected) {
    TimeRule rule = TimeRule.outside(QuietHours.of(from, to), List.of(ZoneId.of(zone)), UTC);
    assertThat(rule.earliest(now)).isEqualTo(expected);
  }

  @Test
  void all_zones_of_a_country_must_be_awake() {
    List<ZoneId> zones = List.of(ZoneId.of("America/New_York"), ZoneId.of("Pacific/Honolulu"));
    TimeRule rule = TimeRule.outside(QuietHours.of("21:00", "08:00"), zones, UTC);
    // Eight in Honolulu, by when it is one in New York; and an hour later than nine there.
    assertThat(rule.earliest(Instant.parse("2026-01-10T13:00:00Z")))
        .isEqualTo("2026-01-10T18:00:00Z");
    assertThat(rule.earliest(Instant.parse("2026-01-11T02:00:00Z")))
        .isEqualTo("2026-01-11T18:00:00Z");
  }

  @Test
  void where_it_is_always_quiet_somewhere_another_zone_stands_in() {
    List<ZoneId> zones = List.of(ZoneId.of("Europe/Kaliningrad"), ZoneId.of("Asia/Kamchatka"));
    TimeRule rule =
        TimeRule.outside(QuietHours.of("17:00", "09:00"), zones, ZoneId.of("Europe/Moscow"));
    assertThat(rule.earliest(Instant.parse("2026-01-10T00:00:00Z")))
        .isEqualTo("2026-01-10T06:00:00Z");
  }

  @Test
  void a_message_waits_for_the_last_of_its_limits() {
    Instant now = Instant.parse("2026-01-10T18:00:00Z");
    long day = LocalDate.of(2026, 1, 10).toEpochDay();
    Map<SendingLimit, TimeRule> rules = new EnumMap<>(SendingLimit.class);
    rules.put(
        SendingLimit.DAILY_CAP,
        TimeRule.daily(DailyCap.of(3), new SendCount(List.of(new SendCount.Tick(day, 3))), UTC));
    assertThat(TimeRule.first(rules, now))
        .contains(new TimeRule.Wait(SendingLimit.DAILY_CAP, Instant.parse("2026-01-11T00:00:00Z")));
    rules.put(
        SendingLimit.QUIET_HOURS,
        TimeRule.outside(QuietHours.of("21:00", "08:00"), List.of(UTC), UTC));
    // Not quiet now, but when the next day begins.
    assertThat(TimeRule.first(rules, now))
        .contains(
            new TimeRule.Wait(SendingLimit.QUIET_HOURS, Instant.parse("2026-01-11T08:00:00Z")));
  }

  @ParameterizedTest
  @CsvSource({"0, 50", "1, 100", "2, 150", "3, 150", "400, 150", "-1, 50"})
  void a_number_is_warmed_up_to_its_full_cap(long day, int most) {
    DailyCap cap = new DailyCap(Optional.of(150), List.of(50, 100, 200));
    assertThat(cap.on(day)).hasValue(most);
    assertThat(new DailyCap(Optional.empty(), List.of(50)).on(1)).isEmpty();
  }

  @Test
  void counts_are_read_as_they_were_written() {
    SendCount count = SendCount.NONE.plus(5, -1).plus(9, -1).plus(9, -1).plus(7, -1);
    assertThat(count.text()).isEqualTo("5*1,7*1,9*2");
    assertThat(SendCount.of(count.text())).isEqualTo(count);
    assertThat(count.plus(11, 7).text()).isEqualTo("9*2,11*1");
    assertThat(SendCount.of("")).isEqualTo(SendCount.NONE);
    SendCount days = SendCount.NONE.plusDay(100).plusDay(101).plusDay(103).plusDay(103);
    assertThat(days.text()).as("the first day and the last").isEqualTo("100*1,103*2");
  }

  /**
   * Allowed at the result, at no moment of a grid before it and not just before it, never before
   * now; and asked again at the result, at once.
   */
  @Test
  void the_result_is_the_first_moment_that_all_limits_allow() {
    long seed = Long.getLong("mce.seed", System.nanoTime());
    System.out.println("TimeRuleTest: seed " + seed + ", " + CASES + " cases");
    Random random = new Random(seed);
    int waits = 0;
    for (int i = 0; i < CASES; i++) {
      Instant now = somewhen(random);
      Map<SendingLimit, TimeRule> rules = new EnumMap<>(SendingLimit.class);
      List<Allowed> all = new ArrayList<>();
      quiet(random, rules, all);
      frequency(random, now, rules, all);
      daily(random, now, rules, all);
      Instant at = TimeRule.first(rules, now).map(TimeRule.Wait::until).orElse(now);
      String words = "seed %s, case %s, from %s to %s".formatted(seed, i, now, at);
      assertThat(at).as(words).isAfterOrEqualTo(now);
      assertThat(all).as(words).allMatch(each -> each.at(at));
      assertThat(TimeRule.first(rules, at)).as(words).isEmpty();
      if (at.isAfter(now)) {
        waits++;
        assertThat(all).as(words + ", just before").anyMatch(each -> !each.at(at.minusMillis(1)));
        for (Instant before = now;
            before.isBefore(at);
            before = before.plus(Duration.ofMinutes(97))) {
          Instant moment = before;
          assertThat(all).as(words + ", at " + before).anyMatch(each -> !each.at(moment));
        }
      }
    }
    assertThat(waits).isBetween(CASES / 10, CASES);
  }

  /** Half of them near a change of some clock. */
  private static Instant somewhen(Random random) {
    Instant any =
        Instant.parse("2026-01-01T00:00:00Z").plusMillis(random.nextLong(63_000_000_000L));
    ZoneId zone = ZONES.get(random.nextInt(ZONES.size()));
    return Optional.ofNullable(zone.getRules().nextTransition(any))
        .filter(change -> random.nextBoolean())
        .map(change -> change.getInstant().plusMillis(random.nextLong(-86_400_000, 86_400_000)))
        .orElse(any);
  }

  private static void quiet(Random random, Map<SendingLimit, TimeRule> rules, List<Allowed> all) {
    LocalTime from = LocalTime.ofSecondOfDay(60L * random.nextInt(1440));
    QuietHours hours = new QuietHours(from, from.plusMinutes(random.nextInt(1, 700)));
    ZoneId one = ZONES.get(random.nextInt(ZONES.size()));
    // Of two zones only such that are awake together.
    List<ZoneId> zones =
        random.nextBoolean() ? List.of(one) : List.of(one, ZoneId.of("Europe/Berlin"));
    boolean together =
        zones.size() == 1
            || zones.getFirst().equals(UTC)
            || zones.getFirst().equals(zones.getLast())
            || zones.getFirst().equals(ZoneId.of("Africa/Cairo"));
    List<ZoneId> taken = together ? zones : List.of(one);
    rules.put(SendingLimit.QUIET_HOURS, TimeRule.outside(hours, taken, UTC));
    all.add(moment ->
        taken.stream()
            .noneMatch(
                zone -> hours.contains(LocalDateTime.ofInstant(moment, zone).toLocalTime())));
  }

  private static void frequency(
      Random random, Instant now, Map<SendingLimit, TimeRule> rules, List<Allowed> all) {
    long[] sent =
        random
            .longs(random.nextInt(6), 0, 5 * 86_400_000L)
            .map(ago -> now.toEpochMilli() - ago)
            .toArray();
    FrequencyCap cap = new FrequencyCap(random.nextInt(1, 5), random.nextInt(1, 5));
    SendCount count = SendCount.NONE;
    for (long each : sent) {
      count = count.plus(each, Long.MIN_VALUE);
    }
    rules.put(SendingLimit.FREQUENCY_CAP, TimeRule.rolling(cap.messages(), cap.window(), count));
    all.add(moment ->
        Arrays.stream(sent).filter(each -> each > moment.minus(cap.window()).toEpochMilli()).count()
            < cap.messages());
  }

  private static void daily(
      Random random, Instant now, Map<SendingLimit, TimeRule> rules, List<Allowed> all) {
    ZoneId zone = ZONES.get(random.nextInt(ZONES.size()));
    long today = LocalDate.ofInstant(now, zone).toEpochDay();
    TreeMap<Long, Integer> sent = new TreeMap<>();
    sent.put(today - random.nextInt(1, 5), random.nextInt(5));
    sent.put(today, random.nextInt(5));
    DailyCap cap = new DailyCap(Optional.of(random.nextInt(1, 6)), List.of(1, 2, 3));
    SendCount count =
        new SendCount(
            sent.entrySet().stream()
                .map(each -> new SendCount.Tick(each.getKey(), each.getValue()))
                .toList());
    rules.put(SendingLimit.DAILY_CAP, TimeRule.daily(cap, count, zone));
    all.add(moment -> {
      long day = LocalDate.ofInstant(moment, zone).toEpochDay();
      return sent.getOrDefault(day, 0) < cap.on(day - sent.firstKey()).orElseThrow();
    });
  }
}
