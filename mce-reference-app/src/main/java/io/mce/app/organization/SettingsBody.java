package io.mce.app.organization;

import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.organization.BusinessHours;
import io.mce.organization.OrganizationChange;
import io.mce.organization.QuietHours;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.Size;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What to change of the organization; what is left out stays. Everything wrong with it is told at
 * once.
 *
 * @param businessHours for each weekday (MONDAY) its spans; an empty object removes them
 * @param quietHours an empty object removes them
 * @param languages tags such as pt-BR, the preferred one first
 */
@Introspected
record SettingsBody(
    @Nullable @Size(max = 200) String name,
    @Nullable @Size(max = 2) String defaultRegion,
    @Nullable @Size(max = 60) String timeZone,
    @Nullable @Size(max = 7) Map<DayOfWeek, List<SpanBody>> businessHours,
    @Nullable SpanBody quietHours,
    @Nullable @Size(max = 20) List<@Size(max = 40) String> languages) {

  /** From one time of a day to another, such as 09:00 and 18:30. */
  @Introspected
  record SpanBody(@Nullable String from, @Nullable String to) {

    static SpanBody of(BusinessHours.Span span) {
      return new SpanBody(span.from().toString(), span.to().toString());
    }

    static SpanBody of(QuietHours hours) {
      return new SpanBody(hours.from().toString(), hours.to().toString());
    }

    private boolean saysNothing() {
      return from == null && to == null;
    }
  }

  static Map<DayOfWeek, List<SpanBody>> of(BusinessHours hours) {
    Map<DayOfWeek, List<SpanBody>> days = new EnumMap<>(DayOfWeek.class);
    hours.days().forEach((day, spans) -> days.put(day, spans.stream().map(SpanBody::of).toList()));
    return days;
  }

  /**
   * Returns the change.
   *
   * @throws MceException INVALID that names every wrong field
   */
  OrganizationChange change() {
    Map<String, String> problems = new LinkedHashMap<>();
    OrganizationChange change =
        new OrganizationChange(
            Optional.ofNullable(name),
            Optional.ofNullable(defaultRegion),
            Optional.ofNullable(timeZone).flatMap(zone -> zone(zone, problems)),
            Optional.ofNullable(businessHours).map(days -> hours("businessHours", days, problems)),
            Optional.ofNullable(quietHours).flatMap(span -> quietHours(span, problems)),
            Optional.ofNullable(languages).map(SettingsBody::named));
    change.problems().forEach(problems::putIfAbsent);
    if (!problems.isEmpty()) {
      throw new MceException(ErrorCode.INVALID, String.join(" ", problems.values()), problems);
    }
    return change;
  }

  /** A tag that is missing is a wrong one. */
  private static List<String> named(List<@Nullable String> tags) {
    return tags.stream().map(tag -> tag == null ? "" : tag).toList();
  }

  private static Optional<ZoneId> zone(String name, Map<String, String> problems) {
    try {
      return Optional.of(ZoneId.of(name));
    } catch (DateTimeException e) {
      problems.put("timeZone", "A time zone has a name such as Asia/Kolkata or America/Sao_Paulo.");
      return Optional.empty();
    }
  }

  static BusinessHours hours(
      String field, Map<DayOfWeek, List<SpanBody>> days, Map<String, String> problems) {
    Map<DayOfWeek, List<BusinessHours.Span>> read = new EnumMap<>(DayOfWeek.class);
    days.forEach((day, bodies) -> {
      List<BusinessHours.Span> spans = new ArrayList<>();
      for (@Nullable SpanBody body : bodies == null ? List.<SpanBody>of() : bodies) {
        Optional<BusinessHours.Span> span = body == null ? Optional.empty() : span(body);
        span.ifPresentOrElse(
            spans::add, () -> problems.put(field + "." + day, "A time is such as 09:30."));
      }
      read.put(day, spans);
    });
    return new BusinessHours(read);
  }

  private static Optional<QuietHours> quietHours(SpanBody body, Map<String, String> problems) {
    if (body.saysNothing()) {
      return Optional.of(QuietHours.NONE);
    }
    Optional<QuietHours> hours = span(body).map(span -> new QuietHours(span.from(), span.to()));
    if (hours.isEmpty()) {
      problems.put("quietHours", "A time is such as 21:30.");
    } else if (hours.get().saysNothing()) {
      problems.put("quietHours", "Quiet hours end at another time than they begin.");
    }
    return hours;
  }

  private static Optional<BusinessHours.Span> span(SpanBody body) {
    Optional<LocalTime> from = time(body.from());
    Optional<LocalTime> to = time(body.to());
    return from.flatMap(first -> to.map(last -> new BusinessHours.Span(first, last)));
  }

  private static Optional<LocalTime> time(@Nullable String text) {
    try {
      return text == null ? Optional.empty() : Optional.of(LocalTime.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
