package io.mce.lead;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.spi.Address;
import io.mce.testing.MceExtension;
import java.util.List;
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
      void an_email_alone_finds_the_lead_that_has_it() {
        LeadId first =
            leads.capture(actor, LeadDraft.of("Ana", "+5511912345678").email("a@x.com")).leadId();
        leads.capture(actor, LeadDraft.of("Bob", "+919876543210").email("a@x.com"));

        assertThat(leads.capture(actor, LeadDraft.named("Ana").email("A@X.com")).leadId())
            .as("the oldest of two that share it")
            .isEqualTo(first);
      }

      @Test
      void a_phone_joins_the_lead_that_is_known_by_its_email_only() {
        LeadId first = leads.capture(actor, LeadDraft.named("Ana").email("a@x.com")).leadId();
        CaptureResult second =
            leads.capture(actor, LeadDraft.of("Ana", "+5511912345678").email("a@x.com"));

        assertThat(second)
            .isEqualTo(new CaptureResult(CaptureOutcome.MERGED, first, Optional.empty()));
        assertThat(leads.get(actor, first).phone().orElseThrow().e164())
            .isEqualTo("+5511912345678");
        assertThat(
                leads
                    .capture(actor, LeadDraft.of("Cy", "+919876543210").email("a@x.com"))
                    .outcome())
            .as("now that there is a phone")
            .isEqualTo(CaptureOutcome.CREATED);
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
                CaptureOutcome.MERGED,
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
      void the_phone_decides_where_names_disagree() {
        LeadId byPhone = leads.capture(actor, LeadDraft.of("Ana", "+5511912345678")).leadId();
        LeadId byChannel = leads.capture(actor, LeadDraft.from(Address.opaque("chat-7"))).leadId();

        CaptureResult result =
            leads.capture(
                actor,
                LeadDraft.from(Address.opaque("chat-7")).phone("+5511912345678").name("Ana"));

        assertThat(result.leadId()).isEqualTo(byPhone);
        assertThat(leads.get(actor, byPhone).channelIds()).isEmpty();
        assertThat(leads.get(actor, byChannel).channelIds())
            .containsExactly(Address.opaque("chat-7"));
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
