package io.mce.lead;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.kernel.ErrorCode;
import io.mce.testing.MceExtension;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is known of a person and what comes later are joined field by field. */
final class MergePolicyTest {

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

    Contract(MceExtension mce) {
      super(mce);
    }

    private void policy(Map<String, MergeStrategy> strategies) {
      MergePolicies policies = mce.engine().mergePolicies();
      policies.change(
          actor, new MergePolicy(strategies, SameEmail.SUGGEST), policies.get(actor).version());
    }

    private Lead twice(LeadDraft first, LeadDraft second) {
      LeadId id = leads.capture(actor, first.phone(PHONE)).leadId();
      assertThat(leads.capture(actor, second.phone(PHONE)).leadId()).isEqualTo(id);
      return leads.get(actor, id);
    }

    @Test
    void nothing_known_is_replaced_unless_the_organization_says_so() {
      Lead lead =
          twice(
              LeadDraft.named("Ana").company("Acme").tags(Set.of("a")).metadata(Map.of("k", "1")),
              LeadDraft.named("Ana Souza")
                  .company("Other")
                  .tags(Set.of("b"))
                  .metadata(Map.of("k", "2", "l", "3")));
      assertThat(lead.name()).isEqualTo("Ana");
      assertThat(lead.company()).contains("Acme");
      assertThat(lead.tags()).containsExactlyInAnyOrder("a", "b");
      assertThat(lead.metadata()).isEqualTo(Map.of("k", "1", "l", "3"));
    }

    @Test
    void each_field_follows_its_own_strategy() {
      policy(
          Map.of(
              "name", MergeStrategy.LONGEST,
              "company", MergeStrategy.NEWEST,
              "tags", MergeStrategy.NEWEST,
              "metadata", MergeStrategy.NEWEST,
              "metadata.budget", MergeStrategy.SUM,
              "metadata.wants", MergeStrategy.UNION));
      Lead lead =
          twice(
              LeadDraft.named("Ana Souza")
                  .company("Acme")
                  .tags(Set.of("old"))
                  .metadata(Map.of("budget", "100.50", "wants", "flat", "city", "Rio")),
              LeadDraft.named("Ana")
                  .company("Other")
                  .tags(Set.of("new"))
                  .metadata(Map.of("budget", "50", "wants", "house; flat", "city", "Santos")));
      assertThat(lead.name()).isEqualTo("Ana Souza");
      assertThat(lead.company()).contains("Other");
      assertThat(lead.tags()).containsExactly("new");
      assertThat(list(LeadQuery.all().tag("old"))).isEmpty();
      assertThat(lead.metadata())
          .isEqualTo(Map.of("budget", "150.50", "wants", "flat; house", "city", "Santos"));
    }

    @Test
    void what_is_no_number_is_not_added_up_and_nothing_wins_over_a_value() {
      policy(Map.of("metadata", MergeStrategy.SUM, "name", MergeStrategy.NEWEST));
      Lead lead =
          twice(
              LeadDraft.named("Ana").metadata(Map.of("k", "many")),
              LeadDraft.named("").metadata(Map.of("k", "2")));
      assertThat(lead.metadata()).isEqualTo(Map.of("k", "many"));
      assertThat(lead.name()).isEqualTo("Ana");
    }

    @Test
    void it_is_changed_by_those_who_saw_it_last() {
      MergePolicies policies = mce.engine().mergePolicies();
      assertThat(policies.get(actor)).isEqualTo(new MergePolicies.Chosen(MergePolicy.DEFAULT, 0));
      policy(Map.of("name", MergeStrategy.NEWEST));
      assertThat(policies.get(actor).policy().of("name")).isEqualTo(MergeStrategy.NEWEST);
      assertThat(policies.get(actor).version()).isEqualTo(1);
      assertRefused(ErrorCode.STALE_VERSION, () -> policies.change(actor, MergePolicy.DEFAULT, 0));
      assertThat(eventsNamed("lead.merge-policy-changed")).hasSize(1);
    }

    @Test
    void what_makes_no_sense_is_refused() {
      for (Map.Entry<String, MergeStrategy> each :
          List.of(
              Map.entry("name", MergeStrategy.SUM),
              Map.entry("company", MergeStrategy.UNION),
              Map.entry("tags", MergeStrategy.LONGEST),
              Map.entry("phone", MergeStrategy.NEWEST),
              Map.entry("metadata.", MergeStrategy.NEWEST))) {
        assertRefused(
            ErrorCode.INVALID,
            () -> new MergePolicy(Map.of(each.getKey(), each.getValue()), SameEmail.SUGGEST));
      }
    }
  }
}
