package io.mce.lead;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.engine.EngineParts;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.PageRequest;
import io.mce.lead.MergeSuggestion.Reason;
import io.mce.privacy.ErasureReason;
import io.mce.spi.Address;
import io.mce.testing.MceExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Leads that may be one person are found, and people decide. */
final class MergeSuggestionsTest {

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

    private static final String ANA = "+5511912345678";
    private static final String BO = "+919876543210";

    Contract(MceExtension mce) {
      super(mce);
    }

    private List<MergeSuggestion> found() {
      mce.advance(Duration.ofSeconds(10));
      return mce.engine().mergeSuggestions().list(actor, PageRequest.first()).items();
    }

    @Test
    void two_phones_with_one_email_are_suggested_and_merged_by_a_person() {
      LeadId ana = captured(LeadDraft.of("Ana", ANA).email("a@x.com")).id();
      LeadId bo = captured(LeadDraft.of("Bo", BO).email("A@x.com")).id();

      List<MergeSuggestion> found = found();
      assertThat(found).hasSize(1);
      assertThat(found.getFirst().first().id()).isEqualTo(ana);
      assertThat(found.getFirst().second().id()).isEqualTo(bo);
      assertThat(found.getFirst().reason()).isEqualTo(Reason.SAME_EMAIL);
      mce.engine().leadMerges().merge(actor, ana, bo, Map.of());
      assertThat(found()).isEmpty();
    }

    @Test
    void like_names_in_one_company_are_suggested() {
      captured(LeadDraft.of("Ana Souza", ANA).company("Acme Ltda."));
      captured(LeadDraft.of("Souza, Aná", BO).company("ACME"));
      captured(LeadDraft.of("Ana Souza", "+5521912345678").company("Other"));
      captured(LeadDraft.of("Alan Stone", "+5521912345679").company("Acme"));

      assertThat(found())
          .singleElement()
          .satisfies(each -> {
            assertThat(each.reason()).isEqualTo(Reason.LIKE_NAME_AND_COMPANY);
            assertThat(each.likeness()).isGreaterThanOrEqualTo(Likeness.LIKELY);
          });
    }

    @Test
    void what_was_dismissed_stays_dismissed() {
      captured(LeadDraft.of("Ana", ANA).email("a@x.com"));
      LeadId bo = captured(LeadDraft.of("Bo", BO).email("a@x.com")).id();
      MergeSuggestions suggestions = mce.engine().mergeSuggestions();
      MergeSuggestionId id = found().getFirst().id();
      suggestions.dismiss(actor, id);

      Lead lead = leads.get(actor, bo);
      leads.update(actor, bo, LeadChange.none().name("Bob"), lead.version());
      suggestions.scan(actor);
      assertThat(found()).isEmpty();
      assertRefused(ErrorCode.NOT_FOUND, () -> suggestions.dismiss(actor, id));
      assertThat(eventsNamed("lead.suggestion-dismissed")).hasSize(1);
    }

    @Test
    void who_was_taken_apart_is_neither_suggested_nor_joined_again() {
      LeadId ana = captured(LeadDraft.of("Ana", ANA)).id();
      LeadId chat = captured(LeadDraft.from(Address.opaque("chat-7"))).id();
      LeadDraft both = LeadDraft.of("Ana", ANA).address(Address.opaque("chat-7"));
      leads.capture(actor, both);
      LeadMerge merge = mce.engine().leadMerges().list(actor, ana).getFirst();
      mce.engine().leadMerges().unmerge(actor, merge.id());

      assertThat(leads.capture(actor, both).leadId()).isEqualTo(ana);
      assertThat(leads.get(actor, chat).id()).isEqualTo(chat);
      assertThat(found()).isEmpty();
    }

    @Test
    void a_scan_goes_through_all_leads_in_steps() {
      List<LeadDraft> drafts = new ArrayList<>();
      for (int i = 0; i < 450; i++) {
        drafts.add(LeadDraft.of("", "+55119%08d".formatted(80_000_000 + i)));
      }
      List<CaptureResult> results = leads.captureAll(actor, drafts);
      assertThat(found()).isEmpty();
      SuggestionStore store = EngineParts.part(mce.engine(), SuggestionStore.class);
      IdentifierStore identifiers = EngineParts.part(mce.engine(), IdentifierStore.class);
      Identifiers names = EngineParts.part(mce.engine(), Identifiers.class);
      // As if they had been there before anybody looked.
      Identifier email = names.of(actor.organizationId(), Address.email("shared@x.com"));
      for (int place : new int[] {0, 449}) {
        identifiers.insertAll(
            actor.organizationId(),
            List.of(
                new IdentifierStore.NewIdentifier(
                    results.get(place).leadId(), email, mce.clock().instant(), false)));
      }
      mce.engine().mergeSuggestions().scan(actor);
      assertThat(found()).hasSize(1);
      assertThat(store.open(actor.organizationId(), "~", 10)).hasSize(1);
    }

    @Test
    void deleted_leads_are_not_suggested_and_erased_ones_leave_nothing() {
      captured(LeadDraft.of("Ana", ANA).email("a@x.com"));
      LeadId bo = captured(LeadDraft.of("Bo", BO).email("a@x.com")).id();
      assertThat(found()).hasSize(1);
      leads.delete(actor, bo);
      assertThat(found()).isEmpty();
      mce.engine().privacy().erase(actor, bo.value(), ErasureReason.values()[0]);
      assertThat(found()).isEmpty();
    }
  }

  @Nested
  final class Names {

    @Test
    void typing_errors_and_the_order_of_words_matter_little() {
      assertThat(Likeness.of("Ana Souza", "Souza Ana")).isEqualTo(100);
      assertThat(Likeness.of("Ana Souza", "Ana Sousa")).isGreaterThanOrEqualTo(Likeness.LIKELY);
      assertThat(Likeness.of("Martha", "Marhta")).isEqualTo(96);
      assertThat(Likeness.of("Dwayne", "Duane")).isEqualTo(84);
      assertThat(Likeness.of("Ana Souza", "Bruno Lima")).isLessThan(60);
      assertThat(Likeness.of("", "")).isZero();
    }

    @Test
    void legal_forms_do_not_count() {
      assertThat(Likeness.key("Ana Souza", Optional.of("Acme Ltda.")))
          .isEqualTo(Likeness.key("Souza, Ana", Optional.of("ACME, Inc")));
      assertThat(Likeness.key("Ana", Optional.of("Ltda"))).isEmpty();
      assertThat(Likeness.key("", Optional.of("Acme"))).isEmpty();
    }
  }
}
