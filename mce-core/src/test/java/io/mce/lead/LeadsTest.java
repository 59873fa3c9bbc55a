package io.mce.lead;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Permission;
import io.mce.spi.Address;
import io.mce.testing.MceExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Leads are changed, their automation is paused, campaigns find them. */
final class LeadsTest {

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
    class Editing {

      @Test
      void an_edit_replaces_what_it_names_and_nothing_else() {
        Lead before =
            captured(LeadDraft.of("Ana", "+5511912345678").email("a@x.com").company("Sol"));

        Lead after =
            leads.update(
                actor,
                before.id(),
                LeadChange.none().name("Ana Souza").email("b@x.com").tags(Set.of("vip")),
                before.version());

        assertThat(after.name()).isEqualTo("Ana Souza");
        assertThat(after.email().orElseThrow().address()).isEqualTo("b@x.com");
        assertThat(after.phone()).isEqualTo(before.phone());
        assertThat(after.company()).contains("Sol");
        assertThat(after.tags()).containsExactly("vip");
        assertThat(after.version()).isEqualTo(before.version() + 1);
        assertThat(eventsNamed("lead.updated"))
            .singleElement()
            .satisfies(event ->
                assertThat(event.as(LeadUpdated.class).fields())
                    .containsExactlyInAnyOrder("name", "email", "tags"));
        assertThat(list(LeadQuery.all().tag("vip"))).containsExactly(before.id());
      }

      @Test
      void a_stale_edit_is_refused_and_changes_nothing() {
        Lead seen = captured(LeadDraft.of("Ana", "+5511912345678"));
        leads.update(actor, seen.id(), LeadChange.none().name("Ana B"), seen.version());

        assertRefused(
            ErrorCode.STALE_VERSION,
            () -> leads.update(actor, seen.id(), LeadChange.none().name("C"), seen.version()));
        assertThat(leads.get(actor, seen.id()).name()).isEqualTo("Ana B");
      }

      @Test
      void the_phone_of_another_lead_is_refused() {
        captured(LeadDraft.of("Ana", "+5511987654321"));
        Lead other = captured(LeadDraft.of("Bob", "+919876543210"));

        assertRefused(
            ErrorCode.CONFLICT,
            () ->
                leads.update(
                    actor,
                    other.id(),
                    LeadChange.none().phone("+55 11 8765-4321"),
                    other.version()));
        assertThat(leads.get(actor, other.id())).isEqualTo(other);
      }

      @Test
      void a_replaced_phone_is_free_for_another_lead() {
        Lead lead = captured(LeadDraft.of("Ana", "+5511912345678"));
        leads.update(actor, lead.id(), LeadChange.none().phone("+5521912345678"), lead.version());

        assertThat(leads.get(actor, lead.id()).phone().orElseThrow().e164())
            .isEqualTo("+5521912345678");
        assertThat(leads.capture(actor, LeadDraft.of("Bob", "+5511912345678")).outcome())
            .isEqualTo(CaptureOutcome.CREATED);
      }

      @Test
      void a_lead_keeps_something_to_be_known_by() {
        Lead lead = captured(LeadDraft.of("Ana", "+5511912345678"));

        assertRefused(
            ErrorCode.INVALID,
            () -> leads.update(actor, lead.id(), LeadChange.none().phone(""), lead.version()));
        assertRefused(
            ErrorCode.INVALID,
            () -> leads.update(actor, lead.id(), LeadChange.none().email("x"), lead.version()));
        assertThat(leads.get(actor, lead.id())).isEqualTo(lead);
      }

      @Test
      void a_status_change_is_published_once() {
        Lead lead = captured(LeadDraft.of("Ana", "+5511912345678"));

        leads.changeStatus(actor, lead.id(), LeadStatus.QUALIFIED);
        leads.changeStatus(actor, lead.id(), LeadStatus.QUALIFIED);

        assertThat(leads.get(actor, lead.id()).status()).isEqualTo(LeadStatus.QUALIFIED);
        assertThat(eventsNamed("lead.status-changed"))
            .singleElement()
            .satisfies(event ->
                assertThat(event.as(LeadStatusChanged.class))
                    .isEqualTo(
                        new LeadStatusChanged(lead.id(), LeadStatus.NEW, LeadStatus.QUALIFIED)));
      }

