package io.mce.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.approval.StatusRequests;
import io.mce.approval.StatusRule;
import io.mce.approval.StatusRules;
import io.mce.campaign.CampaignDraft;
import io.mce.campaign.Step;
import io.mce.channel.Purpose;
import io.mce.conversation.SendMessage;
import io.mce.conversation.Sender;
import io.mce.engine.EngineParts;
import io.mce.event.RecordedEvent;
import io.mce.ingestion.SourceId;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Permission;
import io.mce.lead.Lead;
import io.mce.lead.LeadChange;
import io.mce.lead.LeadDraft;
import io.mce.lead.LeadId;
import io.mce.lead.LeadQuery;
import io.mce.lead.LeadStatus;
import io.mce.note.NoteDraft;
import io.mce.note.NoteId;
import io.mce.note.NoteKind;
import io.mce.organization.Members;
import io.mce.organization.Role;
import io.mce.persistence.Database;
import io.mce.provider.ProviderAccountDraft;
import io.mce.spi.ErrorKind;
import io.mce.spi.ProviderException;
import io.mce.spi.ReceiptStatus;
import io.mce.testing.MceExtension;
import io.mce.testing.RecordingChannel;
import io.mce.workflow.Action;
import io.mce.workflow.Trigger;
import io.mce.workflow.TriggerType;
import io.mce.workflow.WorkflowDraft;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A person who is erased is nowhere any more, not even in the raw bytes of the database. */
final class ErasureTest {

  private static final String PHONE = "+5511987654321";
  private static final String SECOND_PHONE = "+5521987654322";

  /** What only this person has: names, texts, addresses, and what people wrote about them. */
  private static final List<String> MARKERS =
      List.of(
          "Zorblatt",
          "Quuxdottir",
          "Wibblecorp",
          "Xyzzytag",
          "Frobnicate",
          "zorblatt@example.com",
          "Plughtext",
          "Grueinbound",
          "Jabberconsent",
          "Bandersnote",
          "Frabjousreason",
          "Calayanswer",
          PHONE,
          SECOND_PHONE);

  @Nested
  final class OnSqlite extends Contract {
    OnSqlite() {
      super(MceExtension.sqlite());
    }

    @Override
    Map<String, byte[]> files() {
      Path folder = mce.folder();
      Map<String, byte[]> files = new java.util.TreeMap<>();
      try (Stream<Path> paths = Files.list(folder)) {
        paths
            .filter(path -> path.getFileName().toString().startsWith("mce.db"))
            .filter(path -> !path.toString().endsWith(".lock"))
            .forEach(path -> read(path, files));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return files;
    }

    /** The engine does by itself, in a minute, what there is to do. */
    @Override
    void settle() {
      mce.advance(Duration.ofMinutes(2));
    }

    @Test
    void rows_that_moved_between_pages_leave_no_copies_behind() {
      Random random = new Random(20261121);
      List<LeadId> all = new ArrayList<>();
      for (int batch = 0; batch < 20; batch++) {
        List<LeadDraft> drafts = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
          int number = batch * 100 + i;
          drafts.add(
              LeadDraft.of(
                  "Mark%05dX %s".formatted(number, "n".repeat(random.nextInt(60))),
                  "+55119%08d".formatted(60_000_000 + number)));
        }
        mce.engine().leads().captureAll(actor, drafts).forEach(each -> all.add(each.leadId()));
        for (int i = 0; i < 30; i++) {
          Lead lead = mce.engine().leads().get(actor, all.get(random.nextInt(all.size())));
          mce.engine()
              .leads()
              .update(
                  actor,
                  lead.id(),
                  LeadChange.none().name((char) ('a' + random.nextInt(26)) + " " + lead.name()),
                  lead.version());
        }
      }
      List<String> erased = new ArrayList<>();
      for (int number = 0; number < all.size(); number += 10) {
        mce.engine().privacy().erase(actor, all.get(number).value(), ErasureReason.REQUESTED);
        erased.add("Mark%05dX".formatted(number));
      }
      assertThat(found(List.of("Mark00001X"))).as("control").isNotEmpty();
      settle();
      assertThat(found(erased)).isEmpty();
    }

