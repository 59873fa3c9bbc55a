package io.mce.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.engine.EngineParts;
import io.mce.field.CustomField;
import io.mce.field.CustomFieldDraft;
import io.mce.field.FieldType;
import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.PageRequest;
import io.mce.lead.AutomationReason;
import io.mce.lead.AutomationState;
import io.mce.lead.Lead;
import io.mce.lead.LeadDraft;
import io.mce.lead.LeadFilter;
import io.mce.lead.LeadId;
import io.mce.lead.LeadQuery;
import io.mce.lead.LeadSort;
import io.mce.lead.LeadStatus;
import io.mce.lead.Leads;
import io.mce.lead.ScoreReason;
import io.mce.organization.MemberId;
import io.mce.organization.Role;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import io.mce.project.ProjectDraft;
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
import io.mce.spi.Address;
import io.mce.testing.MceExtension;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What the database finds is what the conditions say, whatever they are: random trees over random
 * leads, against an evaluation in memory that shares no code with the one in SQL.
 */
final class SegmentSqlPropertyTest {

  private static final int LEADS = 120;
  private static final List<String> NAMES =
      List.of(
          "Ana Souza", "\u00c1na", "bob", "Zo\u00eb 100%", "a_b", "", "\u0939\u0930\u093f", "Sol");
  private static final List<String> COMPANIES = List.of("", "Sol", "S\u00f3l Ltda", "100% Padaria");
  private static final List<String> SOURCES = List.of("website", "fair", "O'Neil \"x\"");
  private static final List<String> TAGS = List.of("vip", "cold", "a,b", "100%");
  private static final List<String> TEXTS =
      List.of("ana", "\u00c1N", "sol", "100%", "_", "!", "o", "nobody", "'", "sol ltda", "s");
  private static final List<String> WORDS =
      List.of("Sol", "s\u00f3l nascente", "100%", "1_0", "a!b", "\u0939\u0930\u093f", "z");
  private static final List<String> PAGES =
      List.of("https://sol.example", "https://sol.example/100%25", "http://lua.example/a_b");
  private static final List<String> CHOICES = List.of("Flat", "S\u00f3tao", "House", "100%");
  private static final List<String> NUMBERS =
      List.of("-3", "0", "0.1", "2.5", "7", "1000000", "250000.75");
  private static final LocalDate DAY = LocalDate.parse("2026-02-27");
  private static final List<String> CHANNELS = List.of("SMS", "WHATSAPP");

  @Nested
  final class OnSqlite extends Contract {
    OnSqlite() {
      super(MceExtension.sqlite(), 10_000);
    }
  }

  @Nested
  final class OnPostgres extends Contract {
    OnPostgres() {
      super(MceExtension.postgres(), 3_000);
    }
  }

  /** What is known of a lead in memory. */
  private record Facts(Lead lead, Set<String> wishes, Map<ActivityKind, Map<Long, Long>> hours) {}

  abstract static class Contract {

    @RegisterExtension final MceExtension mce;