      @Test
      void a_tag_is_listed_page_by_page_in_every_order() {
        for (int i = 0; i < 9; i++) {
          captured(
              LeadDraft.of("Name " + (i * 7 % 9), "+55119876543" + (10 + i))
                  .tags(i % 2 == 0 ? Set.of("vip") : Set.of("other")));
        }
        for (LeadSort sort : LeadSort.values()) {
          List<LeadId> expected =
              leads.list(actor, LeadQuery.all().sort(sort), PageRequest.first()).items().stream()
                  .filter(lead -> lead.tags().contains("vip"))
                  .map(Lead::id)
                  .toList();
          List<LeadId> listed = new ArrayList<>();
          Optional<String> cursor = Optional.empty();
          do {
            var page =
                leads.list(
                    actor, LeadQuery.all().tag("vip").sort(sort), new PageRequest(2, cursor));
            page.items().forEach(lead -> listed.add(lead.id()));
            cursor = page.nextCursor().map(each -> each.text());
          } while (cursor.isPresent());
          assertThat(listed).as(sort.name()).hasSize(5).isEqualTo(expected);
        }
      }

      @Test
      void a_deleted_lead_is_gone_from_everywhere() {
        Lead lead = captured(LeadDraft.of("Ana", "+5511912345678"));
        leads.delete(actor, lead.id());

        assertThat(list(LeadQuery.all())).isEmpty();
        assertThat(
                leads
                    .audienceCount(actor.organizationId(), Audience.everyone(), LeadFilter.NONE)
                    .eligible())
            .isZero();
        assertRefused(ErrorCode.NOT_FOUND, () -> leads.get(actor, lead.id()));
        assertRefused(ErrorCode.NOT_FOUND, () -> leads.delete(actor, lead.id()));
        assertRefused(
            ErrorCode.NOT_FOUND,
            () -> leads.update(actor, lead.id(), LeadChange.none().name("B"), 2));
        assertThat(eventsNamed("lead.deleted")).hasSize(1);
      }
    }

    @Nested
    class PausingAutomation {

      @Test
      void a_pause_is_kept_once_and_can_be_resumed() {
        LeadId id = captured(LeadDraft.of("Ana", "+5511912345678")).id();

        assertThat(leads.pauseAutomation(actor, id, AutomationReason.REPLIED)).isTrue();
        assertThat(leads.pauseAutomation(actor, id, AutomationReason.REPLIED)).isFalse();
        assertThat(leads.get(actor, id).automation())
            .isEqualTo(Automation.paused(AutomationReason.REPLIED));
        assertThat(leads.resumeAutomation(actor, id)).isTrue();
        assertThat(leads.resumeAutomation(actor, id)).isFalse();
        assertThat(leads.get(actor, id).automation()).isEqualTo(Automation.ACTIVE);
        assertThat(eventsNamed("lead.automation-paused")).hasSize(1);
        assertThat(eventsNamed("lead.automation-resumed")).hasSize(1);
      }

      @Test
      void a_takeover_replaces_the_reason_that_the_lead_replied_but_not_the_other_way() {
        LeadId id = captured(LeadDraft.of("Ana", "+5511912345678")).id();
        leads.pauseAutomation(actor, id, AutomationReason.REPLIED);

        assertThat(leads.pauseAutomation(actor, id, AutomationReason.HUMAN_TAKEOVER)).isTrue();
        assertThat(leads.pauseAutomation(actor, id, AutomationReason.REPLIED)).isFalse();
        assertThat(leads.get(actor, id).automation())
            .isEqualTo(Automation.paused(AutomationReason.HUMAN_TAKEOVER));
      }

      @Test
      void only_consent_ends_an_opt_out() {
        LeadId id = captured(LeadDraft.of("Ana", "+5511912345678")).id();

        assertThat(leads.optOut(actor, id, "SMS")).isTrue();
        assertThat(leads.optOut(actor, id, "SMS")).isFalse();
        assertThat(leads.pauseAutomation(actor, id, AutomationReason.MANUAL)).isFalse();
        assertThat(leads.resumeAutomation(actor, id)).isFalse();
        assertThat(leads.get(actor, id).automation()).isEqualTo(Automation.optedOut());
        assertThat(leads.optIn(actor, id)).isTrue();
        assertThat(leads.get(actor, id).automation()).isEqualTo(Automation.ACTIVE);
        assertThat(eventsNamed("lead.opted-out"))
            .singleElement()
            .satisfies(
                event -> assertThat(event.as(LeadOptedOut.class).channel()).isEqualTo("SMS"));
      }
    }

    @Nested
    class Isolation {

