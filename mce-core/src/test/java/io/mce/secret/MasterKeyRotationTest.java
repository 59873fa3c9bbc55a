package io.mce.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import io.mce.approval.StatusRequests;
import io.mce.approval.StatusRule;
import io.mce.approval.StatusRules;
import io.mce.bulk.BulkAction;
import io.mce.bulk.BulkTarget;
import io.mce.channel.Purpose;
import io.mce.conversation.SendMessage;
import io.mce.conversation.Sender;
import io.mce.engine.EngineParts;
import io.mce.engine.MceEngine;
import io.mce.engine.MceEngineBuilder;
import io.mce.ingestion.HookSignature;
import io.mce.ingestion.ImportRequest;
import io.mce.ingestion.LeadSourceDraft;
import io.mce.ingestion.ScriptedLeads;
import io.mce.kernel.Actor;
import io.mce.kernel.EmailAddress;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.PageRequest;
import io.mce.lead.CaptureOutcome;
import io.mce.lead.LeadChange;
import io.mce.lead.LeadDraft;
import io.mce.lead.LeadId;
import io.mce.lead.LeadQuery;
import io.mce.lead.LeadStatus;
import io.mce.note.NoteDraft;
import io.mce.note.NoteKind;
import io.mce.organization.Role;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import io.mce.privacy.ConsentDraft;
import io.mce.privacy.ConsentStatus;
import io.mce.provider.ProviderAccountDraft;
import io.mce.spi.Address;
import io.mce.spi.WebhookRequest;
import io.mce.testing.MceExtension;
import io.mce.testing.RecordingChannel;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A master key is replaced while the engine works, and the old one is then worth nothing. */
final class MasterKeyRotationTest {

  @Nested
  final class OnSqlite extends Contract {
    OnSqlite() {
      super(MceExtension.sqlite());
    }

    @Test
    void a_key_file_that_is_renamed_is_replaced(@TempDir Path folder) throws Exception {
      Path file = folder.resolve("mce.db");
      Path key = folder.resolve("mce.db.key");
      try (MceEngine engine = MceEngine.builder().sqlite(file).build()) {
        engine.start();
        capture(engine, "Ana", PHONE);
      }
      Files.move(key, folder.resolve("mce.db.key.previous"));
      try (MceEngine engine = MceEngine.builder().sqlite(file).build()) {
        engine.start();
        assertThat(Files.exists(key)).isTrue();
        assertThat(engine.keyRotation().orElseThrow().isDone()).isFalse();
        assertThat(capture(engine, "Ana", PHONE)).isNotEqualTo(CaptureOutcome.CREATED);
      }
    }
  }

  @Nested
  final class OnPostgres extends Contract {
    OnPostgres() {
      super(MceExtension.postgres());
    }

    @Test
    void nodes_are_restarted_one_after_another() {
      try (MceEngine first = node(OLD, Optional.of(NEW));
          MceEngine second = node(OLD, Optional.of(NEW));
          MceEngine forgotten = node(OLD, Optional.empty())) {
        first.start();
        second.start();
        forgotten.start();
        try (MceEngine restarted = node(NEW, Optional.of(OLD))) {
          restarted.start();
          LeadId lead =
              restarted.leads().capture(acme, LeadDraft.of("Bo", "+14155550199")).leadId();
          assertThat(second.leads().get(acme, lead).phone()).isPresent();
          assertThat(second.keyRing().checkValue()).isEqualTo(new KeyRing(OLD).checkValue());
          mce.clock().set(mce.clock().instant().plus(KeyWatch.INTERVAL));
          second.runDue();
          assertThat(second.keyRing().checkValue()).isEqualTo(new KeyRing(NEW).checkValue());
          assertThat(second.health().isUp()).isTrue();

          forgotten.runDue();
          assertThat(forgotten.health().isUp()).isFalse();
          assertThatThrownBy(
                  () -> forgotten.leads().capture(acme, LeadDraft.of("Cy", "+14155550188")))
              .isInstanceOfSatisfying(
                  MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION));
        }
        try (MceEngine late = node(OLD, Optional.of(NEW))) {
          late.start();
          assertThat(late.keyRing().checkValue()).isEqualTo(new KeyRing(NEW).checkValue());
        }
      }
    }

