package io.mce.segment;

import io.mce.field.CustomFieldId;
import io.mce.field.FieldType;
import io.mce.field.FieldValue;
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
import io.mce.segment.LeadCondition.TimeField;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads conditions out of JSON; each fault is named by its path, in a sentence. */
final class ConditionReader {

  /** As long as activity is kept to the hour, less a day for the time between two cleanings. */
  static final int MOST_DAYS = OldActivity.DAYS - 1;

  private static final int MOST_VALUES = 100;
  private static final int MOST_CHARACTERS = 200;
  private static final int MOST_TIMES = 100_000;
  private static final int MOST_TIME_DAYS = 36_500;
  private static final int MOST_SCORE = 100;
  private static final double MOST_NUMBER = 1e18;
  private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
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

  /** How custom fields are compared; min and max go together. */
  private static final List<String> COMPARISONS =
      List.of("is", "beginsWith", "anyOf", "min", "max", "filled");

  private int conditions;

  private ConditionReader() {}

  static SegmentDefinition definition(Map<String, ?> json) {
    Map<String, @Nullable Object> rest = new LinkedHashMap<>(json);
    Object version = rest.remove("version");
    if (!(version instanceof Number number) || number.doubleValue() != SegmentDefinition.VERSION) {
      throw fault("version", "The version of the conditions is " + SegmentDefinition.VERSION + ".");
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
    return fault(
        path,
        "Conditions may be nested "
            + SegmentDefinition.MOST_LEVELS
            + " levels deep; move this one further up.");
  }

  private static MceException tooMany(String path) {
    return fault(
        path, "There may be " + SegmentDefinition.MOST_CONDITIONS + " conditions, and no more.");
  }

  private LeadCondition condition(String path, @Nullable Object json, int level) {
    if (level > SegmentDefinition.MOST_LEVELS) {
      throw tooDeep(path);
    }
    Map<?, ?> object = object(path, json);
    if (object.size() != 1) {
      throw fault(
          path, "A condition is an object with one key, which is one of " + words(KINDS) + ".");
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
      throw fault(path, "A group is a list of conditions.");
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
      throw fault(
          path.isEmpty() ? shown(kind) : path,
          "There is no condition \"" + shown(kind) + "\"; there are " + words(KINDS) + ".");
    }
    Parts parts = new Parts(here, object(here, json));
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
          case "field" -> field(parts);
          default -> throw new IllegalStateException(kind);
        };
    parts.requireNothingElse();
    return condition;
  }

