package io.mce.lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.multibindings.Multibinder;
import io.mce.channel.Purpose;
import io.mce.conversation.SendMessage;
import io.mce.conversation.Sender;
import io.mce.engine.EngineParts;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Permission;
import io.mce.kernel.PersonalDataHolder;
import io.mce.kernel.PersonalRecords;
import io.mce.provider.ProviderAccountDraft;
import io.mce.testing.MceExtension;
import io.mce.testing.RecordingChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A deleted lead waits in the archive, can be brought back, and is gone after 30 days. */
final class LeadDeletionTest {

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

    private static final Duration DAY = Duration.ofDays(1);

    /** Who must not be deleted, as a feature with deals would say. */
    private final Set<UUID> inDeals = Collections.synchronizedSet(new java.util.HashSet<>());

    private LeadArchive archive;

    Contract(MceExtension mce) {
      super(mce);
      mce.with(builder ->
          EngineParts.replacing(
              builder,
              binder ->
                  Multibinder.newSetBinder(binder, PersonalDataHolder.class)
                      .addBinding()
                      .toInstance(new Deals())));
    }

    /** Stands for a feature that can be against a deletion. */
    private final class Deals implements PersonalDataHolder {
      @Override
      public Set<String> tables() {
        return Set.of();
      }

      @Override
      public Map<String, Long> counts(OrganizationId organizationId, UUID person) {
        return Map.of("deals", inDeals.contains(person) ? 1L : 0L);
      }

      @Override
      public void export(OrganizationId organizationId, UUID person, PersonalRecords records) {}

      @Override
      public void erase(Actor by, UUID person) {}

      @Override
      public Optional<String> objection(OrganizationId organizationId, UUID person) {
        return inDeals.contains(person)
            ? Optional.of("The lead has an open deal.")
            : Optional.empty();
      }
    }

    @BeforeEach
    void channel() {
      archive = mce.engine().leadArchive();
      mce.engine()
          .providerAccounts()
          .create(actor, new ProviderAccountDraft(RecordingChannel.PROVIDER, "Line", Map.of()));
    }

    private void send(LeadId leadId, String key) {
      mce.engine()
          .conversations()
          .send(actor, SendMessage.of(leadId, key, Purpose.HUMAN, Sender.SYSTEM, key));
    }

    private List<LeadId> archived() {
      return archive.list(actor, PageRequest.first()).items().stream()
          .map(each -> each.lead().id())
          .toList();
    }

    private Actor member(String id, Permission... permissions) {
      return Actor.member(actor.organizationId(), id, Set.of(permissions));
    }

    @Test
    void what_hangs_on_a_lead_is_counted_before() {
      Lead lead = captured(LeadDraft.of("Ana", "+5511912345678"));
      assertThat(leads.dependencies(actor, lead.id()).counts()).isEmpty();
      send(lead.id(), "one");
      mce.runDue();
      send(lead.id(), "two");
      mce.channel().inbound("+5511912345678", "hello");

      LeadDependencies found = leads.dependencies(actor, lead.id());
      assertThat(found.counts())
          .isEqualTo(Map.of("messages", 2L, "conversations", 1L, "openSends", 1L));
      assertThat(found.deletable()).isTrue();
      assertRefused(ErrorCode.NOT_FOUND, () -> leads.dependencies(newActor("rival"), lead.id()));
    }

    @Test
    void a_feature_can_be_against_it() {
      Lead lead = captured(LeadDraft.of("Ana", "+5511912345678"));
      inDeals.add(lead.id().value());

      assertThat(leads.dependencies(actor, lead.id()))
          .isEqualTo(
              new LeadDependencies(Map.of("deals", 1L), List.of("The lead has an open deal.")));
      assertThatThrownBy(() -> leads.delete(actor, lead.id()))
          .isInstanceOf(MceException.class)
          .hasMessage("The lead has an open deal.");
      assertThat(leads.get(actor, lead.id())).isEqualTo(lead);
      assertThat(archived()).isEmpty();
    }