    private final int trees;
    private final long seed = Long.getLong("mce.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Map<LeadId, Facts> known = new HashMap<>();
    private final List<MemberId> members = new ArrayList<>();
    private final List<ProjectId> projects = new ArrayList<>();
    private final List<CustomField> fields = new ArrayList<>();
    private Actor actor;
    private Instant now;

    Contract(MceExtension mce, int trees) {
      this.mce = mce;
      this.trees = Integer.getInteger("mce.trees", trees);
    }

    @BeforeEach
    void population() {
      OrganizationId id = mce.engine().organizations().ensure("acme", "Acme").id();
      actor = Actor.system(id, "segments-test");
      for (int i = 0; i < 3; i++) {
        members.add(mce.engine().members().add(actor, "user-" + i, "M" + i, Role.REP).id());
      }
      for (String code : List.of("PALM", "SEA")) {
        ProjectDraft project = ProjectDraft.of(code, code);
        projects.add(mce.engine().projects().create(actor, project).id());
      }
      for (FieldType type : FieldType.values()) {
        CustomFieldDraft draft = CustomFieldDraft.of("Field " + type, type);
        draft = type.hasChoices() ? draft.choices(CHOICES.toArray(String[]::new)) : draft;
        draft = type == FieldType.MONEY ? draft.currency("BRL") : draft;
        fields.add(mce.engine().customFields().create(actor, draft));
      }
      List<LeadId> all = new ArrayList<>();
      for (int i = 0; i < LEADS; i++) {
        mce.clock().set(mce.clock().instant().plus(Duration.ofMinutes(random.nextInt(600))));
        all.add(lead(i));
      }
      now = mce.clock().instant().plus(Duration.ofDays(1));
      mce.clock().set(now);
      Leads leads = mce.engine().leads();
      for (LeadId each : all) {
        known.put(each, new Facts(leads.get(actor, each), wishes(each), activity(each)));
      }
      // Deleted leads are in no segment.
      LeadId gone =
          leads
              .capture(actor, LeadDraft.named("Sol").phone("+5511987654321").tags(Set.of("vip")))
              .leadId();
      leads.delete(actor, gone);
    }

    private LeadId lead(int number) {
      Leads leads = mce.engine().leads();
      LeadDraft draft = LeadDraft.named(any(NAMES)).tags(some(TAGS));
      String company = any(COMPANIES);
      draft = company.isEmpty() ? draft : draft.company(company);
      int contact = random.nextInt(3);
      draft = contact > 0 ? draft.phone("+55119%08d".formatted(10_000_000 + number)) : draft;
      draft = contact < 2 ? draft.email("lead" + number + "@example.com") : draft;
      draft = contact == 0 ? draft.address(Address.opaque("someone-" + number)) : draft;
      draft = draft.source(any(SOURCES)).metadata(metadata());
      draft = random.nextInt(3) > 0 ? draft.project(any(projects).toString()) : draft;
      LeadId id = leads.capture(actor, draft).leadId();
      leads.changeStatus(actor, id, any(List.of(LeadStatus.values())));
      if (random.nextInt(3) > 0) {
        leads.changeOwner(actor, id, Optional.of(any(members)));
      }
      int score = random.nextInt(101);
      leads.changeScore(
          actor.organizationId(),
          leads.get(actor, id),
          score,
          List.of(new ScoreReason("TEST", score, "Test")));
      switch (random.nextInt(4)) {
        case 0 -> leads.pauseAutomation(actor, id, AutomationReason.MANUAL);
        case 1 -> leads.optOut(actor, id);
        default -> {
          // It stays active.
        }
      }
      return id;
    }

    /** Two thirds of the fields are filled, each with one of a few values. */
    private Map<String, String> metadata() {
      Map<String, String> metadata = new HashMap<>();
      for (CustomField field : fields) {
        if (random.nextInt(3) > 0) {
          metadata.put(field.key(), fieldValue(field.type()));
        }
      }
      return metadata;
    }

    private String fieldValue(FieldType type) {
      return switch (type) {
        case TEXT -> any(WORDS);
        case URL -> any(PAGES);
        case CHOICE -> any(CHOICES);
        case MULTI_CHOICE -> String.join("; ", atLeastOne(CHOICES));
        case NUMBER -> any(NUMBERS);
        case MONEY -> any(NUMBERS.subList(1, NUMBERS.size()));
        case DATE -> DAY.plusDays(random.nextInt(5)).toString();
        case BOOLEAN -> String.valueOf(random.nextBoolean());
        case PHONE -> "+5511987650001";
      };
    }

    private Set<String> wishes(LeadId id) {
      Set<String> wishes = new HashSet<>();
      if (random.nextInt(4) == 0) {
        String channel = any(List.of("SMS", "WHATSAPP", "*"));
        mce.engine().doNotContact().set(actor, id, channel);
      }
      mce.engine().doNotContact().list(actor, id).forEach(each -> wishes.add(each.channel()));
      return wishes;
    }

    private Map<ActivityKind, Map<Long, Long>> activity(LeadId id) {
      Map<ActivityKind, Map<Long, Long>> hours = new HashMap<>();
      Map<ActivityStore.Hour, Long> rows = new HashMap<>();
      for (ActivityKind kind : ActivityKind.values()) {
        for (int i = random.nextInt(4); i > 0; i--) {
          long hour =
              random.nextInt(10) == 0
                  ? ActivityStore.LONG_AGO
                  : ActivityStore.Hour.number(now.minus(Duration.ofHours(random.nextInt(40 * 24))));
          long times = 1 + random.nextInt(3);
          hours.computeIfAbsent(kind, each -> new HashMap<>()).put(hour, times);
          rows.put(new ActivityStore.Hour(id, kind, hour), times);
        }
      }
      EngineParts.part(mce.engine(), Database.class)
          .runInOrganization(
              actor.organizationId(),
              transaction ->
                  EngineParts.part(mce.engine(), ActivityStore.class).add(transaction, rows));
      return hours;
    }

    @Test
    void the_database_finds_those_of_whom_the_conditions_hold() {
      Database database = EngineParts.part(mce.engine(), Database.class);
      long some = 0;
      for (int i = 0; i < trees; i++) {
        LeadCondition tree = tree(1 + random.nextInt(4));
        SegmentDefinition definition = new SegmentDefinition(tree);
        Set<String> expected = expected(tree);
        some += expected.isEmpty() || expected.size() == LEADS ? 0 : 1;
        assertThat(found(database, definition))
            .as("seed %d, tree %d: %s", seed, i, definition.text())
            .isEqualTo(expected);
        assertThat(SegmentDefinition.read(definition.text())).isEqualTo(definition);
        if (i % 20 == 0) {
          assertThat(listed(definition)).as("seed %d, list %d", seed, i).isEqualTo(expected);
          assertThat(mce.engine().segments().count(actor, definition, LeadQuery.all()).count())
              .as("seed %d, count %d", seed, i)
              .isEqualTo(expected.size());
        }
      }
      System.out.printf(
          Locale.ROOT,
          "SegmentSqlPropertyTest: %d trees over %d leads, %d of them neither all nor nobody,"
              + " seed %d%n",
          trees,
          LEADS,
          some,
          seed);
      assertThat(some).isGreaterThan(trees / 4);
    }

    @Test
    void the_laws_of_and_or_and_not_hold() {
      Database database = EngineParts.part(mce.engine(), Database.class);
      for (int i = 0; i < 100; i++) {
        LeadCondition a = tree(2);
        LeadCondition b = tree(2);
        LeadCondition c = tree(1);
        requireSame(database, new Not(all(a, b)), any(new Not(a), new Not(b)));
        requireSame(database, new Not(any(a, b)), all(new Not(a), new Not(b)));
        requireSame(database, new Not(new Not(a)), a);
        requireSame(database, all(c, any(a, b)), any(all(c, a), all(c, b)));
        requireSame(database, any(a, new Not(a)), new All(List.of()));
        requireSame(database, all(a, new Not(a)), new Any(List.of()));
      }
    }

    private void requireSame(Database database, LeadCondition one, LeadCondition other) {
      assertThat(found(database, new SegmentDefinition(one)))
          .as("seed %d: %s and %s", seed, one, other)
          .isEqualTo(found(database, new SegmentDefinition(other)));
    }

    private static LeadCondition all(LeadCondition... of) {
      return new All(List.of(of));
    }

    private static LeadCondition any(LeadCondition... of) {
      return new Any(List.of(of));
    }

    private Set<String> found(Database database, SegmentDefinition definition) {
      LeadFilter filter = definition.filter(now);
      return database.read(
          actor.organizationId(),
          transaction -> {
            var query =
                transaction.query(
                    "select l.id from mce_lead l where l.organization_id = :organizationId"
                        + " and l.deleted_at is null and "
                        + filter.condition());
            filter.values().forEach(query::bind);
            filter.lists().forEach(query::bindList);
            return query
                .map(Row.mapper(row -> row.text("id")))
                .collect(Collectors.toCollection(TreeSet::new));
          });
    }

    private Set<String> listed(SegmentDefinition definition) {
      LeadSort sort = any(List.of(LeadSort.values()));
      return mce
          .engine()
          .segments()
          .leads(actor, definition, LeadQuery.all().sort(sort), PageRequest.first(200))
          .items()
          .stream()
          .map(lead -> lead.id().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> expected(LeadCondition tree) {
      return known.values().stream()
          .filter(each -> holds(tree, each))
          .map(each -> each.lead().id().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }

    // In memory

    private boolean holds(LeadCondition condition, Facts of) {
      Lead lead = of.lead();
      return switch (condition) {
        case All all -> all.of().stream().allMatch(each -> holds(each, of));
        case Any any -> any.of().stream().anyMatch(each -> holds(each, of));
        case Not not -> !holds(not.of(), of);
        case Status status -> status.in().contains(lead.status());
        case Source source -> source.in().contains(lead.source());
        case Owner owner -> lead.owner().map(owner.in()::contains).orElse(owner.nobody());
        case Project project -> lead.project().map(project.in()::contains).orElse(project.none());
        case Score score ->
            lead.score() >= score.min().orElse(0) && lead.score() <= score.max().orElse(100);
        case Tags tags ->
            switch (tags.match()) {
              case ANY -> tags.tags().stream().anyMatch(lead.tags()::contains);
              case ALL -> lead.tags().containsAll(tags.tags());
              case NONE -> tags.tags().stream().noneMatch(lead.tags()::contains);
            };
        case Time time -> {
          Instant at = time.field() == TimeField.CREATED ? lead.createdAt() : lead.updatedAt();
          yield time.from().map(from -> !at.isBefore(from)).orElse(true)
              && time.until().map(at::isBefore).orElse(true)
              && time.lastDays()
                  .map(days -> !at.isBefore(now.minus(Duration.ofDays(days))))
                  .orElse(true);
        }
        case Text text ->
            (text.field() == TextField.NAME ? Optional.of(lead.name()) : lead.company())
                .filter(value -> folded(value).contains(folded(text.contains())))
                .isPresent();
        case Known contact ->
            contact.what() == Contact.PHONE ? lead.phone().isPresent() : lead.email().isPresent();
        case Automation automation -> automation.in().contains(lead.automation().state());
        case DoNotContact wish ->
            wish.channel()
                .map(channel -> of.wishes().contains(channel) || of.wishes().contains("*"))
                .orElse(!of.wishes().isEmpty());
        case Activity activity -> {
          long from =
              activity
                  .days()
                  .map(days -> now.minus(Duration.ofDays(days)).toEpochMilli() / 3_600_000)
                  .orElse(Long.MIN_VALUE);
          long times =
              of.hours().getOrDefault(activity.kind(), Map.of()).entrySet().stream()
                  .filter(each -> each.getKey() >= from)
                  .mapToLong(Map.Entry::getValue)
                  .sum();
          yield activity.atLeast().map(least -> times >= least).orElse(times == 0);
        }
        case Field field ->
            fields.stream()
                .filter(each -> each.id().equals(field.id()))
                .flatMap(each -> Optional.ofNullable(lead.metadata().get(each.key())).stream())
                .anyMatch(value -> fits(field.match(), value));
      };
    }

    private static boolean fits(FieldMatch match, String value) {
      return switch (match) {
        case FieldMatch.Filled filled -> true;
        case FieldMatch.Exactly is -> folded(value).equals(folded(is.text()));
        case FieldMatch.Beginning begins -> folded(value).startsWith(folded(begins.text()));
        case FieldMatch.AnyOf any ->
            Arrays.stream(value.split("; ", -1)).anyMatch(any.choices()::contains);
        case FieldMatch.Between range ->
            Double.parseDouble(value) >= range.min().orElse(Double.NEGATIVE_INFINITY)
                && Double.parseDouble(value) <= range.max().orElse(Double.POSITIVE_INFINITY);
        case FieldMatch.Days days ->
            days.min().map(day -> !LocalDate.parse(value).isBefore(day)).orElse(true)
                && days.max().map(day -> !LocalDate.parse(value).isAfter(day)).orElse(true);
        case FieldMatch.Truth truth -> value.equals(String.valueOf(truth.value()));
      };
    }

    private static String folded(String text) {
      return Normalizer.normalize(text, Normalizer.Form.NFKD)
          .replaceAll("\\p{M}+", "")
          .toLowerCase(Locale.ROOT);
    }

    // Random trees

    private LeadCondition tree(int levels) {
      if (levels == 1 || random.nextInt(4) == 0) {
        return leaf();
      }
      return switch (random.nextInt(5)) {
        case 0 -> new Not(tree(levels - 1));
        case 1, 2 -> new Any(trees(levels));
        default -> new All(trees(levels));
      };
    }

    private List<LeadCondition> trees(int levels) {
      return IntStream.range(0, random.nextInt(4)).mapToObj(i -> tree(levels - 1)).toList();
    }

    private LeadCondition leaf() {
      return switch (random.nextInt(16)) {
        case 0 -> new Status(atLeastOne(List.of(LeadStatus.values())));
        case 1 -> new Source(atLeastOne(SOURCES));
        case 2 ->
            random.nextBoolean()
                ? new Owner(Set.of(), true)
                : new Owner(atLeastOne(members), random.nextBoolean());
        case 14 ->
            random.nextBoolean()
                ? new Project(Set.of(), true)
                : new Project(atLeastOne(projects), random.nextBoolean());
        case 3 -> {
          int min = random.nextInt(101);
          yield switch (random.nextInt(3)) {
            case 0 -> new Score(Optional.of(min), Optional.empty());
            case 1 -> new Score(Optional.empty(), Optional.of(min));
            default -> new Score(Optional.of(min), Optional.of(min + random.nextInt(101 - min)));
          };
        }
        case 4, 5 -> new Tags(any(List.of(TagMatch.values())), atLeastOne(TAGS));
        case 6 -> time();
        case 7 -> new Text(any(List.of(TextField.values())), any(TEXTS));
        case 8 -> new Known(any(List.of(Contact.values())));
        case 9 -> new Automation(atLeastOne(List.copyOf(EnumSet.allOf(AutomationState.class))));
        case 10 ->
            new DoNotContact(random.nextBoolean() ? Optional.empty() : Optional.of(any(CHANNELS)));
        case 11, 12, 13 -> field(any(fields));
        default ->
            new Activity(
                any(List.of(ActivityKind.values())),
                random.nextInt(3) == 0 ? Optional.empty() : Optional.of(1 + random.nextInt(5)),
                random.nextInt(3) == 0 ? Optional.empty() : Optional.of(1 + random.nextInt(40)));
      };
    }

    private LeadCondition field(CustomField field) {
      return new Field(
          field.id(),
          field.type(),
          random.nextInt(4) == 0 ? new FieldMatch.Filled() : match(field.type()));
    }

    private FieldMatch match(FieldType type) {
      return switch (type) {
        case TEXT, URL -> {
          String value = fieldValue(type);
          boolean loud = type == FieldType.TEXT && random.nextBoolean();
          String spelled = loud ? value.toUpperCase(Locale.ROOT) : value;
          yield random.nextBoolean()
              ? new FieldMatch.Exactly(spelled)
              : new FieldMatch.Beginning(
                  spelled.substring(0, 1 + random.nextInt(spelled.length())).strip());
        }
        case CHOICE, MULTI_CHOICE -> new FieldMatch.AnyOf(atLeastOne(CHOICES));
        case NUMBER, MONEY -> {
          Optional<Double> one = Optional.of(Double.parseDouble(fieldValue(type)));
          yield switch (random.nextInt(4)) {
            case 0 -> new FieldMatch.Between(one, one);
            case 1 -> new FieldMatch.Between(one, Optional.empty());
            case 2 -> new FieldMatch.Between(Optional.empty(), one);
            default -> new FieldMatch.Between(one, one.map(least -> least + random.nextInt(10)));
          };
        }
        case DATE -> {
          LocalDate one = LocalDate.parse(fieldValue(type));
          yield switch (random.nextInt(4)) {
            case 0 -> new FieldMatch.Days(Optional.of(one), Optional.of(one));
            case 1 -> new FieldMatch.Days(Optional.of(one), Optional.empty());
            case 2 -> new FieldMatch.Days(Optional.empty(), Optional.of(one));
            default -> new FieldMatch.Days(Optional.of(one), Optional.of(one.plusDays(1)));
          };
        }
        case BOOLEAN -> new FieldMatch.Truth(random.nextBoolean());
        case PHONE -> new FieldMatch.Filled();
      };
    }

    private LeadCondition time() {
      TimeField field = any(List.of(TimeField.values()));
      if (random.nextBoolean()) {
        return new Time(
            field, Optional.empty(), Optional.empty(), Optional.of(1 + random.nextInt(40)));
      }
      Instant from = now.minus(Duration.ofHours(random.nextInt(40 * 24)));
      return switch (random.nextInt(3)) {
        case 0 -> new Time(field, Optional.of(from), Optional.empty(), Optional.empty());
        case 1 -> new Time(field, Optional.empty(), Optional.of(from), Optional.empty());
        default ->
            new Time(
                field,
                Optional.of(from),
                Optional.of(from.plus(Duration.ofHours(1 + random.nextInt(300)))),
                Optional.empty());
      };
    }

    private <T> T any(List<T> values) {
      return values.get(random.nextInt(values.size()));
    }

    private <T> Set<T> some(List<T> values) {
      return values.stream().filter(each -> random.nextInt(3) == 0).collect(Collectors.toSet());
    }

    private <T> Set<T> atLeastOne(List<T> values) {
      Set<T> some = new HashSet<>(some(values));
      some.add(any(values));
      return some;
    }
  }
}
