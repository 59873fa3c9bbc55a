package io.mce.lead;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.audit.AuditQuery;
import io.mce.channel.Purpose;
import io.mce.conversation.Message;
import io.mce.conversation.SendMessage;
import io.mce.conversation.Sender;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.PageRequest;
import io.mce.privacy.ConsentDraft;
import io.mce.privacy.ConsentStatus;
import io.mce.privacy.ErasureReason;
import io.mce.provider.ProviderAccountDraft;
import io.mce.spi.Address;
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

/** Two leads become one, and two again. */
final class LeadMergesTest {

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
    private static final String CHANNEL = RecordingChannel.CHANNEL;

    private LeadMerges merges;
    private LeadId ana;
    private LeadId bo;

    Contract(MceExtension mce) {
      super(mce);
    }

    @BeforeEach
    void two() {
      merges = mce.engine().leadMerges();
      mce.engine()
          .providerAccounts()
          .create(actor, new ProviderAccountDraft(RecordingChannel.PROVIDER, "Line", Map.of()));
      ana =
          captured(
                  LeadDraft.of("Ana", ANA)
                      .email("shared@x.com")
                      .tags(Set.of("a", "both"))
                      .metadata(Map.of("city", "Rio", "only", "ana"))
                      .source("web"))
              .id();
      mce.advance(Duration.ofMinutes(1));
      bo =
          captured(
                  LeadDraft.of("Ana S.", BO)
                      .email("shared@x.com")
                      .company("Acme")
                      .address(Address.opaque("chat-7"))
                      .tags(Set.of("both", "b"))
                      .metadata(Map.of("city", "Santos"))
                      .source("fair"))
              .id();
      mce.advance(Duration.ofMinutes(1));
    }

    private LeadMerge merge() {
      LeadMerge merge = merges.merge(actor, ana, bo, Map.of());
      mce.advance(Duration.ofMinutes(1));
      return merge;
    }

    private void write(LeadId leadId, String text) {
      mce.engine()
          .conversations()
          .send(actor, SendMessage.of(leadId, text, Purpose.HUMAN, Sender.SYSTEM, text));
      mce.runDue();
    }

    private List<String> said(LeadId leadId) {
      return mce
          .engine()
          .conversations()
          .messages(actor, leadId, PageRequest.first())
          .items()
          .stream()
          .map(Message::text)
          .toList();
    }

    @Test
    void a_preview_shows_both_sides_and_changes_nothing() {
      MergePreview preview = merges.preview(actor, ana, bo, Map.of("name", MergeSide.MERGED));

      assertThat(preview.fields())
          .contains(
              new MergePreview.Field(
                  "name",
                  Optional.of("Ana"),
                  Optional.of("Ana S."),
                  MergeSide.MERGED,
                  Optional.of("Ana S.")),
              new MergePreview.Field(
                  "company",
                  Optional.empty(),
                  Optional.of("Acme"),
                  MergeSide.MERGED,
                  Optional.of("Acme")),
              new MergePreview.Field(
                  "tags",
                  Optional.of("a, both"),
                  Optional.of("b, both"),
                  MergeSide.BOTH,
                  Optional.of("a, b, both")));
      assertThat(leads.get(actor, bo).id()).isEqualTo(bo);
      assertThat(eventsNamed("lead.merged")).isEmpty();
      assertRefused(
          ErrorCode.INVALID, () -> merges.preview(actor, ana, bo, Map.of("x", MergeSide.MERGED)));
      assertRefused(ErrorCode.INVALID, () -> merges.preview(actor, ana, ana, Map.of()));
    }

