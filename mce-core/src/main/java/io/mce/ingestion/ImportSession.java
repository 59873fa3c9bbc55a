package io.mce.ingestion;

import io.mce.ingestion.ImportStore.Order;
import io.mce.kernel.OrganizationId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The file of an import, open at some row. Not thread-safe. */
final class ImportSession implements AutoCloseable {

  private final CsvFile file;
  private final FieldMapping mapping;
  private final CsvReader reader;
  private long position;

  private ImportSession(CsvFile file, FieldMapping mapping, CsvReader reader) {
    this.file = file;
    this.mapping = mapping;
    this.reader = reader;
  }

  /** Opens the file and passes over so many rows. */
  static ImportSession open(
      ImportFileStore files, OrganizationId organizationId, Order order, long rows) {
    ImportId importId = order.stored().id();
    try {
      CsvFile.Content content = () -> new StoredFile(files, organizationId, importId);
      CsvFile file =
          order.encoding().isPresent()
              ? CsvFile.of(content, order.encoding().get())
              : CsvFile.of(content);
      ImportSession session =
          new ImportSession(file, FieldMapping.of(file.headers(), order.mapping()), file.open());
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

  /** Reads on; fewer rows than asked for are the last. */
  List<CsvRow> read(int count) {
    List<CsvRow> rows = new ArrayList<>(count);
    while (rows.size() < count) {
      Optional<CsvRow> row = reader.next();
      if (row.isEmpty()) {
        break;
      }
      rows.add(row.get());
    }
    position += rows.size();
    return rows;
  }

  @Override
  public void close() {
    reader.close();
  }
}
