package io.mce.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.engine.EngineParts;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.Cursor;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.organization.Role;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import io.mce.testing.MceExtension;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class SubscriptionTest {

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

    @Test
    void two_engines_share_a_subscriber_and_each_event_is_handled_in_order() {
      Actor actor = newActor();
      List<String> heard = Collections.synchronizedList(new ArrayList<>());
      try (MceEngine other = mce.newEngine()) {
        other.start();
        for (MceEngine engine : List.of(mce.engine(), other)) {
          engine.events().subscribe("shared", Probe.class, probe -> heard.add(probe.token()));
        }
        for (int i = 0; i < 300; i++) {
          publish(actor, "s", "e" + i);
        }
        Thread first = new Thread(mce.engine()::runDue);
        Thread second = new Thread(other::runDue);
        first.start();
        second.start();
        join(first);
        join(second);
        mce.runDue();
      }
      assertThat(heard).hasSize(300);
      for (int i = 0; i < 300; i++) {
        assertThat(heard.get(i)).isEqualTo("e" + i);
      }
    }

    private static void join(Thread thread) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  abstract static class Contract {

    @RegisterExtension final MceExtension mce;

    Contract(MceExtension mce) {
      this.mce = mce;
    }

    Actor newActor() {
      return actor(UUID.randomUUID());
    }

    static Actor actor(UUID organization) {
      return Actor.system(new OrganizationId(organization), "subscription-test");
    }

    void publish(Actor actor, String about, String token) {
      EngineParts.part(mce.engine(), Database.class)
          .runInOrganization(
              actor.organizationId(),
              transaction -> mce.engine().events().append(actor, Probe.of(about, token)));
    }

    @Test
    void a_subscriber_hears_every_event_of_every_organization_in_order() {
      List<String> heard = new ArrayList<>();
      mce.engine().events().subscribe("listener", Probe.class, probe -> heard.add(probe.token()));
      Actor one = newActor();
      Actor two = newActor();
      publish(one, "a", "1");
      publish(two, "a", "2");
      publish(one, "a", "3");
      mce.runDue();
      assertThat(heard).containsExactlyInAnyOrder("1", "2", "3");
      assertThat(heard.indexOf("1")).isLessThan(heard.indexOf("3"));
    }

    @Test
    void a_subscriber_goes_on_where_it_was_after_a_restart() {
      List<String> heard = new ArrayList<>();
      Actor actor = newActor();
      mce.engine().events().subscribe("listener", Probe.class, probe -> heard.add(probe.token()));
      publish(actor, "a", "before");
      mce.runDue();
      publish(actor, "a", "during");
      mce.restart();
      mce.engine().events().subscribe("listener", Probe.class, probe -> heard.add(probe.token()));
      publish(actor, "a", "after");
      mce.runDue();
      assertThat(heard).containsExactly("before", "during", "after");
    }

    @Test
    void what_is_not_for_a_subscriber_is_passed_over_without_a_lease() {
      mce.engine().events().subscribe("listener", Probe.class, probe -> {});
      Actor actor = Actor.system(mce.engine().organizations().ensure("o", "O").id(), "test");
      mce.engine().members().add(actor, "u", "U", Role.REP);
      mce.runDue();
      assertThat(cursor(actor)).isEqualTo(mce.engine().events().head(actor) + " null");
      publish(actor, "a", "1");
      mce.runDue();
      assertThat(cursor(actor))
          .startsWith(mce.engine().events().head(actor) + " ")
          .doesNotEndWith("null");
    }

    /** Position and lease token of the listener. */
    private String cursor(Actor actor) {
      return EngineParts.part(mce.engine(), Database.class)
          .read(
              actor.organizationId(),
              transaction ->
                  transaction
                      .query(
                          "select seq, lease_token from mce_event_cursor where organization_id ="
                              + " :organizationId and subscriber = 'listener'")
                      .map(
                          Row.mapper(row ->
                              row.number("seq")
                                  + " "
                                  + row.optionalText("lease_token").orElse(null)))
                      .one());
    }

    @Test
    void a_rolled_back_change_leaves_no_event_and_no_gap() {
      Actor actor = newActor();
      publish(actor, "a", "1");
      Database database = EngineParts.part(mce.engine(), Database.class);
      try {
        database.runInOrganization(
            actor.organizationId(),
            transaction -> {
              mce.engine().events().append(actor, Probe.of("a", "lost"));
              throw new IllegalStateException("the command fails");
            });
      } catch (IllegalStateException expected) {
        assertThat(expected).hasMessage("the command fails");
      }
      publish(actor, "a", "2");
      EventBatch batch = mce.engine().events().since(actor, 0, 10);
      assertThat(batch.events()).extracting(RecordedEvent::seq).containsExactly(1L, 2L);
      assertThat(batch.reset()).isFalse();
    }

    @Test
    void a_poisoned_event_parks_its_subject_only_and_is_given_up_visibly() {
      List<String> heard = new ArrayList<>();
      mce.engine()
          .events()
          .subscribe(
              "listener",
              Probe.class,
              probe -> {
                if (probe.token().equals("poison")) {
                  throw new IllegalStateException("cannot handle +5511912345678");
                }
                heard.add(probe.token());
              });
      Actor actor = newActor();
      publish(actor, "a", "a1");
      publish(actor, "a", "poison");
      publish(actor, "a", "a2");
      publish(actor, "b", "b1");
      mce.runDue();
      assertThat(heard).containsExactly("a1", "b1");
      assertThat(mce.engine().events().deadLetters(actor, PageRequest.first()).items())
          .extracting(DeadLetter::seq)
          .containsExactly(2L, 3L);

      mce.advance(Duration.ofDays(3));
      assertThat(heard).containsExactly("a1", "b1", "a2");
      assertThat(mce.engine().events().deadLetters(actor, PageRequest.first()).items())
          .singleElement()
          .satisfies(letter -> {
            assertThat(letter.dead()).isTrue();
            assertThat(letter.attempts()).isEqualTo(8);
            assertThat(letter.error())
                .startsWith("java.lang.IllegalStateException at ")
                .doesNotContain("5511912345678");
          });
    }

    @Test
    void a_parked_subject_is_heard_in_order_once_the_handler_recovers() {
      List<String> heard = new ArrayList<>();
      Set<String> broken = new HashSet<>(Set.of("a1"));
      mce.engine()
          .events()
          .subscribe(
              "listener",
              Probe.class,
              probe -> {
                if (broken.remove(probe.token())) {
                  throw new LinkageError("broken once");
                }
                heard.add(probe.token());
              });
      Actor actor = newActor();
      publish(actor, "a", "a1");
      publish(actor, "a", "a2");
      mce.runDue();
      publish(actor, "a", "a3");
      mce.runDue();
      assertThat(heard).isEmpty();
      mce.advance(Duration.ofSeconds(2));
      publish(actor, "a", "a4");
      mce.runDue();
      assertThat(heard).containsExactly("a1", "a2", "a3", "a4");
      assertThat(letters(actor)).isEmpty();
    }

    @Test
    void a_dead_letter_is_handled_when_someone_retries_it() {
      List<String> heard = new ArrayList<>();
      Set<String> broken = new HashSet<>(Set.of("a1"));
      mce.engine()
          .events()
          .subscribe(
              "listener",
              Probe.class,
              probe -> {
                if (broken.contains(probe.token())) {
                  throw new IllegalStateException("not yet");
                }
                heard.add(probe.token());
              });
      Actor actor = newActor();
      publish(actor, "a", "a1");
      mce.advance(Duration.ofDays(3));
      broken.clear();
      mce.engine().events().retry(actor, "listener", 1);
      mce.runDue();
      assertThat(heard).containsExactly("a1");
      assertThat(letters(actor)).isEmpty();
    }

    @Test
    void a_projection_applies_each_event_once_although_it_failed_in_between() {
      Actor actor = newActor();
      List<List<String>> applied = new ArrayList<>();
      Set<String> failing = new HashSet<>(Set.of("2"));
      mce.engine()
          .events()
          .project(
              "fold",
              Set.of(Probe.class),
              (transaction, events) -> {
                List<String> tokens =
                    events.stream().map(event -> event.as(Probe.class).token()).toList();
                if (tokens.stream().anyMatch(failing::contains)) {
                  throw new IllegalStateException("cannot fold");
                }
                transaction.afterCommit(() -> applied.add(tokens));
              });
      publish(actor, "a", "1");
      publish(actor, "a", "2");
      publish(actor, "a", "3");
      mce.runDue();
      publish(actor, "a", "4");
      mce.runDue();
      assertThat(applied.stream().flatMap(List::stream)).containsExactly("1", "3", "4");
      assertThat(mce.engine().events().deadLetters(actor, PageRequest.first()).items())
          .singleElement()
          .matches(DeadLetter::dead);
    }

    @Test
    void a_projection_sets_nothing_aside_because_the_database_failed() {
      Actor actor = newActor();
      List<String> applied = new ArrayList<>();
      AtomicBoolean down = new AtomicBoolean(true);
      mce.engine()
          .events()
          .project(
              "fold",
              Set.of(Probe.class),
              (transaction, events) -> {
                if (down.get()) {
                  throw new IllegalStateException(new SQLException("no connection", "08006"));
                }
                events.forEach(event -> applied.add(event.as(Probe.class).token()));
              });
      publish(actor, "a", "1");
      publish(actor, "a", "2");
      assertThatThrownBy(mce::runDue).hasRootCauseInstanceOf(SQLException.class);
      down.set(false);
      mce.clock().set(mce.clock().instant().plusSeconds(11));
      mce.runDue();
      assertThat(applied).containsExactly("1", "2");
      assertThat(letters(actor)).isEmpty();
    }

    @Test
    void a_projection_applies_what_it_set_aside_once_someone_retries_it() {
      Actor actor = newActor();
      List<String> applied = new ArrayList<>();
      Set<String> failing = new HashSet<>(Set.of("2"));
      mce.engine()
          .events()
          .project(
              "fold",
              Set.of(Probe.class),
              (transaction, events) -> {
                List<String> tokens =
                    events.stream().map(event -> event.as(Probe.class).token()).toList();
                if (tokens.stream().anyMatch(failing::contains)) {
                  throw new IllegalStateException("cannot fold");
                }
                transaction.afterCommit(() -> applied.addAll(tokens));
              });
      publish(actor, "a", "1");
      publish(actor, "a", "2");
      mce.runDue();
      failing.clear();
      mce.engine().events().retry(actor, "fold", 2);
      mce.runDue();
      mce.advance(Duration.ofDays(1));
      assertThat(applied).containsExactly("1", "2");
      assertThat(letters(actor)).isEmpty();
    }

    @Test
    void an_organization_with_much_to_read_keeps_no_other_waiting() {
      List<String> heard = new ArrayList<>();
      mce.engine().events().subscribe("listener", Probe.class, probe -> heard.add(probe.token()));
      Actor busy = actor(new UUID(1, 1));
      Actor quiet = actor(new UUID(2, 2));
      for (int i = 0; i < 300; i++) {
        publish(busy, "a", "busy");
      }
      publish(quiet, "a", "quiet");
      mce.runDue();
      assertThat(heard).hasSize(301);
      assertThat(heard.indexOf("quiet")).isLessThan(100);
    }

    @Test
    void each_of_many_failing_events_has_its_attempts_and_no_more() {
      AtomicInteger attempts = new AtomicInteger();
      mce.engine()
          .events()
          .subscribe(
              "listener",
              Probe.class,
              probe -> {
                attempts.incrementAndGet();
                throw new IllegalStateException("broken");
              });
      Actor actor = newActor();
      for (int i = 0; i < 70; i++) {
        publish(actor, "s" + i, "e" + i);
      }
      mce.advance(Duration.ofDays(1));
      assertThat(attempts).hasValue(70 * 8);
      Page<DeadLetter> first = mce.engine().events().deadLetters(actor, PageRequest.first(50));
      assertThat(first.items()).hasSize(50).allMatch(DeadLetter::dead);
      Optional<String> cursor = first.nextCursor().map(Cursor::text);
      assertThat(mce.engine().events().deadLetters(actor, new PageRequest(50, cursor)).items())
          .hasSize(20)
          .extracting(DeadLetter::seq)
          .startsWith(51L)
          .endsWith(70L);
    }

    @Test
    void many_events_of_a_parked_subject_follow_in_order_once_the_first_passes() {
      List<String> heard = new ArrayList<>();
      Set<String> broken = new HashSet<>(Set.of("0"));
      mce.engine()
          .events()
          .subscribe(
              "listener",
              Probe.class,
              probe -> {
                if (broken.contains(probe.token())) {
                  throw new IllegalStateException("not yet");
                }
                heard.add(probe.token());
              });
      Actor actor = newActor();
      List<String> tokens = IntStream.range(0, 150).mapToObj(String::valueOf).toList();
      tokens.forEach(token -> publish(actor, "a", token));
      mce.advance(Duration.ofHours(1));
      assertThat(heard).isEmpty();
      broken.clear();
      mce.engine().events().retry(actor, "listener", 1);
      mce.runDue();
      assertThat(heard).isEqualTo(tokens);
      assertThat(letters(actor)).isEmpty();
    }

    /** Without the audit trail's: the organizations of these tests exist in the event log alone. */
    private List<DeadLetter> letters(Actor actor) {
      return mce.engine().events().deadLetters(actor, PageRequest.first()).items().stream()
          .filter(letter -> !letter.subscriber().equals("audit"))
          .toList();
    }

    @Test
    void a_tail_hears_of_what_is_committed_after_its_cursor() throws Exception {
      Actor actor = newActor();
      publish(actor, "a", "1");
      List<String> heard = new ArrayList<>();
      long cursor = mce.engine().events().head(actor);
      AutoCloseable tail =
          mce.engine()
              .events()
              .tail(
                  actor,
                  cursor,
                  batch ->
                      batch.events().forEach(event -> heard.add(event.as(Probe.class).token())));
      publish(actor, "a", "2");
      publish(newActor(), "a", "foreign");
      mce.runDue();
      tail.close();
      publish(actor, "a", "3");
      mce.runDue();
      assertThat(heard).containsExactly("2");
    }

    @Test
    void events_older_than_the_retention_are_gone_and_an_old_cursor_is_told_so() {
      Actor actor = newActor();
      mce.engine().events().subscribe("listener", Probe.class, probe -> {});
      publish(actor, "a", "1");
      publish(actor, "a", "2");
      mce.advance(EventRetention.KEPT.plusDays(2));
      publish(actor, "a", "3");
      mce.advance(Duration.ofDays(1));
      EventBatch batch = mce.engine().events().since(actor, 1, 10);
      assertThat(batch.events()).extracting(RecordedEvent::seq).containsExactly(3L);
      assertThat(batch.reset()).isTrue();
    }

    @Test
    void a_cursor_from_beyond_the_log_is_told_to_start_anew() {
      Actor actor = newActor();
      publish(actor, "a", "1");
      EventBatch batch = mce.engine().events().since(actor, 99, 10);
      assertThat(batch.reset()).isTrue();
      assertThat(batch.cursor()).isEqualTo(1);
    }
  }
}
