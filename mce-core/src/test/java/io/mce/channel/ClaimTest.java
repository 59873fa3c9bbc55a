package io.mce.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.privacy.Suppressions;
import io.mce.testing.MceExtension;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a claim lets pass, what it moves out of the way, and what it does not even look at. */
final class ClaimTest {

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
    void assertReadsDueRowsOnly(String plan) {
      assertThat(plan)
          .contains(
              "SEARCH c USING INDEX mce_dispatch_queued (organization_id=? AND"
                  + " account_id=? AND priority=? AND next_at<?)",
              "SEARCH b USING INDEX mce_dispatch_open (organization_id=? AND lead_id=?)")
          .doesNotContain("SCAN mce_dispatch")
          .doesNotContain("SCAN b\n")
          .doesNotContain("SCAN g\n")
          .doesNotContain("SCAN s\n");
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
    void assertReadsDueRowsOnly(String plan) {
      assertThat(plan)
          .contains("mce_dispatch_queued", "mce_dispatch_open")
          .containsPattern("Index Cond: .*next_at <= ")
          .doesNotContain("Seq Scan on mce_dispatch");
    }
  }

  abstract static class Contract {

    final ScriptedCarrier carrier = new ScriptedCarrier();
    OutboxFixture fixture;

    abstract MceExtension mce();

    abstract Connection connection() throws SQLException;

    abstract String explain(String sql);

    abstract String foreignKeys(boolean checked);

    abstract void assertReadsDueRowsOnly(String plan);

    @BeforeEach
    void open() {
      fixture = new OutboxFixture(mce(), carrier);
    }

    /** Where a gate stands and what it does. */
    private record Gate(boolean ofCampaign, boolean cancels, GateEffect effect) {}

    private record Row3(
        Purpose purpose, Optional<Gate> gate, Optional<String> suppression, DispatchId id) {}

    @Test
    void purpose_gate_and_suppression_decide() {
      List<Row3> table = new ArrayList<>();
      for (Purpose purpose : Purpose.values()) {
        for (Optional<Gate> gate : gates()) {
          for (Optional<String> suppression :
              List.of(
                  Optional.<String>empty(),
                  Optional.of(ScriptedCarrier.CHANNEL),
                  Optional.of(Suppressions.ALL_CHANNELS),
                  Optional.of("SMS"))) {
            table.add(row(purpose, gate, suppression));
          }
        }
      }
      fixture.runDue();
      for (Row3 row : table) {
        Dispatch dispatch = fixture.dispatch(row.id());
        assertThat(end(dispatch)).as("%s", row).isEqualTo(expected(row));
      }
      assertThat(table).hasSize(4 * 13 * 4);
    }

    private static List<Optional<Gate>> gates() {
      List<Optional<Gate>> gates = new ArrayList<>(List.of(Optional.empty()));
      for (GateEffect effect : GateEffect.values()) {
        for (boolean ofCampaign : new boolean[] {true, false}) {
          for (boolean cancels : new boolean[] {true, false}) {
            gates.add(Optional.of(new Gate(ofCampaign, cancels, effect)));
          }
        }
      }
      return gates;
    }

    private Row3 row(Purpose purpose, Optional<Gate> gate, Optional<String> suppression) {
      OutboxFixture.Person person = fixture.person();
      UUID campaignId = fixture.campaign();
      gate.ifPresent(each -> {
        UUID key = each.ofCampaign() ? campaignId : person.leadId();
        if (each.cancels()) {
          fixture.gate().stop(fixture.organizationId, key, each.effect(), "STOPPED");
        } else {
          fixture.gate().hold(fixture.organizationId, key, each.effect(), "HELD");
        }
      });
      suppression.ifPresent(channel ->
          fixture
              .part(Suppressions.class)
              .suppress(fixture.actor, channel, person.recipientKey(), "TEST"));
      DispatchRequest request =
          fixture.request(person, purpose, "x", Optional.of(campaignId), Optional.empty());
      return new Row3(purpose, gate, suppression, fixture.enqueue(request));
    }

    private static String end(Dispatch dispatch) {
      return switch (dispatch.state()) {
        case CANCELLED -> "CANCELLED " + dispatch.reason().orElse("");
        case QUEUED -> dispatch.heldBy().isPresent() ? "HELD" : "QUEUED";
        default -> dispatch.state().name();
      };
    }

