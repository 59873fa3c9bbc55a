package io.mce.lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.event.RecordedEvent;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Permission;
import io.mce.spi.Address;
import io.mce.testing.MceExtension;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

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

  abstract static class Contract {

    @RegisterExtension final MceExtension mce;

    Actor actor;
    Leads leads;

    Contract(MceExtension mce) {
      this.mce = mce;
    }

    @BeforeEach
    void organization() {
      actor = newActor("acme");
      leads = mce.engine().leads();
    }

    Actor newActor(String key) {
      OrganizationId id = mce.engine().organizations().ensure(key, key).id();
      return Actor.system(id, "leads-test");
    }

    Lead captured(LeadDraft draft) {
      return leads.get(actor, leads.capture(actor, draft).leadId());
    }

    List<RecordedEvent> eventsNamed(String name) {
      return mce.engine().events().since(actor, 0, 1_000).events().stream()
          .filter(event -> event.name().equals(name))
          .toList();
    }

    @Nested
    class Capturing {

      @Test
      void a_draft_becomes_a_lead_with_everything_it_says() {
        Lead lead =
            captured(
                LeadDraft.of("  Ana \u00a0 Souza ", "+55 11 91234-5678")
                    .email("Ana@Example.COM")
                    .company("Padaria Sol")
                    .source("website")
                    .tags(Set.of("vip"))
                    .metadata(Map.of("project", "Green Park")));

        assertThat(lead.name()).isEqualTo("Ana Souza");
        assertThat(lead.phone().orElseThrow().e164()).isEqualTo("+5511912345678");
        assertThat(lead.email().orElseThrow().address()).isEqualTo("Ana@example.com");
        assertThat(lead.company()).contains("Padaria Sol");
        assertThat(lead.source()).isEqualTo("website");
        assertThat(lead.status()).isEqualTo(LeadStatus.NEW);
        assertThat(lead.automation()).isEqualTo(Automation.ACTIVE);
        assertThat(lead.tags()).containsExactly("vip");
        assertThat(lead.metadata()).containsEntry("project", "Green Park");
        assertThat(lead.createdAt()).isEqualTo(MceExtension.START);
        assertThat(lead.version()).isEqualTo(1);
        assertThat(lead.isIncomplete()).isFalse();
      }

      @Test
      void a_new_lead_is_published_once() {
        LeadId id = captured(LeadDraft.of("Ana", "+5511912345678").source("website")).id();
        leads.capture(actor, LeadDraft.of("Ana", "+5511912345678").source("website"));

        assertThat(eventsNamed("lead.captured"))
            .singleElement()
            .satisfies(event ->
                assertThat(event.as(LeadCaptured.class))
                    .isEqualTo(new LeadCaptured(id, CaptureOutcome.CREATED, "website", true)));
      }

      @Test
      void national_variants_of_one_phone_are_one_lead() {
        LeadId mobile = leads.capture(actor, LeadDraft.of("Bia", "+55 11 98765-4321")).leadId();
        assertThat(leads.capture(actor, LeadDraft.of("Bia", "+55 11 8765-4321")))
            .isEqualTo(new CaptureResult(CaptureOutcome.SKIPPED, mobile, Optional.empty()));
        LeadId mexico = leads.capture(actor, LeadDraft.of("Luz", "+52 1 55 1234 5678")).leadId();
        assertThat(leads.capture(actor, LeadDraft.of("Luz", "+52 55 1234 5678")).leadId())
            .isEqualTo(mexico);
        LeadId argentina = leads.capture(actor, LeadDraft.of("Sol", "+54 9 11 2345 6789")).leadId();
        assertThat(leads.capture(actor, LeadDraft.of("Sol", "+54 11 2345 6789")).leadId())
            .isEqualTo(argentina);
      }

      @Test
      void a_number_without_country_code_is_of_the_region_of_the_organization() {
        LeadId known = leads.capture(actor, LeadDraft.of("Ravi", "98765 43210")).leadId();

        assertThat(leads.get(actor, known).phone().orElseThrow().e164()).isEqualTo("+919876543210");
        assertThat(leads.capture(actor, LeadDraft.of("Ravi", "+91 98765-43210")).leadId())
            .isEqualTo(known);
      }

      @Test
      void an_email_captured_several_times_at_once_is_one_lead() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
          for (int i = 0; i < 20; i++) {
            LeadDraft draft = LeadDraft.named("Ana").email("ana" + i + "@example.com");
            Callable<LeadId> delivery = () -> leads.capture(actor, draft).leadId();
            Set<LeadId> captured = new HashSet<>();
            for (Future<LeadId> each : threads.invokeAll(Collections.nCopies(4, delivery))) {
              captured.add(each.get());
            }
            assertThat(captured).hasSize(1);
          }
        }
      }

      @Test
      void many_emails_in_one_batch_meet_those_of_another() throws Exception {
        List<LeadDraft> drafts =
            IntStream.range(0, 100)
                .mapToObj(i -> LeadDraft.named("Ana").email("ana" + i + "@example.com"))
                .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
          Callable<List<CaptureResult>> batch = () -> leads.captureAll(actor, drafts);
          for (Future<?> each : threads.invokeAll(Collections.nCopies(4, batch))) {
            each.get();
          }
        }
        assertThat(leads.audienceCount(actor.organizationId(), Audience.everyone()))
            .returns(100L, AudienceCount::unreachable);
      }

      @Test
      void variants_meet_inside_one_batch_and_across_batches() {
        List<CaptureResult> first =
            leads.captureAll(
                actor,
                List.of(
                    LeadDraft.of("Bia", "+55 11 98765-4321"),
                    LeadDraft.of("Ravi", "+91 98765 43210"),
                    LeadDraft.of("Bia", "+55 11 8765-4321").company("Sol")));
        List<CaptureResult> second =
            leads.captureAll(actor, List.of(LeadDraft.of("", "(+55) 11 9 8765 4321")));

        assertThat(first)
            .extracting(CaptureResult::outcome)
            .containsExactly(CaptureOutcome.CREATED, CaptureOutcome.CREATED, CaptureOutcome.MERGED);
        assertThat(first.get(2).leadId()).isEqualTo(first.get(0).leadId());
        assertThat(second.getFirst().leadId()).isEqualTo(first.get(0).leadId());
        assertThat(leads.get(actor, first.get(0).leadId()).company()).contains("Sol");
        assertThat(leads.list(actor, LeadQuery.all(), PageRequest.first()).items()).hasSize(2);
      }

      @Test
      void a_merge_fills_what_is_empty_and_replaces_nothing() {
        Lead before =
            captured(
                LeadDraft.of("Ana", "+5511912345678")
                    .source("website")
                    .tags(Set.of("a"))
                    .metadata(Map.of("k", "first")));

        CaptureResult result =
            leads.capture(
                actor,
                LeadDraft.of("Anna Maria", "+5511912345678")
                    .email("ana@example.com")
                    .company("Sol")
                    .source("import")
                    .tags(Set.of("b"))
                    .metadata(Map.of("k", "second", "l", "new")));

        assertThat(result.outcome()).isEqualTo(CaptureOutcome.MERGED);
        Lead after = leads.get(actor, before.id());
        assertThat(after.name()).isEqualTo("Ana");
        assertThat(after.source()).isEqualTo("website");
        assertThat(after.email().orElseThrow().address()).isEqualTo("ana@example.com");
        assertThat(after.company()).contains("Sol");
        assertThat(after.tags()).containsExactlyInAnyOrder("a", "b");
        assertThat(after.metadata()).containsOnly(Map.entry("k", "first"), Map.entry("l", "new"));
        assertThat(after.version()).isEqualTo(before.version() + 1);
        assertThat(eventsNamed("lead.captured"))
            .last()
            .satisfies(event ->
                assertThat(event.as(LeadCaptured.class).outcome())
                    .isEqualTo(CaptureOutcome.MERGED));
      }

      @Test
      void a_draft_without_news_changes_nothing() {
        Lead before = captured(LeadDraft.of("Ana", "+5511912345678").company("Sol"));

        assertThat(leads.capture(actor, LeadDraft.of("Someone", "+5511912345678")).outcome())
            .isEqualTo(CaptureOutcome.SKIPPED);
        assertThat(leads.get(actor, before.id())).isEqualTo(before);
      }

      @Test
      void a_merge_never_ends_an_opt_out_or_a_pause() {
        Lead out = captured(LeadDraft.of("Ana", "+5511912345678"));
        leads.optOut(actor, out.id());
        Lead paused = captured(LeadDraft.of("Ravi", "+919876543210"));
        leads.pauseAutomation(actor, paused.id(), AutomationReason.REPLIED);

        leads.captureAll(
            actor,
            List.of(
                LeadDraft.of("Ana", "+5511912345678").company("Sol"),
                LeadDraft.of("Ravi", "+919876543210").company("Lua")));

        assertThat(leads.get(actor, out.id()).automation()).isEqualTo(Automation.optedOut());
        assertThat(leads.get(actor, paused.id()).automation())
            .isEqualTo(Automation.paused(AutomationReason.REPLIED));
      }

      @Test
      void a_deleted_lead_comes_back_with_its_opt_out() {
        Lead lead = captured(LeadDraft.of("Ana", "+5511912345678"));
        leads.optOut(actor, lead.id());
        leads.delete(actor, lead.id());

        CaptureResult result = leads.capture(actor, LeadDraft.of("Ana", "+5511912345678"));

        assertThat(result.outcome()).isEqualTo(CaptureOutcome.MERGED);
        assertThat(result.leadId()).isEqualTo(lead.id());
        assertThat(leads.get(actor, lead.id()).automation()).isEqualTo(Automation.optedOut());
      }

      @Test
      void what_cannot_be_read_is_refused_with_every_field() {
        assertThatThrownBy(
                () -> leads.capture(actor, LeadDraft.of("Ana", "12").email("ana at example")))
            .isInstanceOfSatisfying(
                MceException.class,
                e -> {
                  assertThat(e.code()).isEqualTo(ErrorCode.INVALID);
                  assertThat(e.details()).containsOnlyKeys("phone", "email");
                  assertThat(e.getMessage()).doesNotContain("ana at example");
                });
        assertRefused(ErrorCode.INVALID, () -> leads.capture(actor, LeadDraft.named("Ana")));
      }

      @Test
      void control_characters_do_not_reach_the_database() {
        Lead lead =
            captured(
                LeadDraft.of("An\u0000a\u202e", "+5511912345678")
                    .company("\u0007")
                    .metadata(Map.of("no\u0000te", "a\u0000b\nc")));

        assertThat(lead.name()).isEqualTo("Ana");
        assertThat(lead.company()).isEmpty();
        assertThat(lead.metadata()).containsOnly(Map.entry("note", "ab\nc"));
      }
    }

    @Nested
    class Matching {

      @Test
      void the_same_email_with_another_phone_is_another_lead() {
        LeadId first =
            leads.capture(actor, LeadDraft.of("Ana", "+5511912345678").email("a@x.com")).leadId();
        CaptureResult second =
            leads.capture(actor, LeadDraft.of("Bob", "+919876543210").email("a@x.com"));

        assertThat(second.outcome()).isEqualTo(CaptureOutcome.CREATED);
        assertThat(second.leadId()).isNotEqualTo(first);
      }

      @Test
      void an_email_alone_finds_the_lead_that_has_it() {
        LeadId first =
            leads.capture(actor, LeadDraft.of("Ana", "+5511912345678").email("a@x.com")).leadId();
        leads.capture(actor, LeadDraft.of("Bob", "+919876543210").email("a@x.com"));

        assertThat(leads.capture(actor, LeadDraft.named("Ana").email("A@X.com")).leadId())
            .as("the oldest of two that share it")
            .isEqualTo(first);
      }

      @Test
      void a_phone_joins_the_lead_that_is_known_by_its_email_only() {
        LeadId first = leads.capture(actor, LeadDraft.named("Ana").email("a@x.com")).leadId();
        CaptureResult second =
            leads.capture(actor, LeadDraft.of("Ana", "+5511912345678").email("a@x.com"));

        assertThat(second)
            .isEqualTo(new CaptureResult(CaptureOutcome.MERGED, first, Optional.empty()));
        assertThat(leads.get(actor, first).phone().orElseThrow().e164())
            .isEqualTo("+5511912345678");
        assertThat(
                leads
                    .capture(actor, LeadDraft.of("Cy", "+919876543210").email("a@x.com"))
                    .outcome())
            .as("now that there is a phone")
            .isEqualTo(CaptureOutcome.CREATED);
      }

      @Test
      void emails_follow_the_same_rules_inside_a_batch() {
        List<CaptureResult> results =
            leads.captureAll(
                actor,
                List.of(
                    LeadDraft.named("Ana").email("a@x.com"),
                    LeadDraft.of("Ana", "+5511912345678").email("a@x.com"),
                    LeadDraft.of("Bob", "+919876543210").email("a@x.com"),
                    LeadDraft.named("Ana").email("a@x.com")));

        assertThat(results)
            .extracting(CaptureResult::outcome)
            .containsExactly(
                CaptureOutcome.CREATED,
                CaptureOutcome.MERGED,
                CaptureOutcome.CREATED,
                CaptureOutcome.SKIPPED);
        assertThat(results.get(3).leadId()).isEqualTo(results.get(0).leadId());
      }

      @Test
      void the_id_of_a_source_is_one_lead_in_that_source_only() {
        LeadDraft draft = LeadDraft.named("Ana").externalId("77").source("portal");
        LeadId first = leads.capture(actor, draft).leadId();

        assertThat(leads.capture(actor, draft).outcome()).isEqualTo(CaptureOutcome.SKIPPED);
        assertThat(leads.capture(actor, draft.source("other")).leadId()).isNotEqualTo(first);
      }

      @Test
      void the_phone_decides_where_names_disagree() {
        LeadId byPhone = leads.capture(actor, LeadDraft.of("Ana", "+5511912345678")).leadId();
        LeadId byChannel = leads.capture(actor, LeadDraft.from(Address.opaque("chat-7"))).leadId();

        CaptureResult result =
            leads.capture(
                actor,
                LeadDraft.from(Address.opaque("chat-7")).phone("+5511912345678").name("Ana"));

        assertThat(result.leadId()).isEqualTo(byPhone);
        assertThat(leads.get(actor, byPhone).channelIds()).isEmpty();
        assertThat(leads.get(actor, byChannel).channelIds())
            .containsExactly(Address.opaque("chat-7"));
      }

      @Test
      void an_address_leads_to_its_lead() {
        Lead lead =
            captured(
                LeadDraft.of("Ana", "+5511987654321")
                    .email("a@x.com")
                    .address(Address.opaque("chat-7")));

        assertThat(find(Address.phone("+551187654321"))).contains(lead.id());
        assertThat(find(Address.email("A@x.com"))).contains(lead.id());
        assertThat(find(Address.opaque("chat-7"))).contains(lead.id());
        assertThat(find(Address.opaque("chat-8"))).isEmpty();
        leads.delete(actor, lead.id());
        assertThat(find(Address.phone("+5511987654321"))).isEmpty();
      }

      private Optional<LeadId> find(Address address) {
        return leads.findByAddress(actor.organizationId(), address);
      }
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
        assertThat(leads.audienceCount(actor.organizationId(), Audience.everyone()).eligible())
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
        assertThat(leads.audienceCount(actor.organizationId(), Audience.everyone()).eligible())
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
          List<LeadId> page = leads.audience(actor.organizationId(), Audience.everyone(), after, 7);
          read.addAll(page);
          after = page.isEmpty() ? Optional.empty() : Optional.of(page.getLast());
        } while (after.isPresent());

        assertThat(read).containsExactlyElementsOf(all);
      }

      private List<LeadId> audience(Audience audience) {
        return leads.audience(actor.organizationId(), audience, Optional.empty(), 100);
      }
    }

    List<LeadId> list(LeadQuery query) {
      return leads.list(actor, query, PageRequest.first(200)).items().stream()
          .map(Lead::id)
          .toList();
    }

    static void assertRefused(ErrorCode code, ThrowingCallable call) {
      assertThatThrownBy(call)
          .isInstanceOfSatisfying(MceException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
  }
}
