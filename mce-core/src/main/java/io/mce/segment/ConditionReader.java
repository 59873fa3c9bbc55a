package io.mce.segment;

import io.mce.kernel.MceException;
import io.mce.lead.AutomationState;
import io.mce.lead.LeadStatus;
import io.mce.organization.MemberId;
import io.mce.project.ProjectId;
import io.mce.segment.LeadCondition.Activity;
import io.mce.segment.LeadCondition.All;
import io.mce.segment.LeadCondition.Any;
import io.mce.segment.LeadCondition.Automation;
import io.mce.segment.LeadCondition.Contact;
import io.mce.segment.LeadCondition.DoNotContact;
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
import io.mce.segment.LeadCondition.TimeField;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads conditions out of JSON; each fault is named by its path, in a sentence. */
final class ConditionReader {

  /** As long as activity is kept to the hour, less a day for the time between two cleanings. */
  static final int MOST_DAYS = OldActivity.DAYS - 1;

  private static final int MOST_TIMES = 100_000;
  private static final int MOST_TIME_DAYS = 36_500;
  private static final int MOST_SCORE = 100;
  private static final List<String> KINDS =
      List.of(
          "all",
          "any",
          "not",
          "status",
          "source",
          "owner",
          "project",
          "score",
          "tags",
          "created",
          "updated",
          "name",
          "company",
          "phone",
          "email",
          "automation",
          "doNotContact",
          "activity",
          "field");

  private int conditions;

  private ConditionReader() {}

  static SegmentDefinition definition(Map<String, ?> json) {
    Map<String, @Nullable Object> rest = new LinkedHashMap<>(json);
    Object version = rest.remove("version");
    if (!(version instanceof Number number) || number.doubleValue() != SegmentDefinition.VERSION) {
      throw ConditionParts.faultAt(
          "version", "The version of the conditions is " + SegmentDefinition.VERSION + ".");
    }
    return new SegmentDefinition(new ConditionReader().condition("", rest, 1));
  }

  /** Refuses a tree that is too deep or has too many conditions, wherever it came from. */
  static void requireBounds(LeadCondition where) {
    if (count(where, 1) > SegmentDefinition.MOST_CONDITIONS) {
      throw tooMany("");
    }
  }

  private static int count(LeadCondition condition, int level) {
    if (level > SegmentDefinition.MOST_LEVELS) {
      throw tooDeep("");
    }
    return switch (condition) {
      case All all -> all.of().stream().mapToInt(each -> count(each, level + 1)).sum();
      case Any any -> any.of().stream().mapToInt(each -> count(each, level + 1)).sum();
      case Not not -> count(not.of(), level + 1);
      default -> 1;
    };
  }

  private static MceException tooDeep(String path) {
    return ConditionParts.faultAt(
        path,
        "Conditions may be nested "
            + SegmentDefinition.MOST_LEVELS
            + " levels deep; move this one further up.");
  }

  private static MceException tooMany(String path) {
    return ConditionParts.faultAt(
        path, "There may be " + SegmentDefinition.MOST_CONDITIONS + " conditions, and no more.");
  }

  private LeadCondition condition(String path, @Nullable Object json, int level) {
    if (level > SegmentDefinition.MOST_LEVELS) {
      throw tooDeep(path);
    }
    Map<?, ?> object = object(path, json);
    if (object.size() != 1) {
      throw ConditionParts.faultAt(
          path,
          "A condition is an object with one key, which is one of "
              + ConditionParts.words(KINDS)
              + ".");
    }
    String kind = String.valueOf(object.keySet().iterator().next());
    Object value = object.values().iterator().next();
    String here = path.isEmpty() ? kind : path + "." + kind;
    return switch (kind) {
      case "all" -> new All(group(here, value, level));
      case "any" -> new Any(group(here, value, level));
      case "not" -> new Not(condition(here, value, level + 1));
      default -> {
        conditions++;
        if (conditions > SegmentDefinition.MOST_CONDITIONS) {
          throw tooMany(here);
        }
        yield single(path, here, kind, value);
      }
    };
  }