    @Test
    void what_is_queued_for_a_deleted_lead_is_not_sent() {
      LeadId leadId = captured(LeadDraft.of("Ana", "+5511912345678")).id();
      send(leadId, "first");
      send(leadId, "second");
      leads.delete(actor, leadId);
      mce.advance(Duration.ofHours(1));
      assertThat(mce.channel().sent()).isEmpty();
    }

    @Test
    void the_archive_shows_what_was_deleted_by_whom_and_until_when() {
      Lead lead = captured(LeadDraft.of("Ana", "+5511912345678").company("Sol"));
      Lead other = captured(LeadDraft.of("Bob", "+919876543210"));
      leads.delete(member("m-1", Permission.LEAD_DELETE), lead.id());
      mce.advance(DAY);
      leads.delete(actor, other.id());

      assertThat(archived()).containsExactly(other.id(), lead.id());
      ArchivedLead shown = archive.list(actor, PageRequest.first()).items().get(1);
      assertThat(shown.lead().name()).isEqualTo("Ana");
      assertThat(shown.lead().phone()).isEqualTo(lead.phone());
      assertThat(shown.deletedBy()).isEqualTo("MEMBER:m-1");
      assertThat(shown.deletedAt()).isEqualTo(MceExtension.START);
      assertThat(shown.goneAt()).isEqualTo(MceExtension.START.plus(Duration.ofDays(30)));
      assertThat(archive.list(newActor("rival"), PageRequest.first()).items()).isEmpty();

      List<LeadId> paged = new ArrayList<>();
      Optional<String> cursor = Optional.empty();
      do {
        var page = archive.list(actor, new PageRequest(1, cursor));
        page.items().forEach(each -> paged.add(each.lead().id()));
        cursor = page.nextCursor().map(next -> next.text());
      } while (cursor.isPresent());
      assertThat(paged).containsExactly(other.id(), lead.id());
      assertRefused(
          ErrorCode.FORBIDDEN,
          () -> archive.list(member("m", Permission.LEAD_DELETE), PageRequest.first()));
    }

    @Test
    void what_is_said_about_a_deleted_lead_is_shown_to_nobody() {
      Lead lead = captured(LeadDraft.of("Ana", "+5511912345678"));
      send(lead.id(), "hello");
      mce.engine().notices().raise(actor, "Ana is here", Optional.of(lead.id().value()), "test");
      assertThat(shown()).isEqualTo(3);
      leads.delete(actor, lead.id());
      assertThat(shown()).isZero();
      archive.restore(actor, lead.id());
      assertThat(shown()).isEqualTo(3);
    }

    private long shown() {
      return mce.engine().conversations().list(actor, PageRequest.first()).items().size()
          + mce.engine().notices().list(actor, PageRequest.first()).items().size()
          + mce.engine().notices().unread(actor);
    }

    @Test
    void a_restored_lead_is_as_it_was_and_can_be_written_to() {
      Lead lead = captured(LeadDraft.of("Ana", "+5511912345678").tags(Set.of("vip")));
      leads.delete(actor, lead.id());
      mce.runDue();
      archive.restore(actor, lead.id());
      mce.runDue();

      Lead after = leads.get(actor, lead.id());
      assertThat(after.tags()).containsExactly("vip");
      assertThat(after.phone()).isEqualTo(lead.phone());
      assertThat(archived()).isEmpty();
      assertThat(eventsNamed("lead.restored")).hasSize(1);
      send(lead.id(), "hello again");
      mce.runDue();
      assertThat(mce.channel().sent()).hasSize(1);
      assertThat(mce.engine().dashboard().overview(actor, 30).totalLeads()).isEqualTo(1);
      assertRefused(ErrorCode.NOT_FOUND, () -> archive.restore(actor, lead.id()));
    }

    @Test
    void who_deletes_may_undo_it_and_others_may_not() {
      Lead lead = captured(LeadDraft.of("Ana", "+5511912345678"));
      leads.delete(member("m-1", Permission.LEAD_DELETE), lead.id());

      assertRefused(
          ErrorCode.FORBIDDEN,
          () -> archive.restore(member("m-2", Permission.LEAD_DELETE), lead.id()));
      assertRefused(
          ErrorCode.FORBIDDEN,
          () -> archive.restore(member("m-1", Permission.LEAD_WRITE), lead.id()));
      assertRefused(ErrorCode.NOT_FOUND, () -> archive.restore(newActor("rival"), lead.id()));
      archive.restore(member("m-1", Permission.LEAD_DELETE), lead.id());
      assertThat(leads.get(actor, lead.id()).name()).isEqualTo("Ana");
    }

