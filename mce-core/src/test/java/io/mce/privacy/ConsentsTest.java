package io.mce.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.Permission;
import io.mce.lead.LeadDraft;
import io.mce.lead.LeadId;
import io.mce.testing.MceExtension;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a person agreed to is added up, never changed, and ends in time. */
final class ConsentsTest {

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
    private Actor actor;
    private UUID ana;

    Contract(MceExtension mce) {
      this.mce = mce;
    }

    @BeforeEach
    void a_lead() {
      actor = newActor("acme");
      ana =
          mce.engine()
              .leads()
              .capture(actor, LeadDraft.of("Ana", "+5511912345678"))
              .leadId()
              .value();
    }

    private Actor newActor(String key) {
      return Actor.system(mce.engine().organizations().ensure(key, key).id(), "host");
    }

    private Consents consents() {
      return mce.engine().consents();
    }

    private static ConsentDraft draft(String purpose, ConsentStatus status) {
      return ConsentDraft.of(purpose, "SMS", status, "form on the website");
    }

    private boolean granted(String purpose) {
      return consents().list(actor, ana).current().stream()
          .filter(state -> state.latest().purpose().equals(purpose))
          .findFirst()
          .orElseThrow()
          .granted();
    }

    @Test
    void the_newest_record_of_a_purpose_and_channel_holds_and_the_older_ones_stay() {
      consents().record(actor, ana, draft("MARKETING", ConsentStatus.DENIED));
      mce.clock().add(Duration.ofDays(1));
      Consent yes = consents().record(actor, ana, draft("MARKETING", ConsentStatus.GRANTED));
      consents().record(actor, ana, draft("RESEARCH", ConsentStatus.DENIED));
      assertThat(granted("MARKETING")).isTrue();
      assertThat(granted("RESEARCH")).isFalse();
      assertThat(yes.recordedBy()).isEqualTo("SYSTEM:host");
      assertThat(yes.recordedAt()).isEqualTo(mce.clock().instant());

      mce.clock().add(Duration.ofDays(1));
      consents().record(actor, ana, draft("MARKETING", ConsentStatus.REVOKED));
      assertThat(granted("MARKETING")).isFalse();
      ConsentHistory history = consents().list(actor, ana);
      assertThat(history.records())
          .extracting(Consent::status)
          .containsExactly(
              ConsentStatus.REVOKED,
              ConsentStatus.DENIED,
              ConsentStatus.GRANTED,
              ConsentStatus.DENIED);
      assertThat(history.records()).contains(yes);
      assertThat(history.current()).hasSize(2);
    }

    @Test
    void a_consent_ends_by_itself() {
      consents()
          .record(
              actor,
              ana,
              draft("MARKETING", ConsentStatus.GRANTED)
                  .until(MceExtension.START.plus(Duration.ofDays(30))));
      mce.clock().add(Duration.ofDays(30).minusMillis(1));
      assertThat(granted("MARKETING")).isTrue();
      mce.clock().add(Duration.ofMillis(1));
      assertThat(granted("MARKETING")).isFalse();
    }

    @Test
    void what_makes_no_sense_is_refused_with_its_field() {
      assertInvalid("purpose", draft("marketing", ConsentStatus.GRANTED));
      assertInvalid("channel", ConsentDraft.of("MARKETING", "by mail", ConsentStatus.GRANTED, "x"));
      assertInvalid("source", ConsentDraft.of("MARKETING", "SMS", ConsentStatus.GRANTED, " "));
      assertInvalid(
          "expiresAt", draft("MARKETING", ConsentStatus.GRANTED).until(MceExtension.START));
      assertInvalid(
          "expiresAt",
          draft("MARKETING", ConsentStatus.DENIED)
              .until(MceExtension.START.plus(Duration.ofDays(1))));
      assertThat(consents().list(actor, ana).records()).isEmpty();
    }

    private void assertInvalid(String field, ConsentDraft draft) {
      assertThatThrownBy(() -> consents().record(actor, ana, draft))
          .isInstanceOfSatisfying(
              MceException.class, e -> assertThat(e.details()).containsKey(field));
    }

    @Test
    void a_consent_is_of_its_own_organization_and_needs_a_permission() {
      consents().record(actor, ana, draft("MARKETING", ConsentStatus.GRANTED));
      Actor rival = newActor("rival");
      assertRefused(ErrorCode.NOT_FOUND, () -> consents().list(rival, ana));
      assertRefused(
          ErrorCode.NOT_FOUND,
          () -> consents().record(rival, ana, draft("MARKETING", ConsentStatus.REVOKED)));
      Actor viewer = Actor.member(actor.organizationId(), "m", Set.of(Permission.LEAD_READ));
      assertThat(consents().list(viewer, ana).records()).hasSize(1);
      assertRefused(
          ErrorCode.FORBIDDEN,
          () -> consents().record(viewer, ana, draft("MARKETING", ConsentStatus.REVOKED)));
    }

    @Test
    void a_deleted_lead_has_none_to_show_until_it_is_back() {
      consents().record(actor, ana, draft("MARKETING", ConsentStatus.GRANTED));
      mce.engine().leads().delete(actor, new LeadId(ana));
      assertRefused(ErrorCode.NOT_FOUND, () -> consents().list(actor, ana));
      mce.engine().leadArchive().restoreAll(actor, List.of(new LeadId(ana)));
      assertThat(granted("MARKETING")).isTrue();
    }

    private static void assertRefused(ErrorCode code, ThrowingCallable call) {
      assertThatThrownBy(call)
          .isInstanceOfSatisfying(MceException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
  }
}