      @Test
      void a_lead_of_another_organization_is_not_there() {
        Actor other = newActor("other");
        Lead foreign = captured(LeadDraft.of("Ana", "+5511912345678").tags(Set.of("vip")));

        assertRefused(ErrorCode.NOT_FOUND, () -> leads.get(other, foreign.id()));
        assertRefused(ErrorCode.NOT_FOUND, () -> leads.delete(other, foreign.id()));
        assertRefused(
            ErrorCode.NOT_FOUND,
            () -> leads.update(other, foreign.id(), LeadChange.none().name("x"), 1));
        assertRefused(
            ErrorCode.NOT_FOUND, () -> leads.changeStatus(other, foreign.id(), LeadStatus.LOST));
        assertRefused(ErrorCode.NOT_FOUND, () -> leads.optOut(other, foreign.id()));
        assertRefused(
            ErrorCode.NOT_FOUND,
            () -> leads.pauseAutomation(other, foreign.id(), AutomationReason.MANUAL));
        assertThat(leads.find(other.organizationId(), foreign.id())).isEmpty();
        assertThat(leads.list(other, LeadQuery.all().tag("vip"), PageRequest.first()).items())
            .isEmpty();
        assertThat(leads.findByAddress(other.organizationId(), Address.phone("+5511912345678")))
            .isEmpty();
        assertThat(leads.capture(other, LeadDraft.of("Ana", "+5511912345678")).outcome())
            .isEqualTo(CaptureOutcome.CREATED);
        assertThat(leads.get(actor, foreign.id())).isEqualTo(foreign);
      }

      @Test
      void a_permission_is_asked_for() {
        Actor reader = Actor.member(actor.organizationId(), "m", Set.of(Permission.LEAD_READ));
        Lead lead = captured(LeadDraft.of("Ana", "+5511912345678"));

        assertThat(leads.get(reader, lead.id())).isEqualTo(lead);
        assertRefused(
            ErrorCode.FORBIDDEN, () -> leads.capture(reader, LeadDraft.of("B", "+919876543210")));
        assertRefused(ErrorCode.FORBIDDEN, () -> leads.delete(reader, lead.id()));
        assertRefused(
            ErrorCode.FORBIDDEN,
            () -> leads.update(reader, lead.id(), LeadChange.none().name("x"), 1));
      }
    }

    @Nested
    class Audiences {

      @Test
      void an_audience_holds_whom_we_may_write_to() {
        LeadId ana = captured(LeadDraft.of("Ana", "+5511912345678")).id();
        LeadId chat = captured(LeadDraft.from(Address.opaque("chat-7"))).id();
        captured(LeadDraft.named("Mail").email("m@x.com"));
        LeadId paused = captured(LeadDraft.of("P", "+919876543210")).id();
        leads.pauseAutomation(actor, paused, AutomationReason.REPLIED);
        LeadId out = captured(LeadDraft.of("O", "+919876543211")).id();
        leads.optOut(actor, out);

        assertThat(audience(Audience.everyone())).containsExactly(ana, chat);
        assertThat(
                leads
                    .audienceCount(actor.organizationId(), Audience.everyone(), LeadFilter.NONE)
                    .eligible())
            .isEqualTo(2);
      }

      @Test
      void conditions_narrow_it_down() {
        LeadId ana =
            captured(LeadDraft.of("Ana", "+5511912345678").source("web").tags(Set.of("a", "b")))
                .id();
        LeadId bob =
            captured(LeadDraft.of("Bob", "+919876543210").source("ads").tags(Set.of("b"))).id();
        leads.changeStatus(actor, bob, LeadStatus.CONTACTED);

        assertThat(audience(new Audience(Set.of(), Set.of("web", "x"), Set.of())))
            .containsExactly(ana);
        assertThat(audience(new Audience(Set.of(), Set.of(), Set.of("a", "b"))))
            .containsExactly(ana, bob);
        assertThat(
                audience(
                    new Audience(
                        Set.of(LeadStatus.NEW, LeadStatus.CONTACTED), Set.of("ads"), Set.of("b"))))
            .containsExactly(bob);
        assertThat(audience(new Audience(Set.of(LeadStatus.LOST), Set.of(), Set.of()))).isEmpty();
      }

      @Test
      void pages_of_an_audience_are_complete() {
        List<LeadDraft> drafts =
            IntStream.range(0, 25)
                .mapToObj(i -> LeadDraft.of("L" + i, "+9198765432" + (10 + i)))
                .toList();
        List<LeadId> all =
            leads.captureAll(actor, drafts).stream().map(CaptureResult::leadId).toList();
        List<LeadId> read = new ArrayList<>();
        Optional<LeadId> after = Optional.empty();
        do {
          List<LeadId> page =
              leads.audience(
                  actor.organizationId(), Audience.everyone(), LeadFilter.NONE, after, 7);
          read.addAll(page);
          after = page.isEmpty() ? Optional.empty() : Optional.of(page.getLast());
        } while (after.isPresent());

        assertThat(read).containsExactlyElementsOf(all);
      }

      private List<LeadId> audience(Audience audience) {
        return leads.audience(
            actor.organizationId(), audience, LeadFilter.NONE, Optional.empty(), 100);
      }
    }
  }
}
