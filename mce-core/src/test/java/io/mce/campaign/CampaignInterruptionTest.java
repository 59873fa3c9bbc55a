package io.mce.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.engine.EngineParts;
import io.mce.kernel.PageRequest;
import io.mce.lead.LeadDraft;
import io.mce.lead.LeadId;
import io.mce.persistence.Database;
import io.mce.spi.ErrorKind;
import io.mce.spi.ProviderException;
import io.mce.testing.MceExtension;
import io.mce.testing.RecordingChannel.Sent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Pauses, restarts and one bad lead cost nobody their message. */
final class CampaignInterruptionTest {

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

  abstract static class Contract extends CampaignFixture {

    Contract(MceExtension mce) {
      super(mce);
    }

    @Nested
    class Interrupting {

      @Test
      void pausing_in_the_middle_loses_nobody() {
        leads(450);
        Campaign campaign = started(Step.now("Hi"));
        workOnce();
        workOnce();
        campaigns().pause(actor, campaign.id());
        mce.runDue();
        mce.advance(Duration.ofDays(1));
        assertThat(mce.channel().sent()).isEmpty();
        assertThat(now(campaign).stats().queued()).isEqualTo(450);

        campaigns().resume(actor, campaign.id());
        mce.runDue();
        assertSentOnceEach(450);
        assertCompletes(campaign);
        assertThat(published(CampaignResumed.class)).isEqualTo(1);
      }

      @Test
      void pausing_while_leads_are_being_enrolled_loses_nobody() {
        leads(700);
        Campaign campaign = started(Step.now("Hi"));
        workOnce();
        campaigns().pause(actor, campaign.id());
        mce.runDue();
        assertThat(now(campaign).stats().audience()).isEqualTo(500);
        campaigns().resume(actor, campaign.id());
        mce.runDue();
        assertSentOnceEach(700);
      }

      @Test
      void a_pause_stops_the_clock_of_the_steps() {
        leads(1);
        Campaign campaign = started(Step.now("Hi"), Step.after(Duration.ofHours(24), "Again"));
        mce.advance(Duration.ofHours(20));
        campaigns().pause(actor, campaign.id());
        mce.advance(Duration.ofDays(3));
        campaigns().resume(actor, campaign.id());
        mce.advance(Duration.ofHours(3));
        assertThat(mce.channel().sent()).hasSize(1);
        mce.advance(Duration.ofHours(2));
        assertThat(mce.channel().sent()).hasSize(2);
      }

      @Test
      void who_answers_during_a_pause_gets_no_more_steps() {
        leads(2);
        Campaign campaign = started(Step.now("Hi"), Step.after(Duration.ofHours(24), "Again"));
        mce.runDue();
        campaigns().pause(actor, campaign.id());
        replies(1, "Yes");
        campaigns().resume(actor, campaign.id());
        mce.advance(Duration.ofDays(2));
        assertThat(mce.channel().sentTo(phone(1))).hasSize(1);
        assertThat(mce.channel().sentTo(phone(2))).hasSize(2);
      }

      @Test
      void cancelling_stops_what_is_queued() {
        leads(450);
        Campaign campaign = started(Step.now("Hi"));
        workOnce();
        workOnce();
        campaigns().cancel(actor, campaign.id());
        mce.runDue();
        mce.advance(Duration.ofDays(2));

        assertThat(mce.channel().sent()).isEmpty();
        CampaignStats stats = now(campaign).stats();
        assertThat(stats.audience()).isEqualTo(450);
        assertThat(stats.skipped()).isEqualTo(450);
        assertThat(now(campaign).status()).isEqualTo(CampaignStatus.CANCELLED);
        assertThat(recipients(campaign))
            .allSatisfy(each -> assertThat(each.reason()).contains("CAMPAIGN_CANCELLED"));
      }

      @Test
      void a_restart_in_the_middle_loses_nobody_and_doubles_nobody() {
        leads(450);
        Campaign campaign = started(Step.now("Hi"));
        workOnce();
        mce.restart();
        workOnce();
        mce.restart();
        mce.runDue();
        assertSentOnceEach(450);
        assertCompletes(campaign);
      }
    }

    @Nested
    class OneBadLead {

      @Test
      void that_the_carrier_refuses_has_its_own_outcome() {
        leads(20);
        mce.channel()
            .failNext(
                ProviderException.of(ErrorKind.INVALID_RECIPIENT, "131026", "not on this channel"));
        Campaign campaign = started(Step.now("Hi"));
        mce.runDue();

        assertSentOnceEach(19);
        CampaignStats stats = now(campaign).stats();
        assertThat(stats.failed()).isEqualTo(1);
        assertThat(stats.sent()).isEqualTo(19);
        assertCompletes(campaign);
        assertThat(
                campaigns()
                    .recipients(
                        actor,
                        campaign.id(),
                        Optional.of(RecipientState.FAILED),
                        PageRequest.first())
                    .items())
            .singleElement()
            .satisfies(each -> assertThat(each.reason()).contains("INVALID_RECIPIENT"));
      }

      @Test
      void whose_row_is_broken_does_not_stop_the_others() {
        List<LeadId> leads = leads(20);
        Campaign campaign = started(Step.now("Hi"));
        workOnce();
        EngineParts.part(mce.engine(), Database.class)
            .runInOrganization(
                actor.organizationId(),
                transaction ->
                    transaction
                        .update(
                            """
                            update mce_lead_identifier set value_sealed = 's1.AAAA'
                            where organization_id = :organizationId and lead_id = :lead
                            """)
                        .bind("lead", leads.get(7))
                        .execute());
        mce.runDue();

        assertSentOnceEach(19);
        assertThat(now(campaign).stats().skipped()).isEqualTo(1);
        assertCompletes(campaign);
        assertThat(recipient(campaign, leads.get(7)))
            .satisfies(each -> {
              assertThat(each.state()).isEqualTo(RecipientState.SKIPPED);
              assertThat(each.reason()).contains("SEALED");
              assertThat(each.leadName()).isEqualTo("Lead 8");
            });
      }

      @Test
      void that_nothing_can_be_said_to_is_skipped() {
        LeadId withCompany =
            mce.engine()
                .leads()
                .capture(actor, LeadDraft.of("Ana", phone(1)).company("Padaria Sol"))
                .leadId();
        LeadId without = lead(2);
        Campaign campaign = started(Step.now("{{company}}"));
        mce.runDue();
        assertThat(mce.channel().sent()).extracting(Sent::text).containsExactly("Padaria Sol");
        assertThat(recipient(campaign, withCompany).state()).isEqualTo(RecipientState.SENT);
        assertThat(recipient(campaign, without).state()).isEqualTo(RecipientState.SKIPPED);
        assertThat(recipient(campaign, without).reason()).contains("INVALID");
      }
    }
  }
}
