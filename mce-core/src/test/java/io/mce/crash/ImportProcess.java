package io.mce.crash;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.mce.engine.EngineParts;
import io.mce.engine.MceEngine;
import io.mce.engine.MceEngineBuilder;
import io.mce.ingestion.ImportId;
import io.mce.ingestion.ImportPath;
import io.mce.ingestion.ImportRequest;
import io.mce.ingestion.ImportTerms;
import io.mce.ingestion.Imports;
import io.mce.ingestion.SourceId;
import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.lead.Lead;
import io.mce.lead.LeadDraft;
import io.mce.lead.LeadNames;
import io.mce.lead.LeadQuery;
import io.mce.organization.Role;
import io.mce.secret.MasterKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * An engine in a process of its own that imports a file, to be killed. The first on an empty
 * database makes an organization with members and leads and starts the import; later ones just run.
 * Reports {@code STARTED} when there is an import, {@code BATCH <n>} when the rows of its n-th
 * batch are stored and not committed, and {@code AT <n>} where it has stopped for the kill.
 * Commands: {@code pause}, {@code resume}, {@code undo}; {@code dump <file>} writes what is sealed
 * in the database; {@code close} shuts it down in order.
 */
public final class ImportProcess {

  private static final String ORGANIZATION = "import-proof";
  private static final int POOL = 8;
  private static final int LEADS_AT_ONCE = 500;
  private static final int MEMBERS = 3;
  private static final int CLOCK_FACTOR = 20;

  private final ImportOrder order;
  private final MceEngine engine;

  private ImportProcess(ImportOrder order) {
    this.order = order;
    this.engine = engine(order);
  }

  /** Runs one engine; see {@link ImportOrder}. */
  public static void main(String[] args) {
    ImportProcess process = new ImportProcess(ImportOrder.parse(args));
    ChildProcess.serve(process::run, process::obey);
  }

  private void run() throws IOException {
    engine.start();
    if (engine.organizations().findByKey(ORGANIZATION).isEmpty()) {
      setUp();
    }
    ChildProcess.tell("STARTED");
  }

  private void obey(String command) {
    String[] words = command.split(" ", 2);
    switch (words[0]) {
      case "pause" -> imports().pause(actor(), importId());
      case "resume" -> imports().resume(actor(), importId());
      case "undo" -> imports().undo(actor(), importId());
      case "dump" -> dump(Path.of(words[1]));
      case "close" -> {
        engine.close();
        Runtime.getRuntime().halt(0);
      }
      default -> throw new IllegalArgumentException(command);
    }
    ChildProcess.tell("DONE " + words[0]);
  }

  private Imports imports() {
    return engine.imports();
  }

  private Actor actor() {
    return actor(engine.organizations().findByKey(ORGANIZATION).orElseThrow());
  }

  private static Actor actor(OrganizationId organization) {
    return Actor.system(organization, "import-proof");
  }

  private ImportId importId() {
    return imports().list(actor(), PageRequest.first()).items().getFirst().id();
  }

  private static MceEngine engine(ImportOrder order) {
    byte[] key = new byte[MasterKey.BYTES];
    Arrays.fill(key, (byte) 7);
    MceEngineBuilder builder =
        MceEngine.builder()
            .masterKey(MasterKey.fromBase64(Base64.getEncoder().encodeToString(key)))
            .clock(new FastClock(order.clockOrigin(), CLOCK_FACTOR));
    String sqlite = "jdbc:sqlite:";
    if (order.database().startsWith(sqlite)) {
      builder.sqlite(Path.of(order.database().substring(sqlite.length())));
    } else {
      HikariConfig pool = new HikariConfig();
      pool.setJdbcUrl(order.database());
      pool.setMaximumPoolSize(POOL);
      builder.dataSource(new HikariDataSource(pool));
    }
    return EngineParts.replacing(builder, ImportPath.replacements(probe(order.stopAt()))).build();
  }

  private static ImportPath.Probe probe(int stopAt) {
    AtomicInteger passes = new AtomicInteger();
    return () -> {
      int batch = passes.incrementAndGet();
      ChildProcess.tell("BATCH " + batch);
      if (batch == stopAt) {
        ChildProcess.tell("AT " + batch);
        while (true) {
          LockSupport.park();
        }
      }
    };
  }

  private void setUp() throws IOException {
    Actor actor = actor(engine.organizations().ensure(ORGANIZATION, "Import proof").id());
    for (int i = 1; i <= MEMBERS; i++) {
      engine.members().add(actor, "user-" + i, "Member " + i, Role.REP);
    }
    int before = order.content().leadsBefore();
    for (int first = 0; first < before; first += LEADS_AT_ONCE) {
      List<LeadDraft> drafts =
          IntStream.range(first, Math.min(first + LEADS_AT_ONCE, before))
              .mapToObj(order.content()::before)
              .toList();
      engine.intake().takeAll(actor, drafts, SourceId.of("portal"), false);
    }
    try (InputStream in = Files.newInputStream(order.file())) {
      ImportTerms terms = ImportTerms.USUAL.mode(order.mode());
      imports().start(actor, new ImportRequest("leads.csv", terms), in);
    }
  }

  /** Writes a line for each lead there is: its id, and what the database holds sealed. */
  private void dump(Path file) {
    Actor actor = actor();
    try (Writer out = Files.newBufferedWriter(file)) {
      Optional<String> cursor = Optional.empty();
      do {
        PageRequest request = new PageRequest(PageRequest.MAX_LIMIT, cursor);
        Page<Lead> page = engine.leads().list(actor, LeadQuery.all(), request);
        Map<String, String> names =
            LeadNames.of(
                engine, actor.organizationId(), page.items().stream().map(Lead::id).toList());
        for (Lead lead : page.items()) {
          out.write(lead.id() + "\t" + sealed(lead, names) + "\n");
        }
        cursor = page.nextCursor().map(each -> each.text());
      } while (cursor.isPresent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sealed(Lead lead, Map<String, String> names) {
    List<String> parts = new ArrayList<>();
    lead.phone().ifPresent(phone -> parts.add(phone.e164()));
    lead.email().ifPresent(email -> parts.add(email.address()));
    parts.add(names.getOrDefault(lead.id().toString(), ""));
    parts.add(new TreeMap<>(lead.metadata()).toString());
    return String.join(" ", parts).replaceAll("[\\t\\r\\n]", " ");
  }
}
