package io.mce.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import io.mce.engine.EngineParts;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.PageRequest;
import io.mce.lead.Lead;
import io.mce.lead.LeadCaptured;
import io.mce.lead.LeadQuery;
import io.mce.organization.Role;
import io.mce.persistence.Database;
import io.mce.testing.MceExtension;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ImportsTest {

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

    /** Rows at which the next batch breaks off, as if the process had died. */
    private long breakAt = -1;

    private Actor actor;

    Contract(MceExtension mce) {
      this.mce =
          mce.with(builder ->
              EngineParts.replacing(
                  builder,
                  new AbstractModule() {
                    @Override
                    protected void configure() {
                      bind(ImportProbe.class).toInstance(Contract.this::breakOff);
                    }
                  }));
    }

    private void breakOff(Import before) {
      if (before.processed() == breakAt) {
        breakAt = -1;
        throw new AssertionError("the process dies here");
      }
    }

    @BeforeEach
    void organization() {
      actor =
          Actor.system(mce.engine().organizations().ensure("acme", "Acme").id(), "imports-test");
    }

    private Imports imports() {
      return mce.engine().imports();
    }

    private Import imported(String text) {
      return imported(ImportRequest.of("leads.csv"), text);
    }

    private Import imported(ImportRequest request, String text) {
      Import started = imports().start(actor, request, content(text));
      mce.runDue();
      return imports().get(actor, started.id());
    }

    private static InputStream content(String text) {
      return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private List<Lead> leads() {
      List<Lead> all = new ArrayList<>();
      Optional<String> cursor = Optional.empty();
      do {
        var page = mce.engine().leads().list(actor, LeadQuery.all(), new PageRequest(200, cursor));
        all.addAll(page.items());
        cursor = page.nextCursor().map(each -> each.text());
      } while (cursor.isPresent());
      return all;
    }

    @Test
    void the_sample_gives_480_leads_and_20_duplicates() throws IOException {
      mce.engine().members().add(actor, "u1", "Rep", Role.REP);
      Import started;
      try (InputStream in = Files.newInputStream(Path.of(sample()))) {
        started = imports().start(actor, ImportRequest.of("cold_leads_nov.csv"), in);
      }
      assertThat(started.status()).isEqualTo(ImportStatus.QUEUED);
      mce.runDue();

      Import done = imports().get(actor, started.id());
      assertThat(done.status()).isEqualTo(ImportStatus.COMPLETED);
      assertThat(done.failure()).isEmpty();
      assertThat(done.rows()).isEqualTo(500);
      assertThat(done.processed()).isEqualTo(500);
      assertThat(done.created()).isEqualTo(480);
      assertThat(done.updated()).isZero();
      assertThat(done.duplicates()).isEqualTo(20);
      assertThat(done.rejected()).isZero();
      assertThat(leads())
          .hasSize(480)
          .allSatisfy(lead -> {
            assertThat(lead.score()).isPositive();
            assertThat(lead.scoreReasons()).isNotEmpty();
            assertThat(lead.owner()).isPresent();
          });
    }

    private static String sample() {
      return Files.exists(Path.of("samples"))
          ? "samples/cold_leads_nov.csv"
          : "../samples/cold_leads_nov.csv";
    }

    @Test
    void a_rejected_row_says_where_what_why_and_what_to_do() {
      Import done =
          imported(
              """
              Name,Phone,Email
              Ana,+5511912345678,ana@example.com
              Bob,123,bob@example.com
              Cy,,
              Dee,+919876543210,dee at example
              """);

      assertThat(done.created()).isEqualTo(2);
      assertThat(done.rejected()).isEqualTo(2);
      List<ImportError> errors = imports().errors(actor, done.id(), PageRequest.first()).items();
      assertThat(errors).extracting(ImportError::row).containsExactly(3L, 4L, 5L);
      assertThat(errors).extracting(ImportError::column).containsExactly("Phone", "Phone", "Email");
      assertThat(errors)
          .extracting(ImportError::value)
          .containsExactly("123", "", "dee at example");
      assertThat(errors)
          .allSatisfy(error -> {
            assertThat(error.code()).matches("(PHONE|EMAIL)_[A-Z_]+");
            assertThat(error.reason()).endsWith(".");
            assertThat(error.hint()).isNotBlank();
          });
      var first = imports().errors(actor, done.id(), PageRequest.first(2));
      var rest =
          imports()
              .errors(
                  actor,
                  done.id(),
                  new PageRequest(2, first.nextCursor().map(cursor -> cursor.text())));
      assertThat(first.items()).isEqualTo(errors.subList(0, 2));
      assertThat(rest.items()).isEqualTo(errors.subList(2, 3));
    }

    @Test
    void what_is_known_from_before_is_updated_or_a_duplicate() {
      imported("Name,Phone\nAna,+5511912345678\nBob,+919876543210\n");
      Import second = imported("Name,Phone,Company\nAna,+5511912345678,Sol\nBob,+919876543210,\n");

      assertThat(second.created()).isZero();
      assertThat(second.updated()).isEqualTo(1);
      assertThat(second.duplicates()).isEqualTo(1);
      assertThat(imports().list(actor, PageRequest.first()).items())
          .extracting(Import::id)
          .startsWith(second.id())
          .hasSize(2);
    }

    @Test
    void a_crash_in_the_middle_neither_loses_nor_repeats_a_row() {
      String rows =
          IntStream.range(0, 1_700)
              .mapToObj(
                  i -> "Lead %d,+9198%08d,%s".formatted(i, i % 1_600, i % 100 == 7 ? "x@y" : ""))
              .collect(Collectors.joining("\n", "Name,Phone,Email\n", "\n"));
      Import started = imports().start(actor, ImportRequest.of("leads.csv"), content(rows));
      breakAt = 1_000;
      assertThatThrownBy(mce::runDue).isInstanceOf(AssertionError.class);
      assertThat(imports().get(actor, started.id()).processed()).isEqualTo(1_000);

      mce.restart();
      mce.advance(Duration.ofMinutes(1));

      Import done = imports().get(actor, started.id());
      assertThat(done.status()).isEqualTo(ImportStatus.COMPLETED);
      assertThat(done.processed()).isEqualTo(1_700);
      assertThat(done.created()).isEqualTo(1_600);
      assertThat(done.duplicates()).isEqualTo(100);
      assertThat(done.rejected()).isZero();
      assertThat(leads()).hasSize(1_600);
      assertThat(imports().errors(actor, done.id(), PageRequest.first(200)).items())
          .extracting(ImportError::row)
          .doesNotHaveDuplicates()
          .hasSize(17);
    }

    @Test
    void an_import_greets_nobody_unless_asked_to() {
      imported("Name,Phone\nAna,+5511912345678\n");
      imported(
          new ImportRequest("b.csv", ImportTerms.USUAL.automations(true)),
          "Name,Phone\nBob,+919876543210\n");

      assertThat(mce.engine().events().since(actor, 0, 1_000).events())
          .filteredOn(event -> event.is(LeadCaptured.class))
          .extracting(event -> event.as(LeadCaptured.class).automations())
          .containsExactly(false, true);
    }

    @Test
    void a_file_that_cannot_be_used_is_refused_and_leaves_nothing() {
      for (String text : List.of("", "City,Remarks\nPune,call\n", "PK\u0003\u0004 xlsx")) {
        assertThatThrownBy(() -> imports().start(actor, ImportRequest.of("x.csv"), content(text)))
            .isInstanceOfSatisfying(
                MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID));
      }
      assertThat(imports().list(actor, PageRequest.first()).items()).isEmpty();
    }

    @Test
    void nothing_is_kept_of_a_file_that_breaks_off() throws SQLException {
      InputStream broken =
          new SequenceInputStream(content("Name,Phone\nAna,+5511912345678\n"), new Broken());

      assertThatThrownBy(() -> imports().start(actor, ImportRequest.of("leads.csv"), broken))
          .isInstanceOf(UncheckedIOException.class);

      assertThat(imports().list(actor, PageRequest.first()).items())
          .extracting(Import::status)
          .containsExactly(ImportStatus.FAILED);
      assertThat(execute("delete from mce_import_chunk")).isZero();
      mce.advance(Duration.ofDays(2));
      assertThat(leads()).isEmpty();
    }

    @Test
    void what_an_engine_that_died_left_of_an_upload_is_removed_the_next_day() throws SQLException {
      Import done = imported("Name,Phone\nAna,+5511912345678\n");
      InputStream dying =
          new InputStream() {
            @Override
            public int read() {
              throw new AssertionError("the process dies here");
            }
          };
      assertThatThrownBy(() -> imports().start(actor, ImportRequest.of("leads.csv"), dying))
          .isInstanceOf(AssertionError.class);
      Import left = imports().list(actor, PageRequest.first()).items().getFirst();
      assertThat(left.id()).isNotEqualTo(done.id());
      EngineParts.part(mce.engine(), ImportFileStore.class)
          .insertChunk(actor.organizationId(), left.id(), 0, new byte[] {1});

      mce.advance(Duration.ofDays(2));

      assertThat(execute("delete from mce_import_chunk")).isZero();
    }

    private int execute(String sql) throws SQLException {
      try (Connection connection =
              EngineParts.part(mce.engine(), Database.class).dataSource().getConnection();
          Statement statement = connection.createStatement()) {
        return statement.executeUpdate(sql);
      }
    }

    /** A connection that is lost. */
    private static final class Broken extends InputStream {
      @Override
      public int read() throws IOException {
        throw new IOException("connection lost");
      }
    }

    @Test
    void the_import_of_another_organization_is_not_there() {
      Import done = imported("Name,Phone\nAna,12\n");
      Actor other =
          Actor.system(mce.engine().organizations().ensure("b", "B").id(), "imports-test");

      assertThatThrownBy(() -> imports().get(other, done.id()))
          .isInstanceOfSatisfying(
              MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
      assertThatThrownBy(() -> imports().errors(other, done.id(), PageRequest.first()))
          .isInstanceOfSatisfying(
              MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
      assertThat(imports().list(other, PageRequest.first()).items()).isEmpty();
    }
  }
}
