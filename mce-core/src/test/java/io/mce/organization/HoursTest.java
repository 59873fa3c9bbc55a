package io.mce.organization;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.organization.BusinessHours.Span;
import io.mce.persistence.Json;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Business hours and quiet hours. */
final class HoursTest {

  private static final BusinessHours SHOP =
      new BusinessHours(
          Map.of(
              DayOfWeek.MONDAY,
              List.of(Span.of("13:00", "18:00"), Span.of("09:00", "12:00")),
              DayOfWeek.TUESDAY,
              List.of(Span.of("20:00", "00:00"))));

  @ParameterizedTest
  @CsvSource({
    "2026-03-02T08:59, false",
    "2026-03-02T09:00, true",
    "2026-03-02T11:59, true",
    "2026-03-02T12:00, false",
    "2026-03-02T17:59, true",
    "2026-03-03T19:59, false",
    "2026-03-03T23:59, true",
    "2026-03-04T00:00, false",
    "2026-03-04T10:00, false"
  })
  void a_shop_is_open_in_the_spans_of_the_day(LocalDateTime time, boolean open) {
    assertThat(SHOP.problems()).isEmpty();
    assertThat(SHOP.contains(time)).isEqualTo(open);
  }

  @ParameterizedTest
  @CsvSource({
    "21:00, 08:00, 20:59, false",
    "21:00, 08:00, 21:00, true",
    "21:00, 08:00, 00:00, true",
    "21:00, 08:00, 07:59, true",
    "21:00, 08:00, 08:00, false",
    "12:00, 13:00, 11:59, false",
    "12:00, 13:00, 12:00, true",
    "12:00, 13:00, 13:00, false",
    "21:00, 00:00, 23:59, true",
    "21:00, 00:00, 00:00, false",
    "08:00, 08:00, 08:00, false"
  })
  void quiet_hours_may_pass_midnight(String from, String to, LocalTime time, boolean quiet) {
    assertThat(QuietHours.of(from, to).contains(time)).isEqualTo(quiet);
  }

  @Test
  void spans_that_touch_do_not_overlap_and_a_span_to_midnight_ends_the_day() {
    assertThat(onMonday(Span.of("09:00", "12:00"), Span.of("12:00", "13:00")).problems()).isEmpty();
    assertThat(onMonday(Span.of("09:00", "00:00"), Span.of("22:00", "23:00")).problems())
        .containsOnlyKeys(DayOfWeek.MONDAY);
    assertThat(onMonday(Span.of("00:00", "00:00")).problems()).isEmpty();
    assertThat(onMonday(Span.of("09:00", "09:00")).problems()).containsOnlyKeys(DayOfWeek.MONDAY);
    BusinessHours crowded =
        new BusinessHours(
            Map.of(
                DayOfWeek.MONDAY,
                Collections.nCopies(BusinessHours.MAX_SPANS + 1, Span.of("09:00", "10:00"))));
    assertThat(crowded.problems()).containsOnlyKeys(DayOfWeek.MONDAY);
  }

  @Test
  void stored_hours_hold_what_was_given_and_nothing_else() {
    assertThat(Json.write(QuietHours.of("21:00", "08:00")))
        .isEqualTo("{\"from\":\"21:00:00\",\"to\":\"08:00:00\"}");
    String json = Json.write(SHOP);
    assertThat(json).startsWith("{\"days\":{\"MONDAY\":[{\"from\":\"13:00:00\"");
    assertThat(Json.read(json, BusinessHours.class)).isEqualTo(SHOP);
  }

  private static BusinessHours onMonday(Span... spans) {
    return new BusinessHours(Map.of(DayOfWeek.MONDAY, List.of(spans)));
  }
}
