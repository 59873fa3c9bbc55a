package io.mce.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * When something was sent, and how often.
 *
 * @param ticks oldest first
 */
record SendCount(List<Tick> ticks) {

  /**
   * A moment, or a day.
   *
   * @param at milliseconds, or days, since 1970
   * @param times how often then; may be 0 where only the moment matters
   */
  record Tick(long at, int times) {}

  static final SendCount NONE = new SendCount(List.of());

  SendCount {
    ticks = List.copyOf(ticks);
  }

  /** Reads what {@link #text} wrote. */
  static SendCount of(String text) {
    List<Tick> ticks = new ArrayList<>();
    if (!text.isEmpty()) {
      for (String each : text.split(",", -1)) {
        int split = each.indexOf('*');
        ticks.add(
            new Tick(
                Long.parseLong(each, 0, split, 10),
                Integer.parseInt(each, split + 1, each.length(), 10)));
      }
    }
    return new SendCount(ticks);
  }

  String text() {
    return ticks.stream()
        .map(tick -> tick.at() + "*" + tick.times())
        .collect(Collectors.joining(","));
  }

  boolean isEmpty() {
    return ticks.isEmpty();
  }

  /** Counts what was at or before a moment out, and one more at a moment in. */
  SendCount plus(long at, long forgetUntil) {
    List<Tick> kept = new ArrayList<>(ticks);
    kept.removeIf(tick -> tick.at() <= forgetUntil);
    return new SendCount(added(kept, at));
  }

  /** Counts one more on a day, and keeps of the days before only which was the first. */
  SendCount plusDay(long day) {
    List<Tick> kept = new ArrayList<>(ticks);
    kept.removeIf(tick -> tick.at() != day && !tick.equals(ticks.getFirst()));
    return new SendCount(added(kept, day));
  }

  /** What both count. After a join is undone some count twice: rather too few than too many. */
  SendCount with(SendCount other) {
    TreeMap<Long, Integer> all = new TreeMap<>();
    ticks.forEach(tick -> all.merge(tick.at(), tick.times(), Integer::sum));
    other.ticks().forEach(tick -> all.merge(tick.at(), tick.times(), Integer::sum));
    return new SendCount(
        all.entrySet().stream().map(each -> new Tick(each.getKey(), each.getValue())).toList());
  }

  /** Takes one back of a moment or day; none where none is counted then. */
  SendCount minus(long at) {
    List<Tick> kept = new ArrayList<>();
    for (Tick tick : ticks) {
      if (tick.at() != at || tick.times() == 0) {
        kept.add(tick);
      } else if (tick.times() > 1) {
        kept.add(new Tick(at, tick.times() - 1));
      }
    }
    return new SendCount(kept);
  }

  /** One more, at its place: clocks of two nodes may differ. */
  private static List<Tick> added(List<Tick> ticks, long at) {
    int place = ticks.size();
    while (place > 0 && ticks.get(place - 1).at() > at) {
      place--;
    }
    if (place > 0 && ticks.get(place - 1).at() == at) {
      ticks.set(place - 1, new Tick(at, ticks.get(place - 1).times() + 1));
    } else {
      ticks.add(place, new Tick(at, 1));
    }
    return ticks;
  }

  /** How often after a moment. */
  long after(long moment) {
    return ticks.stream().filter(tick -> tick.at() > moment).mapToLong(Tick::times).sum();
  }

  /** How often at a moment, or on a day. */
  long on(long at) {
    return ticks.stream().filter(tick -> tick.at() == at).mapToLong(Tick::times).sum();
  }
}