    /** The rule, said once more and in another way than the claim says it. */
    private static String expected(Row3 row) {
      if (row.purpose() == Purpose.COMPLIANCE) {
        return "ACCEPTED";
      }
      if (row.suppression().filter(channel -> !channel.equals("SMS")).isPresent()) {
        return "CANCELLED OPTED_OUT";
      }
      boolean stopped =
          row.gate()
              .map(gate ->
                  switch (gate.effect()) {
                    case OUTREACH_ONLY -> row.purpose() == Purpose.OUTREACH;
                    case AUTOMATED -> row.purpose() != Purpose.HUMAN;
                    case ALL -> true;
                  })
              .orElse(false);
      if (!stopped) {
        return "ACCEPTED";
      }
      return row.gate().orElseThrow().cancels() ? "CANCELLED STOPPED" : "HELD";
    }

    @Test
    void a_large_campaign_is_held_released_and_stopped_in_parts() {
      UUID campaign = fixture.campaign();
      int people = 2 * SendGate.BATCH + 30;
      fixture.gate().hold(fixture.organizationId, campaign, GateEffect.ALL, "PAUSED");
      fixture.enqueueOutreach(people, Optional.of(campaign));
      fixture.runDue();
      assertThat(carrier.arrivals()).isEmpty();
      assertThat(held()).isEqualTo(people);
      fixture.gate().release(fixture.organizationId, campaign);
      // Only half of it goes before it is stopped.
      carrier.answers(message -> {
        if (carrier.arrivals().size() == 500) {
          fixture
              .gate()
              .stop(fixture.organizationId, campaign, GateEffect.ALL, "CAMPAIGN_CANCELLED");
        }
        return io.mce.spi.Accepted.of("remote-" + message.id());
      });
      fixture.runDue();
      assertThat(held()).isZero();
      var stats = fixture.part(Outbox.class).stats(fixture.organizationId, campaign);
      assertThat(stats.keySet())
          .isEqualTo(EnumSet.of(DispatchState.ACCEPTED, DispatchState.CANCELLED));
      assertThat(stats.get(DispatchState.ACCEPTED))
          .isBetween(500L, 500L + LaneRun.BATCH)
          .isEqualTo(carrier.arrivals().size());
      assertThat(stats.get(DispatchState.ACCEPTED) + stats.get(DispatchState.CANCELLED))
          .isEqualTo(people);
      assertThat(fixture.events().stream().filter("dispatch.cancelled"::equals).count())
          .isEqualTo(stats.get(DispatchState.CANCELLED));
    }

    private long held() {
      return fixture.count(
          "select count(*) as n from mce_dispatch where organization_id = :organizationId"
              + " and held_by is not null");
    }

    @Test
    void a_gate_that_stops_less_lets_the_rest_go() {
      OutboxFixture.Person person = fixture.person();
      fixture.gate().hold(fixture.organizationId, person.leadId(), GateEffect.ALL, "X");
      DispatchId human = fixture.enqueue(person, Purpose.HUMAN, "human");
      DispatchId outreach = fixture.enqueue(fixture.request(person, Purpose.OUTREACH, "out"));
      fixture.runDue();
      assertThat(fixture.states(List.of(human, outreach))).containsOnly(DispatchState.QUEUED);
      fixture.gate().hold(fixture.organizationId, person.leadId(), GateEffect.AUTOMATED, "Y");
      fixture.runDue();
      assertThat(fixture.state(human)).isEqualTo(DispatchState.ACCEPTED);
      assertThat(fixture.state(outreach)).isEqualTo(DispatchState.QUEUED);
    }

    @Test
    void cancelling_once_takes_what_is_queued_and_leaves_no_gate() {
      OutboxFixture.Person person = fixture.person();
      DispatchId outreach = fixture.enqueue(person, Purpose.OUTREACH, "out");
      DispatchId human = fixture.enqueue(person, Purpose.HUMAN, "human");
      int cancelled =
          fixture
              .gate()
              .cancel(
                  fixture.organizationId, person.leadId(), EnumSet.of(Purpose.OUTREACH), "DELETED");
      DispatchId later = fixture.enqueue(person, Purpose.OUTREACH, "later");
      fixture.runDue();
      assertThat(cancelled).isEqualTo(1);
      assertThat(fixture.state(outreach)).isEqualTo(DispatchState.CANCELLED);
      assertThat(fixture.states(List.of(human, later))).containsOnly(DispatchState.ACCEPTED);
    }

