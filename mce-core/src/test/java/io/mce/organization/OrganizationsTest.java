package io.mce.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.event.DomainEvent;
import io.mce.event.RecordedEvent;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Permission;
import io.mce.testing.MceExtension;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
                      .withQuietHours("21:00-08:00"),
                  1);
      assertThat(changed.version()).isEqualTo(2);
      assertThat(organizations().get(actorOf(acme)))
          .isEqualTo(changed)
          .returns("Acme Ltd", Organization::name)
          .returns("BR", Organization::defaultRegion)
          .returns(ZoneId.of("America/Sao_Paulo"), Organization::timeZone)
          .returns(Optional.of("21:00-08:00"), Organization::quietHours)
          .returns(Optional.empty(), Organization::businessHours);
      assertThat(events(acme.id(), OrganizationChanged.class)).hasSize(1);
    }

    @Test
    void blank_hours_remove_them() {
      Organization acme = organizations().ensure("acme", "Acme Ltd");
      Actor actor = actorOf(acme);
      organizations().update(actor, OrganizationChange.none().withQuietHours("21:00-08:00"), 1);
      Organization cleared =
          organizations().update(actor, OrganizationChange.none().withQuietHours(" "), 2);
      assertThat(cleared.quietHours()).isEmpty();
      assertThat(organizations().get(actor).quietHours()).isEmpty();
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
              .withBusinessHours("x".repeat(201));
      assertThatThrownBy(() -> organizations().update(actorOf(acme), wrong, 1))
          .isInstanceOfSatisfying(
              MceException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.INVALID);
                assertThat(e.details()).containsOnlyKeys("name", "defaultRegion", "businessHours");
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
