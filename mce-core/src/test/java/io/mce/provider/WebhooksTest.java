package io.mce.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.engine.EngineParts;
import io.mce.kernel.Actor;
import io.mce.persistence.Database;
import io.mce.spi.ErrorKind;
import io.mce.spi.ProviderException;
import io.mce.spi.WebhookRequest;
import io.mce.testing.MceExtension;
import io.mce.testing.RecordingChannel;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class WebhooksTest {

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
    private final ScriptedChannel scripted = new ScriptedChannel();
    private Actor acme;
    private ProviderAccount account;

    Contract(MceExtension mce) {
      this.mce = mce.with(builder -> builder.provider(scripted));
    }

    @BeforeEach
    void an_account() {
      acme = Actor.system(mce.engine().organizations().ensure("acme", "Acme").id(), "host");
      account =
          mce.engine()
              .providerAccounts()
              .create(
                  acme,
                  new ProviderAccountDraft(
                      ScriptedChannel.ID, "Sales", Map.of("token", "one", "sender", "Acme")));
    }

    private WebhookResponse receive(String key, String token, String body) {
      return mce.engine().webhooks().receive(key, request(token, body));
    }

    private WebhookRequest request(String token, String body) {
      return new WebhookRequest(
          "POST",
          URI.create("https://crm.example" + Webhooks.PATH + "x"),
          Map.of("X-Token", List.of(token)),
          Map.of(),
          body.getBytes(StandardCharsets.UTF_8),
          mce.clock().instant());
    }

    private List<String> stored() {
      return EngineParts.part(mce.engine(), Database.class)
          .read(
              acme.organizationId(),
              transaction ->
                  transaction
                      .query(
                          """
                          select event_id from mce_received_event
                          where organization_id = :organizationId order by event_id
                          """)
                      .mapTo(String.class)
                      .list());
    }

    @Test
    void what_a_genuine_request_brings_is_durable_before_the_reply() {
      assertThat(receive(account.webhookKey(), "one", "a\nb"))
          .isEqualTo(new WebhookResponse(200, "text/plain; charset=utf-8", "thanks"));
      assertThat(stored()).containsExactly("in:a", "in:b");
    }

    @Test
    void a_repeated_request_is_answered_alike_and_stored_once() {
      WebhookResponse first = receive(account.webhookKey(), "one", "a");
      assertThat(receive(account.webhookKey(), "one", "a")).isEqualTo(first);
      assertThat(stored()).containsExactly("in:a");
    }

    @Test
    void a_key_that_nobody_has_is_not_found() {
      assertThat(receive("unknown", "one", "a").status()).isEqualTo(404);
      assertThat(receive("", "one", "a").status()).isEqualTo(404);
      assertThat(stored()).isEmpty();
    }

    @Test
    void a_request_that_is_not_genuine_is_refused_and_counted() {
      assertThat(receive(account.webhookKey(), "two", "a"))
          .isEqualTo(new WebhookResponse(401, "", ""));
      assertThat(stored()).isEmpty();
      assertThat(mce.engine().webhooks().rejections()).isEqualTo(1);
    }

    @Test
    void a_plugin_that_throws_anything_makes_the_remote_call_again() {
      for (Throwable thrown :
          List.of(
              new IllegalStateException("no"),
              new NoClassDefFoundError("com/example/Sdk"),
              new StackOverflowError(),
              ProviderException.of(ErrorKind.INVALID_REQUEST, "Not understood."))) {
        scripted.onWebhook(instance -> {
          throw thrown;
        });
        assertThat(receive(account.webhookKey(), "one", "a").status()).isEqualTo(503);
      }
      assertThat(stored()).isEmpty();
      assertThat(mce.engine().providerAccounts().get(acme, account.id()).health())
          .isEqualTo(HealthState.UP);
    }

    @Test
    void what_could_not_be_stored_is_not_acknowledged() throws SQLException {
      execute("alter table mce_received_event rename to mce_received_event_away");
      assertThat(receive(account.webhookKey(), "one", "a").status()).isEqualTo(503);
      execute("alter table mce_received_event_away rename to mce_received_event");
      assertThat(stored()).isEmpty();
    }

    private void execute(String sql) throws SQLException {
      try (Connection connection =
              EngineParts.part(mce.engine(), Database.class).dataSource().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }

    @Test
    void the_address_of_an_account_survives_changes_and_restarts() {
      mce.engine()
          .providerAccounts()
          .update(acme, account.id(), ProviderAccountChange.settings(Map.of("token", "two")), 1);
      mce.restart();
      assertThat(receive(account.webhookKey(), "one", "a").status()).isEqualTo(401);
      assertThat(receive(account.webhookKey(), "two", "a").status()).isEqualTo(200);
      assertThat(stored()).containsExactly("in:a");
    }

    @Test
    void a_disabled_account_asks_to_call_again() {
      mce.engine()
          .providerAccounts()
          .update(acme, account.id(), ProviderAccountChange.enabled(false), 1);
      assertThat(receive(account.webhookKey(), "one", "a").status()).isEqualTo(503);
    }

    @Test
    void an_account_that_takes_no_webhooks_is_not_found() {
      ProviderAccount deaf =
          mce.engine()
              .providerAccounts()
              .create(acme, new ProviderAccountDraft(RecordingChannel.PROVIDER, "Deaf", Map.of()));
      assertThat(receive(deaf.webhookKey(), "one", "a").status()).isEqualTo(404);
    }

    @Test
    void each_account_has_a_key_of_its_own_that_cannot_be_guessed() {
      ProviderAccount second =
          mce.engine()
              .providerAccounts()
              .create(
                  acme,
                  new ProviderAccountDraft(
                      ScriptedChannel.ID, "Other", Map.of("token", "two", "sender", "Acme")));
      assertThat(second.webhookKey()).isNotEqualTo(account.webhookKey()).hasSize(22);
      assertThat(receive(second.webhookKey(), "one", "a").status()).isEqualTo(401);
    }

    @Test
    void a_webhook_is_never_taken_inside_a_transaction() {
      Database database = EngineParts.part(mce.engine(), Database.class);
      assertThatThrownBy(() ->
              database.inOrganization(
                  acme.organizationId(), transaction -> receive(account.webhookKey(), "one", "a")))
          .isInstanceOf(IllegalStateException.class);
    }
  }
}