    @Test
    void a_message_waits_for_its_time() {
      DispatchId later =
          fixture.enqueue(
              fixture.request(
                  fixture.person(),
                  Purpose.OUTREACH,
                  "later",
                  Optional.empty(),
                  Optional.of(mce().clock().instant().plusSeconds(3600))));
      fixture.runDue();
      assertThat(fixture.state(later)).isEqualTo(DispatchState.QUEUED);
      fixture.advance(Duration.ofMinutes(59));
      assertThat(fixture.state(later)).isEqualTo(DispatchState.QUEUED);
      fixture.advance(Duration.ofMinutes(1));
      assertThat(fixture.state(later)).isEqualTo(DispatchState.ACCEPTED);
    }

    @Test
    void held_and_later_rows_cost_a_claim_nothing() throws SQLException {
      DispatchId model = fixture.enqueue(fixture.person(), Purpose.OUTREACH, "model");
      fixture.runDue();
      try (Connection connection = connection();
          Statement statement = connection.createStatement()) {
        statement.execute(foreignKeys(false));
        copy(statement, model, 0, DispatchStore.NEVER.toEpochMilli(), "'" + model + "'");
        copy(
            statement,
            model,
            20_000,
            mce().clock().instant().plusSeconds(86_400).toEpochMilli(),
            "null");
        statement.execute(foreignKeys(true));
        for (String sql : List.of(ClaimStore.FREE, SendCountStore.CANDIDATES)) {
          StringBuilder plan = new StringBuilder();
          try (ResultSet lines = statement.executeQuery(explain(literal(sql)))) {
            while (lines.next()) {
              plan.append(lines.getString(lines.getMetaData().getColumnCount())).append('\n');
            }
          }
          assertReadsDueRowsOnly(plan.toString());
          assertThat(plan).doesNotContain("SCAN n\n", "SCAN v\n");
        }
      }
      List<DispatchId> due = fixture.enqueueOutreach(5);
      fixture.runDue();
      assertThat(fixture.states(due)).containsOnly(DispatchState.ACCEPTED);
      assertThat(carrier.arrivals()).hasSize(6);
    }

    /** Queues 20,000 copies of a dispatch, each for a person of its own. */
    private static void copy(
        Statement statement, DispatchId model, int from, long nextAt, String heldBy)
        throws SQLException {
      statement.execute(
          """
          insert into mce_dispatch (organization_id, id, dedup_key, account_id, channel, lead_id,
            conversation_id, message_id, purpose, priority, recipient_key, content_sealed, state,
            attempts, failures, due_at, next_at, held_by, created_at, state_at)
          with recursive n(i) as (select 1 union all select i + 1 from n where i < 20000)
          select organization_id, '00000000-0000-7000-8000-' || (100000000000 + %d + n.i),
            'copy-' || (%d + n.i), account_id, channel,
            '00000000-0000-7000-8001-' || (100000000000 + n.i),
            '00000000-0000-7000-8002-' || (100000000000 + n.i), message_id,
            purpose, priority, recipient_key, content_sealed, 'QUEUED', 0, 0, %d, %d, %s, 0, 0
          from mce_dispatch d, n where d.id = '%s'
          """
              .formatted(from, from, nextAt, nextAt, heldBy, model));
    }

    private String literal(String sql) {
      String text =
          sql.replace(":organizationId", "'" + fixture.organizationId + "'")
              .replace(":accountId", "'" + fixture.account + "'")
              .replace(":leaseUntil", "1")
              .replace(":token", "'t'")
              .replace(":pair", "'PAIR:a'")
              .replace(":pool", "'POOL:p'")
              .replace(":window", String.valueOf(ClaimStore.WINDOW))
              .replace(":limit", "64");
      return text.replace(":now", String.valueOf(mce().clock().instant().toEpochMilli()));
    }

    @Test
    void a_claim_takes_one_message_of_each_conversation() {
      OutboxFixture.Person one = fixture.person();
      OutboxFixture.Person other = fixture.person();
      for (int i = 0; i < 3; i++) {
        fixture.enqueue(one, Purpose.OUTREACH, "one " + i);
        fixture.enqueue(other, Purpose.OUTREACH, "other " + i);
      }
      LaneDesk desk = fixture.part(LaneDesk.class);
      desk.enter(fixture.organizationId, fixture.account, "t");
      LaneDesk.Turn turn =
          desk.turn(
              fixture.organizationId, fixture.account, "t", List.of(), 64, Duration.ofMinutes(1));
      assertThat(turn.claimed())
          .extracting(StoredDispatch::conversationId)
          .containsExactly(one.conversationId(), other.conversationId());
      assertThat(
              fixture.count(
                  "select count(*) as n from mce_dispatch where organization_id = :organizationId"
                      + " and state = 'SENDING'"))
          .isEqualTo(2);
    }
  }
}
