package io.mce.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.mce.campaign.CampaignDraft;
import io.mce.campaign.Step;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.Permission;
import io.mce.lead.AutomationReason;
import io.mce.lead.LeadDraft;
import io.mce.lead.LeadId;
import io.mce.lead.LeadStatus;
import io.mce.organization.Organization;
import io.mce.organization.OrganizationChange;
import io.mce.provider.ProviderAccountDraft;
import io.mce.testing.MceExtension;
import io.mce.testing.RecordingChannel;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class DashboardTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 3, 2);

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

    Contract(MceExtension mce) {
      this.mce = mce;
    }

    @BeforeEach
    void organizationWithChannel() {
      actor = Actor.system(mce.engine().organizations().ensure("acme", "Acme").id(), "host");
      mce.engine()
          .providerAccounts()
          .create(actor, new ProviderAccountDraft(RecordingChannel.PROVIDER, "Line", Map.of()));
    }

    static String phone(int number) {
      return "+55119%08d".formatted(80_000_000 + number);
    }

    LeadId lead(int number, String source) {
      return mce.engine()
          .leads()
          .capture(actor, LeadDraft.of("Lead " + number, phone(number)).source(source))
          .leadId();
    }

    Overview overview(int days) {
      mce.runDue();
      return mce.engine().dashboard().overview(actor, days);
    }

    @Test
    void without_data_there_are_zeros_and_no_rates() {
      Overview overview = overview(3);
      assertThat(overview)
          .isEqualTo(
              new Overview(
                  0,
                  0,
                  0,
                  Optional.empty(),
                  Optional.empty(),
                  0,
                  new AutomationStopped(0, 0, 0),
                  TODAY
                      .minusDays(2)
                      .datesUntil(TODAY.plusDays(1))
                      .map(day -> new DayFigures(day, 0, 0, 0, 0))
                      .toList(),
                  List.of()));
    }

    @Test
    void leads_are_counted_by_day_status_and_source() {
      lead(1, "website");
      mce.advance(Duration.ofDays(1));
      LeadId bia = lead(2, "website");
      LeadId caio = lead(3, "fair");
      mce.engine().leads().changeStatus(actor, bia, LeadStatus.CONVERTED);
      mce.engine().leads().changeStatus(actor, caio, LeadStatus.LOST);

      Overview overview = overview(2);
      assertThat(overview.totalLeads()).isEqualTo(3);
      assertThat(overview.activeLeads()).isEqualTo(1);
      assertThat(overview.newToday()).isEqualTo(2);
      assertThat(overview.conversionRate()).contains(1.0 / 3);
      assertThat(overview.series())
          .containsExactly(
              new DayFigures(TODAY, 1, 0, 0, 0), new DayFigures(TODAY.plusDays(1), 2, 1, 0, 0));
      assertThat(overview.bySource())
          .containsExactly(new SourceFigures("website", 2), new SourceFigures("fair", 1));

      Overview today = overview(1);
      assertThat(today.totalLeads()).isEqualTo(3);
      assertThat(today.conversionRate()).contains(0.5);
      assertThat(today.bySource())
          .containsExactly(new SourceFigures("fair", 1), new SourceFigures("website", 1));
    }

    @Test
    void a_deleted_lead_counts_nowhere_until_it_comes_back() {
      LeadId ana = lead(1, "website");
      mce.engine().leads().changeStatus(actor, ana, LeadStatus.CONVERTED);
      mce.engine().leads().pauseAutomation(actor, ana, AutomationReason.MANUAL);
      mce.engine().leads().delete(actor, ana);

      Overview gone = overview(1);
      assertThat(gone.totalLeads()).isZero();
      assertThat(gone.newToday()).isZero();
      assertThat(gone.conversionRate()).isEmpty();
      assertThat(gone.automationStopped()).isEqualTo(new AutomationStopped(0, 0, 0));
      assertThat(gone.bySource()).isEmpty();

      lead(1, "fair");
      Overview back = overview(1);
      assertThat(back.totalLeads()).isEqualTo(1);
      assertThat(back.conversionRate()).contains(1.0);
      assertThat(back.automationStopped()).isEqualTo(new AutomationStopped(0, 0, 1));
      assertThat(back.bySource()).containsExactly(new SourceFigures("website", 1));
    }

    @Test
    void stopped_automation_is_counted_by_why() {
      LeadId replied = lead(1, "website");
      LeadId optedOut = lead(2, "website");
      LeadId taken = lead(3, "website");
      LeadId resumed = lead(4, "website");
      mce.engine().leads().pauseAutomation(actor, replied, AutomationReason.REPLIED);
      mce.engine().leads().pauseAutomation(actor, optedOut, AutomationReason.REPLIED);
      mce.engine().leads().optOut(actor, optedOut);
      mce.engine().leads().pauseAutomation(actor, taken, AutomationReason.HUMAN_TAKEOVER);
      mce.engine().leads().pauseAutomation(actor, resumed, AutomationReason.MANUAL);
      mce.engine().leads().resumeAutomation(actor, resumed);

      assertThat(overview(1).automationStopped()).isEqualTo(new AutomationStopped(1, 1, 1));
    }

    @Test
    void messages_and_answers_are_counted() {
      lead(1, "website");
      lead(2, "website");
      lead(3, "website");
      mce.engine()
          .campaigns()
          .start(
              actor,
              mce.engine().campaigns().create(actor, CampaignDraft.of("Nov", Step.now("Hi"))).id());
      mce.runDue();
      mce.advance(Duration.ofDays(1));
      mce.channel().inbound(phone(1), "Yes, call me");
      mce.runDue();
      mce.channel().inbound(phone(1), "Hello?");

      Overview overview = overview(2);
      assertThat(overview.messagesSent()).isEqualTo(3);
      assertThat(overview.responseRate()).contains(1.0 / 3);
      assertThat(overview.series())
          .containsExactly(
              new DayFigures(TODAY, 3, 0, 3, 0), new DayFigures(TODAY.plusDays(1), 0, 0, 0, 2));
      assertThat(overview.automationStopped()).isEqualTo(new AutomationStopped(1, 0, 0));
    }

    @Test
    void days_are_those_of_the_organizations_zone() {
      Organization acme = mce.engine().organizations().get(actor);
      mce.engine()
          .organizations()
          .update(
              actor,
              OrganizationChange.none().withTimeZone(ZoneId.of("Asia/Kolkata")),
              acme.version());
      mce.clock().set(Instant.parse("2026-03-02T18:29:59Z"));
      lead(1, "website");
      mce.clock().set(Instant.parse("2026-03-02T18:30:00Z"));
      lead(2, "website");

      Overview overview = overview(2);
      assertThat(overview.newToday()).isEqualTo(1);
      assertThat(overview.series())
          .extracting(DayFigures::day, DayFigures::leads)
          .containsExactly(tuple(TODAY, 1L), tuple(TODAY.plusDays(1), 1L));
    }

    @Test
    void organizations_are_counted_apart() {
      lead(1, "website");
      Actor other =
          Actor.system(mce.engine().organizations().ensure("other", "Other").id(), "host");
      mce.runDue();
      assertThat(mce.engine().dashboard().overview(other, 1).totalLeads()).isZero();
    }

    @Test
    void a_period_out_of_range_and_a_stranger_are_refused() {
      for (int days : new int[] {0, 367}) {
        assertThatThrownBy(() -> overview(days))
            .isInstanceOfSatisfying(
                MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID));
      }
      Actor nobody = Actor.member(actor.organizationId(), "m", Set.of(Permission.LEAD_READ));
      assertThatThrownBy(() -> mce.engine().dashboard().overview(nobody, 1))
          .isInstanceOfSatisfying(
              MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN));
    }
  }
}
