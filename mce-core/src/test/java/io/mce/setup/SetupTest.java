package io.mce.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.campaign.CampaignDraft;
import io.mce.campaign.Step;
import io.mce.ingestion.LeadSourceDraft;
import io.mce.ingestion.SourceId;
import io.mce.kernel.Actor;
import io.mce.kernel.EmailAddress;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.PageRequest;
import io.mce.lead.Audience;
import io.mce.lead.LeadDraft;
import io.mce.notification.Notice;
import io.mce.organization.Member;
import io.mce.organization.OrganizationChange;
import io.mce.organization.Role;
import io.mce.provider.ProviderAccountDraft;
import io.mce.testing.MceExtension;
import io.mce.testing.RecordingChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class SetupTest {

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

    Actor host;
    Actor sarah;
    Setup setup;

    Contract(MceExtension mce) {
      this.mce = mce;
    }

    @BeforeEach
    void organization() {
      setup = mce.engine().setup();
      host = Actor.system(mce.engine().organizations().ensure("acme", "Acme").id(), "test");
      sarah = member("user-1", Role.OWNER);
    }

    private Actor member(String userId, Role role) {
      Member member = mce.engine().members().add(host, userId, "Sarah Jones", role);
      return mce.engine().members().actor(member);
    }

    private StepState state(SetupStep step) {
      return setup.progress(sarah).steps().get(step);
    }

    private void settleSettings() {
      long version = mce.engine().organizations().get(sarah).version();
      mce.engine().organizations().update(sarah, OrganizationChange.none(), version);
    }

    private List<String> notices() {
      return mce.engine().notices().list(host, PageRequest.first()).items().stream()
          .map(Notice::text)
          .toList();
    }

    @Test
    void a_new_organization_has_everything_before_it() {
      SetupProgress progress = setup.progress(sarah);
      assertThat(progress.steps()).containsOnlyKeys(SetupStep.values());
      assertThat(progress.steps().values()).containsOnly(StepState.OPEN);
      assertThat(progress.next()).contains(SetupStep.SETTINGS);
      assertThat(progress.complete()).isFalse();
    }

    @Test
    void settings_are_done_when_somebody_of_the_organization_settled_them() {
      mce.engine()
          .organizations()
          .update(host, OrganizationChange.none().withDefaultRegion("BR"), 1);
      assertThat(state(SetupStep.SETTINGS)).isEqualTo(StepState.OPEN);
      settleSettings();
      assertThat(state(SetupStep.SETTINGS)).isEqualTo(StepState.DONE);
      assertThat(setup.progress(sarah).next()).contains(SetupStep.CHANNEL);
    }

    @Test
    void a_channel_account_is_done_while_it_is_used() {
      mce.engine()
          .providerAccounts()
          .create(host, new ProviderAccountDraft(RecordingChannel.PROVIDER, "Recording", Map.of()));
      assertThat(state(SetupStep.CHANNEL)).isEqualTo(StepState.DONE);
    }

    @Test
    void leads_are_done_with_a_source_or_a_lead() {
      mce.engine().leadSources().create(host, LeadSourceDraft.of("Website"));
      assertThat(state(SetupStep.LEADS)).isEqualTo(StepState.DONE);
      Actor other = Actor.system(mce.engine().organizations().ensure("two", "Two").id(), "test");
      assertThat(setup.progress(other).steps()).containsEntry(SetupStep.LEADS, StepState.OPEN);
      mce.engine()
          .intake()
          .take(other, LeadDraft.of("Ana Souza", "+5511912345678"), SourceId.of("website"));
      assertThat(setup.progress(other).steps()).containsEntry(SetupStep.LEADS, StepState.DONE);
    }

    @Test
    void the_team_is_done_with_an_invitation_or_a_colleague() {
      Actor other = Actor.system(mce.engine().organizations().ensure("two", "Two").id(), "test");
      mce.engine()
          .invitations()
          .invite(other, EmailAddress.parse("ravi@example.com").orThrow("email"), Role.REP);
      assertThat(setup.progress(other).steps()).containsEntry(SetupStep.TEAM, StepState.DONE);
      assertThat(state(SetupStep.TEAM)).isEqualTo(StepState.OPEN);
      member("user-2", Role.REP);
      assertThat(state(SetupStep.TEAM)).isEqualTo(StepState.DONE);
    }

    @Test
    void outreach_is_done_with_a_campaign() {
      mce.engine()
          .campaigns()
          .create(
              host,
              new CampaignDraft(
                  "Welcome", Audience.everyone(), Optional.empty(), List.of(Step.now("Hello"))));
      assertThat(state(SetupStep.OUTREACH)).isEqualTo(StepState.DONE);
    }

    @Test
    void what_is_skipped_counts_as_settled_until_it_is_done() {
      for (SetupStep step : SetupStep.values()) {
        setup.skip(sarah, step);
      }
      SetupProgress progress = setup.skip(sarah, SetupStep.TEAM);
      assertThat(progress.steps().values()).containsOnly(StepState.SKIPPED);
      assertThat(progress.complete()).isTrue();
      assertThat(mce.engine().events().latest(host, Set.of(SetupStepSkipped.class), 100))
          .hasSize(SetupStep.values().length);
      settleSettings();
      assertThat(state(SetupStep.SETTINGS)).isEqualTo(StepState.DONE);
    }

    @Test
    void who_may_not_manage_sees_it_and_skips_nothing() {
      Actor rep = member("user-3", Role.REP);
      assertThat(setup.progress(rep).complete()).isFalse();
      assertThatThrownBy(() -> setup.skip(rep, SetupStep.TEAM))
          .isInstanceOfSatisfying(
              MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN));
    }

    @Test
    void a_setup_that_was_left_alone_is_reminded_of_once() {
      settleSettings();
      mce.advance(Duration.ofDays(2));
      assertThat(notices()).isEmpty();
      mce.advance(Duration.ofDays(2));
      assertThat(notices()).hasSize(1);
      assertThat(notices().getFirst()).contains("not complete. Next: connect a channel.");
      mce.advance(Duration.ofDays(20));
      assertThat(notices()).hasSize(1);
    }

    @Test
    void where_something_happens_nobody_is_reminded_yet() {
      mce.advance(Duration.ofDays(2));
      settleSettings();
      mce.advance(Duration.ofDays(2));
      assertThat(notices()).isEmpty();
      mce.advance(Duration.ofDays(2));
      assertThat(notices()).hasSize(1);
    }

    @Test
    void a_complete_setup_and_one_without_people_are_not_reminded_of() {
      Actor alone = Actor.system(mce.engine().organizations().ensure("two", "Two").id(), "test");
      for (SetupStep step : SetupStep.values()) {
        setup.skip(sarah, step);
      }
      mce.advance(Duration.ofDays(10));
      assertThat(notices()).isEmpty();
      assertThat(mce.engine().notices().unread(alone)).isZero();
    }
  }
}
