package io.mce.segment;

import io.mce.field.CustomFieldId;
import io.mce.field.FieldTerm;
import io.mce.lead.LeadFilter;
import io.mce.segment.LeadCondition.Activity;
import io.mce.segment.LeadCondition.All;
import io.mce.segment.LeadCondition.Any;
import io.mce.segment.LeadCondition.Automation;
import io.mce.segment.LeadCondition.Contact;
import io.mce.segment.LeadCondition.DoNotContact;
import io.mce.segment.LeadCondition.Field;
import io.mce.segment.LeadCondition.Known;
import io.mce.segment.LeadCondition.Not;
import io.mce.segment.LeadCondition.Owner;
import io.mce.segment.LeadCondition.Project;
import io.mce.segment.LeadCondition.Score;
import io.mce.segment.LeadCondition.Source;
import io.mce.segment.LeadCondition.Status;
import io.mce.segment.LeadCondition.TagMatch;
import io.mce.segment.LeadCondition.Tags;
import io.mce.segment.LeadCondition.Text;
import io.mce.segment.LeadCondition.TextField;
import io.mce.segment.LeadCondition.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Conditions as SQL, in one text for both databases. Constant parts only; what people wrote is
 * bound. No part is ever unknown, so that "not" means what it says.
 */
final class ConditionSql {

  private static final String EVERY_CHANNEL = "*";

  private final Instant now;
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final Map<String, List<String>> lists = new LinkedHashMap<>();
  private final List<String> candidates = new ArrayList<>();

  private ConditionSql(Instant now) {
    this.now = now;
  }

  /** Returns the filter that a definition is at a moment. */
  static LeadFilter of(SegmentDefinition definition, Instant now) {
    ConditionSql sql = new ConditionSql(now);
    List<String> parts = new ArrayList<>();
    for (LeadCondition condition : together(definition.where())) {
      sql.find(condition);
      parts.add(sql.text(condition));
    }
    ConditionFields.fields(definition.where())
        .map(Field::id)
        .distinct()
        .forEach(id -> parts.add(sql.isOffered(id)));
    return new LeadFilter(
        parts.isEmpty() ? LeadFilter.NONE.condition() : String.join(" and ", parts),
        sql.values,
        sql.lists,
        sql.candidates,
        "/segment/" + definition.text());
  }

  /** Returns a tag that every lead of the segment has, where there is one. */
  static Optional<String> tagOfAll(SegmentDefinition definition) {
    return together(definition.where()).stream()
        .filter(each ->
            each instanceof Tags tags
                && (tags.match() == TagMatch.ALL
                    || (tags.match() == TagMatch.ANY && tags.tags().size() == 1)))
        .map(each -> ((Tags) each).tags().iterator().next())
        .findFirst();
  }

  /** The conditions of which every one must hold. */
  private static List<LeadCondition> together(LeadCondition condition) {
    return condition instanceof All all
        ? all.of().stream().flatMap(each -> together(each).stream()).toList()
        : List.of(condition);
  }

  private String text(LeadCondition condition) {
    return switch (condition) {
      case All all -> group(all.of(), " and ", "1 = 1");
      case Any any -> group(any.of(), " or ", "1 = 0");
      case Not not -> not(not.of());
      case Status status -> "l.status in (" + list(status.in()) + ")";
      case Source source -> "l.source in (" + list(source.in()) + ")";
      case Owner owner -> oneOf("l.owner_id", owner.in(), owner.nobody());
      case Project project -> oneOf("l.project_id", project.in(), project.none());
      case Score score -> score(score);
      case Tags tags -> tags(tags);
      case Time time -> time(time);
      case Text text -> text(text);
      case Known known -> known(known);
      case Automation automation -> "l.automation in (" + list(automation.in()) + ")";
      case DoNotContact wish -> "exists (select 1" + wish(wish) + " and d.lead_id = l.id)";
      case Activity activity -> activity(activity);
      case Field field -> "exists (select 1" + compared(field) + " and f.lead_id = l.id)";
    };
  }

  private String group(List<LeadCondition> conditions, String word, String ofNone) {
    List<String> parts = conditions.stream().map(this::text).toList();
    return switch (parts.size()) {
      case 0 -> ofNone;
      case 1 -> parts.getFirst();
      default -> inBrackets(String.join(word, parts));
    };
  }

  /** Two that follow each other undo each other. */
  private String not(LeadCondition condition) {
    return condition instanceof Not twice ? text(twice.of()) : "not " + inBrackets(text(condition));
  }

  private static String inBrackets(String text) {
    return "(" + text + ")";
  }

  private String oneOf(String column, Collection<?> wanted, boolean orNone) {
    String in =
        wanted.isEmpty()
            ? "1 = 0"
            : "(" + column + " is not null and " + column + " in (" + list(wanted) + "))";
    return orNone ? "(" + column + " is null or " + in + ")" : in;
  }

  private String score(Score score) {
    List<String> parts = new ArrayList<>();
    score.min().ifPresent(min -> parts.add("l.score >= " + value(min)));
    score.max().ifPresent(max -> parts.add("l.score <= " + value(max)));
    return inBrackets(String.join(" and ", parts));
  }

  private String tags(Tags tags) {
    return switch (tags.match()) {
      case ANY -> tagged("t.tag in (" + list(tags.tags()) + ")");
      case NONE -> "not " + tagged("t.tag in (" + list(tags.tags()) + ")");
      case ALL ->
          inBrackets(
              String.join(
                  " and ",
                  tags.tags().stream().map(tag -> tagged("t.tag = " + value(tag))).toList()));
    };
  }

