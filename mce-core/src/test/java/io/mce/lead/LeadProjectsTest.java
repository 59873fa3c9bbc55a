package io.mce.lead;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.ingestion.IntakeOutcome;
import io.mce.ingestion.IntakeResult;
import io.mce.ingestion.SourceId;
import io.mce.kernel.ErrorCode;
import io.mce.project.Project;
import io.mce.project.ProjectDraft;
import io.mce.project.ProjectId;
import io.mce.testing.MceExtension;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a lead is interested in: captured, edited, filtered by, merged. */
final class LeadProjectsTest {

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

  abstract static class Contract extends LeadFixture {

    private static final String PHONE = "+5511912345678";
    private Project palm;
    private Project sea;

    Contract(MceExtension mce) {
      super(mce);
    }

    @BeforeEach
    void projects() {
      palm = mce.engine().projects().create(actor, ProjectDraft.of("PALM", "Palm Grove"));
      sea = mce.engine().projects().create(actor, ProjectDraft.of("SEA", "Sea View"));
    }

    private IntakeResult taken(LeadDraft draft) {
      return mce.engine()
          .intake()
          .takeAll(actor, List.of(draft), SourceId.of("fair"), true)
          .getFirst();
    }

    @Test
    void a_lead_has_the_project_that_its_draft_names() {
      Lead lead = captured(LeadDraft.of("Ana", PHONE).project("palm"));
      assertThat(lead.project()).contains(palm.id());
      assertThat(leads.projectName(actor.organizationId(), lead)).isEqualTo("Palm Grove");
      Lead other = captured(LeadDraft.of("Bo", "+5511912345679").project(sea.id().toString()));
      assertThat(list(LeadQuery.all().project(palm.id()))).containsExactly(lead.id());
      assertThat(list(LeadQuery.all().project(sea.id()))).containsExactly(other.id());
    }

    @Test
    void an_unknown_project_is_told_with_the_nearest_and_kept_as_it_was_written() {
      IntakeResult result = taken(LeadDraft.of("Ana", PHONE).project("PAML"));

      assertThat(result.outcome()).isEqualTo(IntakeOutcome.CREATED);
      assertThat(result.problems())
          .singleElement()
          .satisfies(problem -> {
            assertThat(problem.field()).isEqualTo("project");
            assertThat(problem.value()).isEqualTo("PAML");
            assertThat(problem.code()).isEqualTo("UNKNOWN_PROJECT");
            assertThat(problem.hint()).isEqualTo("Did you mean PALM (Palm Grove)?");
          });
      Lead lead = leads.get(actor, result.leadId().orElseThrow());
      assertThat(lead.project()).isEmpty();
      assertThat(lead.metadata()).containsEntry("project", "PAML");
      mce.engine().projects().archive(actor, sea.id());
      assertThat(taken(LeadDraft.of("Bo", "+5511912345679").project("SEA")).problems())
          .extracting(DraftProblem::code)
          .containsExactly("ARCHIVED_PROJECT");
    }

    @Test
    void where_nothing_is_sold_yet_the_word_is_kept() {
      actor = newActor("rival");
      IntakeResult result = taken(LeadDraft.of("Ana", PHONE).project("Anything"));
      assertThat(result.problems()).isEmpty();
      assertThat(leads.get(actor, result.leadId().orElseThrow()).metadata())
          .containsEntry("project", "Anything");
    }

    @Test
    void an_edit_sets_and_clears_the_project() {
      Lead lead = captured(LeadDraft.of("Ana", PHONE));
      Lead set =
          leads.update(
              actor, lead.id(), LeadChange.none().project(Optional.of(sea.id())), lead.version());
      assertThat(set.project()).contains(sea.id());
      Lead renamed = leads.update(actor, lead.id(), LeadChange.none().name("Ana S"), set.version());
      assertThat(renamed.project()).contains(sea.id());
      Lead cleared =
          leads.update(
              actor, lead.id(), LeadChange.none().project(Optional.empty()), renamed.version());
      assertThat(cleared.project()).isEmpty();
      mce.engine().projects().archive(actor, palm.id());
      assertRefused(
          ErrorCode.INVALID,
          () ->
              leads.update(
                  actor,
                  lead.id(),
                  LeadChange.none().project(Optional.of(palm.id())),
                  cleared.version()));
    }

    @Test
    void captured_again_the_policy_says_which_project_stays() {
      captured(LeadDraft.of("Ana", PHONE).project("PALM"));
      assertThat(captured(LeadDraft.of("Ana", PHONE).project("SEA")).project()).contains(palm.id());
      MergePolicies policies = mce.engine().mergePolicies();
      policies.change(
          actor,
          new MergePolicy(Map.of("project", MergeStrategy.NEWEST), SameEmail.SUGGEST),
          policies.get(actor).version());
      assertThat(captured(LeadDraft.of("Ana", PHONE).project("SEA")).project()).contains(sea.id());
      assertThat(captured(LeadDraft.of("Ana", PHONE)).project()).contains(sea.id());
      assertRefused(
          ErrorCode.INVALID,
          () -> new MergePolicy(Map.of("project", MergeStrategy.LONGEST), SameEmail.SUGGEST));
    }

    @Test
    void a_merge_keeps_a_project_and_gives_it_back() {
      Lead ana = captured(LeadDraft.of("Ana", PHONE));
      mce.clock().set(mce.clock().instant().plusSeconds(1));
      Lead anna = captured(LeadDraft.of("Anna", "+5511912345679").project("PALM"));
      LeadMerges merges = mce.engine().leadMerges();

      assertThat(merges.preview(actor, ana.id(), anna.id(), Map.of()).fields())
          .filteredOn(field -> field.name().equals("project"))
          .singleElement()
          .satisfies(field -> assertThat(field.side()).isEqualTo(MergeSide.MERGED));
      LeadMerge merge = merges.merge(actor, ana.id(), anna.id(), Map.of());
      assertThat(project(ana.id())).contains(palm.id());
      merges.unmerge(actor, merge.id());
      assertThat(project(ana.id())).isEmpty();
      assertThat(project(anna.id())).contains(palm.id());
    }

    private Optional<ProjectId> project(LeadId id) {
      return leads.get(actor, id).project();
    }
  }
}
