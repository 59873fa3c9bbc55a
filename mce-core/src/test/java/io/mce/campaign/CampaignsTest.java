package io.mce.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Permission;
import io.mce.lead.Audience;
import io.mce.provider.AccountId;
import io.mce.spi.ErrorKind;
import io.mce.spi.ProviderException;
import io.mce.testing.MceExtension;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Campaigns are written, listed and taken through their states. */
final class CampaignsTest {

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
    class Writing {

      @Test
      void a_new_campaign_is_a_draft_that_nobody_is_in() {
        leads(3);
        Campaign campaign =
            created(Step.now(" Hi {{first_name}} "), Step.after(Duration.ofHours(24), "Seen?"));
        mce.runDue();

        Campaign read = now(campaign);
        assertThat(read.id()).isEqualTo(campaign.id());
        assertThat(read.status()).isEqualTo(CampaignStatus.DRAFT);
        assertThat(read.name()).isEqualTo("Nov Revival");
        assertThat(read.steps())
            .containsExactly(
                Step.now("Hi {{first_name}}"), Step.after(Duration.ofHours(24), "Seen?"));
        assertThat(read.stats()).isEqualTo(CampaignStats.NONE);
        assertThat(read.createdAt()).isEqualTo(MceExtension.START);
        assertThat(read.startedAt()).isEmpty();
        assertThat(mce.channel().sent()).isEmpty();
        assertThat(published(CampaignCreated.class)).isEqualTo(1);
      }

