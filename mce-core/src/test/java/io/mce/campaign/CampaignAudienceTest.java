package io.mce.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.lead.Audience;
import io.mce.lead.AutomationReason;
import io.mce.lead.LeadDraft;
import io.mce.lead.LeadId;
import io.mce.lead.LeadStatus;
import io.mce.provider.AccountId;
import io.mce.spi.ErrorKind;
import io.mce.spi.ProviderException;
import io.mce.testing.MceExtension;
import io.mce.testing.RecordingChannel.Sent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Who a campaign writes to, and when: its audience and its steps. */
final class CampaignAudienceTest {

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
    class Enrolling {

      @Test
      void only_leads_that_may_be_written_to_are_enrolled() {
        List<LeadId> leads = leads(5);
        mce.engine().leads().pauseAutomation(actor, leads.get(1), AutomationReason.MANUAL);
        mce.engine().leads().optOut(actor, leads.get(2));
        mce.engine().leads().delete(actor, leads.get(3));
        mce.engine().leads().capture(actor, LeadDraft.named("Mail only").email("a@example.com"));

        AudienceSize size = campaigns().audienceSize(actor, Audience.everyone(), Optional.empty());
        assertThat(size).isEqualTo(new AudienceSize(2, new LeftOut(1, 1, 1)));

        Campaign campaign = started(Step.now("Hi"));
        mce.runDue();
        assertThat(recipients(campaign))
            .extracting(Recipient::leadId)
            .containsExactly(leads.get(0), leads.get(4));
        assertThat(now(campaign).leftOut()).isEqualTo(size.leftOut());
        assertThat(mce.channel().sent())
            .extracting(Sent::to)
            .containsExactlyInAnyOrder(phone(1), phone(5));
      }

      @Test
      void an_audience_is_narrowed_by_status_source_and_tag() {
        LeadId ana =
            mce.engine()
                .leads()
                .capture(actor, LeadDraft.of("Ana", phone(1)).source("website").tags(Set.of("vip")))
                .leadId();
        mce.engine().leads().capture(actor, LeadDraft.of("Bia", phone(2)).source("website"));
        mce.engine()
            .leads()
            .capture(actor, LeadDraft.of("Caio", phone(3)).source("fair").tags(Set.of("vip")));
        LeadId dora =
            mce.engine()
                .leads()
                .capture(
                    actor, LeadDraft.of("Dora", phone(4)).source("website").tags(Set.of("vip")))
                .leadId();
        mce.engine().leads().changeStatus(actor, dora, LeadStatus.QUALIFIED);

        Audience audience = new Audience(Set.of(LeadStatus.NEW), Set.of("website"), Set.of("vip"));
        assertThat(campaigns().audienceSize(actor, audience, Optional.empty()).eligible())
            .isEqualTo(1);
        Campaign campaign =
            campaigns().create(actor, CampaignDraft.of("VIP", Step.now("Hi")).to(audience));
        campaigns().start(actor, campaign.id());
        mce.runDue();
        assertThat(recipients(campaign)).extracting(Recipient::leadId).containsExactly(ana);
      }

      @Test
      void who_becomes_a_lead_after_the_start_is_not_enrolled() {
        leads(1);
        Campaign campaign = started(Step.now("Hi"), Step.after(Duration.ofDays(1), "Again"));
        mce.runDue();
        lead(2);
        mce.advance(Duration.ofDays(2));
        assertThat(now(campaign).stats().audience()).isEqualTo(1);
        assertThat(mce.channel().sentTo(phone(2))).isEmpty();
      }

      @Test
      void each_of_480_leads_gets_one_message() {
        leads(480);
        Campaign campaign = started(Step.now("Hi {{lead_name}}, long time..."));
        mce.runDue();

        assertSentOnceEach(480);
        assertThat(mce.channel().sentTo(phone(7)).getFirst().text())
            .isEqualTo("Hi Lead 7, long time...");
        assertThat(now(campaign).stats())
            .isEqualTo(new CampaignStats(480, 0, 480, 0, 0, 0, 0, 0, 0, 0));
        assertCompletes(campaign);
      }

      @Test
      void an_audience_larger_than_a_batch_is_enrolled_once_each() {
        leads(1203);
        Campaign campaign = started(Step.now("Hi"));
        mce.runDue();
        assertSentOnceEach(1203);
        assertThat(now(campaign).stats().audience()).isEqualTo(1203);
      }

      @Test
      void the_next_campaign_leaves_out_who_opted_out_and_says_so() {
        leads(3);
        started(Step.now("Hi"));
        mce.runDue();
        replies(2, "STOP");

        int before = mce.channel().sentTo(phone(2)).size();
        Campaign next = started(Step.now("Hello again"));
        mce.runDue();
        assertThat(now(next).stats().audience()).isEqualTo(2);
        assertThat(now(next).leftOut()).isEqualTo(new LeftOut(1, 0, 0));
        assertThat(mce.channel().sentTo(phone(2))).hasSize(before);
      }

