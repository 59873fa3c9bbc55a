package io.mce.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.engine.EngineParts;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.PageRequest;
import io.mce.lead.Lead;
import io.mce.lead.LeadQuery;
import io.mce.notification.Notice;
import io.mce.organization.MemberId;
import io.mce.organization.Role;
import io.mce.provider.AccountId;
import io.mce.provider.HealthState;
import io.mce.provider.ProviderAccountChange;
import io.mce.provider.ProviderAccountDraft;
import io.mce.spi.ErrorKind;
import io.mce.spi.ErrorScope;
import io.mce.spi.LeadsWaiting;
import io.mce.spi.ProviderException;
import io.mce.testing.MceExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sources that are asked for leads: each lead once, whatever dies, fails or is repeated. */
final class LeadPollsTest {

  private static ProviderException forbidden() {
    return ProviderException.of(ErrorKind.UNAUTHORIZED, "Share the sheet with us.");
  }

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

    /** A node hangs while it holds a page; another one takes over; then the first comes back. */
    @Test
    void who_was_overtaken_stores_nothing() {
      connect();
      leads.add("1", "a", "Ana", "+5511987654321");
      leads.during(() -> {
        mce.clock().add(Duration.ofMinutes(6));
        try (MceEngine other = mce.newEngine()) {
          other.start();
          other.runDue();
        }
      });
      mce.advance(Duration.ofMinutes(2));
      assertThat(leads()).hasSize(1);
      assertThat(poll().taken()).isEqualTo(1);
    }
  }

  abstract static class Contract {

    final ScriptedLeads leads = new ScriptedLeads();
    private final AtomicInteger failing = new AtomicInteger();
    @RegisterExtension final MceExtension mce;
    private Actor actor;

    Contract(MceExtension mce) {
      this.mce =
          mce.with(builder ->
              builder
                  .provider(leads)
                  .assignmentPolicy(
                      (organization, fresh, members, last) -> choose(fresh, members)));
    }

    /** Gives every lead to the first member, and fails at the turn that the test names. */
    private List<MemberId> choose(List<Lead> fresh, List<MemberId> members) {
      if (failing.get() > 0 && failing.decrementAndGet() == 0) {
        throw new IllegalStateException("the process ends here");
      }
      return Collections.nCopies(fresh.size(), members.getFirst());
    }

    @BeforeEach
    void organization() {
      actor = Actor.system(engine().organizations().ensure("acme", "Acme").id(), "host");
    }

    private MceEngine engine() {
      return mce.engine();
    }

    void connect() {
      engine()
          .providerAccounts()
          .create(actor, new ProviderAccountDraft(ScriptedLeads.ID, "Portal", Map.of()));
      mce.runDue();
    }

    private void change(ProviderAccountChange change) {
      long version = engine().providerAccounts().get(actor, account()).version();
      engine().providerAccounts().update(actor, account(), change, version);
      mce.runDue();
    }

    List<Lead> leads() {
      return engine().leads().list(actor, LeadQuery.all(), PageRequest.of(200, null)).items();
    }

    private AccountId account() {
      return poll().account().id();
    }

    LeadPoll poll() {
      return engine().leadPolls().list(actor).getFirst();
    }

    private List<String> notices() {
      return engine().notices().list(actor, PageRequest.first()).items().stream()
          .map(Notice::text)
          .toList();
    }

    @Test
    void a_new_source_is_asked_at_once_and_then_at_its_interval() {
      leads.add("1", "a", "Ana", "+5511987654321");
      connect();
      assertThat(leads())
          .singleElement()
          .satisfies(lead -> assertThat(lead.source()).isEqualTo("Portal"));
      leads.add("2", "a", "Ravi", "+919876543210");
      mce.advance(Duration.ofSeconds(59));
      assertThat(leads()).hasSize(1);
      mce.advance(Duration.ofSeconds(1));
      assertThat(leads()).hasSize(2);
      assertThat(poll().taken()).isEqualTo(2);
      assertThat(poll().lastPoll()).contains(mce.clock().instant());
      assertThat(poll().nextPoll()).contains(mce.clock().instant().plus(ScriptedLeads.INTERVAL));
    }

    @Test
    void what_comes_again_is_not_taken_again_and_what_was_edited_updates() {
      leads.add("1", "a", "Ana", "+5511987654321");
      connect();
      Lead before = leads().getFirst();
      mce.advance(Duration.ofMinutes(10));
      assertThat(poll().taken()).isEqualTo(1);
      leads.add("1", "b", "Ana", "+14155550100");
      mce.advance(Duration.ofMinutes(1));
      assertThat(leads())
          .singleElement()
          .satisfies(lead -> {
            assertThat(lead.id()).isEqualTo(before.id());
            assertThat(lead.version()).isGreaterThan(before.version());
          });
      assertThat(poll().taken()).isEqualTo(2);
    }

    @Test
    void a_long_backlog_comes_in_pages_at_once() {
      leads.pageSize(3);
      IntStream.range(0, 10).forEach(i -> leads.add("" + i, "a", "Lead " + i, "+1415555010" + i));
      connect();
      assertThat(leads()).hasSize(10);
    }

    @Test
    void what_was_there_before_is_remembered_and_never_taken() {
      leads.known(true);
      leads.add("1", "a", "Old", "+5511987654321");
      connect();
      leads.known(false);
      leads.add("1", "b", "Old, edited", "+5511987654321");
      leads.add("2", "a", "New", "+14155550100");
      mce.advance(Duration.ofMinutes(5));
      assertThat(leads()).extracting(Lead::name).containsExactly("New");
    }

    @Test
    void what_ends_between_the_poll_and_the_commit_loses_and_doubles_nothing() {
      engine().members().add(actor, "user-1", "Rita", Role.REP);
      connect();
      leads.pageSize(2);
      IntStream.range(0, 5).forEach(i -> leads.add("" + i, "a", "Lead " + i, "+1415555010" + i));
      // Inside the transaction that stores the second page, when its leads are there already.
      failing.set(2);
      mce.advance(Duration.ofMinutes(1));
      assertThat(leads()).as("the first page").hasSize(2);
      assertThat(poll().taken()).isEqualTo(2);
      mce.restart();
      mce.advance(Duration.ofMinutes(10));
      assertThat(leads()).hasSize(5);
      assertThat(poll().taken()).isEqualTo(5);
      assertThat(poll().trouble()).isEmpty();
    }

    @Test
    void what_ends_with_a_page_in_its_hands_loses_and_doubles_nothing() {
      connect();
      leads.add("1", "a", "Ana", "+5511987654321");
      leads.during(() -> {
        throw new IllegalStateException("gone");
      });
      mce.advance(Duration.ofMinutes(1));
      assertThat(leads()).isEmpty();
      mce.restart();
      mce.advance(Duration.ofMinutes(10));
      assertThat(leads()).hasSize(1);
    }

    @Test
    void nobody_moves_on_from_where_a_source_no_longer_stands() {
      connect();
      leads.add("1", "a", "Ana", "+5511987654321");
      LeadPollStore store = EngineParts.part(engine(), LeadPollStore.class);
      LeadPollStore.State state = store.find(actor.organizationId(), account()).orElseThrow();
      mce.advance(Duration.ofMinutes(1));
      assertThat(leads()).hasSize(1);
      assertThat(
              store.advance(
                  actor.organizationId(), state, Optional.of("elsewhere"), mce.clock().instant()))
          .isFalse();
    }

    @Test
    void a_quota_is_waited_for_with_growing_pauses() {
      connect();
      Instant start = mce.clock().instant();
      leads.failNext(
          ProviderException.rateLimited(ErrorScope.ACCOUNT, Duration.ofMinutes(10), "Too often."));
      leads.failNext(
          ProviderException.rateLimited(ErrorScope.ACCOUNT, Duration.ofSeconds(1), "Too often."));
      leads.add("1", "a", "Ana", "+5511987654321");
      mce.advance(Duration.ofMinutes(1));
      int polls = leads.polls();
      mce.advance(Duration.ofMinutes(9));
      assertThat(leads.polls()).as("before what the remote asked for").isEqualTo(polls);
      assertThat(poll().trouble().orElseThrow().kind()).isEqualTo(ErrorKind.RATE_LIMITED);
      assertThat(poll().trouble().orElseThrow().needsPerson()).isFalse();
      assertThat(poll().nextPoll().orElseThrow())
          .isBetween(start.plus(Duration.ofMinutes(11)), start.plus(Duration.ofMinutes(13)));
      mce.advance(Duration.ofMinutes(8));
      assertThat(leads()).hasSize(1);
      assertThat(poll().trouble()).isEmpty();
      assertThat(notices()).isEmpty();
    }

    @Test
    void what_a_person_must_mend_pauses_with_a_notice_and_goes_on_with_new_settings() {
      leads.failNext(forbidden());
      leads.add("1", "a", "Ana", "+5511987654321");
      connect();
      assertThat(notices())
          .containsExactly(
              "Portal brings no more leads: Share the sheet with us. Look at it under Sources.");
      assertThat(poll().trouble().orElseThrow().needsPerson()).isTrue();
      assertThat(engine().providerAccounts().get(actor, account()).health())
          .isEqualTo(HealthState.DOWN);
      mce.advance(Duration.ofMinutes(50));
      assertThat(leads()).isEmpty();
      change(ProviderAccountChange.settings(Map.of("note", "mended")));
      assertThat(leads()).hasSize(1);
      assertThat(poll().trouble()).isEmpty();
      assertThat(engine().providerAccounts().get(actor, account()).health())
          .isEqualTo(HealthState.UP);
    }

    @Test
    void a_pause_ends_by_itself_within_the_hour_and_the_same_trouble_is_told_once() {
      leads.failNext(forbidden());
      leads.failNext(forbidden());
      leads.add("1", "a", "Ana", "+5511987654321");
      connect();
      mce.advance(Duration.ofHours(3));
      assertThat(notices()).hasSize(1);
      assertThat(leads()).hasSize(1);
    }

    @Test
    void a_person_may_look_at_once_and_read_everything_again() {
      leads.add("1", "a", "Ana", "+5511987654321");
      connect();
      leads.add("2", "a", "Ravi", "+919876543210");
      engine().leadPolls().pollNow(actor, account(), true);
      mce.runDue();
      assertThat(leads()).hasSize(2);
      assertThat(poll().taken()).isEqualTo(2);
      assertThatThrownBy(() ->
              engine()
                  .leadPolls()
                  .pollNow(actor, AccountId.of(actor.organizationId().toString()), false))
          .isInstanceOfSatisfying(
              MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    @Test
    void a_remote_that_says_that_leads_wait_is_asked_at_once() {
      connect();
      leads.add("1", "a", "Ana", "+5511987654321");
      mce.advance(Duration.ofSeconds(5));
      assertThat(leads()).isEmpty();
      leads.emit(new LeadsWaiting("w-1", mce.clock().instant()));
      mce.runDue();
      assertThat(leads()).hasSize(1);
    }

    @Test
    void a_source_that_is_switched_off_is_left_alone() {
      connect();
      change(ProviderAccountChange.enabled(false));
      int polls = leads.polls();
      leads.add("1", "a", "Ana", "+5511987654321");
      mce.advance(Duration.ofHours(2));
      assertThat(leads.polls()).isEqualTo(polls);
      assertThat(poll().nextPoll()).isEmpty();
      assertThatThrownBy(() -> engine().leadPolls().pollNow(actor, account(), false))
          .isInstanceOfSatisfying(
              MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WRONG_STATE));
      change(ProviderAccountChange.enabled(true));
      assertThat(leads()).hasSize(1);
    }
  }
}