  private static LeadCondition owner(Parts parts) {
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

  private static LeadCondition project(Parts parts) {
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

  private static LeadCondition score(Parts parts) {
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

  private static LeadCondition tags(Parts parts) {
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

  private static LeadCondition time(Parts parts, TimeField field) {
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

  private static LeadCondition known(Parts parts, Contact contact) {
    boolean known =
        parts
            .truth("known")
            .orElseThrow(() -> parts.fault("known", "Say whether it is known: true or false."));
    return known ? new Known(contact) : new Not(new Known(contact));
  }

  private static LeadCondition activity(Parts parts) {
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

  private static LeadCondition field(Parts parts) {
    CustomFieldId id =
        fieldId(parts.text("id"))
            .orElseThrow(() -> parts.fault("id", "This is the id of a custom field."));
    FieldType type =
        parts
            .constant(parts.text("type"), FieldType.class)
            .orElseThrow(() ->
                parts.fault(
                    "type", "The type is one of " + Arrays.toString(FieldType.values()) + "."));
    List<String> possible = comparisons(type);
    List<String> given = COMPARISONS.stream().filter(parts::has).toList();
    boolean one = given.size() == 1 || given.equals(List.of("min", "max"));
    if (!one || !possible.containsAll(given)) {
      throw parts.fault(
          "A field of type " + type + " is compared by one of " + words(possible) + ".");
    }
    if (given.getFirst().equals("filled")) {
      boolean filled = parts.truth("filled").orElseThrow(() -> parts.missing("filled"));
      Field condition = new Field(id, type, new FieldMatch.Filled());
      return filled ? condition : new Not(condition);
    }
    return new Field(id, type, match(parts, type, given.getFirst()));
  }

  private static List<String> comparisons(FieldType type) {
    return switch (type) {
      case TEXT, URL -> List.of("is", "beginsWith", "filled");
      case NUMBER, MONEY, DATE -> List.of("is", "min", "max", "filled");
      case CHOICE, MULTI_CHOICE -> List.of("anyOf", "filled");
      case BOOLEAN -> List.of("is", "filled");
      case PHONE -> List.of("filled");
    };
  }

  private static FieldMatch match(Parts parts, FieldType type, String given) {
    return switch (type) {
      case TEXT, URL ->
          given.equals("is")
              ? new FieldMatch.Exactly(exactly(parts, type))
              : new FieldMatch.Beginning(parts.text("beginsWith"));
      case CHOICE, MULTI_CHOICE -> new FieldMatch.AnyOf(parts.texts("anyOf"));
      case BOOLEAN ->
          new FieldMatch.Truth(parts.truth("is").orElseThrow(() -> parts.missing("is")));
      case NUMBER, MONEY -> numbers(parts, given);
      case DATE -> days(parts, given);
      case PHONE -> throw new IllegalStateException(given);
    };
  }

  private static String exactly(Parts parts, FieldType type) {
    String text = parts.text("is");
    return type == FieldType.TEXT
        ? text
        : FieldValue.webAddress(text)
            .orElseThrow(() -> parts.fault("is", "This is no address on the web."));
  }

  private static FieldMatch numbers(Parts parts, String given) {
    if (given.equals("is")) {
      Optional<Double> is = Optional.of(parts.decimal("is").orElseThrow(() -> parts.missing("is")));
      return new FieldMatch.Between(is, is);
    }
    Optional<Double> min = parts.decimal("min");
    Optional<Double> max = parts.decimal("max");
    requireRange(parts, min, max);
    return new FieldMatch.Between(min, max);
  }

  private static FieldMatch days(Parts parts, String given) {
    if (given.equals("is")) {
      Optional<LocalDate> is = Optional.of(parts.day("is").orElseThrow(() -> parts.missing("is")));
      return new FieldMatch.Days(is, is);
    }
    Optional<LocalDate> min = parts.day("min");
    Optional<LocalDate> max = parts.day("max");
    requireRange(parts, min.map(LocalDate::toEpochDay), max.map(LocalDate::toEpochDay));
    return new FieldMatch.Days(min, max);
  }

  private static <T extends Comparable<T>> void requireRange(
      Parts parts, Optional<T> min, Optional<T> max) {
    if (min.isEmpty() && max.isEmpty()) {
      throw parts.fault("Give a lowest (min) or a highest (max) value, or both.");
    }
    if (min.isPresent() && max.isPresent() && min.get().compareTo(max.get()) > 0) {
      throw parts.fault("min", "The lowest value is above the highest.");
    }
  }

  private static Optional<CustomFieldId> fieldId(String text) {
    try {
      return Optional.of(CustomFieldId.of(text));
    } catch (MceException e) {
      return Optional.empty();
    }
  }

  private static Map<?, ?> object(String path, @Nullable Object json) {
    if (json instanceof Map<?, ?> object) {
      return object;
    }
    throw fault(path, "This is an object, such as {\"score\": {\"min\": 50}}.");
  }

  private static MceException fault(String path, String sentence) {
    String field = path.isEmpty() ? "definition" : path;
    return MceException.invalid(field, field + ": " + sentence);
  }

  private static String words(List<String> words) {
    return String.join(", ", words);
  }

  /** As much of a text as an answer should repeat. */
  private static String shown(String text) {
    String clean = text.replaceAll("[^\\p{L}\\p{N} ._-]", "?");
    return clean.length() <= 40 ? clean : clean.substring(0, 40) + "…";
  }

  /** What is in a condition, and where it stands. */
  private static final class Parts {

    private final String path;
    private final Map<String, @Nullable Object> rest = new LinkedHashMap<>();

    Parts(String path, Map<?, ?> json) {
      this.path = path;
      json.forEach((key, value) -> rest.put(String.valueOf(key), value));
    }

    boolean has(String name) {
      return rest.containsKey(name);
    }

    MceException fault(String sentence) {
      return ConditionReader.fault(path, sentence);
    }

    MceException fault(String name, String sentence) {
      return ConditionReader.fault(path + "." + name, sentence);
    }

    MceException missing(String name) {
      return fault(name, "There is no value.");
    }

    void requireNothingElse() {
      if (!rest.isEmpty()) {
        String name = shown(rest.keySet().iterator().next());
        throw fault(name, "This condition has no \"" + name + "\".");
      }
    }

    String text(String name) {
      return optionalText(name).orElseThrow(() -> fault(name, "Write a text."));
    }

    Optional<String> optionalText(String name) {
      Object value = rest.remove(name);
      if (value == null) {
        return Optional.empty();
      }
      if (value instanceof String text && isFine(text)) {
        return Optional.of(text.strip());
      }
      throw fault(name, "This is a text of 1 to " + MOST_CHARACTERS + " characters.");
    }

    private static boolean isFine(String text) {
      return !text.isBlank()
          && text.length() <= MOST_CHARACTERS
          && text.codePoints()
              .noneMatch(each ->
                  Character.isISOControl(each) || Character.getType(each) == Character.SURROGATE);
    }

    Optional<Boolean> truth(String name) {
      Object value = rest.remove(name);
      if (value == null || value instanceof Boolean) {
        return Optional.ofNullable((Boolean) value);
      }
      throw fault(name, "This is true or false.");
    }

    Optional<Integer> number(String name, int least, int most) {
      Object value = rest.remove(name);
      if (value == null) {
        return Optional.empty();
      }
      if (value instanceof Number number
          && number.doubleValue() == Math.rint(number.doubleValue())
          && number.doubleValue() >= least
          && number.doubleValue() <= most) {
        return Optional.of(number.intValue());
      }
      throw fault(name, "This is a whole number from " + least + " to " + most + ".");
    }

    Optional<Double> decimal(String name) {
      Object value = rest.remove(name);
      if (value == null) {
        return Optional.empty();
      }
      if (value instanceof Number number && Math.abs(number.doubleValue()) <= MOST_NUMBER) {
        return Optional.of(number.doubleValue() + 0.0); // Makes -0 the same as 0.
      }
      throw fault(name, "This is a number.");
    }

    Optional<LocalDate> day(String name) {
      Optional<String> text = optionalText(name);
      try {
        Optional<LocalDate> day = text.map(LocalDate::parse);
        if (day.filter(each -> each.getYear() < 1 || each.getYear() > 9999).isPresent()) {
          throw fault(name, "This is a day between the years 1 and 9999.");
        }
        return day;
      } catch (DateTimeParseException e) {
        throw fault(name, "This is a day such as 2026-03-02.");
      }
    }

    Optional<Instant> time(String name) {
      Optional<String> text = optionalText(name);
      try {
        Optional<Instant> time = text.map(Instant::parse);
        if (time.filter(at -> at.isBefore(EARLIEST) || at.isAfter(LATEST)).isPresent()) {
          throw fault(name, "This is a time between the years 1900 and 9999.");
        }
        return time;
      } catch (DateTimeParseException e) {
        throw fault(name, "This is a time such as 2026-03-02T09:00:00Z.");
      }
    }

    Set<String> texts(String name) {
      return values(name, Optional::of, "a text", false);
    }

    <E extends Enum<E>> Set<E> constants(String name, Class<E> type) {
      return values(
          name,
          word -> constant(word, type),
          "one of " + Arrays.toString(type.getEnumConstants()),
          false);
    }

    <E extends Enum<E>> Optional<E> constant(String word, Class<E> type) {
      return Arrays.stream(type.getEnumConstants())
          .filter(each -> each.name().equals(word))
          .findFirst();
    }

    <T> Set<T> values(
        String name, Function<String, Optional<T>> reader, String what, boolean mayBeEmpty) {
      Object value = rest.remove(name);
      if (!(value instanceof List<?> list)
          || list.size() > MOST_VALUES
          || (list.isEmpty() && !mayBeEmpty)) {
        throw fault(name, "This is a list of 1 to " + MOST_VALUES + " values.");
      }
      Set<T> values = new LinkedHashSet<>();
      for (int i = 0; i < list.size(); i++) {
        String at = name + "[" + i + "]";
        Object each = list.get(i);
        values.add(
            (each instanceof String text && isFine(text)
                    ? reader.apply(text.strip())
                    : Optional.<T>empty())
                .orElseThrow(() -> fault(at, "This is " + what + ".")));
      }
      return values;
    }
  }
}