      @Test
      void the_account_of_the_campaign_sends_it() {
        AccountId second = newAccount("Line 2");
        leads(1);
        Campaign campaign =
            campaigns().create(actor, CampaignDraft.of("By two", Step.now("Hi")).by(second));
        campaigns().start(actor, campaign.id());
        mce.runDue();
        assertThat(mce.channel().sent())
            .singleElement()
            .satisfies(sent -> assertThat(sent.account().accountId()).isEqualTo(second.toString()));
      }
    }

    @Nested
    class Stepping {

      @Test
      void the_second_step_goes_only_to_who_was_silent() {
        List<LeadId> leads = leads(5);
        Campaign campaign =
            started(Step.now("Hi"), Step.after(Duration.ofHours(24), "Did you see this?"));
        mce.runDue();
        replies(2, "Yes, call me at 2pm");
        replies(3, "STOP");
        mce.engine().conversations().pauseAutomation(actor, leads.get(3));
        mce.engine().leads().delete(actor, leads.get(4));

        mce.advance(Duration.ofHours(23));
        assertThat(followUps()).isEmpty();
        mce.advance(Duration.ofHours(2));

        assertThat(followUps()).containsExactly(phone(1));
        assertCompletes(campaign);
        CampaignStats stats = now(campaign).stats();
        assertThat(stats.sent()).isEqualTo(5);
        assertThat(stats.replied()).isEqualTo(1);
        assertThat(stats.optedOut()).isEqualTo(1);
        assertThat(recipient(campaign, leads.get(1)))
            .satisfies(each -> {
              assertThat(each.state()).isEqualTo(RecipientState.REPLIED);
              assertThat(each.reason()).contains("REPLIED");
              assertThat(each.step()).isEqualTo(1);
            });
        assertThat(recipient(campaign, leads.get(2)).state()).isEqualTo(RecipientState.OPTED_OUT);
        assertThat(recipient(campaign, leads.get(3)).reason()).contains("MANUAL");
        assertThat(recipient(campaign, leads.get(4)).reason()).contains("DELETED");
        assertThat(recipient(campaign, leads.get(4)).leadName()).isEmpty();
      }

      List<String> followUps() {
        return mce.channel().sent().stream()
            .filter(sent -> sent.text().equals("Did you see this?"))
            .map(Sent::to)
            .toList();
      }

      @Test
      void who_answered_and_was_resumed_stays_out_of_this_campaign() {
        LeadId lead = lead(1);
        started(Step.now("Hi"), Step.after(Duration.ofHours(24), "Did you see this?"));
        mce.runDue();
        replies(1, "Yes");
        mce.engine().conversations().resumeAutomation(actor, lead);
        mce.advance(Duration.ofDays(2));
        assertThat(followUps()).isEmpty();
      }

      @Test
      void who_could_not_be_reached_gets_no_second_step() {
        LeadId lead = lead(1);
        mce.channel()
            .failNext(
                ProviderException.of(ErrorKind.INVALID_RECIPIENT, "131026", "not on this channel"));
        Campaign campaign =
            started(Step.now("Hi"), Step.after(Duration.ofHours(24), "Did you see this?"));
        mce.advance(Duration.ofDays(2));
        assertThat(mce.channel().sent()).isEmpty();
        assertCompletes(campaign);
        assertThat(recipient(campaign, lead).state()).isEqualTo(RecipientState.FAILED);
        assertThat(recipient(campaign, lead).reason()).contains("INVALID_RECIPIENT");
      }

      @Test
      void the_first_step_may_wait_too() {
        leads(2);
        started(Step.after(Duration.ofHours(3), "Hi"));
        mce.advance(Duration.ofHours(2));
        assertThat(mce.channel().sent()).isEmpty();
        mce.advance(Duration.ofHours(2));
        assertSentOnceEach(2);
      }

      @Test
      void a_campaign_of_365_days_runs_without_waiting() {
        leads(4);
        List<Step> steps = new ArrayList<>();
        steps.add(Step.now("Day 0"));
        for (int day = 10; day < 365; day += 10) {
          steps.add(Step.after(Duration.ofDays(10), "Day " + day));
        }
        steps.add(Step.after(Duration.ofDays(5), "Day 365"));
        Campaign campaign = started(steps.toArray(Step[]::new));
        mce.advance(Duration.ofDays(100));
        replies(3, "Enough, call me");
        mce.advance(Duration.ofDays(264));
        assertThat(now(campaign).status()).isEqualTo(CampaignStatus.RUNNING);
        mce.advance(Duration.ofDays(1));

        assertCompletes(campaign);
        assertThat(mce.channel().sentTo(phone(1))).hasSize(38);
        assertThat(mce.channel().sentTo(phone(1)).getLast().text()).isEqualTo("Day 365");
        assertThat(mce.channel().sentTo(phone(3))).hasSize(11);
        assertThat(now(campaign).stats().replied()).isEqualTo(1);
      }
    }
  }
}
