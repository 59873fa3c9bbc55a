package io.mce.segment;

import io.mce.segment.LeadCondition.Activity;
import io.mce.segment.LeadCondition.All;
import io.mce.segment.LeadCondition.Any;
import io.mce.segment.LeadCondition.Automation;
import io.mce.segment.LeadCondition.DoNotContact;
import io.mce.segment.LeadCondition.Field;
import io.mce.segment.LeadCondition.Known;
import io.mce.segment.LeadCondition.Not;
import io.mce.segment.LeadCondition.Owner;
import io.mce.segment.LeadCondition.Project;
import io.mce.segment.LeadCondition.Score;
import io.mce.segment.LeadCondition.Source;
import io.mce.segment.LeadCondition.Status;
import io.mce.segment.LeadCondition.Tags;
import io.mce.segment.LeadCondition.Text;
import io.mce.segment.LeadCondition.Time;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Conditions in the form of JSON that {@link ConditionReader} reads. */
final class ConditionWriter {

  private ConditionWriter() {}

  static Map<String, Object> definition(SegmentDefinition definition) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("version", SegmentDefinition.VERSION);
    json.putAll(condition(definition.where()));
    return json;
  }

  private static Map<String, Object> condition(LeadCondition condition) {
    return switch (condition) {
      case All all -> Map.of("all", all.of().stream().map(ConditionWriter::condition).toList());
      case Any any -> Map.of("any", any.of().stream().map(ConditionWriter::condition).toList());
      case Not not -> Map.of("not", condition(not.of()));
      case Status status -> Map.of("status", Map.of("in", texts(status.in())));
      case Source source -> Map.of("source", Map.of("in", texts(source.in())));
      case Owner owner ->
          Map.of("owner", Map.of("in", texts(owner.in()), "nobody", owner.nobody()));
      case Project project ->
          Map.of("project", Map.of("in", texts(project.in()), "none", project.none()));
      case Score score -> Map.of("score", score(score));
      case Tags tags ->
          Map.of("tags", Map.of(tags.match().name().toLowerCase(Locale.ROOT), texts(tags.tags())));
      case Time time -> Map.of(time.field().name().toLowerCase(Locale.ROOT), time(time));
      case Text text ->
          Map.of(text.field().name().toLowerCase(Locale.ROOT), Map.of("contains", text.contains()));
      case Known known ->
          Map.of(known.what().name().toLowerCase(Locale.ROOT), Map.of("known", true));
      case Automation automation -> Map.of("automation", Map.of("in", texts(automation.in())));
      case DoNotContact wish -> Map.of("doNotContact", wish(wish));
      case Activity activity -> Map.of("activity", activity(activity));
      case Field field -> Map.of("field", field(field));
    };
  }

  private static Map<String, Object> score(Score score) {
    Map<String, Object> json = new LinkedHashMap<>();
    score.min().ifPresent(min -> json.put("min", min));
    score.max().ifPresent(max -> json.put("max", max));
    return json;
  }

  private static Map<String, Object> time(Time time) {
    Map<String, Object> json = new LinkedHashMap<>();
    time.from().ifPresent(from -> json.put("from", from.toString()));
    time.until().ifPresent(until -> json.put("until", until.toString()));
    time.lastDays().ifPresent(days -> json.put("lastDays", days));
    return json;
  }

  private static Map<String, Object> wish(DoNotContact wish) {
    Map<String, Object> json = new LinkedHashMap<>();
    wish.channel().ifPresent(channel -> json.put("channel", channel));
    return json;
  }

  private static Map<String, Object> activity(Activity activity) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", activity.kind().name());
    activity
        .atLeast()
        .ifPresentOrElse(times -> json.put("atLeast", times), () -> json.put("never", true));
    activity.days().ifPresent(days -> json.put("days", days));
    return json;
  }

  private static Map<String, Object> field(Field field) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", field.id().toString());
    json.put("type", field.type().name());
    switch (field.match()) {
      case FieldMatch.Filled filled -> json.put("filled", true);
      case FieldMatch.Exactly is -> json.put("is", is.text());
      case FieldMatch.Beginning begins -> json.put("beginsWith", begins.text());
      case FieldMatch.AnyOf any -> json.put("anyOf", texts(any.choices()));
      case FieldMatch.Between range -> {
        range.min().ifPresent(min -> json.put("min", min));
        range.max().ifPresent(max -> json.put("max", max));
      }
      case FieldMatch.Days days -> {
        days.min().ifPresent(min -> json.put("min", min.toString()));
        days.max().ifPresent(max -> json.put("max", max.toString()));
      }
      case FieldMatch.Truth truth -> json.put("is", truth.value());
    }
    return json;
  }

  private static List<String> texts(Collection<?> values) {
    return values.stream().map(Object::toString).toList();
  }
}
