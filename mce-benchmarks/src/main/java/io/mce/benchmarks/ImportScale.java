package io.mce.benchmarks;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.mce.engine.MceEngine;
import io.mce.ingestion.Import;
import io.mce.ingestion.ImportRequest;
import io.mce.ingestion.ImportStatus;
import io.mce.kernel.Actor;
import io.mce.organization.Role;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A file of leads through the whole intake, from its first byte until the last row is counted and
 * the audit trail has caught up, beside what its rows cost without an engine. The same engine takes
 * 10,000 rows when it knows 10,000 leads and again when it knows them all.
 */
final class ImportScale {

  private static final int PROBE = 10_000;
  private static final int BATCH = 500;

  private final BenchDatabase.Kind kind;
  private final int rows;

  ImportScale(BenchDatabase.Kind kind, int rows) {
    this.kind = kind;
    this.rows = rows;
  }

  /**
   * What was measured.
   *
   * @param engine seconds of the whole file
   * @param audited seconds until the audit trail had it too
   * @param floor seconds of parsing the file and its numbers and writing the same leads, names,
   *     tags and events
   * @param thin the same with the rows of leads alone
   * @param few rows per second when 10,000 leads are there
   * @param many rows per second when all are there
   */
  record Result(
      double engine, double audited, double floor, double thin, double few, double many) {}

  Result measure() throws Exception {
    Path folder = Files.createTempDirectory("mce-scale");
    try (BenchDatabase database = BenchDatabase.create(kind);
        BenchDatabase plain = BenchDatabase.create(kind);
        BenchDatabase thin = BenchDatabase.create(kind)) {
      Path file = LeadFile.write(folder, 2 * PROBE, 2 * PROBE + rows);
      double engineSeconds;
      double audited;
      double few;
      double many;
      try (MceEngine engine = database.engine().build()) {
        engine.start();
        Actor actor = organization(engine);
        take(engine, actor, LeadFile.write(folder, 0, PROBE));
        audited(database);
        few = PROBE / take(engine, actor, LeadFile.write(folder, PROBE, 2 * PROBE));
        audited(database);
        engineSeconds = take(engine, actor, file);
        audited = engineSeconds + audited(database);
        int next = 2 * PROBE + rows;
        many = PROBE / take(engine, actor, LeadFile.write(folder, next, next + PROBE));
      }
      prepare(plain);
      prepare(thin);
      double parsing = parse(file);
      double floor =
          parsing
              + RowStream.copy(
                  database,
                  plain,
                  List.of("mce_organization", "mce_member"),
                  List.of("mce_lead", "mce_lead_identifier", "mce_lead_tag", "mce_event"),
                  BATCH);
      double thinFloor =
          parsing
              + RowStream.copy(
                  database,
                  thin,
                  List.of("mce_organization", "mce_member"),
                  List.of("mce_lead"),
                  BATCH);
      // The copies hold the rows of the two small files as well.
      double share = rows / (double) (rows + 3 * PROBE);
      return new Result(engineSeconds, audited, floor * share, thinFloor * share, few, many);
    }
  }

  private static Actor organization(MceEngine engine) {
    Actor actor = Actor.system(engine.organizations().ensure("scale", "Scale").id(), "benchmark");
    for (int i = 0; i < 5; i++) {
      engine.members().add(actor, "u" + i, "Member " + i, Role.REP);
    }
    return actor;
  }

  private static double take(MceEngine engine, Actor actor, Path file) throws IOException {
    long start = System.nanoTime();
    Import started;
    try (InputStream content = Files.newInputStream(file)) {
      started =
          engine.imports().start(actor, ImportRequest.of(file.getFileName().toString()), content);
    }
    while (true) {
      Import now = engine.imports().get(actor, started.id());
      if (now.status() == ImportStatus.COMPLETED) {
        System.out.printf(
            Locale.ROOT,
            "  %,d rows: %,d created, %,d updated, %,d duplicates, %,d rejected%n",
            now.processed(),
            now.created(),
            now.updated(),
            now.duplicates(),
            now.rejected());
        return (System.nanoTime() - start) / 1e9;
      }
      if (now.status() == ImportStatus.FAILED) {
        throw new IllegalStateException(String.valueOf(now.failure()));
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  /** Waits until the audit trail holds what the log says; returns the seconds. */
  private static double audited(BenchDatabase database) throws SQLException {
    long start = System.nanoTime();
    try (Connection connection = database.connection();
        PreparedStatement behind =
            connection.prepareStatement(
                "select count(*) from mce_event_head h where h.seq > (select max(c.seq)"
                    + " from mce_event_cursor c where c.organization_id = h.organization_id"
                    + " and c.subscriber = 'audit')")) {
      while (true) {
        try (ResultSet rows = behind.executeQuery()) {
          rows.next();
          if (rows.getLong(1) == 0) {
            return (System.nanoTime() - start) / 1e9;
          }
        }
        LockSupport.parkNanos(20_000_000);
      }
    }
  }

  private static void prepare(BenchDatabase database) {
    try (MceEngine engine = database.engine().workers(w -> w.onCallingThread()).build()) {
      engine.start();
    }
  }

  /** Reads the file and its numbers, and does nothing with them. */
  private static double parse(Path file) throws IOException {
    long start = System.nanoTime();
    PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
    long numbers = 0;
    try (Reader reader = Files.newBufferedReader(file);
        CSVParser parser =
            CSVParser.builder()
                .setReader(reader)
                .setFormat(CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get())
                .get()) {
      for (CSVRecord row : parser) {
        try {
          numbers += phones.parse(row.get(1), "IN").getNationalNumber() > 0 ? 1 : 0;
        } catch (NumberParseException e) {
          numbers++;
        }
      }
    }
    if (numbers == 0) {
      throw new IllegalStateException("nothing was parsed");
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
