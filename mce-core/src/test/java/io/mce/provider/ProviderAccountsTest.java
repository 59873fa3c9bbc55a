package io.mce.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.engine.EngineParts;
import io.mce.engine.MceEngine;
import io.mce.event.RecordedEvent;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.Permission;
import io.mce.persistence.Database;
import io.mce.spi.ErrorKind;
import io.mce.spi.Health;
import io.mce.spi.ProviderException;
import io.mce.testing.MceExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ProviderAccountsTest {

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
    void a_change_on_one_node_is_taken_over_by_the_other() {
      ProviderAccount account = create("one");
      try (MceEngine other = mce.newEngine()) {
        other.start();
        other.runDue();
        assertThat(scripted.open()).hasSize(2);
        accounts().update(acme, account.id(), settings("two"), 1);
        mce.clock().add(Duration.ofSeconds(2));
        other.runDue();
        assertThat(scripted.open())
            .hasSize(2)
            .extracting(ScriptedChannel.Instance::token)
            .containsOnly("two");
        accounts().update(acme, account.id(), ProviderAccountChange.rename("Other name"), 2);
        accounts().update(acme, account.id(), ProviderAccountChange.enabled(false), 3);
        mce.clock().add(Duration.ofSeconds(2));
        other.runDue();
        assertThat(scripted.open()).isEmpty();
      }
    }
  }

  abstract static class Contract {

    @RegisterExtension final MceExtension mce;
    final ScriptedChannel scripted = new ScriptedChannel();
    private boolean installed = true;
    Actor acme;
    Actor rival;

    Contract(MceExtension mce) {
      this.mce = mce.with(builder -> installed ? builder.provider(scripted) : builder);
    }

    @BeforeEach
    void two_organizations() {
      acme = Actor.system(mce.engine().organizations().ensure("acme", "Acme").id(), "host");
      rival = Actor.system(mce.engine().organizations().ensure("rival", "Rival").id(), "host");
    }

    ProviderAccounts accounts() {
      return mce.engine().providerAccounts();
    }

    ProviderAccount create(String token) {
      return accounts().create(acme, draft(token));
    }

    static ProviderAccountDraft draft(String token) {
      return new ProviderAccountDraft(
          ScriptedChannel.ID, "Sales", Map.of("token", token, "sender", "Acme"));
    }

    static ProviderAccountChange settings(String token) {
      return ProviderAccountChange.settings(Map.of("token", token));
    }

    @Test
    void a_new_account_is_started_at_once_and_shows_no_secret() {
      ProviderAccount account = create("one");
      assertThat(account.health()).isEqualTo(HealthState.UP);
      assertThat(account.enabled()).isTrue();
      assertThat(account.channel()).contains("SCRIPTED");
      assertThat(account.providerName()).isEqualTo("Scripted channel");
      assertThat(account.settings()).containsExactlyEntriesOf(Map.of("sender", "Acme"));
      assertThat(account.version()).isEqualTo(1);
      assertThat(account.webhookUrl().toString())
          .isEqualTo("http://localhost:8080" + Webhooks.PATH + account.webhookKey());
      assertThat(scripted.last().context.webhookUrl()).isEqualTo(account.webhookUrl());
      assertThat(scripted.open()).hasSize(1);
      assertThat(accounts().get(acme, account.id())).isEqualTo(account);
    }

    @Test
    void what_happens_to_an_account_is_in_the_event_log() {
      ProviderAccount account = create("one");
      accounts().update(acme, account.id(), ProviderAccountChange.rename("Support"), 1);
      accounts().update(acme, account.id(), ProviderAccountChange.enabled(false), 2);
      assertThat(states())
          .containsExactly(
              HealthState.STARTING,
              HealthState.UP,
              HealthState.UP,
              HealthState.UP,
              HealthState.STARTING);
    }

    @Test
    void every_problem_of_a_draft_is_named_at_once() {
      ProviderAccountDraft wrong =
          new ProviderAccountDraft(
              ScriptedChannel.ID, " ", Map.of("port", "many", "colour", "red"));
      assertInvalid(
          () -> accounts().create(acme, wrong),
          "name",
          "settings.colour",
          "settings.token",
          "settings.sender",
          "settings.port");
      assertInvalid(
          () ->
              accounts()
                  .create(
                      acme,
                      new ProviderAccountDraft(
                          ScriptedChannel.ID,
                          "Sales",
                          Map.of("token", "t", "sender", "s", "port", "70000"))),
          "settings.port");
      assertInvalid(
          () -> accounts().create(acme, new ProviderAccountDraft("fax", "Fax", Map.of())),
          "provider");
      assertThat(accounts().list(acme)).isEmpty();
      assertThat(scripted.made).isEmpty();
    }

    @Test
    void a_plugin_that_fails_to_make_an_account_leaves_none_behind() {
      scripted.onCreate(instance -> {
        throw new NoClassDefFoundError("com/example/Sdk");
      });
      assertInvalid(() -> create("one"), "settings");
      assertThat(accounts().list(acme)).isEmpty();
    }

    @Test
    void an_account_whose_remote_does_not_answer_exists_and_is_tried_again() {
      scripted.onStart(
          "one",
          instance -> {
            throw ProviderException.of(ErrorKind.UNAVAILABLE, "Nobody answers.");
          });
      ProviderAccount account = create("one");
      assertThat(account.health()).isEqualTo(HealthState.DEGRADED);
      assertThat(account.healthDetail()).contains("Nobody answers.");
      mce.advance(Duration.ofSeconds(5));
      assertThat(scripted.made).hasSize(2);
      mce.advance(Duration.ofSeconds(5));
      assertThat(scripted.made).as("the second pause is longer").hasSize(2);
      scripted.startsAgain("one");
      mce.advance(Duration.ofMinutes(5));
      assertThat(accounts().get(acme, account.id()).health()).isEqualTo(HealthState.UP);
      assertThat(accounts().get(acme, account.id()).healthDetail()).isEmpty();
    }

    @Test
    void wrong_credentials_mark_an_account_as_down() {
      scripted.onStart(
          "one",
          instance -> {
            throw ProviderException.of(ErrorKind.UNAUTHORIZED, "The token is refused.");
          });
      assertThat(create("one").health()).isEqualTo(HealthState.DOWN);
    }

    @Test
    void health_is_asked_for_every_minute() {
      ProviderAccount account = create("one");
      scripted.health("one", Health.degraded("The battery is low."));
      mce.advance(Duration.ofSeconds(59));
      assertThat(accounts().get(acme, account.id()).health()).isEqualTo(HealthState.UP);
      mce.advance(Duration.ofSeconds(1));
      assertThat(accounts().get(acme, account.id()))
          .returns(HealthState.DEGRADED, ProviderAccount::health)
          .returns(Optional.of("The battery is low."), ProviderAccount::healthDetail)
          .returns(1L, ProviderAccount::version);
      scripted.onHealth(instance -> {
        throw new StackOverflowError();
      });
      mce.advance(Duration.ofMinutes(1));
      assertThat(accounts().get(acme, account.id()).healthDetail().orElseThrow())
          .startsWith("The plugin failed: java.lang.StackOverflowError");
    }

    @Test
    void after_a_restart_every_account_that_is_switched_on_is_started() {
      create("one");
      ProviderAccount off = create("two");
      accounts().update(acme, off.id(), ProviderAccountChange.enabled(false), 1);
      mce.restart();
      assertThat(scripted.open()).isEmpty();
      mce.runDue();
      assertThat(scripted.open())
          .extracting(ScriptedChannel.Instance::token)
          .containsExactly("one");
      assertThat(accounts().channels(acme.organizationId()))
          .extracting(ProviderAccount::healthDetail)
          .containsExactly(Optional.empty());
    }

    @Test
    void one_account_that_fails_keeps_no_other_from_starting() {
      create("one");
      create("two");
      mce.engine().close();
      scripted.onStart(
          "one",
          instance -> {
            throw new LinkageError("no such method");
          });
      mce.restart();
      mce.runDue();
      assertThat(scripted.open())
          .extracting(ScriptedChannel.Instance::token)
          .containsExactly("two");
      assertThat(accounts().list(acme))
          .extracting(ProviderAccount::health)
          .containsExactly(HealthState.DEGRADED, HealthState.UP);
    }

    @Test
    void a_change_keeps_what_it_does_not_name_secrets_too() {
      ProviderAccount account = create("one");
      ProviderAccount changed =
          accounts()
              .update(
                  acme,
                  account.id(),
                  ProviderAccountChange.settings(Map.of("sender", "Acme 2", "note", "x")),
                  1);
      assertThat(changed.settings())
          .containsOnly(Map.entry("sender", "Acme 2"), Map.entry("note", "x"));
      assertThat(changed.version()).isEqualTo(2);
      assertThat(changed.webhookKey()).isEqualTo(account.webhookKey());
      assertThat(scripted.last().token()).isEqualTo("one");
      assertThat(scripted.last().settings.sender()).isEqualTo("Acme 2");
      assertThat(scripted.open()).containsExactly(scripted.last());
      ProviderAccount cleared =
          accounts()
              .update(acme, account.id(), ProviderAccountChange.settings(Map.of("note", " ")), 2);
      assertThat(cleared.settings()).containsOnly(Map.entry("sender", "Acme 2"));
    }

    @Test
    void a_new_name_does_not_restart_the_connection() {
      ProviderAccount account = create("one");
      accounts().update(acme, account.id(), ProviderAccountChange.rename("Support"), 1);
      mce.advance(Duration.ofMinutes(2));
      assertThat(scripted.made).hasSize(1);
      assertThat(scripted.open()).hasSize(1);
    }

    @Test
    void a_change_of_what_someone_else_changed_is_refused_and_changes_nothing() {
      ProviderAccount account = create("one");
      accounts().update(acme, account.id(), settings("two"), 1);
      assertThatThrownBy(() -> accounts().update(acme, account.id(), settings("three"), 1))
          .isInstanceOfSatisfying(
              MceException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.STALE_VERSION);
                assertThat(e.details()).containsEntry("version", "2");
              });
      assertThat(scripted.open())
          .extracting(ScriptedChannel.Instance::token)
          .containsExactly("two");
    }

    @Test
    void a_change_that_loses_the_race_leaves_the_winner_in_place() {
      ProviderAccount account = create("one");
      scripted.onStart(
          "late",
          instance -> {
            // Someone else is faster while these settings are being tried out.
            EngineParts.part(mce.engine(), Database.class)
                .runInOrganization(
                    acme.organizationId(),
                    transaction ->
                        transaction
                            .update(
                                """
                                update mce_provider_account set version = 7
                                where organization_id = :organizationId
                                """)
                            .execute());
            return true;
          });
      assertThatThrownBy(() -> accounts().update(acme, account.id(), settings("late"), 1))
          .isInstanceOfSatisfying(
              MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STALE_VERSION));
      assertThat(scripted.open())
          .extracting(ScriptedChannel.Instance::token)
          .containsExactly("one");
    }

    @Test
    void settings_with_which_a_working_account_would_not_work_are_not_taken() {
      ProviderAccount account = create("one");
      scripted.onStart(
          "bad",
          instance -> {
            throw ProviderException.of(ErrorKind.UNAUTHORIZED, "The token is refused.");
          });
      scripted.health("down", Health.down("The account is blocked."));
      assertThatThrownBy(() -> accounts().update(acme, account.id(), settings("bad"), 1))
          .isInstanceOf(MceException.class)
          .hasMessageContaining("The token is refused.");
      assertInvalid(() -> accounts().update(acme, account.id(), settings("down"), 1), "settings");
      assertInvalid(
          () ->
              accounts()
                  .update(
                      acme, account.id(), ProviderAccountChange.settings(Map.of("port", "0")), 1),
          "settings.port");
      assertThat(accounts().get(acme, account.id())).isEqualTo(account);
      assertThat(scripted.open())
          .extracting(ScriptedChannel.Instance::token)
          .containsExactly("one");
    }

    @Test
    void an_account_that_does_not_work_may_get_any_settings() {
      scripted.health("one", Health.down("Scan the code."));
      scripted.health("two", Health.down("Scan the other code."));
      ProviderAccount account = create("one");
      ProviderAccount changed = accounts().update(acme, account.id(), settings("two"), 1);
      assertThat(changed.health()).isEqualTo(HealthState.DOWN);
      assertThat(changed.healthDetail()).contains("Scan the other code.");
    }

    @Test
    void a_disabled_account_is_closed_and_can_come_back() {
      ProviderAccount account = create("one");
      accounts().update(acme, account.id(), ProviderAccountChange.enabled(false), 1);
      assertThat(scripted.open()).isEmpty();
      assertThat(accounts().channels(acme.organizationId())).isEmpty();
      ProviderAccount back =
          accounts().update(acme, account.id(), ProviderAccountChange.enabled(true), 2);
      assertThat(back.health()).isEqualTo(HealthState.UP);
      assertThat(scripted.open()).hasSize(1);
      assertThat(accounts().channels(acme.organizationId())).containsExactly(back);
    }

    @Test
    void an_account_of_another_organization_and_an_unknown_one_are_alike() {
      ProviderAccount account = create("one");
      for (AccountId id : List.of(account.id(), new AccountId(UUID.randomUUID()))) {
        assertNotFound(() -> accounts().get(rival, id));
        assertNotFound(() -> accounts().update(rival, id, ProviderAccountChange.rename("Mine"), 1));
      }
      assertThat(accounts().list(rival)).isEmpty();
      assertThat(accounts().channels(rival.organizationId())).isEmpty();
      assertThat(accounts().get(acme, account.id())).isEqualTo(account);
    }

    @Test
    void sealed_settings_open_for_their_account_only() {
      ProviderAccount mine = create("one");
      ProviderAccount other = create("two");
      ProviderAccount theirs = accounts().create(rival, draft("three"));
      String sealed = sealed(acme, mine.id());
      assertThat(sealed).doesNotContain("one").doesNotContain("Acme");
      overwrite(acme, other.id(), sealed);
      overwrite(rival, theirs.id(), sealed);
      mce.restart();
      mce.runDue();
      assertThat(scripted.open())
          .extracting(ScriptedChannel.Instance::token)
          .containsExactly("one");
      for (ProviderAccount broken :
          List.of(accounts().get(acme, other.id()), accounts().get(rival, theirs.id()))) {
        assertThat(broken.health()).isEqualTo(HealthState.DEGRADED);
        assertThat(broken.healthDetail().orElseThrow()).contains("does not open");
        assertThat(broken.settings()).isEmpty();
      }
      assertThat(accounts().list(acme)).hasSize(2);
      ProviderAccount repaired =
          accounts()
              .update(
                  acme,
                  other.id(),
                  ProviderAccountChange.settings(Map.of("token", "four", "sender", "Acme")),
                  1);
      assertThat(repaired.health()).isEqualTo(HealthState.UP);
    }

    @Test
    void an_account_whose_plugin_was_removed_can_be_seen_and_switched_off() {
      ProviderAccount account = create("one");
      installed = false;
      mce.restart();
      mce.runDue();
      ProviderAccount seen = accounts().get(acme, account.id());
      assertThat(seen.health()).isEqualTo(HealthState.DEGRADED);
      assertThat(seen.healthDetail()).contains("The plugin scripted is not installed.");
      assertThat(seen.providerName()).isEqualTo(ScriptedChannel.ID);
      assertThat(seen.settings()).as("nobody knows which are secret").isEmpty();
      assertInvalid(() -> accounts().update(acme, account.id(), settings("two"), 1), "provider");
      accounts().update(acme, account.id(), ProviderAccountChange.enabled(false), 1);
      assertThat(accounts().channels(acme.organizationId())).isEmpty();
      installed = true;
      mce.restart();
      accounts().update(acme, account.id(), ProviderAccountChange.enabled(true), 2);
      assertThat(scripted.last().token()).isEqualTo("one");
    }

    @Test
    void creating_and_changing_need_the_permission_and_no_transaction() {
      ProviderAccount account = create("one");
      Actor reader =
          Actor.member(acme.organizationId(), "someone", Set.of(Permission.CHANNEL_READ));
      assertThat(accounts().list(reader)).hasSize(1);
      assertForbidden(() -> accounts().create(reader, draft("two")));
      assertForbidden(
          () -> accounts().update(reader, account.id(), ProviderAccountChange.rename("x"), 1));
      Database database = EngineParts.part(mce.engine(), Database.class);
      assertThatThrownBy(() ->
              database.inOrganization(
                  acme.organizationId(), transaction -> create("in a transaction")))
          .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void what_a_plugin_keeps_is_its_accounts_own_and_sealed() {
      create("one");
      ScriptedChannel.Instance first = scripted.last();
      create("two");
      ScriptedChannel.Instance second = scripted.last();
      first.context.state().put("cursor", "secret-cursor");
      first.context.state().put("cursor", "secret-cursor-2");
      first.context.state().put("other", "value");
      assertThat(first.context.state().get("cursor")).contains("secret-cursor-2");
      assertThat(first.context.state().entries("cur"))
          .containsExactlyEntriesOf(Map.of("cursor", "secret-cursor-2"));
      assertThat(first.context.state().entries("")).containsOnlyKeys("cursor", "other");
      assertThat(second.context.state().get("cursor")).isEmpty();
      assertThat(stateValues()).hasSize(2).noneMatch(text -> text.contains("secret"));
      first.context.state().remove("cursor");
      assertThat(first.context.state().get("cursor")).isEmpty();
      assertThatThrownBy(() -> first.context.state().put("k".repeat(201), "v"))
          .isInstanceOf(IllegalArgumentException.class);
    }

    private List<String> stateValues() {
      return EngineParts.part(mce.engine(), Database.class)
          .read(
              acme.organizationId(),
              transaction ->
                  transaction
                      .query(
                          """
                          select value_sealed from mce_provider_state
                          where organization_id = :organizationId
                          """)
                      .mapTo(String.class)
                      .list());
    }

    private String sealed(Actor actor, AccountId id) {
      return EngineParts.part(mce.engine(), Database.class)
          .read(
              actor.organizationId(),
              transaction ->
                  transaction
                      .query(
                          """
                          select settings_sealed from mce_provider_account
                          where organization_id = :organizationId and id = :id
                          """)
                      .bind("id", id)
                      .mapTo(String.class)
                      .one());
    }

    private void overwrite(Actor actor, AccountId id, String sealed) {
      EngineParts.part(mce.engine(), Database.class)
          .runInOrganization(
              actor.organizationId(),
              transaction ->
                  transaction
                      .update(
                          """
                          update mce_provider_account set settings_sealed = :sealed
                          where organization_id = :organizationId and id = :id
                          """)
                      .bind("id", id)
                      .bind("sealed", sealed)
                      .execute());
    }

    private List<HealthState> states() {
      List<RecordedEvent> newestFirst =
          mce.engine().events().latest(acme, Set.of(ChannelChanged.class), 100);
      return newestFirst.reversed().stream()
          .map(event -> event.as(ChannelChanged.class).state())
          .toList();
    }

    private static void assertInvalid(ThrowingCallable call, String... fields) {
      assertThatThrownBy(call)
          .isInstanceOfSatisfying(
              MceException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.INVALID);
                assertThat(e.details()).containsOnlyKeys(fields);
              });
    }

    private static void assertNotFound(ThrowingCallable call) {
      assertThatThrownBy(call)
          .isInstanceOfSatisfying(
              MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    private static void assertForbidden(ThrowingCallable call) {
      assertThatThrownBy(call)
          .isInstanceOfSatisfying(
              MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN));
    }
  }
}
