package io.mce.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.kernel.Actor;
import io.mce.kernel.Cursor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.provider.AccountId;
import io.mce.spi.Accepted;
import io.mce.spi.Cost;
import io.mce.spi.ErrorKind;
import io.mce.spi.ProviderException;
import io.mce.spi.Receipt;
import io.mce.spi.ReceiptStatus;
import io.mce.testing.MceExtension;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The delivery log: what is in it, how it is narrowed, and what a page of it costs. */
final class DeliveriesTest {

  @Nested
  final class OnSqlite extends Contract {
    @RegisterExtension
    final MceExtension mce =
        MceExtension.sqlite().with(builder -> builder.provider(carrier.factory()));

    @Override
    MceExtension mce() {
      return mce;
    }

    @Override
    Connection connection() throws SQLException {
      return fixture.database().dataSource().getConnection();
    }

    @Override
    String explain(String sql) {
      return "explain query plan " + sql;
    }

    @Override
    String foreignKeys(boolean checked) {
      return "pragma foreign_keys = " + (checked ? "on" : "off");
    }

    @Override
    void assertWalks(String plan, String index) {
      assertThat(plan)
          .contains(index)
          .doesNotContain("SCAN d\n")
          .doesNotContain("SCAN d ")
          .doesNotContain("SCAN m\n")
          .doesNotContain("SCAN mce_dispatch")
          .doesNotContain("SCAN m ");
    }

    @Override
    String newest() {
      return "SEARCH d USING PRIMARY KEY (organization_id=? AND id<?)";
    }
  }

  @Nested
  final class OnPostgres extends Contract {
    @RegisterExtension
    final MceExtension mce =
        MceExtension.postgres().with(builder -> builder.provider(carrier.factory()));

    @Override
    MceExtension mce() {
      return mce;
    }

    @Override
    Connection connection() throws SQLException {
      return mce.dataSource().getConnection();
    }

    @Override
    String explain(String sql) {
      return "explain " + sql;
    }

    @Override
    String foreignKeys(boolean checked) {
      return "set session_replication_role = " + (checked ? "origin" : "replica");
    }

    @Override
    void assertWalks(String plan, String index) {
      assertThat(plan).contains(index).doesNotContain("Seq Scan");
    }

    @Override
    String newest() {
      return "mce_dispatch_pkey";
    }
  }

  abstract static class Contract {

    final ScriptedCarrier carrier = new ScriptedCarrier();
    OutboxFixture fixture;

    abstract MceExtension mce();

    abstract Connection connection() throws SQLException;

    abstract String explain(String sql);

    abstract String foreignKeys(boolean checked);

    abstract void assertWalks(String plan, String index);

    /** What a plan calls the index of the primary key of dispatches. */
    abstract String newest();

    @BeforeEach
    void open() {
      fixture = new OutboxFixture(mce(), carrier);
    }

    private Deliveries deliveries() {
      return fixture.engine().deliveries();
    }

    private List<DispatchId> all(DeliveryFilter filter, int limit, int window) {
      List<DispatchId> ids = new ArrayList<>();
      Optional<String> cursor = Optional.empty();
      do {
        Page<Delivery> page =
            deliveries().list(fixture.actor, filter, new PageRequest(limit, cursor), window);
        assertThat(page.items().size()).isLessThanOrEqualTo(limit);
        page.items().forEach(each -> ids.add(each.dispatch().id()));
        cursor = page.nextCursor().map(Cursor::text);
      } while (cursor.isPresent());
      return ids;
    }

    @Test
    void a_failure_is_there_with_its_attempt_and_what_was_done_about_it() {
      carrier.answers(message -> {
        throw ProviderException.of(ErrorKind.INVALID_RECIPIENT, "21211", "No such number.");
      });
      OutboxFixture.Person person = fixture.person();
      DispatchId id = fixture.enqueue(person, Purpose.HUMAN, "Hi");
      fixture.runDue();
      Delivery delivery = deliveries().get(fixture.actor, id);
      assertThat(delivery.dispatch().state()).isEqualTo(DispatchState.FAILED);
      assertThat(delivery.attempts()).hasSize(1);
      DeliveryAttempt attempt = delivery.attempts().getFirst();
      assertThat(attempt.number()).isEqualTo(1);
      assertThat(attempt.account()).isEqualTo(fixture.account);
      assertThat(attempt.state()).isEqualTo(AttemptState.NOT_ACCEPTED);
      assertThat(attempt.errorKind()).contains(ErrorKind.INVALID_RECIPIENT);
      assertThat(attempt.errorCode()).contains("21211");
      assertThat(attempt.finishedAt()).contains(mce().clock().instant());
      assertThat(delivery.toString()).doesNotContain(person.address().value());
    }

