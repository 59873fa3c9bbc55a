package io.mce.lead;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a lead is once the other one has left it: each field that is still what the merge made of it
 * is what it was before, and each that was written since stays.
 */
final class MergeUndoing {

  private MergeUndoing() {}

  static LeadSnapshot restored(LeadSnapshot now, KeptOriginals kept, boolean restricted) {
    LeadSnapshot before = kept.before();
    LeadSnapshot after = kept.after();
    boolean scored =
        now.score() == after.score() && now.scoreReasons().equals(after.scoreReasons());
    boolean sameAutomation = now.whetherAutomated().equals(after.whetherAutomated());
    Automation automation =
        sameAutomation && !restricted ? before.whetherAutomated() : now.whetherAutomated();
    return new LeadSnapshot(
        value(now.name(), after.name(), before.name()),
        value(now.company(), after.company(), before.company()),
        before.source(),
        value(now.status(), after.status(), before.status()),
        scored ? before.score() : now.score(),
        scored ? before.scoreReasons() : now.scoreReasons(),
        value(now.owner(), after.owner(), before.owner()),
        automation.state(),
        automation.reason(),
        tags(now.tags(), after.tags(), before.tags()),
        metadata(now.metadata(), after.metadata(), before.metadata()),
        value(now.project(), after.project(), before.project()));
  }

  private static <T> T value(T now, T after, T before) {
    return now.equals(after) ? before : now;
  }

  private static List<String> tags(List<String> now, List<String> after, List<String> before) {
    if (now.equals(after)) {
      return before;
    }
    List<String> lost = before.stream().filter(tag -> !after.contains(tag)).toList();
    return Stream.concat(
            now.stream().filter(tag -> before.contains(tag) || !after.contains(tag)), lost.stream())
        .distinct()
        .toList();
  }

  private static Map<String, String> metadata(
      Map<String, String> now, Map<String, String> after, Map<String, String> before) {
    if (now.equals(after)) {
      return before;
    }
    List<String> keys = new ArrayList<>(now.keySet());
    before.keySet().stream().filter(key -> !keys.contains(key)).forEach(keys::add);
    Map<String, String> restored = new LinkedHashMap<>();
    for (String key : keys) {
      Optional<String> value =
          Objects.equals(now.get(key), after.get(key))
              ? Optional.ofNullable(before.get(key))
              : Optional.ofNullable(now.get(key));
      value.ifPresent(text -> restored.put(key, text));
    }
    return restored;
  }
}
