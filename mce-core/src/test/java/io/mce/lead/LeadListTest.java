package io.mce.lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.kernel.Actor;
import io.mce.kernel.Cursor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.organization.MemberId;
import io.mce.organization.Role;
import io.mce.testing.MceExtension;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LeadListTest {

  private static final List<String> NAMES =
      List.of(
          "Ana",
          "ana souza",
          "\u00c1na",
          "ANA",
          "Zo\u00eb",
          "zoe",
          "Bob",
          "100% Sol",
          "a_b",
          "a!b",
          "",
          "\u00d8rsted",
          "\u0939\u0930\u093f",
          "Sol");
  private static final List<String> COMPANIES = List.of("", "Sol", "S\u00f3l Ltda", "Padaria 100%");
  private static final List<String> SOURCES = List.of("website", "fair", "import");
  private static final List<String> TAGS = List.of("vip", "cold", "a,b", "100%");
  private static final List<String> TEXTS =
      List.of("ana", "\u00c1N", "sol", "100%", "_", "!", "a_b", "o", "nobody", "souza");

  @Nested
  final class OnSqlite extends Contract {
    OnSqlite() {
      super(MceExtension.sqlite());
    }
  }

  @Nested
  final class OnPostgres extends Contract {
    OnPostgres() {
      super(MceExtension.postgres());
    }
  }

  abstract static class Contract {

    @RegisterExtension final MceExtension mce;

    private final long seed = Long.getLong("mce.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private Actor actor;

    Contract(MceExtension mce) {
      this.mce = mce;
    }

    @BeforeEach
    void organization() {
      System.out.println("LeadListTest: repeat with -Dmce.seed=" + seed);
      actor = newActor("acme");
    }

    private Actor newActor(String key) {
      return Actor.system(mce.engine().organizations().ensure(key, key).id(), "list-test");
    }

    private Leads leads() {
      return mce.engine().leads();
    }

    private Page<Lead> page(LeadQuery query, int limit, Optional<Cursor> cursor) {
      return leads().list(actor, query, new PageRequest(limit, cursor.map(Cursor::text)));
    }

    private static String phone(int number) {
      return "+55119%08d".formatted(80_000_000 + number);
    }

    private <T> T oneOf(List<T> values) {
      return values.get(random.nextInt(values.size()));
    }

    private Lead lead(int number) {
      return captured(LeadDraft.of("Lead " + number, phone(number)));
    }

    private Lead captured(LeadDraft draft) {
      return leads().get(actor, leads().capture(actor, draft).leadId());
    }

    private void score(LeadId id, int points) {
      mce.engine().scoring().adjust(actor, id, points, "Test");
    }

    private void rename(LeadId id, String name) {
      leads().update(actor, id, LeadChange.none().name(name), leads().get(actor, id).version());
    }

    private static List<LeadId> ids(List<Lead> leads) {
      return leads.stream().map(Lead::id).toList();
    }

    /** Every page of a query; the pages are of random sizes. */
    private List<LeadId> walk(LeadQuery query) {
      List<LeadId> seen = new ArrayList<>();
      Optional<Cursor> cursor = Optional.empty();
      do {
        int limit = random.nextInt(1, 30);
        Page<Lead> page = page(query, limit, cursor);
        assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
        seen.addAll(ids(page.items()));
        cursor = page.nextCursor();
      } while (cursor.isPresent());
      return seen;
    }

    @Nested
    class Querying {

      private final List<Optional<MemberId>> owners = new ArrayList<>();

      @BeforeEach
      void leadsOfAllKinds() {
        owners.add(Optional.empty());
        for (String user : List.of("ana", "bob")) {
          owners.add(Optional.of(mce.engine().members().add(actor, user, user, Role.REP).id()));
        }
        Actor other = newActor("other");
        for (int i = 0; i < 120; i++) {
          LeadDraft draft =
              LeadDraft.of(oneOf(NAMES), phone(i))
                  .email("lead" + i + "@example.com")
                  .company(oneOf(COMPANIES))
                  .source(oneOf(SOURCES))
                  .tags(
                      random.nextBoolean()
                          ? Set.copyOf(List.of(oneOf(TAGS), oneOf(TAGS)))
                          : Set.of());
          leads().capture(other, draft);
          LeadId id = leads().capture(actor, draft).leadId();
          leads().changeStatus(actor, id, oneOf(List.of(LeadStatus.values())));
          leads().changeOwner(actor, id, oneOf(owners));
          if (random.nextBoolean()) {
            score(id, 10 * random.nextInt(5));
          }
          if (random.nextInt(8) == 0) {
            leads().delete(actor, id);
          }
        }
      }

      @ParameterizedTest
      @EnumSource
      void every_order_with_any_filters_gives_what_a_plain_sort_gives(LeadSort sort) {
        List<Lead> all =
            leads()
                .list(actor, LeadQuery.all().sort(LeadSort.OLDEST), PageRequest.first(200))
                .items();
        assertThat(all).hasSizeBetween(60, 120);
        for (int i = 0; i < 150; i++) {
          LeadQuery query = randomQuery().sort(sort);
          List<LeadId> expected =
              all.stream()
                  .filter(lead -> fits(lead, query))
                  .sorted(order(sort))
                  .map(Lead::id)
                  .toList();
          assertThat(walk(query)).as("seed %d: %s", seed, query).isEqualTo(expected);
        }
      }

      private LeadQuery randomQuery() {
        LeadQuery query = LeadQuery.all();
        int filters = random.nextInt(64) & random.nextInt(64);
        query = (filters & 1) == 0 ? query : query.status(oneOf(List.of(LeadStatus.values())));
        query = (filters & 2) == 0 ? query : query.source(oneOf(SOURCES));
        query = (filters & 4) == 0 ? query : query.text(text());
        query = (filters & 8) == 0 ? query : query.minScore(10 * random.nextInt(9));
        query = (filters & 16) == 0 ? query : query.tag(oneOf(TAGS));
        query = (filters & 32) == 0 ? query : query.owner(oneOf(owners).orElse(nobody()));
        return query;
      }

      private MemberId nobody() {
        return new MemberId(actor.organizationId().value());
      }

      private String text() {
        int number = random.nextInt(130);
        return oneOf(
            List.of(
                oneOf(TEXTS),
                oneOf(TEXTS),
                phone(number),
                phone(number).substring(phone(number).length() - random.nextInt(4, 9)),
                "Lead" + number + "@Example.com"));
      }

      private boolean fits(Lead lead, LeadQuery query) {
        return query.status().stream().allMatch(each -> each == lead.status())
            && query.source().stream().allMatch(each -> each.equals(lead.source()))
            && query.minScore().stream().allMatch(each -> each <= lead.score())
            && query.tag().stream().allMatch(each -> lead.tags().contains(each))
            && query.owner().stream().allMatch(each -> lead.owner().equals(Optional.of(each)))
            && query.text().stream().allMatch(each -> isCalled(lead, each));
      }

      private static boolean isCalled(Lead lead, String text) {
        if (text.startsWith("+")) {
          return lead.phone().orElseThrow().e164().equals(text);
        }
        if (text.matches("\\d{4,}")) {
          return lead.phone().orElseThrow().e164().endsWith(text);
        }
        if (text.contains("@")) {
          return lead.email().orElseThrow().address().equalsIgnoreCase(text);
        }
        return Stream.of(plain(text).split(" "))
            .allMatch(wanted ->
                hasWord(plain(lead.name()), wanted)
                    || hasWord(plain(lead.company().orElse("")), wanted));
      }

      private static Comparator<Lead> order(LeadSort sort) {
        Comparator<Lead> oldest = Comparator.comparing(lead -> lead.id().toString());
        return switch (sort) {
          case OLDEST -> oldest;
          case NEWEST -> oldest.reversed();
          case SCORE -> Comparator.comparingInt(Lead::score).thenComparing(oldest).reversed();
          case NAME ->
              Comparator.comparing((Lead lead) -> plain(lead.name()))
                  .thenComparing(lead -> plain(lead.company().orElse("")))
                  .thenComparing(oldest);
        };
      }

      /** A word begins after space, and at a letter or digit that follows something else. */
      private static boolean hasWord(String text, String beginning) {
        for (int i = 0; i < text.length(); i++) {
          boolean begins =
              i == 0
                  || text.charAt(i - 1) == ' '
                  || (Character.isLetterOrDigit(text.charAt(i))
                      && !Character.isLetterOrDigit(text.charAt(i - 1)));
          if (text.charAt(i) != ' ' && begins && text.startsWith(beginning, i)) {
            return true;
          }
        }
        return false;
      }

      /** Without accents and case. */
      private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD)
            .replaceAll("\\p{M}", "")
            .toLowerCase(Locale.ROOT);
      }
    }

    @Nested
    class Walking {

      @ParameterizedTest
      @EnumSource
      void what_stays_as_it_is_is_seen_once_however_much_else_changes(LeadSort sort)
          throws Exception {
        List<LeadId> stable = new ArrayList<>();
        List<LeadId> restless = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
          Lead lead = captured(LeadDraft.of(oneOf(NAMES), phone(i)));
          score(lead.id(), random.nextInt(20));
          (random.nextInt(3) == 0 ? restless : stable).add(lead.id());
        }
        AtomicBoolean walking = new AtomicBoolean(true);
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
          Future<Integer> changes = thread.submit(() -> change(restless, walking));
          try {
            for (int walk = 0; walk < 5; walk++) {
              assertThat(walk(LeadQuery.all().sort(sort)))
                  .as("seed %d", seed)
                  .filteredOn(stable::contains)
                  .hasSameSizeAs(stable)
                  .containsAll(stable);
            }
          } finally {
            walking.set(false);
          }
          assertThat(changes.get()).isPositive();
        }
      }

      private int change(List<LeadId> restless, AtomicBoolean walking) {
        Random own = new Random(seed + 1);
        int changes = 0;
        while (walking.get() && changes < 5_000) {
          LeadId id = restless.get(own.nextInt(restless.size()));
          switch (own.nextInt(4)) {
            case 0 -> rename(id, NAMES.get(own.nextInt(NAMES.size())));
            case 1 -> score(id, own.nextInt(-20, 21));
            case 2 -> lead(1_000 + changes);
            default -> leads().changeStatus(actor, id, LeadStatus.values()[own.nextInt(6)]);
          }
          changes++;
        }
        return changes;
      }

      @ParameterizedTest
      @EnumSource
      void a_walk_goes_on_where_it_was_when_the_lead_at_the_edge_moves_or_goes(LeadSort sort) {
        List<LeadId> expected = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
          Lead lead = captured(LeadDraft.of("Lead " + i, phone(i)));
          score(lead.id(), i);
        }
        LeadQuery query = LeadQuery.all().sort(sort);
        expected.addAll(ids(page(query, 9, Optional.empty()).items()));

        List<LeadId> seen = new ArrayList<>();
        Page<Lead> page = page(query, 3, Optional.empty());
        seen.addAll(ids(page.items()));
        rename(page.items().getLast().id(), "Zzz");
        score(page.items().getLast().id(), -50);
        page = page(query, 3, page.nextCursor());
        seen.addAll(ids(page.items()));
        leads().delete(actor, page.items().getLast().id());
        page = page(query, 9, page.nextCursor());
        page.items().stream().map(Lead::id).filter(id -> !seen.contains(id)).forEach(seen::add);

        assertThat(seen).isEqualTo(expected);
      }
    }

    @Nested
    class Refusing {

      private final Map<String, LeadQuery> queries = new HashMap<>();

      @BeforeEach
      void threeLeads() {
        for (int i = 0; i < 3; i++) {
          lead(i);
        }
        for (LeadSort sort : LeadSort.values()) {
          queries.put(sort.name(), LeadQuery.all().sort(sort));
        }
        queries.put("source", LeadQuery.all().source("unknown"));
        queries.put("text", LeadQuery.all().text("Lead"));
        queries.put("score", LeadQuery.all().minScore(0));
        queries.put("status", LeadQuery.all().status(LeadStatus.NEW));
      }

      @Test
      void a_cursor_of_another_query_is_refused() {
        queries.forEach((name, query) -> {
          Optional<Cursor> cursor = page(query, 1, Optional.empty()).nextCursor();
          queries.forEach((otherName, other) -> {
            if (!otherName.equals(name)) {
              assertRefused(() -> page(other, 1, cursor));
            }
          });
          assertThat(page(query, 1, cursor).items()).hasSize(1);
        });
      }

      @Test
      void a_cursor_of_another_organization_is_refused() {
        Actor other = newActor("other");
        for (int i = 0; i < 3; i++) {
          leads().capture(other, LeadDraft.of("Lead " + i, phone(i)));
        }
        queries.forEach((name, query) -> {
          Optional<String> theirs =
              leads().list(other, query, PageRequest.first(1)).nextCursor().map(Cursor::text);
          assertRefused(() -> leads().list(actor, query, new PageRequest(1, theirs)));
        });
      }

      @Test
      void what_is_no_cursor_is_refused() {
        for (String text : List.of("x", "%%%", Cursor.of("x").text(), Cursor.of(1, 2, 3).text())) {
          for (LeadSort sort : LeadSort.values()) {
            assertRefused(() ->
                leads()
                    .list(
                        actor, LeadQuery.all().sort(sort), new PageRequest(1, Optional.of(text))));
          }
        }
      }

      @Test
      void a_cursor_shows_no_name() {
        Cursor cursor =
            page(LeadQuery.all().sort(LeadSort.NAME), 1, Optional.empty())
                .nextCursor()
                .orElseThrow();
        assertThat(cursor.values().toString().toLowerCase(Locale.ROOT)).doesNotContain("lead 0");
      }

      @Test
      void a_limit_out_of_range_is_refused() {
        for (int limit : new int[] {Integer.MIN_VALUE, -1, 0, 201, Integer.MAX_VALUE}) {
          assertThatThrownBy(() -> PageRequest.first(limit))
              .isInstanceOfSatisfying(
                  MceException.class,
                  e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.INVALID);
                    assertThat(e.details()).containsOnlyKeys("limit");
                  });
        }
        assertThat(Stream.of(1, 200).map(limit -> page(LeadQuery.all(), limit, Optional.empty())))
            .extracting(page -> page.items().size())
            .containsExactly(1, 3);
      }

      private void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call)
            .isInstanceOfSatisfying(
                MceException.class,
                e -> {
                  assertThat(e.code()).isEqualTo(ErrorCode.INVALID);
                  assertThat(e.details()).containsOnlyKeys("cursor");
                  assertThat(e.getMessage()).contains("start from the beginning");
                });
      }
    }
  }
}
