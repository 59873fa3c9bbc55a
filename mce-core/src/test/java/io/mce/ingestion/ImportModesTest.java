package io.mce.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import io.mce.engine.EngineParts;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.PageRequest;
import io.mce.lead.CaptureScope;
import io.mce.lead.Lead;
import io.mce.testing.MceExtension;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ImportModesTest {

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

    private static final ImportTerms ALL_OR_NOTHING =
        ImportTerms.USUAL.mode(ImportMode.ALL_OR_NOTHING);

    @RegisterExtension final MceExtension mce;
    private ImportDesk desk;

    /** What happens when so many rows are done. */
    private long at = -1;

    private Runnable then = () -> {};

    Contract(MceExtension mce) {
      this.mce =
          mce.with(builder ->
              EngineParts.replacing(
                  builder,
                  new AbstractModule() {
                    @Override
                    protected void configure() {
                      bind(ImportProbe.class).toInstance(Contract.this::reached);
                    }
                  }));
    }

    private void reached(Import before) {
      if (before.processed() == at) {
        then.run();
      }
    }

    @BeforeEach
    void desk() {
      desk = new ImportDesk(mce);
    }

    private static String rows(int count) {
      return IntStream.range(0, count)
          .mapToObj(i -> "Lead %d,+9198%08d,Sol".formatted(i, i))
          .collect(Collectors.joining("\n", "Name,Phone,Company\n", "\n"));
    }

    @Test
    void create_only_leaves_who_was_known_as_they_are() {
      desk.imported("Name,Phone\nAna,+5511912345678\n");

      Import done =
          desk.imported(
              ImportTerms.USUAL.scope(CaptureScope.CREATE_ONLY),
              """
              Name,Phone,Company
              Ana,+5511912345678,Sol
              Bob,+919876543210,
              Bob,+919876543210,Lua
              """);

      assertThat(done.counts()).isEqualTo(new ImportCounts(3, 1, 0, 1, 1, 0));
      assertThat(desk.lead("Ana").company()).isEmpty();
      assertThat(desk.lead("Bob").company()).contains("Lua");
    }

    @Test
    void update_only_makes_no_lead() {
      desk.imported("Name,Phone\nAna,+5511912345678\n");
      String text =
          "Name,Phone,Company\nAna,+5511912345678,Sol\nBob,+919876543210,\nBob,+919876543210,\n";

      Import done = desk.imported(ImportTerms.USUAL.scope(CaptureScope.UPDATE_ONLY), text);

      assertThat(done.counts()).isEqualTo(new ImportCounts(3, 0, 1, 0, 2, 0));
      assertThat(desk.leads()).extracting(Lead::name).containsExactly("Ana");
      assertThat(desk.lead("Ana").company()).contains("Sol");
    }

    @Test
    void what_is_foreseen_follows_the_scope() {
      desk.imported("Name,Phone\nAna,+5511912345678\n");
      ImportId id =
          desk.drafted("Name,Phone,Company\nAna,+5511912345678,Sol\nBob,+919876543210,\n");

      assertThat(desk.foreseen(id, CaptureScope.CREATE_ONLY))
          .isEqualTo(new ImportCounts(2, 1, 0, 0, 1, 0));
      assertThat(desk.foreseen(id, CaptureScope.UPDATE_ONLY))
          .isEqualTo(new ImportCounts(2, 0, 1, 0, 1, 0));
      assertThat(desk.foreseen(id, CaptureScope.CREATE_AND_UPDATE))
          .isEqualTo(new ImportCounts(2, 1, 1, 0, 0, 0));
    }

    @Test
    void all_or_nothing_takes_nothing_when_one_row_cannot_be_used() {
      Import done = desk.imported(ALL_OR_NOTHING, rows(700) + "Zoe,12,\n");

      assertThat(done.status()).isEqualTo(ImportStatus.FAILED);
      assertThat(done.failure())
          .contains(
              "1 of 701 rows cannot be used, so no row was imported. Mend them and send the file"
                  + " again, or import the valid rows only.");
      assertThat(desk.leads()).isEmpty();
      assertThat(desk.imports().errors(desk.actor(), done.id(), PageRequest.first()).items())
          .extracting(ImportError::row)
          .containsExactly(702L);
      assertThat(desk.errorFile(done.id())).contains("Zoe,12,");
    }

    @Test
    void all_or_nothing_takes_everything_when_it_can() {
      Import done = desk.imported(ALL_OR_NOTHING, rows(1_200));

      assertThat(done.status()).isEqualTo(ImportStatus.COMPLETED);
      assertThat(done.rows()).isEqualTo(1_200);
      assertThat(desk.leads()).hasSize(1_200);
    }

    @Test
    void all_or_nothing_takes_back_what_it_took_when_it_fails_later() {
      at = 1_000;
      then =
          () -> {
            throw new IllegalStateException("the disk is full");
          };
      Import started = desk.imported(ALL_OR_NOTHING, rows(1_200));
      mce.advance(Duration.ofMinutes(5));

      Import done = desk.get(started.id());
      assertThat(done.status()).isEqualTo(ImportStatus.FAILED);
      assertThat(done.failure()).isPresent();
      assertThat(done.undo())
          .hasValueSatisfying(undo -> assertThat(undo.removed()).isEqualTo(1_000));
      assertThat(desk.leads()).isEmpty();
    }

    @Test
    void a_paused_import_rests_and_goes_on_where_it_was() {
      ImportId id = desk.drafted(rows(1_700));
      at = 1_000;
      then =
          () -> {
            throw new AssertionError("the process dies here");
          };
      desk.imports().start(desk.actor(), id, ImportTerms.USUAL);
      assertThatThrownBy(mce::runDue).isInstanceOf(AssertionError.class);
      desk.imports().pause(desk.actor(), id);

      Import paused = desk.get(id);
      assertThat(paused.status()).isEqualTo(ImportStatus.PAUSED);
      assertThat(paused.processed()).isEqualTo(1_000);
      mce.advance(Duration.ofHours(3));
      assertThat(desk.get(id).processed()).isEqualTo(paused.processed());

      at = -1;
      desk.imports().resume(desk.actor(), id);
      mce.restart();
      mce.advance(Duration.ofMinutes(1));

      Import done = desk.get(id);
      assertThat(done.status()).isEqualTo(ImportStatus.COMPLETED);
      assertThat(done.counts()).isEqualTo(new ImportCounts(1_700, 1_700, 0, 0, 0, 0));
      assertThat(desk.leads()).hasSize(1_700);
    }

    @Test
    void a_batch_that_comes_while_it_is_paused_is_not_stored() {
      ImportId id = desk.drafted(rows(1_700));
      desk.imports().start(desk.actor(), id, ImportTerms.USUAL);
      Import started = desk.get(id);
      assertThat(started.status()).isEqualTo(ImportStatus.QUEUED);
      ImportBatch batch = EngineParts.part(mce.engine(), ImportBatch.class);
      EngineParts.part(mce.engine(), ImportStore.class)
          .changeStatus(
              desk.actor().organizationId(), id, ImportStatus.QUEUED, ImportStatus.PAUSED);

      FieldMapping mapping = FieldMapping.guess(List.of("Name", "Phone"));
      List<CsvRow> rows =
          List.of(new CsvRow(2, List.of("Ana", "+5511912345678"), Optional.empty()));
      ImportSession.Checked checked =
          new ImportSession.Checked(rows, batch.check(desk.actor(), started, mapping, rows));
      assertThatThrownBy(() -> batch.take(desk.actor(), started, mapping, checked))
          .isInstanceOf(ImportBatch.HaltedException.class);
      assertThat(desk.leads()).isEmpty();
    }

    @Test
    void a_cancelled_import_keeps_what_it_took_and_can_be_undone() {
      ImportId id = desk.drafted(rows(1_700));
      desk.imports().start(desk.actor(), id, ImportTerms.USUAL);
      at = 500;
      then =
          () -> {
            throw new AssertionError("the process dies here");
          };
      assertThatThrownBy(mce::runDue).isInstanceOf(AssertionError.class);

      desk.imports().cancel(desk.actor(), id);
      mce.restart();
      mce.advance(Duration.ofMinutes(1));

      assertThat(desk.get(id).status()).isEqualTo(ImportStatus.CANCELLED);
      assertThat(desk.get(id).processed()).isEqualTo(500);
      assertThat(desk.leads()).hasSize(500);
      assertThat(desk.undone(id).status()).isEqualTo(ImportStatus.UNDONE);
      assertThat(desk.leads()).isEmpty();
    }

    @Test
    void all_or_nothing_that_is_cancelled_takes_back_what_it_took() {
      ImportId id = desk.drafted(rows(1_700));
      desk.imports().start(desk.actor(), id, ALL_OR_NOTHING);
      at = 500;
      then =
          () -> {
            throw new AssertionError("the process dies here");
          };
      assertThatThrownBy(mce::runDue).isInstanceOf(AssertionError.class);
      assertThat(desk.leads()).hasSize(500);

      desk.imports().cancel(desk.actor(), id);
      mce.advance(Duration.ofMinutes(1));

      assertThat(desk.get(id).status()).isEqualTo(ImportStatus.CANCELLED);
      assertThat(desk.leads()).isEmpty();
    }

    @Test
    void what_makes_no_sense_is_refused() {
      ImportId done = desk.imported("Name,Phone\nAna,+5511912345678\n").id();
      ImportId draft = desk.drafted("Name,Phone\nAna,+5511912345678\n");

      refused(() -> desk.imports().pause(desk.actor(), done));
      refused(() -> desk.imports().resume(desk.actor(), done));
      refused(() -> desk.imports().cancel(desk.actor(), done));
      refused(() -> desk.imports().start(desk.actor(), done, ImportTerms.USUAL));
      refused(() -> desk.preview(done));
      refused(() -> desk.imports().undo(desk.actor(), draft));
      refused(() -> desk.imports().pause(desk.actor(), draft));
      desk.undone(done);
      refused(() -> desk.imports().undo(desk.actor(), done));
    }

    private static void refused(Runnable command) {
      assertThatThrownBy(command::run)
          .isInstanceOfSatisfying(
              MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WRONG_STATE));
    }

    @Test
    void speed_and_time_left_follow_from_the_work_done() {
      at = 500;
      ImportId id = desk.drafted(rows(1_700));
      desk.imports().start(desk.actor(), id, ImportTerms.USUAL);
      mce.runDue();
      Import done = desk.get(id);

      assertThat(done.remaining()).isEmpty();
      Import half =
          new Import(
              done.id(),
              done.fileName(),
              done.source(),
              ImportStatus.RUNNING,
              done.mode(),
              done.scope(),
              done.automations(),
              done.upload(),
              done.check(),
              1_700,
              new ImportCounts(500, 500, 0, 0, 0, 0),
              Duration.ofSeconds(2),
              done.failure(),
              done.undo(),
              done.startedBy(),
              done.createdAt(),
              done.finishedAt());
      assertThat(half.rowsPerSecond()).hasValue(250);
      assertThat(half.remaining()).contains(Duration.ofSeconds(5));
    }

    @Test
    void the_error_file_has_the_columns_of_the_file_and_can_be_mended_and_sent_again() {
      Import done =
          desk.imported(
              """
              Name;Phone;Remarks
              Ana;+5511912345678;fine
              "=HYPERLINK(""http://x"")";12;"one; two"
              Cid;34;three;four
              """);

      String file = desk.errorFile(done.id());

      assertThat(file.lines().findFirst())
          .contains("Name;Phone;Remarks;Import problem;Import hint");
      assertThat(file).contains("\"'=HYPERLINK(\"\"http://x\"\")\";12;\"one; two\";\"Phone: ");
      assertThat(file).contains("Cid;34;\"three;four\";");
      assertThat(file).doesNotContain("Ana");

      Import again =
          desk.imported(file.replace(";12;", ";+919876543210;").replace(";34;", ";+919876543211;"));
      assertThat(again.created()).isEqualTo(2);
      assertThat(again.rejected()).isZero();
      Lead mended = desk.lead("=HYPERLINK(\"http://x\")");
      assertThat(mended.metadata()).containsOnlyKeys("remarks");
    }
  }
}
