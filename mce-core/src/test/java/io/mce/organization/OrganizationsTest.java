package io.mce.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.engine.EngineParts;
import io.mce.event.DomainEvent;
import io.mce.event.RecordedEvent;
import io.mce.kernel.Actor;
import io.mce.kernel.Cursor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Permission;
import io.mce.organization.BusinessHours.Span;
import io.mce.persistence.Database;
import io.mce.persistence.Json;
import io.mce.testing.MceExtension;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OrganizationsTest {

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

  private static final QuietHours NIGHT = QuietHours.of("21:00", "08:00");
  private static final BusinessHours WEEK =
      new BusinessHours(
          Map.of(
              DayOfWeek.MONDAY,
              List.of(Span.of("09:00", "12:00"), Span.of("13:00", "18:30")),
              DayOfWeek.SATURDAY,
              List.of(Span.of("20:00", "00:00")),
              DayOfWeek.SUNDAY,
              List.of()));

  abstract static class Contract {

    @RegisterExtension final MceExtension mce;

    Contract(MceExtension mce) {
      this.mce = mce;
    }

    Organizations organizations() {
      return mce.engine().organizations();
    }

    Actor actorOf(Organization organization) {
      return Actor.system(organization.id(), "organizations-test");
    }

    @Test
    void ensuring_a_key_again_returns_the_organization_that_has_it() {
      Organization acme = organizations().ensure("acme", "Acme Ltd");
      Organization again = organizations().ensure("acme", "Another name");
      assertThat(again).isEqualTo(acme);
      assertThat(acme.name()).isEqualTo("Acme Ltd");
      assertThat(acme.version()).isEqualTo(1);
      assertThat(organizations().findByKey("acme")).contains(acme.id());
      assertThat(organizations().findByKey("nobody")).isEmpty();
    }

    @Test
    void many_who_ensure_one_key_at_once_get_one_organization() throws Exception {
      List<Callable<OrganizationId>> calls = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        String name = "Acme " + i;
        calls.add(() -> organizations().ensure("acme", name).id());
      }
      Set<OrganizationId> made = new HashSet<>();
      try (ExecutorService threads = Executors.newFixedThreadPool(12)) {
        for (Future<OrganizationId> each : threads.invokeAll(calls)) {
          made.add(each.get());
        }
      }
      assertThat(made).hasSize(1);
      assertThat(events(made.iterator().next(), OrganizationCreated.class)).hasSize(1);
    }

    @Test
    void a_change_keeps_what_it_does_not_name_and_raises_the_version() {
      Organization acme = organizations().ensure("acme", "Acme Ltd");
      Organization changed =
          organizations()
              .update(
                  actorOf(acme),
                  OrganizationChange.none()
                      .withDefaultRegion("BR")
                      .withTimeZone(ZoneId.of("America/Sao_Paulo"))
                      .withQuietHours(NIGHT),
                  1);
      assertThat(changed.version()).isEqualTo(2);
      assertThat(organizations().get(actorOf(acme)))
          .isEqualTo(changed)
          .returns("Acme Ltd", Organization::name)
          .returns("BR", Organization::defaultRegion)
          .returns(ZoneId.of("America/Sao_Paulo"), Organization::timeZone)
          .returns(Optional.of(NIGHT), Organization::quietHours)
          .returns(Optional.empty(), Organization::businessHours);
      assertThat(events(acme.id(), OrganizationChanged.class)).hasSize(1);
    }

    @Test
    void hours_and_languages_are_kept_as_they_were_given() {
      Organization acme = organizations().ensure("acme", "Acme Ltd");
      assertThat(acme.languages()).containsExactly("en");
      Organization changed =
          organizations()
              .update(
                  actorOf(acme),
                  OrganizationChange.none()
                      .withBusinessHours(WEEK)
                      .withQuietHours(NIGHT)
                      .withLanguages(List.of("pt-br", "EN", "hi")),
                  1);
      assertThat(organizations().get(actorOf(acme)))
          .isEqualTo(changed)
          .returns(Optional.of(WEEK), Organization::businessHours)
          .returns(Optional.of(NIGHT), Organization::quietHours)
          .returns(List.of("pt-BR", "en", "hi"), Organization::languages);
      assertThat(changes(acme.id()))
          .containsExactly(List.of("businessHours", "quietHours", "languages"));
      organizations()
          .update(
              actorOf(acme),
              OrganizationChange.none()
                  .withQuietHours(NIGHT)
                  .withLanguages(List.of("en", "pt-BR", "hi")),
              2);
      assertThat(changes(acme.id()).getFirst()).containsExactly("languages");
    }

    @Test
    void hours_that_say_nothing_remove_them() {
      Organization acme = organizations().ensure("acme", "Acme Ltd");
      Actor actor = actorOf(acme);
      organizations()
          .update(
              actor, OrganizationChange.none().withQuietHours(NIGHT).withBusinessHours(WEEK), 1);
      organizations().update(actor, OrganizationChange.none().withQuietHours(QuietHours.NONE), 2);
      organizations()
          .update(actor, OrganizationChange.none().withBusinessHours(BusinessHours.NONE), 3);
      assertThat(organizations().get(actor).quietHours()).isEmpty();
      assertThat(organizations().get(actor).businessHours()).isEmpty();
    }

    @Test
    void hours_in_the_free_words_of_earlier_versions_count_as_not_given() {
      Organization acme = organizations().ensure("acme", "Acme Ltd");
      Database database = EngineParts.part(mce.engine(), Database.class);
      for (String words :
          List.of(
              "9-18", "Mon-Fri 9 to 6", "{}", "\"21:00\"", "[1]", "null", "{\"from\":\"21:00\"}")) {
        database.runInOrganization(
            acme.id(),
            transaction ->
                transaction
                    .update(
                        """
                        update mce_organization
                        set business_hours = :words, quiet_hours = :words
                        where organization_id = :organizationId
                        """)
                    .bind("words", words)
                    .execute());
        assertThat(organizations().get(actorOf(acme)))
            .as(words)
            .returns(Optional.empty(), Organization::businessHours)
            .returns(Optional.empty(), Organization::quietHours);
      }
    }

    @Test
    void what_a_person_of_the_organization_changes_is_reviewed_and_what_the_host_sets_is_not() {
      Organization acme = organizations().ensure("acme", "Acme Ltd");
      OrganizationChange change = OrganizationChange.none().withDefaultRegion("BR");
      assertThat(organizations().update(actorOf(acme), change, 1).reviewedAt()).isEmpty();
      assertThat(organizations().update(person(acme), OrganizationChange.none(), 2).reviewedAt())
          .contains(MceExtension.START);
    }

    @Test
    void an_event_of_an_earlier_version_does_not_say_what_changed() {
      OrganizationChanged event =
          Json.read(
              "{\"organizationId\":\"%s\",\"version\":2}".formatted(UUID.randomUUID()),
              OrganizationChanged.class);
      assertThat(event.changed()).isEmpty();
    }

    @Test
    void a_chosen_name_that_is_taken_gets_a_number() {
      assertThat(organizations().ensure("one", "Acme Ltd").name()).isEqualTo("Acme Ltd");
      Organization second = organizations().ensureDistinct("two", " ACME  ltd");
      assertThat(second.name()).isEqualTo("ACME  ltd 2");
      assertThat(organizations().ensureDistinct("two", "acme ltd")).isEqualTo(second);
      assertThat(organizations().ensureDistinct("three", "AcmeLtd").name()).isEqualTo("AcmeLtd 3");
      assertThat(organizations().ensureDistinct("four", "Acme").name()).isEqualTo("Acme");
      String longest = "x".repeat(200);
      organizations().ensureDistinct("five", longest);
      assertThat(organizations().ensureDistinct("six", longest).name())
          .hasSize(200)
          .endsWith("x 2");
      String smiling = "x" + "\uD83D\uDE00".repeat(99) + "x";
      organizations().ensureDistinct("seven", smiling);
      assertThat(organizations().ensureDistinct("eight", smiling).name())
          .hasSize(199)
          .endsWith("\uDE00 2");
    }

    @Test
    void many_who_choose_one_name_at_once_get_different_ones() throws Exception {
      List<Callable<String>> calls = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String key = "key " + i;
        calls.add(() -> organizations().ensureDistinct(key, "Acme").name());
      }
      Set<String> names = new HashSet<>();
      try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
        for (Future<String> each : threads.invokeAll(calls)) {
          names.add(each.get());
        }
      }
      assertThat(names).hasSize(8).contains("Acme", "Acme 2", "Acme 8");
    }

    @Test
    void the_host_names_its_organizations_as_it_likes() {
      organizations().ensure("one", "Acme");
      Organization two = organizations().ensure("two", "Acme");
      assertThat(two.name()).isEqualTo("Acme");
      Organization three = organizations().ensure("three", "Other");
      OrganizationChange rename = OrganizationChange.none().withName("acme");
      assertThat(organizations().update(actorOf(three), rename, 1).name()).isEqualTo("acme");
    }

    @Test
    void a_person_renames_to_a_name_that_is_free_and_frees_the_old_one() {
      Organization acme = organizations().ensure("acme", "Acme");
      Organization rival = organizations().ensure("rival", "Rival");
      OrganizationChange taken = OrganizationChange.none().withName("ACME");
      assertThatThrownBy(() -> organizations().update(person(rival), taken, 1))
          .isInstanceOfSatisfying(
              MceException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.INVALID);
                assertThat(e.details()).containsOnlyKeys("name");
              });
      assertThat(organizations().ensureDistinct("new", "Rival").name()).isEqualTo("Rival 2");
      assertThat(organizations().update(person(acme), taken, 1).name()).isEqualTo("ACME");
      organizations().update(person(acme), OrganizationChange.none().withName("Zenith"), 2);
      assertThat(organizations().update(person(rival), taken, 1).name()).isEqualTo("ACME");
    }

    @Test
    void all_organizations_are_listed_page_by_page() {
      List<String> names = List.of("A", "B", "C", "D", "E");
      names.forEach(name -> organizations().ensure("key " + name, name));
      List<String> seen = new ArrayList<>();
      Optional<String> cursor = Optional.empty();
      do {
        Page<Organization> page = organizations().list(new PageRequest(2, cursor));
        page.items().forEach(each -> seen.add(each.name()));
        cursor = page.nextCursor().map(Cursor::text);
      } while (cursor.isPresent());
      assertThat(seen).isEqualTo(names);
    }

    @Test
    void a_change_of_what_someone_else_changed_is_refused_and_changes_nothing() {
      Organization acme = organizations().ensure("acme", "Acme Ltd");
      Actor actor = actorOf(acme);
      organizations().update(actor, OrganizationChange.none().withName("First"), 1);
      assertThatThrownBy(
              () -> organizations().update(actor, OrganizationChange.none().withName("Second"), 1))
          .isInstanceOfSatisfying(
              MceException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.STALE_VERSION);
                assertThat(e.details()).containsEntry("version", "2");
              });
      assertThat(organizations().get(actor).name()).isEqualTo("First");
      assertThat(events(acme.id(), OrganizationChanged.class)).hasSize(1);
    }

    @Test
    void of_many_changes_of_one_version_at_once_one_is_made() throws Exception {
      Organization acme = organizations().ensure("acme", "Acme Ltd");
      CountDownLatch together = new CountDownLatch(8);
      List<Callable<Boolean>> calls = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        OrganizationChange change = OrganizationChange.none().withName("Name " + i);
        calls.add(() -> {
          together.countDown();
          together.await();
          try {
            organizations().update(actorOf(acme), change, 1);
            return true;
          } catch (MceException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.STALE_VERSION);
            assertThat(e.details()).containsEntry("version", "2");
            return false;
          }
        });
      }
      int made = 0;
      try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
        for (Future<Boolean> each : threads.invokeAll(calls)) {
          made += each.get() ? 1 : 0;
        }
      }
      assertThat(made).isEqualTo(1);
      assertThat(events(acme.id(), OrganizationChanged.class)).hasSize(1);
    }

    @Test
    void all_wrong_fields_of_a_change_are_named_at_once() {
      Organization acme = organizations().ensure("acme", "Acme Ltd");
      OrganizationChange wrong =
          OrganizationChange.none()
              .withName(" ")
              .withDefaultRegion("XX")
              .withBusinessHours(
                  new BusinessHours(
                      Map.of(
                          DayOfWeek.MONDAY,
                          List.of(Span.of("09:00", "12:00"), Span.of("11:59", "18:00")),
                          DayOfWeek.TUESDAY,
                          List.of(Span.of("18:00", "09:00")),
                          DayOfWeek.FRIDAY,
                          List.of(Span.of("09:00", "18:00:01")))))
              .withQuietHours(QuietHours.of("21:00:30", "08:00"))
              .withLanguages(List.of("en", "english"));
      assertThatThrownBy(() -> organizations().update(actorOf(acme), wrong, 1))
          .isInstanceOfSatisfying(
              MceException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.INVALID);
                assertThat(e.details())
                    .containsOnlyKeys(
                        "name",
                        "defaultRegion",
                        "businessHours.MONDAY",
                        "businessHours.TUESDAY",
                        "businessHours.FRIDAY",
                        "quietHours",
                        "languages");
              });
    }

    @Test
    void an_actor_reaches_no_organization_but_its_own() {
      Organization acme = organizations().ensure("acme", "Acme Ltd");
      Organization rival = organizations().ensure("rival", "Rival Ltd");
      organizations().update(actorOf(rival), OrganizationChange.none().withName("Changed"), 1);
      assertThat(organizations().get(actorOf(acme)).name()).isEqualTo("Acme Ltd");
      Actor stranger = Actor.system(new OrganizationId(UUID.randomUUID()), "stranger");
      assertNotFound(() -> organizations().get(stranger));
      assertNotFound(
          () -> organizations().update(stranger, OrganizationChange.none().withName("x"), 1));
    }

    @Test
    void changing_needs_the_permission() {
      Organization acme = organizations().ensure("acme", "Acme Ltd");
      Actor reader = Actor.member(acme.id(), "someone", Set.of(Permission.ORGANIZATION_READ));
      assertThat(organizations().get(reader).name()).isEqualTo("Acme Ltd");
      assertThatThrownBy(
              () -> organizations().update(reader, OrganizationChange.none().withName("x"), 1))
          .isInstanceOfSatisfying(
              MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN));
    }

    @Test
    void a_key_or_name_of_nothing_is_refused() {
      assertThatThrownBy(() -> organizations().ensure(" ", "Acme"))
          .isInstanceOf(MceException.class);
      assertThatThrownBy(() -> organizations().ensure("acme", "")).isInstanceOf(MceException.class);
      assertThat(organizations().findByKey("acme")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "en,en", "en,EN", "xx", "e", "pt_BR!", "en-"})
    void languages_are_known_tags_each_named_once(String tags) {
      List<String> languages = tags.isEmpty() ? List.of() : List.of(tags.split(","));
      assertThat(OrganizationChange.none().withLanguages(languages).problems())
          .containsOnlyKeys("languages");
    }

    private static Actor person(Organization organization) {
      return Actor.member(organization.id(), "sarah", Set.of(Permission.values()));
    }

    private List<List<String>> changes(OrganizationId organizationId) {
      return events(organizationId, OrganizationChanged.class).stream()
          .map(event -> event.as(OrganizationChanged.class).changed().orElseThrow())
          .toList();
    }

    List<RecordedEvent> events(OrganizationId organizationId, Class<? extends DomainEvent> type) {
      return mce.engine()
          .events()
          .latest(Actor.system(organizationId, "organizations-test"), Set.of(type), 100);
    }

    private static void assertNotFound(Callable<?> call) {
      assertThatThrownBy(call::call)
          .isInstanceOfSatisfying(
              MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }
  }
}