  private static String tagged(String condition) {
    return "exists (select 1 from mce_lead_tag t where t.organization_id = :organizationId and "
        + condition
        + " and t.lead_id = l.id)";
  }

  private String time(Time time) {
    String column =
        switch (time.field()) {
          case CREATED -> "l.created_at";
          case UPDATED -> "l.updated_at";
        };
    List<String> parts = new ArrayList<>();
    time.from().ifPresent(from -> parts.add(column + " >= " + value(from)));
    time.until().ifPresent(until -> parts.add(column + " < " + value(until)));
    time.lastDays()
        .ifPresent(days -> parts.add(column + " >= " + value(now.minus(Duration.ofDays(days)))));
    return inBrackets(String.join(" and ", parts));
  }

  /** The search key is the folded name or, where there is a company, name, mark and company. */
  private String text(Text text) {
    String wanted = LeadFilter.literal(text.contains());
    String mark = LeadFilter.COMPANY_MARK;
    return text.field() == TextField.COMPANY
        ? like("%" + mark + "%" + wanted + "%")
        : "("
            + like("%" + wanted + "%" + mark + "%")
            + " or ("
            + like("%" + wanted + "%")
            + " and not "
            + like("%" + mark + "%")
            + "))";
  }

  private String like(String pattern) {
    return "l.search_key like " + value(pattern) + " escape '!'";
  }

  private String known(Known known) {
    return "exists (select 1 from mce_lead_identifier i"
        + " where i.organization_id = :organizationId and i.lead_id = l.id and i.kind = "
        + value(known.what() == Contact.PHONE ? "PHONE" : "EMAIL")
        + ")";
  }

  private String wish(DoNotContact wish) {
    return " from mce_do_not_contact d where d.organization_id = :organizationId"
        + wish.channel()
            .map(channel -> " and d.channel in (" + list(List.of(channel, EVERY_CHANNEL)) + ")")
            .orElse("");
  }

  private String activity(Activity activity) {
    String from = wrote(activity) + " and a.lead_id = l.id";
    Optional<Integer> atLeast = activity.atLeast();
    if (atLeast.isEmpty()) {
      return "not exists (select 1" + from + ")";
    }
    return atLeast.get() == 1
        ? "exists (select 1" + from + ")"
        : "(select coalesce(sum(a.times), 0)" + from + ") >= " + value(atLeast.get());
  }

  private String wrote(Activity activity) {
    return " from mce_lead_activity a where a.organization_id = :organizationId and a.kind = "
        + value(activity.kind().name())
        + activity
            .days()
            .map(days -> " and a.at_hour >= " + value(ActivityStore.Hour.number(since(days))))
            .orElse("");
  }

  /** Without its field a definition fits nobody, whatever is left of the index. */
  private String isOffered(CustomFieldId id) {
    return "exists (select 1 from mce_custom_field c where c.organization_id = :organizationId"
        + " and c.id = "
        + value(id.toString())
        + " and c.archived_at is null and not c.sensitive)";
  }

  private String compared(Field field) {
    return " from mce_lead_field f where f.organization_id = :organizationId and f.field_id = "
        + value(field.id().toString())
        + comparison(field.match());
  }

  private String comparison(FieldMatch match) {
    return switch (match) {
      case FieldMatch.Filled filled -> "";
      case FieldMatch.Exactly is -> " and f.text_value = " + value(FieldTerm.key(is.text()));
      case FieldMatch.Beginning begins ->
          " and f.text_value like "
              + value(LeadFilter.exactly(FieldTerm.key(begins.text())) + "%")
              + " escape '!'";
      case FieldMatch.AnyOf any ->
          " and f.text_value in ("
              + list(any.choices().stream().map(FieldTerm::key).distinct().toList())
              + ")";
      case FieldMatch.Between range -> range(range.min(), range.max());
      case FieldMatch.Days days ->
          range(
              days.min().map(day -> (double) day.toEpochDay()),
              days.max().map(day -> (double) day.toEpochDay()));
      case FieldMatch.Truth truth -> " and f.number_value = " + value(truth.value() ? 1.0 : 0.0);
    };
  }

  private String range(Optional<Double> min, Optional<Double> max) {
    return min.map(least -> " and f.number_value >= " + value(least)).orElse("")
        + max.map(most -> " and f.number_value <= " + value(most)).orElse("");
  }

  private Instant since(int days) {
    return now.minus(Duration.ofDays(days));
  }

  /** Notes how those who may fit are found by an index, where there is one that may find few. */
  private void find(LeadCondition condition) {
    switch (condition) {
      case Tags tags when tags.match() == TagMatch.ANY ->
          candidates.add(
              "select t.lead_id from mce_lead_tag t"
                  + " where t.organization_id = :organizationId and t.tag in ("
                  + list(tags.tags())
                  + ")");
      case Tags tags when tags.match() == TagMatch.ALL ->
          tags.tags()
              .forEach(tag ->
                  candidates.add(
                      "select t.lead_id from mce_lead_tag t"
                          + " where t.organization_id = :organizationId and t.tag = "
                          + value(tag)));
      case Activity activity when activity.atLeast().isPresent() ->
          candidates.add("select a.lead_id" + wrote(activity));
      case DoNotContact wish -> candidates.add("select d.lead_id" + wish(wish));
      case Field field -> candidates.add("select f.lead_id" + compared(field));
      default -> {
        // The table of leads has its own indexes, or there is none.
      }
    }
  }

  private String list(Collection<?> wanted) {
    String name = "s" + (values.size() + lists.size());
    lists.put(name, wanted.stream().map(Object::toString).toList());
    return "<" + name + ">";
  }

  private String value(Object value) {
    String name = "s" + (values.size() + lists.size());
    values.put(name, value);
    return ":" + name;
  }
}
