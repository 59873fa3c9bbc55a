package io.mce.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.engine.EngineParts;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.Permission;
import io.mce.persistence.Database;
import io.mce.testing.MceExtension;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class SuppressionsTest {

  @Nested
  final class OnSqlite extends Contract {
    OnSqlite() {
      super(MceExtension.sqlite());
    }

    @Override
    String plan(String sql) throws SQLException {
      return plan(
          EngineParts.part(mce.engine(), Database.class).dataSource(), "explain query plan " + sql);
    }
  }

  @Nested
  final class OnPostgres extends Contract {
    OnPostgres() {
      super(MceExtension.postgres());
    }

    @Override
    String plan(String sql) throws SQLException {
      return plan(mce.dataSource(), "explain " + sql);
    }
  }

  abstract static class Contract {

    @RegisterExtension final MceExtension mce;
    private Actor acme;
    private Actor rival;

    Contract(MceExtension mce) {
      this.mce = mce;
    }

    @BeforeEach
    void two_organizations() {
      acme = Actor.system(mce.engine().organizations().ensure("acme", "Acme").id(), "host");
      rival = Actor.system(mce.engine().organizations().ensure("rival", "Rival").id(), "host");
    }

    abstract String plan(String sql) throws SQLException;

    static String plan(DataSource source, String sql) throws SQLException {
      StringBuilder plan = new StringBuilder();
      try (Connection connection = source.getConnection();
          Statement statement = connection.createStatement();
          ResultSet lines = statement.executeQuery(sql)) {
        while (lines.next()) {
          plan.append(lines.getString(lines.getMetaData().getColumnCount())).append('\n');
        }
      }
      return plan.toString();
    }

    Suppressions suppressions() {
      return mce.engine().suppressions();
    }

    boolean isSuppressed(Actor actor, String channel, String key) {
      return suppressions().isSuppressed(actor.organizationId(), channel, key);
    }

    @Test
    void a_recipient_is_suppressed_on_the_channel_they_left_and_no_other() {
      suppressions().suppress(acme, "SMS", "key-1", "STOP");
      assertThat(isSuppressed(acme, "SMS", "key-1")).isTrue();
      assertThat(isSuppressed(acme, "WHATSAPP", "key-1")).isFalse();
      assertThat(isSuppressed(acme, "SMS", "key-2")).isFalse();
    }

    @Test
    void all_channels_means_each_of_them() {
      suppressions().suppress(acme, Suppressions.ALL_CHANNELS, "key-1", "COMPLAINT");
      assertThat(isSuppressed(acme, "SMS", "key-1")).isTrue();
      assertThat(isSuppressed(acme, "WHATSAPP", "key-1")).isTrue();
    }

    @Test
    void lifting_one_channel_leaves_the_suppression_of_all() {
      suppressions().suppress(acme, "SMS", "key-1", "STOP");
      suppressions().suppress(acme, Suppressions.ALL_CHANNELS, "key-1", "COMPLAINT");
      suppressions().lift(acme, "SMS", "key-1");
      assertThat(isSuppressed(acme, "SMS", "key-1")).isTrue();
      suppressions().lift(acme, Suppressions.ALL_CHANNELS, "key-1");
      assertThat(isSuppressed(acme, "SMS", "key-1")).isFalse();
    }

    @Test
    void another_organization_neither_sees_nor_lifts_it() {
      suppressions().suppress(acme, "SMS", "key-1", "STOP");
      assertThat(isSuppressed(rival, "SMS", "key-1")).isFalse();
      suppressions().lift(rival, "SMS", "key-1");
      assertThat(isSuppressed(acme, "SMS", "key-1")).isTrue();
    }

    @Test
    void repeating_changes_nothing_and_says_nothing() {
      suppressions().suppress(acme, "SMS", "key-1", "STOP");
      suppressions().suppress(acme, "SMS", "key-1", "MANUAL");
      assertThat(reasons()).containsExactly("STOP");
      suppressions().lift(acme, "SMS", "key-1");
      suppressions().lift(acme, "SMS", "key-1");
      assertThat(
              mce.engine()
                  .events()
                  .latest(acme, Set.of(RecipientSuppressed.class, SuppressionLifted.class), 10))
          .extracting(event -> event.name())
          .containsExactly("privacy.suppression-lifted", "privacy.recipient-suppressed");
    }

    @Test
    void the_persons_own_wish_takes_the_place_of_what_others_set() {
      for (String channel : List.of("SMS", Suppressions.ALL_CHANNELS)) {
        for (String wish : Suppressions.OWN_WISHES) {
          String key = wish + "-" + (channel.equals("SMS") ? "one" : "all");
          suppressions().suppress(acme, channel, key, "PASTED");
          Suppression pasted = stored(key);
          mce.advance(Duration.ofMinutes(1));
          Actor engine = Actor.engine(acme.organizationId(), "inbound");
          assertThat(suppressions().suppressAll(engine, channel, List.of(key), wish)).isEmpty();
          assertThat(stored(key))
              .isEqualTo(new Suppression(channel, key, wish, "ENGINE", pasted.createdAt()));
          suppressions().suppress(acme, channel, key, "PASTED");
          suppressions().suppress(acme, channel, key, Suppressions.STOP);
          assertThat(stored(key)).as("nothing weakens it").extracting("reason").isEqualTo(wish);
        }
      }
      assertThat(mce.engine().events().latest(acme, Set.of(RecipientSuppressed.class), 100))
          .as("one when it was pasted, one when the person said so")
          .hasSize(2 * 2 * Suppressions.OWN_WISHES.size());
    }

    @Test
    void a_wish_for_one_channel_leaves_what_others_set_for_all() {
      suppressions().suppress(acme, Suppressions.ALL_CHANNELS, "key-1", "PASTED");
      suppressions().suppress(rival, "SMS", "key-1", "PASTED");
      suppressions().suppress(acme, "SMS", "key-1", Suppressions.STOP);
      assertThat(suppressions().of(acme.organizationId(), Set.of("key-1")))
          .extracting(Suppression::reason)
          .containsExactlyInAnyOrder("PASTED", "STOP");
      assertThat(suppressions().of(rival.organizationId(), Set.of("key-1")))
          .extracting(Suppression::reason)
          .containsExactly("PASTED");
    }

    private Suppression stored(String key) {
      return suppressions().of(acme.organizationId(), Set.of(key)).getFirst();
    }

    @Test
    void many_recipients_are_looked_up_at_once() {
      suppressions().suppress(acme, "SMS", "key-1", "STOP");
      suppressions().suppress(acme, "WHATSAPP", "key-2", "STOP");
      suppressions().suppress(acme, Suppressions.ALL_CHANNELS, "key-3", "STOP");
      assertThat(
              suppressions()
                  .suppressedAmong(
                      acme.organizationId(), "SMS", List.of("key-1", "key-2", "key-3", "key-4")))
          .containsExactlyInAnyOrder("key-1", "key-3");
      assertThat(suppressions().suppressedAmong(acme.organizationId(), "SMS", List.of())).isEmpty();
    }

    @Test
    void a_channel_that_is_none_is_refused() {
      assertThatThrownBy(() -> suppressions().suppress(acme, "sms ", "key-1", "STOP"))
          .isInstanceOfSatisfying(
              MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID));
      assertThatThrownBy(() -> suppressions().suppress(acme, "SMS", " ", "STOP"))
          .isInstanceOf(MceException.class);
      assertThatThrownBy(() -> suppressions().suppress(acme, "SMS", "key-1", ""))
          .isInstanceOf(MceException.class);
    }

    @Test
    void it_needs_the_permission() {
      Actor reader = Actor.member(acme.organizationId(), "someone", Set.of(Permission.LEAD_READ));
      assertThatThrownBy(() -> suppressions().suppress(reader, "SMS", "key-1", "STOP"))
          .isInstanceOf(MceException.class);
      assertThatThrownBy(() -> suppressions().lift(reader, "SMS", "key-1"))
          .isInstanceOf(MceException.class);
    }

    private List<String> reasons() {
      return EngineParts.part(mce.engine(), Database.class)
          .read(
              acme.organizationId(),
              transaction ->
                  transaction
                      .query(
                          """
                          select reason from mce_suppression
                          where organization_id = :organizationId
                          """)
                      .mapTo(String.class)
                      .list());
    }

    @Test
    void a_page_of_all_is_read_along_its_index() throws SQLException {
      for (int i = 0; i < 300; i++) {
        suppressions().suppress(acme, "SMS", "key-" + i, "STOP");
      }
      String plan =
          plan(
              SuppressionStore.NEWEST
                  .replace(":organizationId", "'" + acme.organizationId() + "'")
                  .replace(":createdAt", "9999999999999")
                  .replace(":channel", "''")
                  .replace(":matchKey", "''")
                  .replace(":limit", "51"));
      assertThat(plan)
          .contains("mce_suppression_by_time")
          .doesNotContain("SCAN mce_suppression")
          .doesNotContain("Seq Scan");
    }
  }
}