    private MceEngine node(MasterKey key, Optional<MasterKey> other) {
      current = key;
      previous = other;
      return mce.newEngine();
    }
  }

  abstract static class Contract {

    static final MasterKey OLD = MasterKey.generate();
    static final MasterKey NEW = MasterKey.generate();
    static final String PHONE = "+14155550100";
    private static final String SUPPRESSED = "+14155550101";
    private static final int MANY = 450;

    @RegisterExtension final MceExtension mce;
    MasterKey current = OLD;
    Optional<MasterKey> previous = Optional.empty();
    Actor acme;
    private final AtomicReference<Consumer<SealedColumn>> probe =
        new AtomicReference<>(column -> {});

    Contract(MceExtension mce) {
      this.mce = mce.with(this::keys);
    }

    private MceEngineBuilder keys(MceEngineBuilder builder) {
      builder.masterKey(current).provider(new ScriptedLeads());
      previous.ifPresent(builder::previousMasterKey);
      return EngineParts.replacing(
          builder,
          new AbstractModule() {
            @Override
            protected void configure() {
              bind(ResealProbe.class).toInstance(column -> probe.get().accept(column));
            }
          });
    }

    @BeforeEach
    void something_in_every_sealed_column() {
      MceEngine engine = mce.engine();
      acme = Actor.system(engine.organizations().ensure("acme", "Acme").id(), "host");
      engine.organizations().ensure("rival", "Rival");
      var account =
          engine
              .providerAccounts()
              .create(acme, new ProviderAccountDraft(RecordingChannel.PROVIDER, "Line", Map.of()));
      engine
          .providerAccounts()
          .create(acme, new ProviderAccountDraft(ScriptedLeads.ID, "Sheet", Map.of()));
      LeadId ana =
          engine
              .leads()
              .capture(
                  acme,
                  LeadDraft.of("Ana", PHONE).email("ana@example.com").metadata(Map.of("a", "b")))
              .leadId();
      engine
          .leads()
          .captureAll(
              acme,
              IntStream.range(0, MANY)
                  .mapToObj(i -> LeadDraft.of("Lead " + i, "+1415556%04d".formatted(i)))
                  .toList());
      send(engine, ana, "first");
      engine
          .consents()
          .record(
              acme,
              ana.value(),
              ConsentDraft.of("MARKETING", "SMS", ConsentStatus.GRANTED, "at the fair"));
      engine.notes().write(acme, ana, NoteDraft.of(NoteKind.NOTE, "prefers the morning"));
      StatusRequests requests = engine.statusRequests();
      requests.changeRules(
          acme,
          new StatusRules(
              List.of(new StatusRule(Optional.empty(), LeadStatus.CONVERTED, Set.of()))),
          0);
      Actor rui = engine.members().actor(engine.members().add(acme, "rui", "Rui", Role.MARKETER));
      requests.refuse(
          acme,
          requests.request(rui, ana, LeadStatus.CONVERTED, "signed at the fair").id(),
          Optional.of("not before the papers are here"));
      engine
          .leadMerges()
          .merge(
              acme,
              ana,
              engine.leads().capture(acme, LeadDraft.of("Ann", "+14155550177")).leadId(),
              Map.of());
      engine
          .imports()
          .start(acme, ImportRequest.of("bad.csv"), csv("name,phone\nBad,not-a-phone\n"));
      engine
          .imports()
          .start(
              acme,
              ImportRequest.of("news.csv"),
              csv("name,phone,company\nAna," + PHONE + ",Sol\n"));
      engine
          .bulkChanges()
          .start(
              acme,
              new BulkTarget.Matching(LeadQuery.all().text("Lead 1")),
              new BulkAction.SetCompany(Optional.of("Lua")));
      String key =
          engine
              .leadSources()
              .create(
                  acme, LeadSourceDraft.signed("Landing", HookSignature.HUB, "a signing secret"))
              .key();
      assertThatThrownBy(() ->
              engine
                  .leadHooks()
                  .receive(
                      key,
                      new WebhookRequest(
                          "POST",
                          URI.create("http://localhost/api/hooks/" + key),
                          Map.of(),
                          Map.of(),
                          "{\"name\":\"Unsigned\"}".getBytes(StandardCharsets.UTF_8),
                          mce.clock().instant())))
          .isInstanceOf(MceException.class);
      engine
          .leadHooks()
          .receive(
              engine.leadSources().create(acme, LeadSourceDraft.of("Form")).key(),
              new WebhookRequest(
                  "POST",
                  URI.create("http://localhost/api/hooks/key"),
                  Map.of(),
                  Map.of(),
                  "{\"name\":\"Fay\",\"phone\":\"+14155550178\"}".getBytes(StandardCharsets.UTF_8),
                  mce.clock().instant()));
      engine.notices().raise(acme, "Look at this", Optional.empty(), "test");
      engine
          .invitations()
          .invite(
              engine.members().actor(engine.members().add(acme, "user-1", "Olga", Role.OWNER)),
              new EmailAddress("ravi@example.com"),
              Role.REP);
      engine.suppressions().suppress(acme, "*", recipient(engine, SUPPRESSED), "asked");
      mce.runDue();
      // What is only there until a worker has taken it.
      mce.channel().inbound(PHONE, "hello");
      engine
          .bulkChanges()
          .start(acme, new BulkTarget.Matching(LeadQuery.all()), new BulkAction.DealOut());
      engine.imports().start(acme, ImportRequest.of("later.csv"), csv("name,phone\nEd,+1415\n"));
      keep("provider-state:" + account.id() + ":token", account.id().toString());
    }

    private static InputStream csv(String text) {
      return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private void keep(String context, String accountId) {
      String sealed = part(SecretBox.class).seal(acme.organizationId(), context, "t").text();
      part(Database.class)
          .runInOrganization(
              acme.organizationId(),
              transaction ->
                  transaction
                      .update(
                          """
                          insert into mce_provider_state
                            (organization_id, account_id, state_key, value_sealed, updated_at)
                          values (:organizationId, :accountId, 'token', :value, 0)
                          """)
                      .bind("accountId", accountId)
                      .bind("value", sealed)
                      .execute());
    }

    private <T> T part(Class<T> type) {
      return EngineParts.part(mce.engine(), type);
    }

    static String recipient(MceEngine engine, String phone) {
      OrganizationId acme = engine.organizations().findByKey("acme").orElseThrow();
      return engine.leads().recipientKey(acme, Address.phone(phone));
    }

    static CaptureOutcome capture(MceEngine engine, String name, String phone) {
      Actor actor = Actor.system(engine.organizations().ensure("acme", "Acme").id(), "host");
      return engine.leads().capture(actor, LeadDraft.of(name, phone)).outcome();
    }

    private void send(MceEngine engine, LeadId lead, String text) {
      engine
          .conversations()
          .send(acme, SendMessage.of(lead, text, Purpose.HUMAN, Sender.SYSTEM, text));
    }

    private void restart(MasterKey key, Optional<MasterKey> other) {
      current = key;
      previous = other;
      mce.restart();
    }

    /** Opens every sealed value with one master key alone; returns how many each column has. */
    private Map<String, Long> openAll(MasterKey key) {
      SecretBox box = new SecretBox(new KeyRing(key));
      Map<String, Long> counts = new TreeMap<>();
      for (SealedColumn column : part(ResealWorker.class).columns()) {
        List<String> opened =
            part(Database.class)
                .read(
                    acme.organizationId(),
                    transaction ->
                        transaction
                            .query(
                                "select * from "
                                    + column.table()
                                    + " where organization_id = :organizationId and "
                                    + column.column()
                                    + " is not null")
                            .map(
                                Row.mapper(row ->
                                    box.openText(
                                        acme.organizationId(),
                                        column.context().apply(row),
                                        new SealedValue(row.text(column.column())))))
                            .list());
        counts.put(column.name(), (long) opened.size());
      }
      return counts;
    }

    private boolean turn() {
      return part(ResealWorker.class).runOnce();
    }

    private KeyRotation rotation() {
      return mce.engine().keyRotation().orElseThrow();
    }

    private void settle() {
      mce.clock().set(mce.clock().instant().plus(Duration.ofMinutes(2)));
    }

    private void finish() {
      settle();
      while (!rotation().isDone()) {
        assertThat(turn()).isTrue();
      }
    }

    @Test
    void every_value_opens_with_the_new_key_alone_although_people_went_on_working() {
      Map<String, Long> before = openAll(OLD);
      assertThat(before).allSatisfy((column, count) -> assertThat(count).as(column).isPositive());

      restart(NEW, Optional.of(OLD));
      settle();
      LeadId bo = mce.engine().leads().capture(acme, LeadDraft.of("Bo", "+14155550199")).leadId();
      for (int i = 0; !rotation().isDone(); i++) {
        assertThat(turn()).isTrue();
        send(mce.engine(), bo, "message " + i);
        capture(mce.engine(), "New " + i, "+1415557%04d".formatted(i));
        assertThat(capture(mce.engine(), "Ana", PHONE)).isNotEqualTo(CaptureOutcome.CREATED);
      }

      restart(NEW, Optional.empty());
      Map<String, Long> after = openAll(NEW);
      before.forEach((column, count) ->
          assertThat(after.get(column)).as(column).isGreaterThanOrEqualTo(count));
      assertThat(rotation().unreadable()).isZero();
      assertThat(capture(mce.engine(), "Ana", PHONE)).isNotEqualTo(CaptureOutcome.CREATED);
      assertThat(
              mce.engine()
                  .suppressions()
                  .isSuppressed(acme.organizationId(), "SMS", recipient(mce.engine(), SUPPRESSED)))
          .isTrue();
      assertThat(
              mce.engine()
                  .leads()
                  .list(acme, LeadQuery.all().text(PHONE), PageRequest.first(10))
                  .items())
          .hasSize(1);
      mce.runDue();
      assertThat(mce.channel().sentTo("+14155550199")).isNotEmpty();
    }

    @Test
    void the_old_key_alone_or_a_third_one_does_not_start() {
      restart(NEW, Optional.of(OLD));
      mce.engine().close();
      assertRefused(OLD, Optional.empty(), "another master key");
      assertRefused(NEW, Optional.empty(), "still needed");
      assertRefused(MasterKey.generate(), Optional.of(NEW), "still needed");
      assertRefused(MasterKey.generate(), Optional.of(MasterKey.generate()), "another master key");
    }

    private void assertRefused(MasterKey key, Optional<MasterKey> other, String because) {
      current = key;
      previous = other;
      try (MceEngine engine = mce.newEngine()) {
        assertThatThrownBy(engine::start)
            .isInstanceOfSatisfying(
                MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
            .hasMessageContaining(because);
      }
    }

    @Test
    void after_a_crash_it_goes_on_where_it_was() {
      long all = openAll(OLD).values().stream().mapToLong(Long::longValue).sum();
      restart(NEW, Optional.of(OLD));
      settle();
      while (rotation().resealed() < MANY / 2) {
        turn();
      }
      long done = rotation().resealed();
      List<String> seen = new ArrayList<>();
      probe.set(column -> {
        throw new IllegalStateException("killed");
      });
      assertThatThrownBy(this::turn).hasMessage("killed");
      probe.set(column -> seen.add(column.name()));
      assertThat(rotation().resealed()).isEqualTo(done);

      restart(NEW, Optional.of(OLD));
      finish();
      assertThat(rotation().resealed()).isEqualTo(all);
      assertThat(seen).doesNotContain("mce_conversation.address_sealed");
      openAll(NEW);
    }

    @Test
    void what_changes_in_between_is_not_lost() {
      restart(NEW, Optional.of(OLD));
      probe.set(column -> {
        if (column.name().equals("mce_lead.metadata_sealed")) {
          var lead =
              mce.engine()
                  .leads()
                  .list(acme, LeadQuery.all().text(PHONE), PageRequest.first(1))
                  .items()
                  .getFirst();
          mce.engine()
              .leads()
              .update(
                  acme,
                  lead.id(),
                  LeadChange.none().metadata(Map.of("a", "changed")),
                  lead.version());
        }
      });
      finish();
      restart(NEW, Optional.empty());
      assertThat(
              mce.engine()
                  .leads()
                  .list(acme, LeadQuery.all().text(PHONE), PageRequest.first(1))
                  .items()
                  .getFirst()
                  .metadata())
          .containsEntry("a", "changed");
    }

    @Test
    void nothing_is_sealed_anew_before_every_node_had_time_to_follow() {
      restart(NEW, Optional.of(OLD));
      assertThat(turn()).isFalse();
      settle();
      assertThat(turn()).isTrue();
    }

    @Test
    void a_key_that_was_replaced_does_not_come_back() {
      restart(NEW, Optional.of(OLD));
      finish();
      restart(OLD, Optional.of(NEW));
      assertThat(mce.engine().keyRing().checkValue()).isEqualTo(new KeyRing(NEW).checkValue());
    }

    @Test
    void a_host_takes_along_what_it_sealed_itself() {
      AtomicReference<SealedValue> own =
          new AtomicReference<>(
              new SecretBox(mce.engine().keyRing()).seal(acme.organizationId(), "own", "mine"));
      mce.with(builder ->
          builder.hostSeals(
              box -> box.reseal(acme.organizationId(), "own", own.get()).ifPresent(own::set)));
      restart(NEW, Optional.of(OLD));
      finish();
      assertThat(new SecretBox(new KeyRing(NEW)).openText(acme.organizationId(), "own", own.get()))
          .isEqualTo("mine");
    }

    @Test
    void a_database_of_before_keeps_its_match_keys() {
      part(Database.class)
          .directory(transaction ->
              transaction.update("delete from mce_instance where name = 'lookup-key'").execute());
      restart(OLD, Optional.empty());
      String asEver =
          new MatchKeys(new KeyRing(OLD)).matchKey(acme.organizationId(), "phone", PHONE);
      assertThat(recipient(mce.engine(), PHONE)).isEqualTo(asEver);
      restart(NEW, Optional.of(OLD));
      finish();
      restart(NEW, Optional.empty());
      assertThat(recipient(mce.engine(), PHONE)).isEqualTo(asEver);
    }

    @Test
    void every_sealed_column_is_sealed_anew() throws Exception {
      assertThat(part(ResealWorker.class).columns().stream().map(SealedColumn::name))
          .containsExactlyInAnyOrderElementsOf(sealedColumns());
    }

    /** Of persons, whose own keys are sealed anew instead. */
    private static final List<String> UNDER_DATA_KEYS =
        List.of(
            "mce_event.origin_sealed",
            "mce_event.changes_sealed",
            "mce_audit_entry.origin_sealed",
            "mce_audit_entry.changes_sealed");

    private static List<String> sealedColumns() throws Exception {
      List<String> columns = new ArrayList<>();
      try (InputStream in = Database.class.getResourceAsStream("tables.txt")) {
        String table = "";
        for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
          String[] words = line.strip().split(" +");
          if (line.startsWith("  sealed ")) {
            for (int i = 1; i < words.length; i++) {
              columns.add(table + "." + words[i]);
            }
          } else if (!line.startsWith(" ") && !line.startsWith("#") && words.length > 1) {
            table = words[1];
          }
        }
      }
      columns.removeAll(UNDER_DATA_KEYS);
      return columns;
    }
  }
}