    @Test
    void one_lead_has_what_both_had_and_the_old_id_leads_to_it() {
      LeadMerge merge =
          merges.merge(
              actor, ana, bo, Map.of("phone", MergeSide.MERGED, "metadata.city", MergeSide.BOTH));

      Lead lead = leads.get(actor, ana);
      assertThat(lead.name()).isEqualTo("Ana");
      assertThat(lead.company()).contains("Acme");
      assertThat(lead.phone().orElseThrow().e164()).isEqualTo(BO);
      assertThat(lead.channelIds()).containsExactly(Address.opaque("chat-7"));
      assertThat(lead.tags()).containsExactlyInAnyOrder("a", "both", "b");
      assertThat(lead.metadata()).isEqualTo(Map.of("city", "Rio; Santos", "only", "ana"));
      assertThat(leads.get(actor, bo).id()).isEqualTo(ana);
      assertThat(list(LeadQuery.all())).containsExactly(ana);
      assertThat(list(LeadQuery.all().tag("b"))).containsExactly(ana);
      assertThat(leads.capture(actor, LeadDraft.of("", BO)).leadId()).isEqualTo(ana);
      assertThat(merge.provenance())
          .containsEntry("name", MergeSide.SURVIVOR)
          .containsEntry("company", MergeSide.MERGED)
          .containsEntry("metadata.city", MergeSide.BOTH);
      assertThat(merges.list(actor, ana)).containsExactly(merge);
      assertThat(merges.list(actor, bo)).containsExactly(merge);
      assertThat(mce.engine().leadArchive().list(actor, PageRequest.first()).items()).isEmpty();
      assertThat(eventsNamed("lead.merged")).hasSize(1);
      assertRefused(ErrorCode.NOT_FOUND, () -> merges.merge(actor, ana, bo, Map.of()));
      assertRefused(ErrorCode.NOT_FOUND, () -> leads.delete(actor, bo));
    }

    @Test
    void conversations_go_along_and_each_goes_on_with_its_own_address() {
      write(ana, "to Ana");
      write(bo, "to Bo");
      LeadMerge merge = merge();

      assertThat(said(ana)).containsExactly("to Ana", "to Bo");
      mce.channel().inbound(BO, "I am Bo");
      mce.runDue();
      write(ana, "answer");
      assertThat(mce.channel().sentTo(BO)).hasSize(2);
      mce.advance(Duration.ofMinutes(1));
      mce.channel().inbound(ANA, "I am Ana");
      mce.runDue();
      write(ana, "and you");
      assertThat(mce.channel().sentTo(ANA)).hasSize(2);

      merges.unmerge(actor, merge.id());
      assertThat(said(ana)).containsExactly("to Ana", "I am Ana", "and you");
      assertThat(said(bo)).containsExactly("to Bo", "I am Bo", "answer");
      write(bo, "still there?");
      assertThat(mce.channel().sentTo(BO)).hasSize(3);
    }

    @Test
    void what_waits_to_be_sent_passes_the_gate_of_the_lead_it_belongs_to_now() {
      leads.optOut(actor, ana);
      mce.runDue();
      mce.engine()
          .conversations()
          .send(actor, SendMessage.of(bo, "news", Purpose.OUTREACH, Sender.SYSTEM, "news"));
      merge();
      mce.runDue();
      assertThat(mce.channel().sent()).isEmpty();
    }

    @Test
    void what_one_refused_both_refuse() {
      leads.optOut(actor, bo);
      mce.engine().doNotContact().set(actor, bo, "SMS");
      mce.engine().suppressions().suppress(actor, CHANNEL, key(BO), "STOP");
      List<DoNotContactEntry> before = mce.engine().doNotContact().list(actor, ana);
      LeadMerge merge = merge();

      assertThat(leads.get(actor, ana).automation()).isEqualTo(Automation.optedOut());
      assertThat(mce.engine().doNotContact().list(actor, ana))
          .extracting(DoNotContactEntry::channel)
          .containsExactlyInAnyOrder("SMS", CHANNEL);
      assertThat(suppressed(CHANNEL, ANA)).as("an address of the same person").isTrue();
      assertThat(suppressed("SMS", ANA)).isTrue();

      merges.unmerge(actor, merge.id());
      assertThat(leads.get(actor, ana).automation()).isEqualTo(Automation.ACTIVE);
      assertThat(leads.get(actor, bo).automation()).isEqualTo(Automation.optedOut());
      assertThat(suppressed(CHANNEL, ANA)).isFalse();
      assertThat(suppressed("SMS", ANA)).isFalse();
      assertThat(suppressed(CHANNEL, BO)).isTrue();
      assertThat(mce.engine().doNotContact().list(actor, ana)).isEqualTo(before);
    }

