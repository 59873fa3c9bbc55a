package io.mce.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.Permission;
import io.mce.testing.MceExtension;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ProjectsTest {

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
    private Actor actor;
    private Projects projects;

    Contract(MceExtension mce) {
      this.mce = mce;
    }

    @BeforeEach
    void organization() {
      actor = newActor("acme");
      projects = mce.engine().projects();
    }

    private Actor newActor(String key) {
      return Actor.system(mce.engine().organizations().ensure(key, key).id(), "projects-test");
    }

    private static void assertRefused(ErrorCode code, ThrowingCallable call) {
      assertThatThrownBy(call)
          .isInstanceOfSatisfying(MceException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static void assertWrong(String field, ThrowingCallable call) {
      assertThatThrownBy(call)
          .isInstanceOfSatisfying(
              MceException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.INVALID);
                assertThat(e.details()).containsKey(field);
              });
    }

    private static PriceRange price(String from, String to) {
      return new PriceRange(
          "BRL", Optional.of(new BigDecimal(from)), Optional.of(new BigDecimal(to)));
    }

    @Test
    void a_project_is_kept_as_it_was_told() {
      ProjectDraft draft =
          ProjectDraft.of("  PALM\u00a0 1 ", "Palm Grove")
              .location("Pune")
              .price(price("250000.50", "400000"))
              .configurations(List.of("2 rooms", "3 rooms", "2 rooms"))
              .facts(List.of(new ProjectFact("Is there a pool?", " Yes,\ntwo. ")));

      Project made = projects.create(actor, draft);

      assertThat(projects.get(actor, made.id())).isEqualTo(made);
      assertThat(made.code()).isEqualTo("PALM 1");
      assertThat(made.price().orElseThrow().text()).isEqualTo("BRL 250000.5 - 400000");
      assertThat(made.configurations()).containsExactly("2 rooms", "3 rooms");
      assertThat(made.facts()).containsExactly(new ProjectFact("Is there a pool?", "Yes,\ntwo."));
      assertThat(made.isActive()).isTrue();
      assertThat(projects.list(actor)).containsExactly(made);
      assertThat(projects.list(newActor("rival"))).isEmpty();
      assertThat(mce.engine().events().since(actor, 0, 100).events())
          .anyMatch(event -> event.is(ProjectCreated.class));
    }

    @Test
    void a_code_is_one_projects_only_whatever_its_case() {
      projects.create(actor, ProjectDraft.of("PALM", "Palm Grove"));
      Project other = projects.create(actor, ProjectDraft.of("SEA", "Sea View"));
      assertRefused(
          ErrorCode.CONFLICT, () -> projects.create(actor, ProjectDraft.of("palm", "Other")));
      assertRefused(
          ErrorCode.CONFLICT,
          () -> projects.change(actor, other.id(), ProjectDraft.of("Palm", "Sea View"), 1));
      projects.create(newActor("rival"), ProjectDraft.of("PALM", "Theirs"));
    }

    @Test
    void an_edit_keeps_the_id_and_refuses_an_old_version() {
      Project made = projects.create(actor, ProjectDraft.of("PALM", "Palm Grove"));
      Project changed =
          projects.change(actor, made.id(), made.draft().location("Goa"), made.version());
      assertThat(changed.location()).contains("Goa");
      assertThat(changed.version()).isEqualTo(2);
      assertRefused(
          ErrorCode.STALE_VERSION,
          () -> projects.change(actor, made.id(), made.draft(), made.version()));
    }

    @Test
    void an_archived_project_is_not_offered_until_it_is_restored() {
      Project made = projects.create(actor, ProjectDraft.of("PALM", "Palm Grove"));
      assertThat(projects.archive(actor, made.id()).isActive()).isFalse();
      assertThat(projects.archive(actor, made.id()).version()).isEqualTo(2);
      KnownProjects known = projects.known(actor.organizationId());
      assertThat(known.find("palm")).hasValueSatisfying(p -> assertThat(p.active()).isFalse());
      assertThat(known.nearest("palm")).isEmpty();
      assertThat(projects.restore(actor, made.id()).isActive()).isTrue();
    }

    @Test
    void a_project_is_found_by_code_id_or_name_and_the_nearest_is_named() {
      Project palm = projects.create(actor, ProjectDraft.of("PALM-1", "Palm Grove"));
      projects.create(actor, ProjectDraft.of("SEA", "Sea View"));
      KnownProjects known = projects.known(actor.organizationId());
      for (String named :
          List.of("PALM-1", " palm-1 ", "ＰＡＬＭ-1", palm.id().toString(), "palm  grove")) {
        assertThat(known.find(named).map(KnownProject::id)).as(named).contains(palm.id());
      }
      for (String misspelled : List.of("PAML-1", "PALM1", "PALM-2", "Palm Grov")) {
        assertThat(known.find(misspelled)).as(misspelled).isEmpty();
        assertThat(known.nearest(misspelled).map(KnownProject::id))
            .as(misspelled)
            .contains(palm.id());
      }
      assertThat(known.nearest("Completely different")).isEmpty();
      assertThat(known.nearest("SUN")).isEmpty();
    }

    @Test
    void what_is_wrong_is_named() {
      assertWrong("code", () -> projects.create(actor, ProjectDraft.of(" ", "Palm")));
      assertWrong("name", () -> projects.create(actor, ProjectDraft.of("P", "x".repeat(201))));
      assertWrong("currency", () -> new PriceRange("XYZ1", Optional.empty(), Optional.empty()));
      assertWrong("priceFrom", () -> new PriceRange("BRL", Optional.empty(), Optional.empty()));
      assertWrong("priceFrom", () -> price("-1", "2"));
      assertWrong("priceFrom", () -> price("1.001", "2"));
      assertWrong("priceTo", () -> price("3", "2"));
      assertWrong(
          "facts",
          () ->
              projects.create(
                  actor,
                  ProjectDraft.of("P", "Palm").facts(List.of(new ProjectFact("Pool?", " ")))));
      assertWrong(
          "configurations",
          () -> projects.create(actor, ProjectDraft.of("P", "Palm").configurations(List.of(""))));
      assertThat(projects.list(actor)).isEmpty();
    }

    @Test
    void who_does_not_manage_the_organization_only_reads() {
      Project made = projects.create(actor, ProjectDraft.of("PALM", "Palm Grove"));
      Actor reader = Actor.member(actor.organizationId(), "m", EnumSet.of(Permission.LEAD_READ));
      assertThat(projects.list(reader)).hasSize(1);
      assertRefused(
          ErrorCode.FORBIDDEN, () -> projects.create(reader, ProjectDraft.of("SEA", "Sea")));
      assertRefused(ErrorCode.FORBIDDEN, () -> projects.archive(reader, made.id()));
      assertRefused(ErrorCode.FORBIDDEN, () -> projects.change(reader, made.id(), made.draft(), 1));
    }
  }
}