    @Test
    void nothing_is_left_after_the_engine_is_closed_either() {
      LeadId leadId = person();
      mce.engine().privacy().erase(actor, leadId.value(), ErasureReason.REQUESTED);
      settle();
      mce.engine().close();
      assertThat(found(MARKERS)).isEmpty();
      mce.restart();
    }
  }

  @Nested
  final class OnPostgres extends Contract {
    OnPostgres() {
      super(MceExtension.postgres());
    }

    @Override
    Map<String, byte[]> files() {
      Map<String, byte[]> files = new java.util.TreeMap<>();
      try (Connection connection = mce.dataSource().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("checkpoint");
        Path folder;
        try (ResultSet rows =
            statement.executeQuery(
                "select current_setting('data_directory') || '/base/' || oid from pg_database"
                    + " where datname = current_database()")) {
          rows.next();
          folder = Path.of(rows.getString(1));
        }
        try (Stream<Path> paths = Files.list(folder)) {
          paths.forEach(path -> read(path, files));
        }
        files.put("dump", dump(statement).getBytes(StandardCharsets.UTF_8));
      } catch (SQLException | IOException e) {
        throw new IllegalStateException(e);
      }
      return files;
    }

    /** Every row of every table as text, as a dump would hold it. */
    private String dump(Statement statement) throws SQLException {
      List<String> tables = new ArrayList<>();
      try (ResultSet rows =
          statement.executeQuery(
              "select relname from pg_class where relkind = 'r'"
                  + " and (relname like 'mce\\_%' or relname = 'pg_statistic')")) {
        while (rows.next()) {
          tables.add(rows.getString(1));
        }
      }
      StringBuilder text = new StringBuilder();
      for (String table : tables) {
        try (ResultSet rows = statement.executeQuery("select t::text from " + table + " t")) {
          while (rows.next()) {
            text.append(rows.getString(1)).append('\n');
          }
        }
      }
      return text.toString();
    }

    /** What autovacuum does in time, and an operator who cannot wait does at once. */
    @Override
    void settle() {
      execute("vacuum full");
      execute("analyze");
      execute("vacuum full pg_statistic");
    }

    @Override
    void measure() {
      execute("analyze");
    }