    private String key(String phone) {
      return leads.recipientKey(actor.organizationId(), Address.phone(phone));
    }

    private boolean suppressed(String channel, String phone) {
      return mce.engine().suppressions().isSuppressed(actor.organizationId(), channel, key(phone));
    }

    private boolean consents(LeadId leadId) {
      return mce.engine().consents().list(actor, leadId.value()).current().stream()
          .anyMatch(each -> each.granted());
    }

    private void consent(LeadId leadId, ConsentStatus status) {
      mce.engine()
          .consents()
          .record(actor, leadId.value(), ConsentDraft.of("MARKETING", "SMS", status, "by phone"));
      mce.advance(Duration.ofSeconds(1));
    }

    @Test
    void a_later_consent_of_the_other_does_not_undo_a_refusal() {
      consent(ana, ConsentStatus.REVOKED);
      consent(bo, ConsentStatus.GRANTED);
      LeadMerge merge = merge();

      assertThat(consents(ana)).isFalse();
      merges.unmerge(actor, merge.id());
      assertThat(consents(ana)).isFalse();
      assertThat(consents(bo)).isTrue();
      assertThat(mce.engine().consents().list(actor, bo.value()).records()).hasSize(1);
      assertThat(mce.engine().consents().list(actor, ana.value()).records()).hasSize(1);
    }

    @Test
    void a_refusal_since_the_merge_holds_for_both() {
      consent(bo, ConsentStatus.GRANTED);
      LeadMerge merge = merge();
      assertThat(consents(ana)).isTrue();
      consent(ana, ConsentStatus.REVOKED);
      leads.optOut(actor, ana);
      mce.engine().doNotContact().set(actor, ana, "SMS");
      mce.advance(Duration.ofMinutes(1));

      merges.unmerge(actor, merge.id());
      for (LeadId each : List.of(ana, bo)) {
        assertThat(consents(each)).isFalse();
        assertThat(leads.get(actor, each).automation()).isEqualTo(Automation.optedOut());
        assertThat(mce.engine().doNotContact().list(actor, each))
            .extracting(DoNotContactEntry::channel)
            .containsExactly("SMS");
      }
      assertThat(suppressed("SMS", BO)).isTrue();
    }

    @Test
    void a_refusal_that_repeats_what_the_merge_brought_stays_too() {
      leads.optOut(actor, bo);
      LeadMerge merge = merge();
      assertThat(leads.optOut(actor, ana)).as("is so already").isFalse();

      merges.unmerge(actor, merge.id());
      assertThat(leads.get(actor, ana).automation()).isEqualTo(Automation.optedOut());
    }

    @Test
    void undone_both_are_what_they_were() {
      mce.engine().scoring().scoreAll(actor, List.of(ana, bo));
      Lead anaBefore = leads.get(actor, ana);
      Lead boBefore = leads.get(actor, bo);
      LeadMerge merge = merge();
      merges.unmerge(actor, merge.id());
      mce.advance(Duration.ofSeconds(1)); // Scores follow.

      assertThat(leads.get(actor, ana))
          .usingRecursiveComparison()
          .ignoringFields("version", "updatedAt")
          .isEqualTo(anaBefore);
      assertThat(leads.get(actor, bo))
          .usingRecursiveComparison()
          .ignoringFields("version", "updatedAt")
          .isEqualTo(boBefore);
      assertThat(list(LeadQuery.all().tag("b"))).containsExactly(bo);
      LeadMerge undone = merges.list(actor, ana).getFirst();
      assertThat(undone.holds()).isFalse();
      assertThat(undone.unmergedBy()).isPresent();
      assertRefused(ErrorCode.WRONG_STATE, () -> merges.unmerge(actor, merge.id()));
      assertThat(merges.merge(actor, bo, ana, Map.of()).holds()).isTrue();
    }

