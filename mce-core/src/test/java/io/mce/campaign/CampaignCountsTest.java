package io.mce.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.kernel.PageRequest;
import io.mce.lead.LeadId;
import io.mce.spi.ErrorKind;
import io.mce.spi.ProviderException;
import io.mce.spi.ReceiptStatus;
import io.mce.testing.MceExtension;
import io.mce.testing.RecordingChannel.Sent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Everyone in a campaign is counted once, as far as they came. */
final class CampaignCountsTest {

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
    class Counting {

      @Test
      void everyone_is_counted_as_far_as_they_came() {
        List<LeadId> leads = leads(8);
        mce.channel()
            .failNext(
                ProviderException.of(ErrorKind.INVALID_RECIPIENT, "131026", "not on this channel"));
        Campaign campaign = started(Step.now("Hi"));
        workOnce();
        assertPartition(now(campaign).stats());
        assertThat(now(campaign).stats().queued()).isEqualTo(8);
        mce.runDue();
        List<Sent> sent = mce.channel().sent();
        mce.channel().receipt(sent.get(0), ReceiptStatus.SENT);
        mce.channel().receipt(sent.get(1), ReceiptStatus.DELIVERED);
        mce.channel().receipt(sent.get(2), ReceiptStatus.READ);
        mce.channel().receipt(sent.get(3), ReceiptStatus.READ);
        mce.channel().receipt(sent.get(3), ReceiptStatus.DELIVERED);
        mce.runDue();

        CampaignStats stats = now(campaign).stats();
        assertPartition(stats);
        assertThat(stats).isEqualTo(new CampaignStats(8, 0, 7, 3, 2, 1, 0, 0, 0, 0));
        assertThat(stateOf(campaign, RecipientState.READ)).hasSize(2);
        assertThat(stateOf(campaign, RecipientState.DELIVERED)).hasSize(1);
        assertThat(stateOf(campaign, RecipientState.SENT)).hasSize(4);
        assertThat(recipients(campaign))
            .extracting(Recipient::leadId)
            .containsExactlyElementsOf(leads);
      }

      List<Recipient> stateOf(Campaign campaign, RecipientState state) {
        return campaigns()
            .recipients(actor, campaign.id(), Optional.of(state), PageRequest.first())
            .items();
      }

      @Test
      void what_is_not_known_is_counted_as_unknown() {
        leads(3);
        mce.channel()
            .failNext(ProviderException.of(ErrorKind.OUTCOME_UNKNOWN, "", "connection lost"));
        Campaign campaign = started(Step.now("Hi"));
        mce.runDue();
        CampaignStats stats = now(campaign).stats();
        assertThat(stats.unknown()).isEqualTo(1);
        assertThat(stats.sent()).isEqualTo(2);
        assertPartition(stats);
      }

      @Test
      void a_person_counts_once_however_many_steps_there_are() {
        leads(3);
        Campaign campaign =
            started(Step.now("One"), Step.now("Two"), Step.after(Duration.ofHours(1), "Three"));
        mce.advance(Duration.ofHours(2));
        assertThat(mce.channel().sent()).hasSize(9);
        mce.channel().receipt(mce.channel().sent().getFirst(), ReceiptStatus.READ);
        mce.runDue();
        CampaignStats stats = now(campaign).stats();
        assertThat(stats.sent()).isEqualTo(3);
        assertThat(stats.read()).isEqualTo(1);
        assertPartition(stats);
      }

      @Test
      void answers_and_opt_outs_count_also_after_the_last_step() {
        List<LeadId> leads = leads(4);
        Campaign campaign = started(Step.now("Hi"));
        mce.runDue();
        assertCompletes(campaign);
        mce.advance(Duration.ofDays(3));
        replies(1, "Yes, call me");
        replies(1, "Hello?");
        replies(2, "STOP");

        CampaignStats stats = now(campaign).stats();
        assertThat(stats.replied()).isEqualTo(1);
        assertThat(stats.optedOut()).isEqualTo(1);
        assertThat(recipient(campaign, leads.get(0)).state()).isEqualTo(RecipientState.REPLIED);
        assertThat(recipient(campaign, leads.get(1)).state()).isEqualTo(RecipientState.OPTED_OUT);
        assertPartition(stats);
      }

      @Test
      void an_answer_counts_for_the_campaign_that_spoke_last() {
        leads(2);
        Campaign first = started(Step.now("Hi"));
        mce.advance(Duration.ofDays(1));
        Campaign second = started(Step.now("Hello again"));
        mce.advance(Duration.ofDays(1));
        replies(1, "Yes");
        assertThat(now(first).stats().replied()).isZero();
        assertThat(now(second).stats().replied()).isEqualTo(1);
      }

      @Test
      void who_answers_and_then_opts_out_counts_for_both() {
        leads(1);
        Campaign campaign = started(Step.now("Hi"));
        mce.runDue();
        replies(1, "Who is this?");
        replies(1, "Unsubscribe");
        CampaignStats stats = now(campaign).stats();
        assertThat(stats.replied()).isEqualTo(1);
        assertThat(stats.optedOut()).isEqualTo(1);
      }
    }
  }
}
