package io.mce.lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.audit.AuditQuery;
import io.mce.engine.EngineParts;
import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.Cursor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Permission;
import io.mce.lead.PastedLine.Verdict;
import io.mce.privacy.ErasureReason;
import io.mce.privacy.Suppressions;
import io.mce.spi.Address;
import io.mce.testing.MceExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The list of addresses that must not be written to, as people keep it. */
final class SuppressionListTest {

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

    private static final String PHONE = "+5511987654321";

    @RegisterExtension final MceExtension mce;
    private Actor actor;

    Contract(MceExtension mce) {
      this.mce = mce;
    }

    @BeforeEach
    void an_organization() {
      actor = Actor.system(mce.engine().organizations().ensure("acme", "Acme").id(), "host");
    }

    private SuppressionList list() {
      return mce.engine().suppressionList();
    }

    private LeadId lead(String phone) {
      return mce.engine().leads().capture(actor, LeadDraft.of("Ana", phone)).leadId();
    }

    private String key(String phone) {
      return mce.engine().leads().recipientKey(actor.organizationId(), Address.phone(phone));
    }

    private boolean isSuppressed(String channel, String phone) {
      return mce.engine().suppressions().isSuppressed(actor.organizationId(), channel, key(phone));
    }

    @Test
    void an_address_is_put_on_the_list_in_any_spelling_and_shown_with_its_lead() {
      LeadId ana = lead(PHONE);
      SuppressedAddress added = list().add(actor, "SMS", "+55 (11) 8765-4321");
      assertThat(added.reason()).isEqualTo("DO_NOT_CONTACT");
      assertThat(added.ownWish()).isFalse();
      assertThat(added.source()).isEqualTo("SYSTEM");
      assertThat(added.leadId()).contains(ana);
      assertThat(isSuppressed("SMS", PHONE)).isTrue();
      assertThat(isSuppressed("WHATSAPP", PHONE)).isFalse();
      assertThat(list().find(actor, PHONE)).containsExactly(added);
      assertThat(list().find(actor, "+5511911111111")).isEmpty();
      assertThat(list().add(actor, "SMS", PHONE)).isEqualTo(added);
      assertThat(list().add(actor, "*", "bo@example.com").leadId()).isEmpty();
      assertThat(list().toString()).doesNotContain(PHONE);
    }

    @Test
    void an_address_without_its_lead_stays_on_the_list() {
      LeadId ana = lead(PHONE);
      list().add(actor, "SMS", PHONE);
      mce.engine().leads().delete(actor, ana);
      assertThat(list().list(actor, PageRequest.first()).items().getFirst().leadId()).isEmpty();
      assertThat(isSuppressed("SMS", PHONE)).isTrue();
    }