    @Test
    void each_attempt_is_kept_with_what_the_carrier_calls_it_and_asks_for_it() {
      carrier.answers(message -> {
        throw ProviderException.of(ErrorKind.UNAVAILABLE, "no connection");
      });
      DispatchId id = fixture.enqueue(fixture.person(), Purpose.HUMAN, "Hi");
      fixture.runDue();
      carrier.answers(message -> new Accepted("remote-1", Optional.of(Cost.of("0.0075", "USD"))));
      fixture.advance(Duration.ofSeconds(2));
      List<DeliveryAttempt> attempts = deliveries().get(fixture.actor, id).attempts();
      assertThat(attempts)
          .extracting(DeliveryAttempt::state)
          .containsExactly(AttemptState.NOT_ACCEPTED, AttemptState.ACCEPTED);
      assertThat(attempts.get(1).remoteId()).contains("remote-1");
      assertThat(attempts.get(1).cost()).contains(Cost.of("0.0075", "USD"));
      assertThat(attempts.get(0).errorKind()).contains(ErrorKind.UNAVAILABLE);
    }

    @Test
    void every_filter_finds_what_it_names_page_by_page_newest_first() {
      long seed = System.nanoTime();
      System.out.println("DeliveriesTest seed " + seed);
      SplittableRandom random = new SplittableRandom(seed);
      AccountId second = fixture.newAccount();
      List<UUID> campaigns = List.of(fixture.campaign(), fixture.campaign());
      List<OutboxFixture.Person> people = fixture.persons(4);
      List<ErrorKind> kinds =
          List.of(ErrorKind.INVALID_RECIPIENT, ErrorKind.REFUSED, ErrorKind.OUTCOME_UNKNOWN);
      carrier.answers(message -> {
        int what = Math.floorMod(message.id().hashCode(), 6);
        if (what < kinds.size()) {
          throw ProviderException.of(kinds.get(what), "no");
        }
        return Accepted.of("remote-" + message.id());
      });
      List<DispatchId> ids = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        OutboxFixture.Person person = people.get(random.nextInt(people.size()));
        DispatchRequest request =
            fixture.request(
                person,
                Purpose.HUMAN,
                "text " + i,
                random.nextBoolean()
                    ? Optional.of(campaigns.get(random.nextInt(2)))
                    : Optional.empty(),
                random.nextInt(10) == 0
                    ? Optional.of(mce().clock().instant().plusSeconds(99_999))
                    : Optional.empty());
        DispatchId id = fixture.enqueue(request);
        fixture.addMessage(request, id);
        ids.add(id);
      }
      fixture.runDue();
      fixture.update(
          "update mce_dispatch set account_id = '%s' where organization_id = :organizationId"
                  .formatted(second)
              + " and state in ('SENT', 'ACCEPTED', 'FAILED') and id like '%a%'");
      Map<DispatchId, Dispatch> model = new HashMap<>();
      ids.forEach(id -> model.put(id, fixture.dispatch(id)));
      for (int round = 0; round < 200; round++) {
        DeliveryFilter filter = DeliveryFilter.ALL;
        if (random.nextInt(3) == 0) {
          DispatchState[] states = DispatchState.values();
          filter = filter.in(states[random.nextInt(states.length)]);
        }
        if (random.nextInt(3) == 0) {
          filter = filter.by(random.nextBoolean() ? second : fixture.account);
        }
        if (random.nextInt(3) == 0) {
          filter = filter.to(people.get(random.nextInt(people.size())).leadId());
        }
        if (random.nextInt(3) == 0) {
          filter = filter.of(campaigns.get(random.nextInt(2)));
        }
        if (random.nextInt(4) == 0) {
          filter = filter.failed(kinds.get(random.nextInt(2)).name());
        }
        List<DispatchId> expected =
            ids.stream()
                .filter(fits(filter, model))
                .sorted(Comparator.comparing((DispatchId id) -> id.toString()).reversed())
                .toList();
        assertThat(all(filter, 1 + random.nextInt(9), 1 + random.nextInt(12)))
            .as("seed %d, %s", seed, filter)
            .isEqualTo(expected);
      }
    }

