package io.mce.scoring;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a lead did with us so far, counted. */
record Engagement(Map<String, Count> counts) {

  static final Engagement NONE = new Engagement(Map.of());

  /**
   * How often a lead did one kind of thing.
   *
   * @param quickest the quickest answer among them, and when it came
   */
  record Count(long times, Instant lastAt, Optional<Quickest> quickest) {

    private Count plus(Count other) {
      return new Count(
          times + other.times,
          lastAt.isAfter(other.lastAt) ? lastAt : other.lastAt,
          List.of(this, other).stream()
              .flatMap(each -> each.quickest.stream())
              .min(Comparator.comparing(Quickest::after).thenComparing(Quickest::at)));
    }
  }

  /** How soon an answer came, and when. */
  record Quickest(Duration after, Instant at) {}

  Engagement {
    counts = Map.copyOf(counts);
  }

  Engagement plus(String kind, Count count) {
    Map<String, Count> more = new HashMap<>(counts);
    more.merge(kind, count, Count::plus);
    return new Engagement(more);
  }

  Optional<Count> of(String kind) {
    return Optional.ofNullable(counts.get(kind));
  }

  Optional<Instant> lastAt() {
    return counts.values().stream().map(Count::lastAt).max(Instant::compareTo);
  }

  Optional<Quickest> quickest() {
    return counts.values().stream()
        .flatMap(count -> count.quickest().stream())
        .min(Comparator.comparing(Quickest::after).thenComparing(Quickest::at));
  }
}