      @Test
      void an_unknown_variable_is_refused_with_the_likely_one() {
        assertThatThrownBy(() -> created(Step.now("Hi {{first_nam}}")))
            .isInstanceOfSatisfying(
                MceException.class,
                e -> {
                  assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_VARIABLE);
                  assertThat(e.getMessage()).contains("{{first_name}}");
                  assertThat(e.details()).containsOnlyKeys("steps[0].text");
                });
        assertThatThrownBy(() -> created(Step.now("Hi {name}, long time...")))
            .isInstanceOfSatisfying(
                MceException.class,
                e -> {
                  assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_VARIABLE);
                  assertThat(e.getMessage()).contains("{{lead_name}}");
                });
        assertThat(campaigns().list(actor, PageRequest.first()).items()).isEmpty();
      }

      @Test
      void every_wrong_field_is_named_at_once() {
        CampaignDraft wrong =
            new CampaignDraft(
                " ",
                Audience.everyone(),
                Optional.of(new AccountId(UUID.randomUUID())),
                List.of(
                    Step.after(Duration.ofHours(-1), "Hi"),
                    Step.now(" "),
                    Step.now("Hi {{nobody}}")));
        assertThatThrownBy(() -> campaigns().create(actor, wrong))
            .isInstanceOfSatisfying(
                MceException.class,
                e -> {
                  assertThat(e.code()).isEqualTo(ErrorCode.INVALID);
                  assertThat(e.details())
                      .containsOnlyKeys(
                          "name",
                          "channelAccountId",
                          "steps[0].delay",
                          "steps[1].text",
                          "steps[2].text");
                });
        assertRefused(
            ErrorCode.INVALID, () -> campaigns().create(actor, CampaignDraft.of("No steps")));
      }

      @Test
      void campaigns_are_listed_newest_first_in_pages() {
        for (String name : List.of("one", "two", "three")) {
          campaigns().create(actor, CampaignDraft.of(name, Step.now("Hi")));
        }
        Page<Campaign> first = campaigns().list(actor, PageRequest.first(2));
        Page<Campaign> second =
            campaigns().list(actor, PageRequest.of(2, first.nextCursor().orElseThrow().text()));

        assertThat(first.items()).extracting(Campaign::name).containsExactly("three", "two");
        assertThat(first.items().getFirst().steps()).containsExactly(Step.now("Hi"));
        assertThat(second.items()).extracting(Campaign::name).containsExactly("one");
        assertThat(second.nextCursor()).isEmpty();
      }

      @Test
      void another_organizations_campaign_does_not_exist() {
        Campaign campaign = created(Step.now("Hi"));
        Actor other = newActor("other");

        assertThat(campaigns().list(other, PageRequest.first()).items()).isEmpty();
        for (ThrowingCallable call :
            List.<ThrowingCallable>of(
                () -> campaigns().get(other, campaign.id()),
                () -> campaigns().start(other, campaign.id()),
                () -> campaigns().pause(other, campaign.id()),
                () -> campaigns().resume(other, campaign.id()),
                () -> campaigns().cancel(other, campaign.id()),
                () ->
                    campaigns()
                        .recipients(other, campaign.id(), Optional.empty(), PageRequest.first()))) {
          assertRefused(ErrorCode.NOT_FOUND, call);
        }
        assertThat(now(campaign).status()).isEqualTo(CampaignStatus.DRAFT);
      }

      @Test
      void writing_does_not_mean_sending() {
        Actor writer =
            Actor.member(
                actor.organizationId(),
                "m",
                Set.of(Permission.CAMPAIGN_READ, Permission.CAMPAIGN_WRITE));
        Campaign campaign = campaigns().create(writer, CampaignDraft.of("Mine", Step.now("Hi")));
        assertRefused(ErrorCode.FORBIDDEN, () -> campaigns().start(writer, campaign.id()));
      }
    }

    @Nested
    class Life {

      @Test
      void a_campaign_goes_from_draft_to_complete() {
        leads(3);
        Campaign campaign = created(Step.now("Hi"), Step.after(Duration.ofHours(1), "Again"));
        assertThat(campaigns().start(actor, campaign.id()).status())
            .isEqualTo(CampaignStatus.RUNNING);
        mce.runDue();
        assertThat(now(campaign).status()).isEqualTo(CampaignStatus.RUNNING);
        mce.advance(Duration.ofHours(2));

        Campaign done = now(campaign);
        assertThat(done.status()).isEqualTo(CampaignStatus.COMPLETED);
        assertThat(done.startedAt()).contains(MceExtension.START);
        assertThat(done.finishedAt()).isPresent();
        assertThat(mce.channel().sent()).hasSize(6);
        assertThat(published(CampaignStarted.class)).isEqualTo(1);
        assertThat(published(CampaignCompleted.class)).isEqualTo(1);
      }

      @Test
      void a_campaign_for_nobody_completes() {
        Campaign campaign = started(Step.now("Hi"));
        mce.runDue();
        assertCompletes(campaign);
        assertThat(now(campaign).stats()).isEqualTo(CampaignStats.NONE);
      }

      @Test
      void a_repeated_command_changes_nothing() {
        leads(1);
        CampaignId id = created(Step.now("Hi"), Step.after(Duration.ofDays(1), "Again")).id();
        campaigns().start(actor, id);
        long version = campaigns().start(actor, id).version();
        assertThat(campaigns().resume(actor, id).version()).isEqualTo(version);
        campaigns().pause(actor, id);
        assertThat(campaigns().pause(actor, id).status()).isEqualTo(CampaignStatus.PAUSED);
        campaigns().cancel(actor, id);
        assertThat(campaigns().cancel(actor, id).status()).isEqualTo(CampaignStatus.CANCELLED);

        assertThat(published(CampaignStarted.class)).isEqualTo(1);
        assertThat(published(CampaignPaused.class)).isEqualTo(1);
        assertThat(published(CampaignResumed.class)).isZero();
        assertThat(published(CampaignCancelled.class)).isEqualTo(1);
      }

      @Test
      void a_command_in_the_wrong_state_is_refused() {
        CampaignId draft = created(Step.now("Hi")).id();
        assertRefused(ErrorCode.WRONG_STATE, () -> campaigns().pause(actor, draft));
        assertRefused(ErrorCode.WRONG_STATE, () -> campaigns().resume(actor, draft));

        CampaignId paused = started(Step.after(Duration.ofDays(1), "Hi")).id();
        campaigns().pause(actor, paused);
        assertRefused(ErrorCode.WRONG_STATE, () -> campaigns().start(actor, paused));

        CampaignId cancelled = created(Step.now("Hi")).id();
        campaigns().cancel(actor, cancelled);
        assertRefused(ErrorCode.WRONG_STATE, () -> campaigns().start(actor, cancelled));
        assertRefused(ErrorCode.WRONG_STATE, () -> campaigns().resume(actor, cancelled));

        CampaignId complete = started(Step.now("Hi")).id();
        mce.runDue();
        assertThat(campaigns().start(actor, complete).status()).isEqualTo(CampaignStatus.COMPLETED);
        assertRefused(ErrorCode.WRONG_STATE, () -> campaigns().pause(actor, complete));
        assertRefused(ErrorCode.WRONG_STATE, () -> campaigns().cancel(actor, complete));
      }

      @Test
      void it_is_not_complete_while_a_message_waits_for_its_carrier() {
        leads(1);
        mce.channel()
            .failNext(ProviderException.of(ErrorKind.UNAVAILABLE, "503", "try again later"));
        Campaign campaign = started(Step.now("Hi"));
        mce.runDue();
        assertThat(mce.channel().sent()).isEmpty();
        assertThat(now(campaign).status()).isEqualTo(CampaignStatus.RUNNING);
        assertThat(now(campaign).stats().queued()).isEqualTo(1);

        mce.advance(Duration.ofHours(1));
        assertThat(mce.channel().sent()).hasSize(1);
        assertCompletes(campaign);
      }
    }
  }
}
