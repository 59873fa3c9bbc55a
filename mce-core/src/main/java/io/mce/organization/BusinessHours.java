package io.mce.organization;

import static java.util.Objects.requireNonNull;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When the people of an organization answer, in its own time zone: some spans of each weekday, none
 * where it is closed. A plain value; {@link #problems} tells whether it makes sense.
 *
 * @param days the spans of each weekday; a weekday that is not named is closed
 */
public record BusinessHours(Map<DayOfWeek, List<Span>> days) {

  /** Closed every day, which an organization takes as: says nothing about its hours. */
  public static final BusinessHours NONE = new BusinessHours(Map.of());

  /** Most spans that a day can have. */
  public static final int MAX_SPANS = 6;

  /** Copies the days and leaves out the closed ones. */
  public BusinessHours {
    Map<DayOfWeek, List<Span>> open = new EnumMap<>(DayOfWeek.class);
    days.forEach((day, spans) -> {
      if (!spans.isEmpty()) {
        open.put(day, List.copyOf(spans));
      }
    });
    days = Collections.unmodifiableMap(open);
  }

  /**
   * Part of a day.
   *
   * @param from the first minute
   * @param to the minute after the last one; midnight is the end of the day
   */
  public record Span(LocalTime from, LocalTime to) {

    /** Refuses what is missing. */
    public Span {
      requireNonNull(from, "from");
      requireNonNull(to, "to");
    }

    /** Reads times such as 09:00; for what is written in code. */
    public static Span of(String from, String to) {
      return new Span(LocalTime.parse(from), LocalTime.parse(to));
    }

    /** Tells whether the time is in the span. */
    public boolean contains(LocalTime time) {
      return !time.isBefore(from) && (lastsToMidnight() || time.isBefore(to));
    }

    private boolean lastsToMidnight() {
      return to.equals(LocalTime.MIDNIGHT);
    }

    private boolean isForward() {
      return lastsToMidnight() || from.isBefore(to);
    }

    private boolean endsBy(Span next) {
      return !lastsToMidnight() && !to.isAfter(next.from);
    }

    private boolean isInMinutes() {
      return isInMinutes(from) && isInMinutes(to);
    }

    static boolean isInMinutes(LocalTime time) {
      return time.getSecond() == 0 && time.getNano() == 0;
    }
  }

  /** Tells whether nothing is said about any day. */
  public boolean saysNothing() {
    return days.isEmpty();
  }

  /** Tells whether the organization is open then, by the clock on its wall. */
  public boolean contains(LocalDateTime time) {
    return days.getOrDefault(time.getDayOfWeek(), List.of()).stream()
        .anyMatch(span -> span.contains(time.toLocalTime()));
  }

  /** Returns a sentence for each weekday whose spans make no sense. */
  public Map<DayOfWeek, String> problems() {
    Map<DayOfWeek, String> problems = new LinkedHashMap<>();
    days.forEach((day, spans) -> problem(spans).ifPresent(found -> problems.put(day, found)));
    return problems;
  }

  private static Optional<String> problem(List<Span> spans) {
    if (spans.size() > MAX_SPANS) {
      return Optional.of("A day has at most " + MAX_SPANS + " spans.");
    }
    if (!spans.stream().allMatch(Span::isInMinutes)) {
      return Optional.of("Times are given in minutes, such as 09:30.");
    }
    if (!spans.stream().allMatch(Span::isForward)) {
      return Optional.of("A span ends after it begins, at 00:00 at the latest.");
    }
    List<Span> ordered = new ArrayList<>(spans);
    ordered.sort(Comparator.comparing(Span::from));
    for (int i = 1; i < ordered.size(); i++) {
      if (!ordered.get(i - 1).endsBy(ordered.get(i))) {
        return Optional.of("The spans of a day must not overlap.");
      }
    }
    return Optional.empty();
  }
}
