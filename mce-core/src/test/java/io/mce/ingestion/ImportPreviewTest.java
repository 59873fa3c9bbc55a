package io.mce.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.ingestion.ImportPreview.PreviewColumn;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.PageRequest;
import io.mce.lead.CaptureScope;
import io.mce.testing.MceExtension;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ImportPreviewTest {

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
    private ImportDesk desk;

    Contract(MceExtension mce) {
      this.mce = mce;
    }

    @BeforeEach
    void desk() {
      desk = new ImportDesk(mce);
    }

    @Test
    void a_preview_says_how_the_file_is_written_and_what_each_column_is_taken_as() {
      ImportId id =
          desk.drafted("Nome;Telefone;Orçamento\nAna;(11) 91234-5678;10\nBia;11987654321;20\n");

      ImportPreview preview = desk.preview(id);

      assertThat(preview.form().encoding()).isEqualTo("UTF-8");
      assertThat(preview.form().delimiter()).isEqualTo(';');
      assertThat(preview.form().headers()).containsExactly("Nome", "Telefone", "Orçamento");
      assertThat(preview.columns())
          .extracting(PreviewColumn::target)
          .containsExactly("name", "phone", "custom.orcamento");
      assertThat(preview.columns().get(2).samples()).containsExactly("10", "20");
      assertThat(preview.problem()).isEmpty();
      assertThat(preview.remembered()).isFalse();
    }

    @Test
    void every_row_has_its_verdict_and_nothing_is_written() {
      desk.imported("Name,Phone\nAna,+5511912345678\nBob,+919876543210\n");
      ImportId id =
          desk.drafted(
              """
              Name,Phone,Company
              Ana,+5511912345678,Sol
              Bob,+919876543210,
              Cid,+919876543211,
              Cid again,+91 98765 43211,
              Dee,123,
              """);
      var before = desk.leads();

      ImportPreview preview = desk.preview(id);
      mce.runDue();

      assertThat(preview.rows())
          .extracting(PreviewRow::verdict)
          .containsExactly(
              PreviewVerdict.UPDATE,
              PreviewVerdict.REPEAT,
              PreviewVerdict.CREATE,
              PreviewVerdict.REPEAT,
              PreviewVerdict.REJECT);
      assertThat(preview.rows()).extracting(PreviewRow::row).containsExactly(2L, 3L, 4L, 5L, 6L);
      assertThat(preview.rows().getFirst().leadId()).contains(desk.lead("Ana").id());
      ImportError error = preview.rows().getLast().problems().getFirst();
      assertThat(error.column()).isEqualTo("Phone");
      assertThat(error.value()).isEqualTo("123");
      assertThat(error.reason()).endsWith(".");
      assertThat(error.hint()).isNotBlank();
      Import draft = desk.get(id);
      assertThat(draft.status()).isEqualTo(ImportStatus.DRAFT);
      assertThat(draft.check().finished()).isTrue();
      assertThat(draft.check().counts()).isEqualTo(new ImportCounts(5, 1, 1, 2, 0, 1));
      assertThat(desk.imports().errors(desk.actor(), id, PageRequest.first()).items())
          .extracting(ImportError::row)
          .containsExactly(6L);
      assertThat(desk.leads()).isEqualTo(before);
    }

    @Test
    void all_rows_are_counted_and_the_import_comes_to_the_same() {
      String rows =
          IntStream.range(0, 1_300)
              .mapToObj(i ->
                  i % 50 == 3
                      ? "Lead %d,12,".formatted(i)
                      : "Lead %d,+9198%08d,c%d@example.com".formatted(i, i % 1_100, i % 1_100))
              .collect(Collectors.joining("\n", "Name,Phone,Email\n", "\n"));
      ImportId id = desk.drafted(rows);

      ImportCounts foreseen = desk.foreseen(id, CaptureScope.CREATE_AND_UPDATE);
      assertThat(desk.preview(id).rows()).hasSize(100);
      desk.imports().start(desk.actor(), id, ImportTerms.USUAL);
      mce.runDue();

      Import done = desk.get(id);
      assertThat(done.status()).isEqualTo(ImportStatus.COMPLETED);
      assertThat(done.rows()).isEqualTo(1_300);
      assertThat(done.counts()).isEqualTo(foreseen);
      assertThat(foreseen.duplicates()).isPositive();
      assertThat(desk.imports().errors(desk.actor(), id, PageRequest.first(200)).items())
          .hasSize((int) foreseen.rejected());
    }

    @Test
    void another_mapping_is_looked_at_anew() {
      ImportId id = desk.drafted("Wer,Wie\nAna,+5511912345678\n");

      ImportPreview first = desk.preview(id);
      assertThat(first.problem()).hasValueSatisfying(text -> assertThat(text).contains("'Wie'"));
      mce.runDue();
      assertThat(desk.get(id).check().finished()).isFalse();

      ImportPreview second =
          desk.imports()
              .preview(
                  desk.actor(),
                  id,
                  Optional.of(Map.of("Wer", "name", "Wie", "phone")),
                  CaptureScope.CREATE_AND_UPDATE);
      mce.runDue();
      assertThat(second.problem()).isEmpty();
      assertThat(second.rows())
          .extracting(PreviewRow::verdict)
          .containsExactly(PreviewVerdict.CREATE);
      assertThat(desk.get(id).check().counts().created()).isEqualTo(1);
    }

    @Test
    void a_mapping_is_remembered_for_files_with_the_same_headers() {
      ImportId id = desk.drafted("Wer,Wie\nAna,+5511912345678\n");
      desk.imports()
          .start(
              desk.actor(),
              id,
              ImportTerms.USUAL.mapping(Map.of("Wer", "company", "Wie", "phone")));
      mce.runDue();

      ImportPreview same = desk.preview(desk.drafted("wer,WIE\nBob,+919876543210\n"));
      assertThat(same.remembered()).isTrue();
      assertThat(same.columns())
          .extracting(PreviewColumn::target)
          .containsExactly("company", "phone");
      ImportPreview other = desk.preview(desk.drafted("Wer,Wie,Wo\nBob,+919876543210,x\n"));
      assertThat(other.remembered()).isFalse();
    }

    @Test
    void a_draft_that_nobody_starts_is_forgotten_after_a_day() {
      ImportId draft = desk.drafted("Name,Phone\nAna,+5511912345678\n");
      desk.preview(draft);
      ImportId upload = desk.imports().open(desk.actor(), "half.csv", 100).id();
      desk.imports()
          .append(desk.actor(), upload, 0, "Name,Phone\n".getBytes(StandardCharsets.UTF_8));

      mce.advance(Duration.ofHours(23));
      assertThat(desk.get(draft).status()).isEqualTo(ImportStatus.DRAFT);
      mce.advance(Duration.ofHours(2));

      assertThat(desk.imports().list(desk.actor(), PageRequest.first()).items()).isEmpty();
      assertThat(desk.leads()).isEmpty();
    }

    @Test
    void a_file_comes_in_pieces_each_of_which_may_come_twice() {
      byte[] file =
          IntStream.range(0, 40_000)
              .mapToObj(i -> "Lead %d,+9198%08d".formatted(i, i))
              .collect(Collectors.joining("\n", "Name,Phone\n", "\n"))
              .getBytes(StandardCharsets.UTF_8);
      ImportId id = desk.imports().open(desk.actor(), "leads.csv", file.length).id();
      int half = file.length / 2;
      byte[] first = Arrays.copyOfRange(file, 0, half);
      byte[] second = Arrays.copyOfRange(file, half, file.length);

      assertThatThrownBy(() -> desk.imports().append(desk.actor(), id, half, second))
          .isInstanceOfSatisfying(
              MceException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT);
                assertThat(e.details()).containsEntry("offset", "0");
              });
      desk.imports().append(desk.actor(), id, 0, first);
      mce.restart();
      Import again = desk.imports().append(desk.actor(), id, 0, first);
      assertThat(again.upload()).isEqualTo(new ImportUpload(file.length, half));
      desk.imports().append(desk.actor(), id, half, second);
      Import whole = desk.imports().append(desk.actor(), id, half, second);

      assertThat(whole.status()).isEqualTo(ImportStatus.DRAFT);
      assertThat(desk.foreseen(id, CaptureScope.CREATE_AND_UPDATE).created()).isEqualTo(40_000);
    }

    @Test
    void what_is_no_csv_is_refused_with_its_first_piece_and_leaves_nothing() {
      ImportId id = desk.imports().open(desk.actor(), "leads.csv", 1_000).id();

      assertThatThrownBy(() ->
              desk.imports()
                  .append(
                      desk.actor(),
                      id,
                      0,
                      "<!DOCTYPE html><html>".getBytes(StandardCharsets.UTF_8)))
          .isInstanceOfSatisfying(
              MceException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.INVALID);
                assertThat(e).hasMessageContaining("web page");
              });
      assertThat(desk.imports().list(desk.actor(), PageRequest.first()).items()).isEmpty();
    }

    @Test
    void a_cancelled_draft_is_forgotten() {
      ImportId id = desk.drafted("Name,Phone\nAna,12\n");
      desk.foreseen(id, CaptureScope.CREATE_AND_UPDATE);

      desk.imports().cancel(desk.actor(), id);
      mce.runDue();

      assertThatThrownBy(() -> desk.get(id)).isInstanceOf(MceException.class);
    }
  }
}