    @Test
    void what_people_edited_since_stays_with_the_lead_that_stayed() {
      LeadMerge merge = merge();
      Lead lead = leads.get(actor, ana);
      leads.update(
          actor,
          ana,
          LeadChange.none()
              .name("Ana Maria")
              .tags(Set.of("a", "both", "b", "since"))
              .metadata(Map.of("city", "Recife", "only", "ana")),
          lead.version());
      leads.capture(actor, LeadDraft.of("", BO).address(Address.opaque("chat-8")));
      merges.unmerge(actor, merge.id());

      Lead back = leads.get(actor, ana);
      assertThat(back.name()).isEqualTo("Ana Maria");
      assertThat(back.company()).isEmpty();
      assertThat(back.tags()).containsExactlyInAnyOrder("a", "both", "since");
      assertThat(back.metadata()).isEqualTo(Map.of("city", "Recife", "only", "ana"));
      assertThat(back.channelIds()).containsExactly(Address.opaque("chat-8"));
      assertThat(leads.get(actor, bo).channelIds()).containsExactly(Address.opaque("chat-7"));
    }

    @Test
    void of_several_merges_the_last_one_is_undone_first() {
      LeadId cy = captured(LeadDraft.of("Cy", "+5521912345678")).id();
      LeadMerge first = merge();
      LeadMerge second = merges.merge(actor, cy, ana, Map.of());

      assertThat(leads.get(actor, bo).id()).isEqualTo(cy);
      assertThat(said(cy)).isEmpty();
      assertRefused(ErrorCode.WRONG_STATE, () -> merges.unmerge(actor, first.id()));
      merges.unmerge(actor, second.id());
      merges.unmerge(actor, first.id());
      assertThat(leads.get(actor, bo).id()).isEqualTo(bo);
      assertThat(leads.get(actor, ana).phone().orElseThrow().e164()).isEqualTo(ANA);
    }

    @Test
    void an_erasure_takes_the_kept_originals_too() {
      LeadMerge merge = merge();
      assertRefused(
          ErrorCode.NOT_FOUND,
          () -> mce.engine().privacy().erase(actor, bo.value(), ErasureReason.values()[0]));
      mce.engine().privacy().erase(actor, ana.value(), ErasureReason.values()[0]);

      assertRefused(ErrorCode.NOT_FOUND, () -> merges.unmerge(actor, merge.id()));
      assertRefused(ErrorCode.NOT_FOUND, () -> leads.get(actor, bo));
      for (LeadId each : List.of(ana, bo)) {
        assertThat(mce.engine().leads().names(actor.organizationId(), Set.of(each))).isEmpty();
        assertRefused(
            ErrorCode.NOT_FOUND, () -> mce.engine().privacy().export(actor, each.value()));
      }
      assertThat(leads.capture(actor, LeadDraft.of("Bo", BO)).outcome())
          .isEqualTo(CaptureOutcome.CREATED);
    }

    @Test
    void an_export_tells_what_both_had() {
      merge();
      assertThat(mce.engine().privacy().export(actor, ana.value()).sections().toString())
          .contains("Ana S.", "fair", "web", "nameBefore");
    }

    @Test
    void the_audit_trail_says_who_merged_and_who_undid_it() {
      LeadMerge merge = merge();
      merges.unmerge(actor, merge.id());
      mce.runDue();
      assertThat(mce.engine().audit().list(actor, AuditQuery.all(), PageRequest.first(200)).items())
          .filteredOn(entry ->
              entry.name().startsWith("lead.merged") || entry.name().startsWith("lead.unmerged"))
          .hasSize(2)
          .allSatisfy(entry -> assertThat(entry.actorId()).isEqualTo("leads-test"));
    }
  }
}
