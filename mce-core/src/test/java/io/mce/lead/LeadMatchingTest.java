package io.mce.lead;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.kernel.Actor;
import io.mce.spi.Address;
import io.mce.testing.MceExtension;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Who comes twice is known again. */
final class LeadMatchingTest {

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

    Contract(MceExtension mce) {
      super(mce);
    }

    @Nested
    class Matching {

      @Test
      void the_same_email_with_another_phone_is_another_lead() {
        LeadId first =
            leads.capture(actor, LeadDraft.of("Ana", "+5511912345678").email("a@x.com")).leadId();
        CaptureResult second =
            leads.capture(actor, LeadDraft.of("Bob", "+919876543210").email("a@x.com"));

        assertThat(second.outcome()).isEqualTo(CaptureOutcome.CREATED);
        assertThat(second.leadId()).isNotEqualTo(first);
      }

      @Test
      void an_email_alone_means_who_came_with_nothing_else() {
        LeadId first =
            leads.capture(actor, LeadDraft.of("Ana", "+5511912345678").email("a@x.com")).leadId();
        LeadId alone = leads.capture(actor, LeadDraft.named("Ana").email("a@x.com")).leadId();

        assertThat(alone).as("a person decides whether they are one").isNotEqualTo(first);
        assertThat(leads.capture(actor, LeadDraft.named("Ana").email("A@X.com")).leadId())
            .isEqualTo(alone);
      }

      @Test
      void who_came_with_an_email_alone_is_found_by_it_whatever_is_learned_later() {
        LeadId first = leads.capture(actor, LeadDraft.named("Ana").email("a@x.com")).leadId();
        Lead lead = leads.get(actor, first);
        leads.update(actor, first, LeadChange.none().phone("+5511912345678"), lead.version());

        assertThat(leads.capture(actor, LeadDraft.named("Ana").email("a@x.com")).leadId())
            .isEqualTo(first);
        assertThat(
                leads.capture(actor, LeadDraft.of("Bo", "+919876543210").email("a@x.com")).leadId())
            .isNotEqualTo(first);
      }

      @Test
      void an_email_is_one_person_where_the_organization_says_so() {
        LeadId first = leads.capture(actor, LeadDraft.named("Ana").email("a@x.com")).leadId();
        mce.engine().mergePolicies().change(actor, new MergePolicy(Map.of(), SameEmail.JOIN), 0);

        CaptureResult second =
            leads.capture(actor, LeadDraft.of("Ana", "+5511912345678").email("a@x.com"));

        assertThat(second)
            .isEqualTo(new CaptureResult(CaptureOutcome.MERGED, first, Optional.empty()));
        assertThat(
                leads.capture(actor, LeadDraft.of("Cy", "+919876543210").email("a@x.com")).leadId())
            .isEqualTo(first);
      }

      @Test
      void emails_follow_the_same_rules_inside_a_batch() {
        List<CaptureResult> results =
            leads.captureAll(
                actor,
                List.of(
                    LeadDraft.named("Ana").email("a@x.com"),
                    LeadDraft.of("Ana", "+5511912345678").email("a@x.com"),
                    LeadDraft.of("Bob", "+919876543210").email("a@x.com"),
                    LeadDraft.named("Ana").email("a@x.com")));

        assertThat(results)
            .extracting(CaptureResult::outcome)
            .containsExactly(
                CaptureOutcome.CREATED,
                CaptureOutcome.CREATED,
                CaptureOutcome.CREATED,
                CaptureOutcome.SKIPPED);
        assertThat(results.get(3).leadId()).isEqualTo(results.get(0).leadId());
      }

      @Test
      void the_id_of_a_source_is_one_lead_in_that_source_only() {
        LeadDraft draft = LeadDraft.named("Ana").externalId("77").source("portal");
        LeadId first = leads.capture(actor, draft).leadId();

        assertThat(leads.capture(actor, draft).outcome()).isEqualTo(CaptureOutcome.SKIPPED);
        assertThat(leads.capture(actor, draft.source("other")).leadId()).isNotEqualTo(first);
      }

      @Test
      void a_draft_with_the_names_of_two_people_makes_them_one_and_that_can_be_undone() {
        LeadId byPhone = leads.capture(actor, LeadDraft.of("Ana", "+5511912345678")).leadId();
        LeadId byChannel = leads.capture(actor, LeadDraft.from(Address.opaque("chat-7"))).leadId();

        CaptureResult result =
            leads.capture(
                actor,
                LeadDraft.from(Address.opaque("chat-7")).phone("+5511912345678").name("Ana"));

        assertThat(result)
            .isEqualTo(new CaptureResult(CaptureOutcome.MERGED, byPhone, Optional.empty()));
        assertThat(leads.get(actor, byPhone).channelIds())
            .containsExactly(Address.opaque("chat-7"));
        assertThat(leads.get(actor, byChannel).id()).as("the old id").isEqualTo(byPhone);
        LeadMerge merge = mce.engine().leadMerges().list(actor, byPhone).getFirst();
        mce.engine().leadMerges().unmerge(actor, merge.id());
        assertThat(leads.get(actor, byChannel).channelIds())
            .containsExactly(Address.opaque("chat-7"));
        assertThat(leads.get(actor, byPhone).channelIds()).isEmpty();
      }

      @Test
      void what_programs_write_for_no_id_is_no_id() {
        for (String none : List.of("0", "n/a", "NULL", "-", "undefined")) {
          LeadDraft draft = LeadDraft.named("x").externalId(none).source("portal");
          LeadId one = leads.capture(actor, draft.phone("+5511912345678")).leadId();
          LeadId other = leads.capture(actor, draft.phone("+919876543210")).leadId();
          assertThat(one).as(none).isNotEqualTo(other);
        }
      }

      @Test
      void national_variants_are_one_person_across_batches_and_inside_one() {
        List<List<String>> variants =
            List.of(
                List.of("+5511987654321", "+551187654321"),
                List.of("+5491123456789", "+541123456789"),
                List.of("+5215512345678", "+525512345678"));
        for (List<String> phones : variants) {
          LeadId first = leads.capture(actor, LeadDraft.of("Ana", phones.get(0))).leadId();
          assertThat(leads.capture(actor, LeadDraft.of("Ana", phones.get(1))).leadId())
              .as("%s", phones)
              .isEqualTo(first);
        }
        Actor other = newActor("other");
        for (List<String> phones : variants) {
          List<CaptureResult> results =
              leads.captureAll(
                  other, List.of(LeadDraft.of("", phones.get(1)), LeadDraft.of("", phones.get(0))));
          assertThat(results.get(1).leadId()).as("%s", phones).isEqualTo(results.get(0).leadId());
        }
      }

      @Test
      void an_address_leads_to_its_lead() {
        Lead lead =
            captured(
                LeadDraft.of("Ana", "+5511987654321")
                    .email("a@x.com")
                    .address(Address.opaque("chat-7")));

        assertThat(find(Address.phone("+551187654321"))).contains(lead.id());
        assertThat(find(Address.email("A@x.com"))).contains(lead.id());
        assertThat(find(Address.opaque("chat-7"))).contains(lead.id());
        assertThat(find(Address.opaque("chat-8"))).isEmpty();
        leads.delete(actor, lead.id());
        assertThat(find(Address.phone("+5511987654321"))).isEmpty();
      }

      private Optional<LeadId> find(Address address) {
        return leads.findByAddress(actor.organizationId(), address);
      }
    }
  }
}