  private List<LeadCondition> group(String path, @Nullable Object json, int level) {
    if (!(json instanceof List<?> list)) {
      throw ConditionParts.faultAt(path, "A group is a list of conditions.");
    }
    List<LeadCondition> group = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      group.add(condition(path + "[" + i + "]", list.get(i), level + 1));
    }
    return group;
  }

  private static LeadCondition single(
      String path, String here, String kind, @Nullable Object json) {
    if (!KINDS.contains(kind)) {
      throw ConditionParts.faultAt(
          path.isEmpty() ? ConditionParts.shown(kind) : path,
          "There is no condition \""
              + ConditionParts.shown(kind)
              + "\"; there are "
              + ConditionParts.words(KINDS)
              + ".");
    }
    ConditionParts parts = new ConditionParts(here, object(here, json));
    LeadCondition condition =
        switch (kind) {
          case "status" -> new Status(parts.constants("in", LeadStatus.class));
          case "source" -> new Source(parts.texts("in"));
          case "owner" -> owner(parts);
          case "project" -> project(parts);
          case "score" -> score(parts);
          case "tags" -> tags(parts);
          case "created" -> time(parts, TimeField.CREATED);
          case "updated" -> time(parts, TimeField.UPDATED);
          case "name" -> new Text(TextField.NAME, parts.text("contains"));
          case "company" -> new Text(TextField.COMPANY, parts.text("contains"));
          case "phone" -> known(parts, Contact.PHONE);
          case "email" -> known(parts, Contact.EMAIL);
          case "automation" -> new Automation(parts.constants("in", AutomationState.class));
          case "doNotContact" -> new DoNotContact(parts.optionalText("channel"));
          case "activity" -> activity(parts);
          case "field" -> FieldConditionReader.read(parts);
          default -> throw new IllegalStateException(kind);
        };
    parts.requireNothingElse();
    return condition;
  }

  private static LeadCondition owner(ConditionParts parts) {
    boolean nobody = parts.truth("nobody").orElse(false);
    Set<MemberId> members =
        parts.has("in") || !nobody
            ? parts.values("in", ConditionReader::member, "the id of a member", nobody)
            : Set.of();
    return new Owner(members, nobody);
  }

  private static Optional<MemberId> member(String text) {
    try {
      return Optional.of(MemberId.of(text));
    } catch (MceException e) {
      return Optional.empty();
    }
  }

  private static LeadCondition project(ConditionParts parts) {
    boolean none = parts.truth("none").orElse(false);
    Set<ProjectId> projects =
        parts.has("in") || !none
            ? parts.values("in", ConditionReader::projectId, "the id of a project", none)
            : Set.of();
    return new Project(projects, none);
  }

  private static Optional<ProjectId> projectId(String text) {
    try {
      return Optional.of(ProjectId.of(text));
    } catch (MceException e) {
      return Optional.empty();
    }
  }

  private static LeadCondition score(ConditionParts parts) {
    Optional<Integer> min = parts.number("min", 0, MOST_SCORE);
    Optional<Integer> max = parts.number("max", 0, MOST_SCORE);
    if (min.isEmpty() && max.isEmpty()) {
      throw parts.fault("A score needs a lowest (min) or a highest (max) value, or both.");
    }
    if (min.isPresent() && max.isPresent() && min.get() > max.get()) {
      throw parts.fault("min", "The lowest score is above the highest.");
    }
    return new Score(min, max);
  }

  private static LeadCondition tags(ConditionParts parts) {
    List<String> given = List.of("any", "all", "none").stream().filter(parts::has).toList();
    if (given.size() != 1) {
      throw parts.fault("Tags need one of any, all and none, with a list of tags.");
    }
    return switch (given.getFirst()) {
      case "any" -> new Tags(TagMatch.ANY, parts.texts("any"));
      case "all" -> new Tags(TagMatch.ALL, parts.texts("all"));
      default -> new Tags(TagMatch.NONE, parts.texts("none"));
    };
  }

  private static LeadCondition time(ConditionParts parts, TimeField field) {
    Optional<Instant> from = parts.time("from");
    Optional<Instant> until = parts.time("until");
    Optional<Integer> days = parts.number("lastDays", 1, MOST_TIME_DAYS);
    boolean fixed = from.isPresent() || until.isPresent();
    if (fixed == days.isPresent()) {
      throw parts.fault("A time needs from or until or both, or else lastDays alone.");
    }
    if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
      throw parts.fault("from", "The time begins when it has ended, or later.");
    }
    return new Time(field, from, until, days);
  }

  private static LeadCondition known(ConditionParts parts, Contact contact) {
    boolean known =
        parts
            .truth("known")
            .orElseThrow(() -> parts.fault("known", "Say whether it is known: true or false."));
    return known ? new Known(contact) : new Not(new Known(contact));
  }

  private static LeadCondition activity(ConditionParts parts) {
    ActivityKind kind =
        parts
            .constant(parts.text("kind"), ActivityKind.class)
            .orElseThrow(() ->
                parts.fault(
                    "kind", "The kind is one of " + Arrays.toString(ActivityKind.values()) + "."));
    Optional<Integer> atLeast = parts.number("atLeast", 1, MOST_TIMES);
    boolean never = parts.truth("never").orElse(false);
    if (never == atLeast.isPresent()) {
      throw parts.fault("An activity needs atLeast with a number, or else never: true.");
    }
    return new Activity(kind, atLeast, parts.number("days", 1, MOST_DAYS));
  }

  private static Map<?, ?> object(String path, @Nullable Object json) {
    if (json instanceof Map<?, ?> object) {
      return object;
    }
    throw ConditionParts.faultAt(path, "This is an object, such as {\"score\": {\"min\": 50}}.");
  }
}
