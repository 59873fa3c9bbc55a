package io.mce.ingestion;

import io.mce.field.CustomField;
import io.mce.ingestion.ImportStore.Order;
import io.mce.kernel.OrganizationId;
import io.mce.lead.DraftCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The file of an import, open at some row. While rows are stored, those behind them are read and
 * checked by a thread of the session. Not thread-safe.
 */
final class ImportSession implements AutoCloseable {

  private final CsvFile file;
  private final FieldMapping mapping;
  private final CsvReader reader;
  private final ExecutorService ahead =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("mce-import-reader").factory());
  private @Nullable Future<Checked> next;
  private long position;

  private ImportSession(CsvFile file, FieldMapping mapping, CsvReader reader) {
    this.file = file;
    this.mapping = mapping;
    this.reader = reader;
  }

  /** Rows, and what can be used of each that can be read. */
  record Checked(List<CsvRow> rows, List<DraftCheck> checks) {}

  /** Opens the file and passes over so many rows. */
  static ImportSession open(
      ImportFileStore files,
      OrganizationId organizationId,
      Order order,
      long rows,
      List<CustomField> fields) {
    ImportId importId = order.stored().id();
    try {
      CsvFile.Content content = () -> new StoredFile(files, organizationId, importId);
      CsvFile file =
          order.encoding().isPresent()
              ? CsvFile.of(content, order.encoding().get())
              : CsvFile.of(content);
      ImportSession session =
          new ImportSession(
              file, FieldMapping.of(file.headers(), order.mapping(), fields), file.open());
      while (session.position < rows && session.reader.next().isPresent()) {
        session.position++;
      }
      return session;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long countRows() {
    return file.countRows();
  }

  FileForm form() {
    return file.form();
  }

  FieldMapping mapping() {
    return mapping;
  }

  /** Returns how many rows were read. */
  long position() {
    return position;
  }

  /** Reads on; fewer rows than asked for are the last. Not to be mixed with {@link #take}. */
  List<CsvRow> read(int count) {
    List<CsvRow> rows = next(count);
    position += rows.size();
    return rows;
  }

  /** Reads on and checks; fewer rows than asked for are the last. */
  Checked take(int count, Function<List<CsvRow>, List<DraftCheck>> check) {
    Checked taken = await(next == null ? readAhead(count, check) : next);
    next = taken.rows().size() < count ? null : readAhead(count, check);
    position += taken.rows().size();
    return taken;
  }

  private Future<Checked> readAhead(int count, Function<List<CsvRow>, List<DraftCheck>> check) {
    return ahead.submit(() -> {
      List<CsvRow> rows = next(count);
      return new Checked(rows, check.apply(rows));
    });
  }

  private static Checked await(Future<Checked> reading) {
    try {
      return reading.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading a file", e);
    }
  }

  private List<CsvRow> next(int count) {
    List<CsvRow> rows = new ArrayList<>(count);
    while (rows.size() < count) {
      Optional<CsvRow> row = reader.next();
      if (row.isEmpty()) {
        break;
      }
      rows.add(row.get());
    }
    return rows;
  }

  @Override
  public void close() {
    ahead.close(); // Waits for who reads.
    reader.close();
  }
}