    @Test
    void a_lead_that_is_captured_again_comes_back_and_can_be_written_to() {
      Lead lead = captured(LeadDraft.of("Ana", "+5511912345678"));
      leads.delete(actor, lead.id());
      mce.runDue();
      assertThat(leads.capture(actor, LeadDraft.of("Ana", "+5511912345678")).leadId())
          .isEqualTo(lead.id());
      mce.runDue();
      send(lead.id(), "hello again");
      mce.runDue();
      assertThat(mce.channel().sent()).hasSize(1);
      assertThat(archived()).isEmpty();
    }

    @Test
    void many_are_deleted_at_once_and_each_is_told_of() {
      LeadId ana = captured(LeadDraft.of("Ana", "+5511912345678")).id();
      LeadId bob = captured(LeadDraft.of("Bob", "+919876543210")).id();
      LeadId deal = captured(LeadDraft.of("Deal", "+919876543211")).id();
      LeadId unknown = new LeadId(new UUID(7, 7));
      inDeals.add(deal.value());

      assertThat(leads.deleteAll(actor, List.of(bob, unknown, deal, ana)))
          .containsExactly(
              LeadOutcome.done(bob),
              LeadOutcome.notFound(unknown),
              LeadOutcome.refused(deal, "The lead has an open deal."),
              LeadOutcome.done(ana));
      assertThat(list(LeadQuery.all())).containsExactly(deal);
      assertThat(archive.restoreAll(actor, List.of(ana, unknown, bob)))
          .containsExactly(
              LeadOutcome.done(ana), LeadOutcome.notFound(unknown), LeadOutcome.done(bob));
      assertThat(list(LeadQuery.all())).contains(ana, bob, deal);
      assertRefused(ErrorCode.INVALID, () -> leads.deleteAll(actor, List.of()));
      assertRefused(
          ErrorCode.INVALID, () -> leads.deleteAll(actor, Collections.nCopies(1001, ana)));
    }

    @Test
    void after_thirty_days_it_is_gone_for_good() {
      Lead lead = captured(LeadDraft.of("Ana", "+5511912345678"));
      Lead kept = captured(LeadDraft.of("Bob", "+919876543210"));
      leads.delete(actor, lead.id());
      mce.advance(Duration.ofDays(29));
      assertThat(archived()).containsExactly(lead.id());
      assertThat(eventsNamed("lead.purged")).isEmpty();

      mce.advance(Duration.ofDays(2));
      assertThat(archived()).isEmpty();
      assertThat(eventsNamed("lead.purged")).hasSize(1);
      assertThat(eventsNamed("lead.erased")).isEmpty();
      assertRefused(ErrorCode.NOT_FOUND, () -> archive.restore(actor, lead.id()));
      assertThat(leads.get(actor, kept.id()).name()).isEqualTo("Bob");
      CaptureResult again = leads.capture(actor, LeadDraft.of("Ana", "+5511912345678"));
      assertThat(again.outcome()).isEqualTo(CaptureOutcome.CREATED);
      assertThat(again.leadId()).isNotEqualTo(lead.id());
    }

    @Test
    void what_was_brought_back_starts_its_time_anew_when_it_is_deleted_again() {
      Lead lead = captured(LeadDraft.of("Ana", "+5511912345678"));
      leads.delete(actor, lead.id());
      mce.advance(Duration.ofDays(20));
      archive.restore(actor, lead.id());
      mce.advance(Duration.ofDays(5));
      leads.delete(actor, lead.id());
      mce.advance(Duration.ofDays(20));
      assertThat(archived()).containsExactly(lead.id());
      mce.advance(Duration.ofDays(12));
      assertThat(archived()).isEmpty();
    }
  }
}