    @Test
    void the_list_is_read_page_by_page_newest_first() {
      List<String> added = new ArrayList<>();
      for (int i = 0; i < 25; i++) {
        // Several at one moment.
        if (i % 4 == 0) {
          mce.advance(Duration.ofSeconds(1));
        }
        added.add(list().add(actor, i % 2 == 0 ? "SMS" : "*", "+55119876500" + (10 + i)).key());
      }
      List<SuppressedAddress> read = new ArrayList<>();
      Optional<String> cursor = Optional.empty();
      do {
        Page<SuppressedAddress> page = list().list(actor, new PageRequest(4, cursor));
        read.addAll(page.items());
        cursor = page.nextCursor().map(Cursor::text);
      } while (cursor.isPresent());
      assertThat(read)
          .extracting(SuppressedAddress::key)
          .containsExactlyInAnyOrderElementsOf(added);
      assertThat(read)
          .extracting(SuppressedAddress::since)
          .isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @Test
    void each_line_of_a_pasted_list_has_its_verdict() {
      list().add(actor, "SMS", "+5511987650001");
      List<PastedLine> lines =
          list()
              .addAll(
                  actor,
                  "SMS",
                  """
                  +55 11 98765-0001
                  +5511987650002

                  nobody
                  bo@example.com
                  +5511987650002
                  12
                  """);
      assertThat(lines).extracting(PastedLine::line).containsExactly(1, 2, 4, 5, 6, 7);
      assertThat(lines)
          .extracting(PastedLine::verdict)
          .containsExactly(
              Verdict.KNOWN,
              Verdict.ADDED,
              Verdict.INVALID,
              Verdict.ADDED,
              Verdict.REPEATED,
              Verdict.INVALID);
      assertThat(lines.get(2).problem().orElseThrow()).endsWith(".").doesNotContain("nobody");
      assertThat(list().find(actor, "+5511987650002").getFirst().reason()).isEqualTo("PASTED");
      assertThat(isSuppressed("SMS", "+5511987650002")).isTrue();
    }

    @Test
    void too_many_lines_are_refused_before_anything_is_stored() {
      String lines = "+5511987650002\n".repeat(SuppressionList.MAX_LINES + 1);
      assertRefused(() -> list().addAll(actor, "SMS", lines), ErrorCode.INVALID);
      assertThat(list().list(actor, PageRequest.first()).items()).isEmpty();
    }

    private static void assertRefused(Runnable call, ErrorCode code) {
      assertThatThrownBy(call::run)
          .isInstanceOfSatisfying(MceException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void what_a_person_asked_for_falls_with_their_consent_only() {
      LeadId ana = lead(PHONE);
      mce.engine().suppressions().suppress(actor, "SMS", key(PHONE), Suppressions.STOP);
      mce.engine().leads().optOut(actor, ana, "SMS");
      for (LiftReason reason : List.of(LiftReason.MISTAKE, LiftReason.NEW_OWNER)) {
        assertRefused(() -> list().remove(actor, "SMS", key(PHONE), reason), ErrorCode.WRONG_STATE);
      }
      assertThat(isSuppressed("SMS", PHONE)).isTrue();
      list().remove(actor, "SMS", key(PHONE), LiftReason.CONSENT_GIVEN_ANEW);
      assertThat(isSuppressed("SMS", PHONE)).isFalse();
      assertThat(mce.engine().leads().get(actor, ana).automation().isActive()).isTrue();
      assertThat(list().find(actor, PHONE)).isEmpty();
    }

    @Test
    void who_says_stop_after_people_listed_them_comes_off_with_their_consent_only() {
      lead(PHONE);
      for (String channel : List.of("SMS", Suppressions.ALL_CHANNELS)) {
        list().addAll(actor, channel, PHONE);
        mce.engine().suppressions().suppress(actor, channel, key(PHONE), Suppressions.STOP);
        assertThat(list().addAll(actor, channel, PHONE))
            .extracting(PastedLine::verdict)
            .containsExactly(Verdict.KNOWN);
        assertThat(list().add(actor, channel, PHONE).ownWish()).isTrue();
        assertRefused(
            () -> list().remove(actor, channel, key(PHONE), LiftReason.MISTAKE),
            ErrorCode.WRONG_STATE);
        list().remove(actor, channel, key(PHONE), LiftReason.CONSENT_GIVEN_ANEW);
      }
      assertThat(list().find(actor, PHONE)).isEmpty();
      mce.runDue();
      assertThat(
              mce.engine()
                  .audit()
                  .list(actor, AuditQuery.all(), PageRequest.first())
                  .items()
                  .toString())
          .contains("PASTED", "STOP");
    }

    @Test
    void who_opted_out_of_a_listed_address_and_is_erased_stays_out() {
      LeadId ana = lead(PHONE);
      list().add(actor, Suppressions.ALL_CHANNELS, PHONE);
      mce.engine().leads().optOut(actor, ana, "SMS");
      mce.engine().privacy().erase(actor, ana.value(), ErasureReason.REQUESTED);
      assertThat(list().find(actor, PHONE))
          .singleElement()
          .extracting(SuppressedAddress::reason)
          .isEqualTo(Suppressions.OPTED_OUT);
      assertRefused(
          () -> list().remove(actor, Suppressions.ALL_CHANNELS, key(PHONE), LiftReason.MISTAKE),
          ErrorCode.WRONG_STATE);
    }

    @Test
    void why_it_was_taken_off_is_in_the_audit_trail() {
      list().add(actor, "SMS", PHONE);
      list().remove(actor, "SMS", key(PHONE), LiftReason.MISTAKE);
      mce.runDue();
      assertThat(
              EngineParts.part(mce.engine(), Events.class).since(actor, 0, 100).events().stream()
                  .filter(event -> event.name().equals("privacy.suppression-lifted"))
                  .findFirst()
                  .orElseThrow()
                  .actorId())
          .isEqualTo("host");
      assertThat(
              mce.engine()
                  .audit()
                  .list(actor, AuditQuery.all(), PageRequest.first())
                  .items()
                  .toString())
          .contains("liftedFor", "MISTAKE");
    }

    @Test
    void what_people_set_for_the_lead_does_not_come_back() {
      LeadId ana = lead(PHONE);
      mce.engine().doNotContact().set(actor, ana, "SMS");
      list().remove(actor, "SMS", key(PHONE), LiftReason.MISTAKE);
      assertThat(mce.engine().doNotContact().list(actor, ana)).isEmpty();
    }

    @Test
    void what_is_not_on_the_list_is_not_found() {
      list().add(actor, "SMS", PHONE);
      for (String key : List.of(key("+5511911111111"), "", "a\u0000b", "x y")) {
        assertRefused(
            () -> list().remove(actor, "SMS", key, LiftReason.MISTAKE), ErrorCode.NOT_FOUND);
      }
      assertRefused(
          () -> list().remove(actor, "*", key(PHONE), LiftReason.MISTAKE), ErrorCode.NOT_FOUND);
    }

    @Test
    void who_may_not_change_leads_changes_nothing() {
      Actor reader = Actor.member(actor.organizationId(), "reader", Set.of(Permission.LEAD_READ));
      assertRefused(() -> list().add(reader, "SMS", PHONE), ErrorCode.FORBIDDEN);
      assertRefused(() -> list().addAll(reader, "SMS", PHONE), ErrorCode.FORBIDDEN);
      assertRefused(
          () -> list().remove(reader, "SMS", "x", LiftReason.MISTAKE), ErrorCode.FORBIDDEN);
      assertThat(list().list(reader, PageRequest.first()).items()).isEmpty();
    }
  }
}
