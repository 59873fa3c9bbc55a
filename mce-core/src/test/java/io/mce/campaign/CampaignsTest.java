package io.mce.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.engine.EngineParts;
import io.mce.event.DomainEvent;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Permission;
import io.mce.lead.Audience;
import io.mce.lead.AutomationReason;
import io.mce.lead.LeadDraft;
import io.mce.lead.LeadId;
import io.mce.lead.LeadStatus;
import io.mce.persistence.Database;
import io.mce.provider.AccountId;
import io.mce.provider.ProviderAccountDraft;
import io.mce.spi.ErrorKind;
import io.mce.spi.ProviderException;
import io.mce.spi.ReceiptStatus;
import io.mce.testing.MceExtension;
import io.mce.testing.RecordingChannel;
import io.mce.testing.RecordingChannel.Sent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

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

  abstract static class Contract {

    @RegisterExtension final MceExtension mce;

    Actor actor;
    AccountId account;

    Contract(MceExtension mce) {
      this.mce = mce;
    }

    @BeforeEach
    void organizationWithChannel() {
      actor = newActor("acme");
      account = newAccount("Line 1");
    }

    Actor newActor(String key) {
      return Actor.system(mce.engine().organizations().ensure(key, key).id(), "mike");
    }

    AccountId newAccount(String name) {
      return mce.engine()
          .providerAccounts()
          .create(actor, new ProviderAccountDraft(RecordingChannel.PROVIDER, name, Map.of()))
          .id();
    }

    Campaigns campaigns() {
      return mce.engine().campaigns();
    }

    static String phone(int number) {
      return "+55119%08d".formatted(80_000_000 + number);
    }

    LeadId lead(int number) {
      return mce.engine()
          .leads()
          .capture(actor, LeadDraft.of("Lead " + number, phone(number)))
          .leadId();
    }

    /** Leads numbered from 1. */
    List<LeadId> leads(int count) {
      List<LeadDraft> drafts =
          IntStream.rangeClosed(1, count)
              .mapToObj(number -> LeadDraft.of("Lead " + number, phone(number)))
              .toList();
      return mce.engine().leads().captureAll(actor, drafts).stream()
          .map(result -> result.leadId())
          .toList();
    }

    Campaign created(Step... steps) {
      return campaigns().create(actor, CampaignDraft.of("Nov Revival", steps));
    }

    Campaign started(Step... steps) {
      return campaigns().start(actor, created(steps).id());
    }

    Campaign now(Campaign campaign) {
      return campaigns().get(actor, campaign.id());
    }

    List<Recipient> recipients(Campaign campaign) {
      List<Recipient> all = new ArrayList<>();
      Optional<String> cursor = Optional.empty();
      do {
        Page<Recipient> page =
            campaigns()
                .recipients(actor, campaign.id(), Optional.empty(), new PageRequest(200, cursor));
        all.addAll(page.items());
        cursor = page.nextCursor().map(next -> next.text());
      } while (cursor.isPresent());
      return all;
    }

    Recipient recipient(Campaign campaign, LeadId leadId) {
      return recipients(campaign).stream()
          .filter(each -> each.leadId().equals(leadId))
          .findFirst()
          .orElseThrow();
    }

    void replies(int number, String text) {
      mce.channel().inbound(phone(number), text);
      mce.runDue();
    }

    long published(Class<? extends DomainEvent> type) {
      return mce.engine().events().since(actor, 0, 100_000).events().stream()
          .filter(event -> event.is(type))
          .count();
    }

    /** One batch of the worker and nothing else, to be in the middle of something. */
    void workOnce() {
      assertThat(EngineParts.part(mce.engine(), CampaignWorker.class).runOnce()).isTrue();
    }

    void assertSentOnceEach(int count) {
      List<String> to = mce.channel().sent().stream().map(Sent::to).toList();
      assertThat(to).hasSize(count);
      assertThat(new HashSet<>(to)).hasSize(count);
    }

    static void assertPartition(CampaignStats stats) {
      assertThat(stats.sent() + stats.queued() + stats.failed() + stats.unknown() + stats.skipped())
          .as("%s", stats)
          .isEqualTo(stats.audience());
      assertThat(stats.read()).isLessThanOrEqualTo(stats.delivered());
      assertThat(stats.delivered()).isLessThanOrEqualTo(stats.sent());
      assertThat(stats.sent()).isLessThanOrEqualTo(stats.audience());
    }

    /** A campaign looks every few seconds whether its last messages are out. */
    void assertCompletes(Campaign campaign) {
      mce.advance(Duration.ofSeconds(5));
      assertThat(now(campaign).status()).isEqualTo(CampaignStatus.COMPLETED);
    }

    void assertRefused(ErrorCode code, ThrowingCallable call) {
      assertThatThrownBy(call)
          .isInstanceOfSatisfying(MceException.class, e -> assertThat(e.code()).isEqualTo(code));
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

    @Nested
    class Enrolling {

      @Test
      void only_leads_that_may_be_written_to_are_enrolled() {
        List<LeadId> leads = leads(5);
        mce.engine().leads().pauseAutomation(actor, leads.get(1), AutomationReason.MANUAL);
        mce.engine().leads().optOut(actor, leads.get(2));
        mce.engine().leads().delete(actor, leads.get(3));
        mce.engine().leads().capture(actor, LeadDraft.named("Mail only").email("a@example.com"));

        AudienceSize size = campaigns().audienceSize(actor, Audience.everyone());
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
        assertThat(campaigns().audienceSize(actor, audience).eligible()).isEqualTo(1);
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
