package io.mce.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.engine.EngineParts;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.persistence.Database;
import io.mce.spi.Accepted;
import io.mce.spi.ErrorKind;
import io.mce.spi.Health;
import io.mce.spi.LookupRequest;
import io.mce.spi.LookupResult;
import io.mce.spi.Provider;
import io.mce.spi.ProviderContext;
import io.mce.spi.ProviderException;
import io.mce.spi.ProviderFactory;
import io.mce.spi.SpiVersion;
import io.mce.testing.MceExtension;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ProvidersTest {

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
    private Actor rival;
    private AccountId account;

    Contract(MceExtension mce) {
      this.mce = mce.with(builder -> builder.provider(scripted).provider(new Silent()));
    }

    @BeforeEach
    void an_account() {
      acme = Actor.system(mce.engine().organizations().ensure("acme", "Acme").id(), "host");
      rival = Actor.system(mce.engine().organizations().ensure("rival", "Rival").id(), "host");
      account = create(ScriptedChannel.ID, Map.of("token", "one", "sender", "Acme"));
    }

    private AccountId create(String provider, Map<String, String> settings) {
      return mce.engine()
          .providerAccounts()
          .create(acme, new ProviderAccountDraft(provider, "Sales", settings))
          .id();
    }

    private Providers providers() {
      return EngineParts.part(mce.engine(), Providers.class);
    }

    private String send() {
      return providers().call(acme.organizationId(), account, ScriptedChannel.sending("m-1"));
    }

    private ProviderAccount stored() {
      return mce.engine().providerAccounts().get(acme, account);
    }

    @Test
    void a_call_reaches_the_live_instance_and_answers() {
      assertThat(send()).isEqualTo("remote-1");
      assertThat(providers().profile(acme.organizationId(), account).channel())
          .isEqualTo("SCRIPTED");
      assertThat(scripted.made).hasSize(1);
    }

    @Test
    void after_a_restart_the_first_call_starts_the_account() {
      mce.restart();
      assertThat(providers().profile(acme.organizationId(), account).parallelSends()).isEqualTo(4);
      assertThat(scripted.open()).as("a profile needs no started instance").isEmpty();
      assertThat(send()).isEqualTo("remote-1");
      assertThat(scripted.open()).hasSize(1);
      assertThat(scripted.made).as("the instance that gave the profile is used").hasSize(2);
    }

    @Test
    void an_account_of_another_organization_and_an_unknown_one_are_alike() {
      for (AccountId id : List.of(account, new AccountId(UUID.randomUUID()))) {
        assertThatThrownBy(
                () -> providers().call(rival.organizationId(), id, ScriptedChannel.sending("m-1")))
            .isInstanceOfSatisfying(
                MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
        assertThatThrownBy(() -> providers().profile(rival.organizationId(), id))
            .isInstanceOfSatisfying(
                MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
      }
    }

    @Test
    void a_remote_is_never_called_inside_a_transaction() {
      Database database = EngineParts.part(mce.engine(), Database.class);
      assertThatThrownBy(
              () -> database.inOrganization(acme.organizationId(), transaction -> send()))
          .isInstanceOf(IllegalStateException.class);
      assertThat(
              database.<String>inOrganization(
                  acme.organizationId(),
                  transaction -> providers().profile(acme.organizationId(), account).channel()))
          .isEqualTo("SCRIPTED");
    }

    @Test
    void whatever_a_plugin_throws_in_a_call_leaves_the_outcome_unknown() {
      for (Throwable thrown :
          List.of(
              new IllegalStateException("no"),
              new NoClassDefFoundError("com/example/Sdk"),
              new StackOverflowError(),
              new OutOfMemoryError("as if"),
              new IOException("undeclared"))) {
        scripted.onSend(instance -> {
          throw thrown;
        });
        assertKind(this::send, ErrorKind.OUTCOME_UNKNOWN)
            .hasCause(thrown)
            .hasMessageNotContaining("as if");
      }
      scripted.onSend(instance -> Accepted.of("remote-2"));
      assertThat(send()).isEqualTo("remote-2");
      assertThat(stored().health()).isEqualTo(HealthState.UP);
    }

    @Test
    void what_a_plugin_classifies_is_passed_on_as_it_is() {
      ProviderException limited =
          ProviderException.rateLimited(
              ErrorKind.RATE_LIMITED.scope(), Duration.ofSeconds(7), "Slower.");
      scripted.onSend(instance -> {
        throw limited;
      });
      assertThatThrownBy(this::send).isSameAs(limited);
      assertThat(stored().health()).isEqualTo(HealthState.UP);
    }

    @Test
    void an_error_that_a_person_must_repair_marks_the_account_until_it_works_again() {
      scripted.onSend(instance -> {
        throw ProviderException.of(ErrorKind.INSUFFICIENT_FUNDS, "There is no credit.");
      });
      assertKind(this::send, ErrorKind.INSUFFICIENT_FUNDS);
      assertThat(stored().health()).isEqualTo(HealthState.DOWN);
      assertThat(stored().healthDetail()).contains("There is no credit.");
      scripted.onSend(instance -> Accepted.of("remote-2"));
      assertThat(send()).isEqualTo("remote-2");
      assertThat(stored().health()).isEqualTo(HealthState.UP);
      assertThat(stored().healthDetail()).isEmpty();
    }

    @Test
    void an_account_that_cannot_be_started_surely_sent_nothing() {
      mce.engine().close();
      scripted.onStart(
          "one",
          instance -> {
            throw ProviderException.outcomeUnknown("It hung up.", new IOException("reset"));
          });
      mce.restart();
      assertKind(this::send, ErrorKind.UNAVAILABLE);
      int made = scripted.made.size();
      assertKind(this::send, ErrorKind.UNAVAILABLE);
      assertThat(scripted.made).as("it is left alone for a while").hasSize(made);
      scripted.startsAgain("one");
      mce.clock().add(Duration.ofSeconds(5));
      assertThat(send()).isEqualTo("remote-1");
    }

    @Test
    void a_disabled_account_takes_no_calls() {
      mce.engine()
          .providerAccounts()
          .update(acme, account, ProviderAccountChange.enabled(false), 1);
      assertKind(this::send, ErrorKind.UNAVAILABLE);
    }

    @Test
    void calls_under_way_end_on_the_old_instance_and_new_ones_go_to_the_new() throws Exception {
      CountDownLatch entered = new CountDownLatch(1);
      CountDownLatch release = new CountDownLatch(1);
      scripted.onSend(instance -> {
        if (instance.token().equals("one")) {
          entered.countDown();
          assertThat(release.await(30, TimeUnit.SECONDS)).isTrue();
        }
        return Accepted.of("by-" + instance.token() + (instance.closed ? "-closed" : ""));
      });
      ScriptedChannel.Instance old = scripted.last();
      try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
        Future<String> underWay = threads.submit(this::send);
        assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
        mce.engine()
            .providerAccounts()
            .update(acme, account, ProviderAccountChange.settings(Map.of("token", "two")), 1);
        assertThat(send()).isEqualTo("by-two");
        assertThat(old.closed).as("a call is under way").isFalse();
        release.countDown();
        assertThat(underWay.get(30, TimeUnit.SECONDS)).isEqualTo("by-one");
      }
      assertThat(old.closed).isTrue();
      assertThat(scripted.open()).containsExactly(scripted.last());
    }

    @Test
    void credentials_that_were_replaced_meanwhile_say_nothing_about_the_account() throws Exception {
      CountDownLatch entered = new CountDownLatch(1);
      CountDownLatch release = new CountDownLatch(1);
      scripted.onSend(instance -> {
        entered.countDown();
        assertThat(release.await(30, TimeUnit.SECONDS)).isTrue();
        throw ProviderException.of(ErrorKind.UNAUTHORIZED, "The token is refused.");
      });
      try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
        Future<?> underWay = threads.submit(() -> assertKind(this::send, ErrorKind.UNAVAILABLE));
        assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
        mce.engine()
            .providerAccounts()
            .update(acme, account, ProviderAccountChange.settings(Map.of("token", "two")), 1);
        release.countDown();
        underWay.get(30, TimeUnit.SECONDS);
      }
      assertThat(stored().health()).isEqualTo(HealthState.UP);
      assertKind(this::send, ErrorKind.UNAUTHORIZED);
      assertThat(stored().health()).isEqualTo(HealthState.DOWN);
    }

    @Test
    void asking_an_account_does_not_prove_that_it_can_send() {
      scripted.onSend(instance -> {
        throw ProviderException.of(ErrorKind.ACCOUNT_SUSPENDED, "Banned.");
      });
      assertKind(this::send, ErrorKind.ACCOUNT_SUSPENDED);
      assertThat(providers().lookup(acme.organizationId(), account)).isPresent();
      providers().inquire(acme.organizationId(), account, channel -> channel.health());
      assertThat(stored().health()).isEqualTo(HealthState.DOWN);
    }

    @Test
    void what_another_node_found_is_over_when_this_one_has_used_the_account_since() {
      send();
      AccountStore store = EngineParts.part(mce.engine(), AccountStore.class);
      store.updateHealth(
          acme.organizationId(), account, HealthState.DOWN, Optional.of("Found by another node."));
      AccountHealth health = EngineParts.part(mce.engine(), AccountHealth.class);
      AccountHealth.Report well = new AccountHealth.Report(HealthState.UP, Optional.empty());
      health.probed(acme.organizationId(), account, well);
      assertThat(stored().health()).isEqualTo(HealthState.DOWN);
      mce.clock().add(Duration.ofSeconds(1));
      send();
      health.probed(acme.organizationId(), account, well);
      assertThat(stored().health()).isEqualTo(HealthState.UP);
    }

    @Test
    void closing_the_engine_waits_for_the_call_under_way() throws Exception {
      CountDownLatch entered = new CountDownLatch(1);
      CountDownLatch release = new CountDownLatch(1);
      scripted.onSend(instance -> {
        entered.countDown();
        assertThat(release.await(30, TimeUnit.SECONDS)).isTrue();
        return Accepted.of(instance.closed ? "closed" : "open");
      });
      try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
        Future<String> underWay = threads.submit(this::send);
        assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
        Providers providers = providers();
        Future<?> closing = threads.submit(providers::close);
        release.countDown();
        assertThat(underWay.get(30, TimeUnit.SECONDS)).isEqualTo("open");
        closing.get(30, TimeUnit.SECONDS);
        assertThat(scripted.open()).isEmpty();
        assertKind(
            () -> providers.call(acme.organizationId(), account, ScriptedChannel.sending("m-2")),
            ErrorKind.UNAVAILABLE);
      }
    }

    @Test
    void a_carrier_that_can_be_asked_is_asked() {
      LookupRequest request =
          new LookupRequest(
              "m-1", Optional.empty(), ScriptedChannel.message("m-1").to(), mce.clock().instant());
      assertThat(providers().lookup(acme.organizationId(), account).orElseThrow().lookup(request))
          .isEqualTo(LookupResult.found("found:m-1"));
    }

    @Test
    void an_account_that_carries_no_messages_is_no_channel() {
      AccountId silent = create(Silent.ID, Map.of());
      assertThatThrownBy(
              () -> providers().call(acme.organizationId(), silent, channel -> channel.profile()))
          .isInstanceOfSatisfying(
              MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WRONG_STATE));
      assertThat(mce.engine().providerAccounts().channels(acme.organizationId()))
          .extracting(ProviderAccount::id)
          .containsExactly(account);
    }

    @Test
    void background_work_that_fails_harms_nobody() throws Exception {
      CountDownLatch ran = new CountDownLatch(2);
      ProviderContext context = scripted.last().context;
      context
          .executor()
          .execute(() -> {
            ran.countDown();
            throw new NoClassDefFoundError("com/example/Sdk");
          });
      context.executor().execute(ran::countDown);
      assertThat(ran.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(send()).isEqualTo("remote-1");
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertKind(
        ThrowingCallable call, ErrorKind kind) {
      return assertThatThrownBy(call)
          .isInstanceOfSatisfying(
              ProviderException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }
  }

  /** A plugin that is no channel. */
  private static final class Silent implements ProviderFactory<Provider, Silent.None> {

    static final String ID = "silent";

    record None() {}

    @Override
    public String id() {
      return ID;
    }

    @Override
    public String displayName() {
      return "Silent";
    }

    @Override
    public Class<Provider> type() {
      return Provider.class;
    }

    @Override
    public Class<None> settings() {
      return None.class;
    }

    @Override
    public int spiVersion() {
      return SpiVersion.MAJOR;
    }

    @Override
    public Provider create(None settings, ProviderContext context) {
      return Health::up;
    }
  }
}