    private void execute(String sql) {
      try (Connection connection = mce.dataSource().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  abstract static class Contract {

    @RegisterExtension final MceExtension mce;
    Actor actor;

    Contract(MceExtension mce) {
      this.mce = mce;
    }

    /** The files in which the database keeps its rows, and what a dump of it holds. */
    abstract Map<String, byte[]> files();

    /** Lets the database get rid of dead rows. */
    abstract void settle();

    /** Lets the planner look at the rows. */
    void measure() {}

    @BeforeEach
    void organization() {
      actor = newActor("acme");
      mce.engine()
          .providerAccounts()
          .create(actor, new ProviderAccountDraft(RecordingChannel.PROVIDER, "Line", Map.of()));
    }

    Actor newActor(String key) {
      return Actor.system(mce.engine().organizations().ensure(key, key).id(), "host");
    }

    /** A person of whom there is something in every place that can hold something personal. */
    LeadId person() {
      mce.engine()
          .workflows()
          .create(
              actor,
              WorkflowDraft.of(
                  "Watch",
                  Trigger.on(TriggerType.LEAD_CREATED),
                  new Action.Notify("Somebody new: {{lead_name}}")));
      LeadId leadId =
          mce.engine()
              .intake()
              .take(
                  actor,
                  LeadDraft.of("Ana Zorblatt", PHONE)
                      .email("zorblatt@example.com")
                      .company("Wibblecorp")
                      .tags(Set.of("Xyzzytag"))
                      .metadata(Map.of("note", "Frobnicate")),
                  SourceId.of("website"))
              .leadId()
              .orElseThrow();
      mce.runDue();
      Lead lead = mce.engine().leads().get(actor, leadId);
      mce.engine()
          .leads()
          .update(
              actor,
              leadId,
              LeadChange.none().name("Ana Zorblatt Quuxdottir").phone(SECOND_PHONE),
              lead.version());
      mce.engine()
          .campaigns()
          .start(
              actor,
              mce.engine()
                  .campaigns()
                  .create(
                      actor,
                      CampaignDraft.of(
                          "Hello",
                          Step.now("Welcome, {{lead_name}}"),
                          Step.after(Duration.ofDays(3), "Still there, {{lead_name}}?")))
                  .id());
      mce.runDue();
      mce.channel().inbound(SECOND_PHONE, "Grueinbound, this is Ana Quuxdottir");
      mce.runDue();
      mce.engine()
          .consents()
          .record(
              actor,
              leadId.value(),
              ConsentDraft.of("MARKETING", "SMS", ConsentStatus.GRANTED, "Jabberconsent"));
      NoteId noteId =
          mce.engine()
              .notes()
              .write(actor, leadId, NoteDraft.of(NoteKind.CALL, "Bandersnote said no"))
              .id();
      mce.engine()
          .notes()
          .change(actor, noteId, NoteDraft.of(NoteKind.CALL, "Bandersnote said maybe"), 1);
      asked(leadId);
      mce.channel().failNext(ProviderException.of(ErrorKind.UNAVAILABLE, "No way " + PHONE));
      send(leadId, "Plughtext again");
      mce.runDue();
      measure();
      return leadId;
    }

    private void asked(LeadId leadId) {
      StatusRequests requests = mce.engine().statusRequests();
      StatusRule rule = new StatusRule(Optional.empty(), LeadStatus.CONVERTED, Set.of());
      requests.changeRules(actor, new StatusRules(List.of(rule)), requests.rules(actor).version());
      Members members = mce.engine().members();
      Actor asks =
          members.actor(
              members
                  .findByUser(actor.organizationId(), "rui")
                  .orElseGet(() -> members.add(actor, "rui", "Rui", Role.MARKETER)));
      requests.refuse(
          actor,
          requests.request(asks, leadId, LeadStatus.CONVERTED, "Frabjousreason is signed").id(),
          Optional.of("Callooh, the Calayanswer is no"));
      requests.request(asks, leadId, LeadStatus.CONVERTED, "Frabjousreason again");
    }

    void send(LeadId leadId, String text) {
      mce.engine()
          .conversations()
          .send(
              actor,
              SendMessage.of(
                  leadId,
                  text,
                  Purpose.HUMAN,
                  Sender.human("m", "Rep"),
                  UUID.randomUUID().toString()));
    }

    List<RecordedEvent> eventsNamed(String name) {
      return mce.engine().events().since(actor, 0, 10_000).events().stream()
          .filter(event -> event.name().equals(name))
          .toList();
    }

    /** Which markers are where, in whatever case. */
    List<String> found(List<String> markers) {
      List<String> found = new ArrayList<>();
      files()
          .forEach((name, bytes) -> {
            String text = new String(bytes, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
            markers.stream()
                .filter(marker -> text.contains(marker.toLowerCase(Locale.ROOT)))
                .forEach(marker -> found.add(marker + " in " + name));
          });
      return found;
    }

    static void read(Path path, Map<String, byte[]> files) {
      try {
        files.put(path.getFileName().toString(), Files.readAllBytes(path));
      } catch (NoSuchFileException e) {
        // Removed since it was listed.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Test
    void an_erased_person_is_in_no_byte_of_the_database() {
      LeadId leadId = person();
      assertThat(found(List.of("Zorblatt", "Wibblecorp"))).as("control").hasSizeGreaterThan(1);

      mce.engine().privacy().erase(actor, leadId.value(), ErasureReason.REQUESTED);
      mce.runDue();
      settle();
      assertThat(found(MARKERS)).isEmpty();
    }

    @Test
    void what_is_left_of_a_sealed_value_opens_no_more() {
      LeadId leadId = person();
      List<String> sealed = sealed(leadId);
      assertThat(sealed).hasSizeGreaterThan(8);
      assertThat(found(sealed)).as("control").hasSizeGreaterThanOrEqualTo(sealed.size());

      mce.engine().privacy().erase(actor, leadId.value(), ErasureReason.REQUESTED);
      mce.runDue();
      settle();
      assertThat(found(sealed)).isEmpty();
      assertThat(sealed(leadId)).isEmpty();
    }

    /** The ends of all sealed texts about a person, long enough to be theirs alone. */
    private List<String> sealed(LeadId leadId) {
      Database database = EngineParts.part(mce.engine(), Database.class);
      return database
          .read(
              actor.organizationId(),
              transaction ->
                  transaction
                      .query(
                          """
                          select metadata_sealed as value from mce_lead
                          where organization_id = :organizationId and id = :id
                          union all select value_sealed from mce_lead_identifier
                          where organization_id = :organizationId and lead_id = :id
                          union all select text_sealed from mce_message
                          where organization_id = :organizationId and lead_id = :id
                          union all select last_text_sealed from mce_conversation
                          where organization_id = :organizationId and lead_id = :id
                          union all select address_sealed from mce_conversation
                          where organization_id = :organizationId and lead_id = :id
                          union all select content_sealed from mce_dispatch
                          where organization_id = :organizationId and lead_id = :id
                          union all select text_sealed from mce_notice
                          where organization_id = :organizationId and lead_id = :id
                          union all select source_sealed from mce_consent
                          where organization_id = :organizationId and lead_id = :id
                          union all select text_sealed from mce_note
                          where organization_id = :organizationId and lead_id = :id
                          union all select reason_sealed from mce_status_request
                          where organization_id = :organizationId and lead_id = :id
                          union all select answer_sealed from mce_status_request
                          where organization_id = :organizationId and lead_id = :id
                          union all select key_sealed from mce_data_key
                          where organization_id = :organizationId and owner_id = :id
                          """)
                      .bind("id", leadId)
                      .mapTo(String.class)
                      .list())
          .stream()
          .filter(text -> text != null && text.length() > 24)
          .map(text -> text.substring(text.length() - 24))
          .toList();
    }

    @Test
    void the_person_is_gone_and_their_number_makes_a_new_lead() {
      LeadId leadId = person();
      mce.engine().privacy().erase(actor, leadId.value(), ErasureReason.NO_LONGER_NEEDED);

      assertThat(mce.engine().leads().list(actor, LeadQuery.all(), PageRequest.first()).items())
          .isEmpty();
      assertThat(mce.engine().conversations().list(actor, PageRequest.first()).items()).isEmpty();
      assertThat(mce.engine().notices().list(actor, PageRequest.first()).items()).isEmpty();
      assertThat(mce.engine().leadArchive().list(actor, PageRequest.first()).items()).isEmpty();
      assertRefused(ErrorCode.NOT_FOUND, () -> mce.engine().leads().get(actor, leadId));
      assertRefused(
          ErrorCode.NOT_FOUND, () -> mce.engine().privacy().export(actor, leadId.value()));
      assertRefused(
          ErrorCode.NOT_FOUND,
          () -> mce.engine().privacy().erase(actor, leadId.value(), ErasureReason.REQUESTED));
      assertThat(eventsNamed("lead.erased"))
          .singleElement()
          .satisfies(event ->
              assertThat(event.as(PersonErased.class))
                  .isEqualTo(new PersonErased(leadId.value(), ErasureReason.NO_LONGER_NEEDED)));
      mce.runDue();
      assertThat(mce.engine().dashboard().overview(actor, 30).totalLeads()).isZero();
      assertThat(mce.engine().audit().verify(actor).intact()).isTrue();

      mce.channel().inbound(SECOND_PHONE, "it is me");
      mce.runDue();
      assertThat(mce.engine().leads().list(actor, LeadQuery.all(), PageRequest.first()).items())
          .singleElement()
          .satisfies(lead -> assertThat(lead.id()).isNotEqualTo(leadId));
    }

    @Test
    void what_is_queued_is_cancelled_and_what_comes_back_late_leaves_nothing() {
      LeadId leadId = person();
      int before = mce.channel().sent().size();
      RecordingChannel.Sent sent = mce.channel().sent().getFirst();
      mce.channel().loseNextAnswer();
      send(leadId, "Plughtext lost");
      mce.runDue();
      mce.engine().privacy().erase(actor, leadId.value(), ErasureReason.REQUESTED);
      mce.advance(Duration.ofDays(4));
      mce.channel().receipt(sent, ReceiptStatus.READ);
      mce.runDue();
      assertThat(mce.channel().sent().size()).isLessThanOrEqualTo(before + 2);
      assertThat(
              mce.engine().campaigns().list(actor, PageRequest.first()).items().getFirst().status())
          .hasToString("COMPLETED");
      settle();
      assertThat(found(MARKERS)).isEmpty();
      assertThat(mce.engine().events().deadLetters(actor, PageRequest.first()).items()).isEmpty();
    }

    @Test
    void who_opted_out_is_not_written_to_when_imported_again() {
      LeadId leadId = person();
      mce.channel().inbound(SECOND_PHONE, "STOP");
      mce.runDue();
      mce.engine().leads().optOut(actor, leadId);
      mce.engine().privacy().erase(actor, leadId.value(), ErasureReason.CONSENT_WITHDRAWN);
      mce.runDue();
      int before = mce.channel().sent().size();

      LeadId again =
          mce.engine().leads().capture(actor, LeadDraft.of("Ana", SECOND_PHONE)).leadId();
      assertThat(again).isNotEqualTo(leadId);
      send(again, "hello");
      mce.advance(Duration.ofMinutes(5));
      assertThat(mce.channel().sent()).hasSize(before);

      mce.channel().inbound(SECOND_PHONE, "START");
      mce.runDue();
      send(again, "hello again");
      mce.advance(Duration.ofMinutes(5));
      assertThat(mce.channel().sent()).hasSize(before + 1);
    }

    /** Whoever writes at the same moment is either seen by the erasure or refused. */
    @Test
    void nothing_is_written_back_by_those_who_work_at_the_same_moment() throws Exception {
      try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
        for (int round = 0; round < 15; round++) {
          String phone = "+55119%08d".formatted(70_000_000 + round);
          String mail = "race" + round + "@example.com";
          Lead lead =
              mce.engine()
                  .leads()
                  .get(
                      actor,
                      mce.engine()
                          .leads()
                          .capture(actor, LeadDraft.of("Ana", phone).email(mail))
                          .leadId());
          LeadId id = lead.id();
          String key = "race " + round;
          CyclicBarrier start = new CyclicBarrier(6);
          List<Callable<Boolean>> work =
              List.of(
                  at(
                      start,
                      () ->
                          mce.engine().privacy().erase(actor, id.value(), ErasureReason.REQUESTED)),
                  at(start, () -> send(id, key)),
                  at(
                      start,
                      () ->
                          mce.engine()
                              .leads()
                              .capture(
                                  actor,
                                  LeadDraft.of("Ana", phone)
                                      .email("more." + mail)
                                      .metadata(Map.of("a", key)))),
                  at(
                      start,
                      () ->
                          mce.engine()
                              .leads()
                              .update(actor, id, LeadChange.none().name(key), lead.version())),
                  at(
                      start,
                      () ->
                          mce.engine()
                              .consents()
                              .record(
                                  actor,
                                  id.value(),
                                  ConsentDraft.of("MARKETING", "SMS", ConsentStatus.GRANTED, key))),
                  at(
                      start,
                      () ->
                          mce.engine().notes().write(actor, id, NoteDraft.of(NoteKind.NOTE, key))));
          for (Future<Boolean> each : threads.invokeAll(work)) {
            assertThat(each.get()).isTrue();
          }
          assertThat(sealed(id)).as("round %d", round).isEmpty();
          assertThat(nameOf(id)).isEmpty();
        }
      }
    }

    private static Callable<Boolean> at(CyclicBarrier start, Runnable work) {
      return () -> {
        start.await();
        try {
          work.run();
        } catch (MceException e) {
          assertThat(e.code()).isIn(ErrorCode.NOT_FOUND, ErrorCode.STALE_VERSION);
        }
        return true;
      };
    }

    private String nameOf(LeadId leadId) {
      return EngineParts.part(mce.engine(), Database.class)
          .read(
              actor.organizationId(),
              transaction ->
                  transaction
                      .query(
                          """
                          select name || coalesce(company, '') from mce_lead
                          where organization_id = :organizationId and id = :id
                          """)
                      .bind("id", leadId)
                      .mapTo(String.class)
                      .one());
    }

    @Test
    void an_erasure_overrides_the_archive() {
      LeadId leadId = person();
      mce.engine().leads().delete(actor, leadId);
      mce.runDue();
      mce.engine().privacy().erase(actor, leadId.value(), ErasureReason.REQUESTED);
      mce.runDue();
      settle();
      assertThat(found(MARKERS)).isEmpty();
      assertThat(eventsNamed("lead.deleted")).hasSize(1);
      mce.advance(Duration.ofDays(32));
      assertThat(eventsNamed("lead.purged")).isEmpty();
    }

    @Test
    void a_purge_removes_as_much_as_an_erasure() {
      LeadId leadId = person();
      mce.engine().leads().delete(actor, leadId);
      mce.advance(Duration.ofDays(32));
      settle();
      assertThat(found(MARKERS)).isEmpty();
      assertThat(eventsNamed("lead.purged")).hasSize(1);
    }

    @Test
    void it_has_to_be_confirmed_and_allowed() {
      LeadId leadId = person();
      UUID person = leadId.value();
      Privacy privacy = mce.engine().privacy();
      assertRefused(
          ErrorCode.INVALID,
          () -> privacy.erase(actor, person, ErasureReason.REQUESTED, "Somebody else"));
      Actor rep =
          Actor.member(
              actor.organizationId(),
              "m",
              Set.of(Permission.LEAD_WRITE, Permission.LEAD_DELETE, Permission.LEAD_ARCHIVE));
      assertRefused(ErrorCode.FORBIDDEN, () -> privacy.erase(rep, person, ErasureReason.REQUESTED));
      assertRefused(ErrorCode.FORBIDDEN, () -> privacy.export(rep, person));
      Actor rival = newActor("rival");
      assertRefused(
          ErrorCode.NOT_FOUND, () -> privacy.erase(rival, person, ErasureReason.REQUESTED));
      assertRefused(ErrorCode.NOT_FOUND, () -> privacy.export(rival, person));
      assertThat(mce.engine().leads().get(actor, leadId).name()).contains("Zorblatt");
      privacy.erase(actor, person, ErasureReason.REQUESTED, " ana zorblatt QUUXDOTTIR");
      assertRefused(ErrorCode.NOT_FOUND, () -> mce.engine().leads().get(actor, leadId));
    }

    @Test
    void an_export_holds_everything_about_the_person_and_nothing_else() throws IOException {
      LeadId leadId = person();
      mce.engine().leads().capture(actor, LeadDraft.of("Other Person", "+919876543210"));
      PersonExport export = mce.engine().privacy().export(actor, leadId.value());
      ByteArrayOutputStream zip = new ByteArrayOutputStream();
      export.writeZip(zip);

      Map<String, String> entries = unzipped(zip.toByteArray());
      assertThat(entries.keySet())
          .contains(
              "person.json",
              "lead.csv",
              "identifiers.csv",
              "messages.csv",
              "conversations.csv",
              "dispatches.csv",
              "campaigns.csv",
              "workflowRuns.csv",
              "notices.csv",
              "consents.csv",
              "notes.csv",
              "statusRequests.csv");
      for (String marker : MARKERS) {
        if (!marker.equals(PHONE)) {
          assertThat(entries.get("person.json")).contains(marker);
        }
      }
      assertThat(entries.get("messages.csv")).contains("Grueinbound", "Plughtext");
      assertThat(entries.values()).noneMatch(text -> text.contains("Other Person"));
      assertThat(export.toString()).doesNotContain("Zorblatt");
      assertThat(eventsNamed("lead.exported")).hasSize(1);
    }

    private static Map<String, String> unzipped(byte[] zip) throws IOException {
      Map<String, String> entries = new java.util.TreeMap<>();
      try (ZipInputStream in = new ZipInputStream(new java.io.ByteArrayInputStream(zip))) {
        for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
          entries.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
      return entries;
    }

    static void assertRefused(ErrorCode code, ThrowingCallable call) {
      assertThatThrownBy(call)
          .isInstanceOfSatisfying(MceException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
  }
}