    private static Predicate<DispatchId> fits(
        DeliveryFilter filter, Map<DispatchId, Dispatch> model) {
      return id -> {
        Dispatch dispatch = model.get(id);
        return filter.state().map(dispatch.state()::equals).orElse(true)
            && filter.account().map(dispatch.account()::equals).orElse(true)
            && filter.lead().map(dispatch.leadId()::equals).orElse(true)
            && filter
                .campaign()
                .map(of -> dispatch.campaignId().equals(Optional.of(of)))
                .orElse(true)
            && filter
                .failure()
                .map(why ->
                    dispatch.state() == DispatchState.FAILED
                        && dispatch.reason().equals(Optional.of(why)))
                .orElse(true);
      };
    }

    @Test
    void a_page_of_the_log_walks_one_index_however_large_the_log_is() throws SQLException {
      UUID campaign = fixture.campaign();
      DispatchRequest request =
          fixture.request(
              fixture.person(), Purpose.HUMAN, "model", Optional.of(campaign), Optional.empty());
      DispatchId model = fixture.enqueue(request);
      fixture.addMessage(request, model);
      fixture.runDue();
      fixture.receive(Receipt.of("remote-" + model, ReceiptStatus.READ, mce().clock().instant()));
      fixture.runDue();
      Map<DeliveryStore.Path, String> indexes =
          Map.of(
              DeliveryStore.Path.LEAD, "mce_message_by_lead",
              DeliveryStore.Path.FAILURE, "mce_dispatch_failed",
              DeliveryStore.Path.STATE, "mce_dispatch_by_state",
              DeliveryStore.Path.CAMPAIGN, "mce_dispatch_of_campaign",
              DeliveryStore.Path.ACCOUNT, "mce_dispatch_by_account",
              DeliveryStore.Path.ALL, newest());
      try (Connection connection = connection();
          Statement statement = connection.createStatement()) {
        statement.execute(foreignKeys(false));
        copy(statement, model);
        statement.execute(foreignKeys(true));
        for (DeliveryStore.Path path : DeliveryStore.Path.values()) {
          for (String sql : List.of(path.fitting(), path.walked())) {
            StringBuilder plan = new StringBuilder();
            try (ResultSet lines =
                statement.executeQuery(explain(literal(path, sql, request.leadId(), campaign)))) {
              while (lines.next()) {
                plan.append(lines.getString(lines.getMetaData().getColumnCount())).append('\n');
              }
            }
            assertWalks(plan.toString(), indexes.get(path));
          }
        }
      }
      assertThat(
              deliveries()
                  .list(fixture.actor, DeliveryFilter.ALL.to(request.leadId()), PageRequest.first())
                  .items())
          .hasSize(1);
    }

    /** 20,000 more messages that were read. */
    private static void copy(Statement statement, DispatchId model) throws SQLException {
      statement.execute(
          """
          insert into mce_dispatch (organization_id, id, dedup_key, account_id, channel, lead_id,
            conversation_id, message_id, campaign_id, purpose, priority, recipient_key,
            content_sealed, state, attempts, failures, due_at, next_at, created_at, state_at)
          with recursive n(i) as (select 1 union all select i + 1 from n where i < 20000)
          select organization_id, '00000000-0000-7000-8000-' || (100000000000 + n.i),
            'copy-' || n.i, account_id, channel,
            '00000000-0000-7000-8001-' || (100000000000 + n.i),
            '00000000-0000-7000-8002-' || (100000000000 + n.i), message_id, campaign_id,
            purpose, priority, recipient_key, content_sealed, state, 1, 0, 0, 0, 0, 0
          from mce_dispatch d, n where d.id = '%s'
          """
              .formatted(model));
    }

    private String literal(DeliveryStore.Path path, String sql, UUID lead, UUID campaign) {
      return sql.replace(":organizationId", "'" + fixture.organizationId + "'")
          .replace(":before", "'~'")
          .replace(":window", "5000")
          .replace(":limit", "51")
          .replace(":lead", "'" + lead + "'")
          .replace(":campaign", "'" + campaign + "'")
          .replace(":account", "'" + fixture.account + "'")
          .replace(":state", path == DeliveryStore.Path.STATE ? "'CANCELLED'" : "''")
          .replace(":failure", path == DeliveryStore.Path.FAILURE ? "'REFUSED'" : "''");
    }

    @Test
    void who_may_not_read_conversations_does_not_see_the_log() {
      Actor nobody = Actor.member(fixture.organizationId, "x", Set.of());
      assertThatThrownBy(() -> deliveries().list(nobody, DeliveryFilter.ALL, PageRequest.first()))
          .isInstanceOfSatisfying(
              MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN));
      assertThatThrownBy(() -> deliveries().undecided(nobody, PageRequest.first()))
          .isInstanceOfSatisfying(
              MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN));
    }
  }
}
