package io.mce.lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.PageRequest;
import io.mce.testing.MceExtension;
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
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a lead keeps of what it came with. */
final class LeadCaptureTest {

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
        assertThat(lead.missing(List.of())).isEmpty();
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
      void of_two_addresses_that_come_at_once_the_first_is_shown() {
        for (int i = 0; i < 20; i++) {
          LeadDraft draft = LeadDraft.of("Ana", "+55119%08d".formatted(80_000_000 + i));
          leads.captureAll(
              actor,
              List.of(
                  draft.email("first" + i + "@example.com"),
                  draft.email("second" + i + "@example.com")));
          assertThat(captured(draft).email().orElseThrow().address())
              .isEqualTo("first" + i + "@example.com");
        }
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
        assertThat(
                leads.audienceCount(actor.organizationId(), Audience.everyone(), LeadFilter.NONE))
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
  }
}
