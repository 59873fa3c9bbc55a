package io.mce.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.mce.engine.EngineParts;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Transaction;
import io.mce.spi.Address;
import io.mce.spi.AddressScheme;
import io.mce.spi.Cost;
import io.mce.spi.ErrorKind;
import io.mce.spi.Health;
import io.mce.spi.HealthNotice;
import io.mce.spi.LeadIn;
import io.mce.spi.MarketingChoice;
import io.mce.spi.MediaRef;
import io.mce.spi.MessageEcho;
import io.mce.spi.MessageIn;
import io.mce.spi.Pricing;
import io.mce.spi.ProviderErrorDetail;
import io.mce.spi.ProviderEvent;
import io.mce.spi.Receipt;
import io.mce.spi.ReceiptStatus;
import io.mce.spi.SessionState;
import io.mce.spi.TemplateNotice;
import io.mce.testing.MceExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ReceivedEventsTest {

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
    void two_nodes_handle_each_event_once() throws Exception {
      List<ProviderEvent> events = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        events.add(message("m-" + i));
      }
      received().store(acme.organizationId(), account, events);
      try (var other = mce.newEngine();
          ExecutorService threads = Executors.newFixedThreadPool(4)) {
        other.start();
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          // Straight to the batches: the lease that normally keeps two workers apart is not asked.
          ReceivedEventWorker worker =
              EngineParts.part(i % 2 == 0 ? mce.engine() : other, ReceivedEventWorker.class);
          running.add(
              threads.submit(() -> {
                while (worker.handleDue(acme.organizationId(), account)) {}
              }));
        }
        for (Future<?> each : running) {
          each.get();
        }
      }
      assertThat(handledRows()).isEqualTo(400);
    }
  }

  abstract static class Contract {

    @RegisterExtension final MceExtension mce;
    final ScriptedChannel scripted = new ScriptedChannel();
    final Journal journal = new Journal();
    Actor acme;
    private Actor rival;
    AccountId account;

    Contract(MceExtension mce) {
      this.mce =
          mce.with(builder ->
              EngineParts.replacing(builder.provider(scripted), new RecorderModule(journal)));
    }

    @BeforeEach
    void an_account() {
      acme = Actor.system(mce.engine().organizations().ensure("acme", "Acme").id(), "host");
      rival = Actor.system(mce.engine().organizations().ensure("rival", "Rival").id(), "host");
      account = create(acme, "one");
    }

    private AccountId create(Actor actor, String token) {
      return mce.engine()
          .providerAccounts()
          .create(
              actor,
              new ProviderAccountDraft(
                  ScriptedChannel.ID, "Sales", Map.of("token", token, "sender", "Acme")))
          .id();
    }

    ReceivedEvents received() {
      return mce.engine().receivedEvents();
    }

    void store(ProviderEvent... events) {
      received().store(acme.organizationId(), account, List.of(events));
    }

    static MessageIn message(String remoteId) {
      return MessageIn.text(
          remoteId, MceExtension.START, Address.phone("+5511912345678"), "Olá " + remoteId);
    }

    @Test
    void every_kind_of_event_comes_out_as_it_went_in() {
      Map<String, String> fields = new LinkedHashMap<>();
      fields.put("phone", "+5511912345678");
      fields.put("full name", "Ana");
      List<ProviderEvent> events =
          List.of(
              new MessageIn(
                      "in:1",
                      MceExtension.START,
                      "1",
                      Address.phone("+5511912345678"),
                      Optional.of(Address.opaque("12345")),
                      "Olá",
                      List.of(new MediaRef("file-1", "image/jpeg", Optional.empty())),
                      Optional.of("yes"),
                      Optional.of("remote-9"),
                      Optional.of("Ana"))
                  .withAlias(new Address(AddressScheme.WHATSAPP_USER, "BR.1349")),
              Receipt.of("remote-1", ReceiptStatus.READ, Instant.parse("2026-03-02T09:00:00.123Z"))
                  .withMessageId("m-1")
                  .withCost(Cost.of("0.00750", "USD")),
              Receipt.failed(
                  "remote-2",
                  ProviderErrorDetail.of(ErrorKind.FILTERED, "30007", "Withheld."),
                  MceExtension.START),
              new SessionState(
                  "s-1",
                  MceExtension.START,
                  SessionState.Phase.PAIRING,
                  Optional.of("code"),
                  "Scan."),
              new LeadIn("l-1", MceExtension.START, "77", Optional.of("Form"), fields),
              Receipt.of("remote-3", ReceiptStatus.SENT, MceExtension.START)
                  .withPricing(new Pricing("marketing", true, "PMP")),
              new MessageEcho(
                  "echo:1",
                  MceExtension.START,
                  "remote-4",
                  Address.phone("+5511912345678"),
                  Optional.empty(),
                  "From the phone",
                  List.of(new MediaRef("f", "image/png", Optional.empty(), Optional.of("ab12"))),
                  Optional.of("remote-9")),
              new HealthNotice("h-1", MceExtension.START, Health.degraded("Flagged.")),
              new TemplateNotice(
                  "t-1",
                  MceExtension.START,
                  "welcome",
                  "pt_BR",
                  TemplateNotice.Change.PAUSED,
                  "for 3 hours"),
              new MarketingChoice(
                  "c-1", MceExtension.START, Address.phone("+5511912345678"), false));
      received().store(acme.organizationId(), account, events);
      mce.runDue();
      assertThat(journal.events).isEqualTo(events);
      assertThat(journal.events.get(4))
          .isInstanceOfSatisfying(
              LeadIn.class,
              lead -> assertThat(lead.fields().keySet()).containsExactly("phone", "full name"));
      assertThat(journal.from).containsOnly(acme.organizationId() + "/" + account);
    }

    @Test
    void what_waits_is_sealed_and_what_is_done_is_forgotten() {
      store(message("secret-text"));
      assertThat(payloads()).singleElement().asString().startsWith("s1.");
      mce.runDue();
      assertThat(payloads()).containsOnlyNulls();
    }

    @Test
    void an_event_that_is_brought_again_is_handled_once() {
      store(message("m-1"));
      store(message("m-1"), message("m-2"));
      mce.runDue();
      store(message("m-2"), message("m-1"));
      mce.runDue();
      assertThat(journal.texts()).containsExactly("Olá m-1", "Olá m-2");
    }

    @Test
    void the_same_id_of_another_account_is_another_event() {
      AccountId second = create(acme, "two");
      AccountId theirs = create(rival, "three");
      store(message("m-1"));
      received().store(acme.organizationId(), second, List.of(message("m-1")));
      received().store(rival.organizationId(), theirs, List.of(message("m-1")));
      mce.runDue();
      assertThat(journal.from)
          .containsExactlyInAnyOrder(
              acme.organizationId() + "/" + account,
              acme.organizationId() + "/" + second,
              rival.organizationId() + "/" + theirs);
    }

    @Test
    void deliveries_at_the_same_time_store_each_event_once() throws Exception {
      List<Callable<Boolean>> deliveries = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        boolean backwards = thread % 2 == 1;
        deliveries.add(() -> {
          List<ProviderEvent> events = new ArrayList<>();
          for (int i = 0; i < 50; i++) {
            events.add(message("m-" + (backwards ? 49 - i : i)));
          }
          received().store(acme.organizationId(), account, events);
          return true;
        });
      }
      try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
        for (Future<Boolean> each : threads.invokeAll(deliveries)) {
          assertThat(each.get()).isTrue();
        }
      }
      mce.runDue();
      assertThat(journal.texts()).hasSize(50).doesNotHaveDuplicates();
    }

    @Test
    void events_of_an_account_are_handled_in_the_order_they_came() {
      List<ProviderEvent> events = new ArrayList<>();
      List<String> expected = new ArrayList<>();
      for (int i = 0; i < 250; i++) {
        events.add(message("z" + (999 - i)));
        expected.add("Olá z" + (999 - i));
      }
      received().store(acme.organizationId(), account, events);
      mce.runDue();
      assertThat(journal.texts()).containsExactlyElementsOf(expected);
    }

    @Test
    void an_event_that_always_fails_is_given_up_while_others_go_on() {
      journal.poison("Olá bad", new LinkageError("no such method"));
      store(message("m-1"), message("bad"), message("m-2"));
      mce.runDue();
      assertThat(journal.texts()).containsExactly("Olá m-1", "Olá m-2");
      assertThat(received().unhandled(acme))
          .singleElement()
          .returns("in:bad", UnhandledEvent::eventId)
          .returns("message-in", UnhandledEvent::kind)
          .returns(1, UnhandledEvent::attempts)
          .returns(false, UnhandledEvent::dead)
          .satisfies(event ->
              assertThat(event.error())
                  .startsWith("java.lang.LinkageError at ")
                  .doesNotContain("no such method"));
      store(message("m-3"));
      mce.advance(Duration.ofDays(1));
      assertThat(journal.texts()).containsExactly("Olá m-1", "Olá m-2", "Olá m-3");
      assertThat(received().unhandled(acme))
          .singleElement()
          .returns(ReceivedEvents.MAX_ATTEMPTS, UnhandledEvent::attempts)
          .returns(true, UnhandledEvent::dead);
      assertThat(received().unhandled(rival)).isEmpty();
      journal.heal();
      mce.advance(Duration.ofDays(1));
      assertThat(journal.texts()).as("what was given up is left alone").hasSize(3);
      received().retry(acme, account, "in:bad");
      mce.runDue();
      assertThat(journal.texts()).endsWith("Olá bad");
      assertThat(received().unhandled(acme)).isEmpty();
    }

    @Test
    void an_event_that_fails_for_a_while_is_handled_later() {
      journal.poison("Olá bad", new IllegalStateException("not yet"));
      store(message("bad"));
      mce.runDue();
      mce.clock().add(Duration.ofMillis(900));
      journal.heal();
      mce.runDue();
      assertThat(journal.texts()).isEmpty();
      mce.clock().add(Duration.ofMillis(100));
      mce.runDue();
      assertThat(journal.texts()).containsExactly("Olá bad");
    }

    @Test
    void what_a_failing_handler_wrote_is_undone_with_its_mark() {
      journal.poison("Olá bad", new IllegalStateException("after writing"));
      store(message("m-1"), message("bad"), message("m-2"));
      mce.runDue();
      assertThat(handledRows()).as("the two that were handled, once each").isEqualTo(2);
      journal.heal();
      mce.advance(Duration.ofSeconds(1));
      assertThat(handledRows()).isEqualTo(3);
    }

    @Test
    void retrying_asks_for_an_event_that_failed() {
      store(message("m-1"));
      mce.runDue();
      for (String eventId : List.of("in:m-1", "in:unknown")) {
        assertThatThrownBy(() -> received().retry(acme, account, eventId))
            .isInstanceOfSatisfying(
                MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
      }
      journal.poison("Olá bad", new IllegalStateException("no"));
      store(message("bad"));
      mce.runDue();
      assertThatThrownBy(() -> received().retry(rival, account, "in:bad"))
          .isInstanceOfSatisfying(
              MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    @Test
    void a_payload_copied_to_another_event_does_not_open() {
      store(message("m-1"), message("m-2"));
      EngineParts.part(mce.engine(), Database.class)
          .runInOrganization(
              acme.organizationId(),
              transaction ->
                  transaction
                      .update(
                          """
                          update mce_received_event
                          set payload_sealed = (
                            select e.payload_sealed from mce_received_event e
                            where e.organization_id = :organizationId and e.event_id = 'in:m-1')
                          where organization_id = :organizationId and event_id = 'in:m-2'
                          """)
                      .execute());
      mce.runDue();
      assertThat(journal.texts()).containsExactly("Olá m-1");
      assertThat(received().unhandled(acme)).hasSize(1);
    }

    @Test
    void a_crash_between_storing_and_handling_loses_nothing() {
      store(message("m-1"));
      mce.restart();
      mce.runDue();
      assertThat(journal.texts()).containsExactly("Olá m-1");
    }

    @Test
    void handled_events_are_forgotten_after_thirty_days_and_given_up_ones_are_not() {
      journal.poison("Olá bad", new IllegalStateException("no"));
      store(message("m-1"), message("bad"));
      mce.advance(Duration.ofDays(29));
      assertThat(payloads()).hasSize(2);
      mce.advance(Duration.ofDays(2));
      assertThat(payloads()).hasSize(1);
      assertThat(received().unhandled(acme)).hasSize(1);
    }

    @Test
    void what_a_session_brings_is_stored_before_emit_returns() {
      ScriptedChannel.Instance instance = scripted.last();
      instance.context.emit(message("m-1"));
      instance.context.emit(message("m-1"));
      assertThat(payloads()).hasSize(1);
      mce.runDue();
      assertThat(journal.texts()).containsExactly("Olá m-1");
    }

    @Test
    void a_closed_instance_brings_nothing_more() {
      ScriptedChannel.Instance instance = scripted.last();
      mce.engine()
          .providerAccounts()
          .update(acme, account, ProviderAccountChange.enabled(false), 1);
      assertThatThrownBy(() -> instance.context.emit(message("m-1")))
          .isInstanceOf(IllegalStateException.class);
      assertThat(payloads()).isEmpty();
    }

    @Test
    void an_event_with_a_long_id_is_taken_once_with_all_that_came_with_it() {
      String one = "x".repeat(500) + "1";
      String two = "x".repeat(500) + "2";
      store(message("m-1"), message(one));
      store(message(one), message(two));
      mce.runDue();
      assertThat(journal.texts()).containsExactlyInAnyOrder("Olá m-1", "Olá " + one, "Olá " + two);
    }

    @Test
    void events_of_an_account_that_is_not_there_are_not_stored() {
      assertThatThrownBy(() ->
              received()
                  .store(
                      rival.organizationId(),
                      new AccountId(UUID.randomUUID()),
                      List.of(message("m-1"))))
          .isInstanceOf(RuntimeException.class);
      assertThatThrownBy(
              () -> received().store(rival.organizationId(), account, List.of(message("m-1"))))
          .isInstanceOf(RuntimeException.class);
    }

    private List<@Nullable String> payloads() {
      return EngineParts.part(mce.engine(), Database.class)
          .read(
              acme.organizationId(),
              transaction ->
                  transaction
                      .query(
                          """
                          select payload_sealed from mce_received_event
                          where organization_id = :organizationId
                          """)
                      .map((row, context) -> row.getString(1))
                      .list());
    }

    /** How many rows the journal has written, which commit with the events they stand for. */
    int handledRows() {
      return EngineParts.part(mce.engine(), Database.class)
          .read(
              acme.organizationId(),
              transaction ->
                  transaction
                      .query(
                          """
                          select coalesce(sum(value), 0) from mce_counter
                          where organization_id = :organizationId and name = 'handled'
                          """)
                      .mapTo(Integer.class)
                      .one());
    }
  }

  /** What was handled and committed, and what is to fail. */
  private static final class Journal {

    private final List<ProviderEvent> events = new CopyOnWriteArrayList<>();
    private final List<String> from = new CopyOnWriteArrayList<>();
    private volatile String poison = "";
    private volatile Throwable failure = new IllegalStateException();

    List<String> texts() {
      return events.stream().map(event -> ((MessageIn) event).text()).toList();
    }

    void poison(String text, Throwable thrown) {
      failure = thrown;
      poison = text;
    }

    void heal() {
      poison = "";
    }
  }

  /** Counts each event in a row, then fails or notes it with the commit. */
  private record Recorder(Database database, Journal journal) implements ProviderEventHandler {

    @Override
    public boolean handles(ProviderEvent event) {
      return true;
    }

    @Override
    public void handle(OrganizationId organizationId, AccountId accountId, ProviderEvent event) {
      Transaction transaction = database.current().orElseThrow();
      transaction
          .update(
              """
              insert into mce_counter (organization_id, name, day, value)
              values (:organizationId, 'handled', '2026-03-02', 1)
              on conflict (organization_id, name, day) do update
              set value = mce_counter.value + 1
              """)
          .execute();
      if (event instanceof MessageIn message && message.text().equals(journal.poison)) {
        throw ReceivedEventsTest.<RuntimeException>sneaky(journal.failure);
      }
      transaction.afterCommit(() -> {
        journal.events.add(event);
        journal.from.add(organizationId + "/" + accountId);
      });
    }
  }

  /** The journal in the place of the handlers of the features. */
  private static final class RecorderModule extends AbstractModule {

    private final Journal journal;

    RecorderModule(Journal journal) {
      this.journal = journal;
    }

    @Provides
    @Singleton
    Set<ProviderEventHandler> handlers(Database database) {
      return Set.of(new Recorder(database, journal));
    }
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> E sneaky(Throwable e) throws E {
    throw (E) e;
  }
}
