package io.mce.benchmarks;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.mce.campaign.Campaign;
import io.mce.campaign.CampaignDraft;
import io.mce.campaign.CampaignStatus;
import io.mce.campaign.Step;
import io.mce.engine.MceEngine;
import io.mce.ingestion.LeadSource;
import io.mce.ingestion.LeadSourceDraft;
import io.mce.ingestion.SourceId;
import io.mce.kernel.Actor;
import io.mce.kernel.PageRequest;
import io.mce.lead.LeadDraft;
import io.mce.lead.LeadQuery;
import io.mce.organization.Role;
import io.mce.provider.ProviderAccountDraft;
import io.mce.spi.WebhookRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures the engine beside its floor, in the same run on the same machine: what the same rows
 * cost in plain JDBC. The ratio is the result; the seconds depend on the machine.
 *
 * <p>Arguments: how many leads to import and to dispatch (10,000), how many to list (1,000,000),
 * and which alone to run: dispatch, webhook, list, segments, encryption, or scale, which only runs
 * when it is asked for.
 */
public final class Benchmarks {

  private static final int BATCH = 500;

  private static final List<String> FOUNDATION = List.of("mce_organization", "mce_member");

  private static final List<String> LEAD_TABLES =
      List.of("mce_lead", "mce_lead_identifier", "mce_lead_tag", "mce_lead_word", "mce_event");

  private final int count;
  private final int listed;
  private final String only;
  private final List<String> table = new ArrayList<>();

  private Benchmarks(int count, int listed, String only) {
    this.count = count;
    this.listed = listed;
    this.only = only;
  }

  /** Runs everything on both databases and prints one table. */
  public static void main(String[] arguments) throws Exception {
    int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
    int listed = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000;
    String only = arguments.length > 2 ? arguments[2] : "";
    Benchmarks benchmarks = new Benchmarks(count, listed, only);
    for (BenchDatabase.Kind kind : BenchDatabase.Kind.wanted()) {
      // The first round warms the JVM up and is thrown away.
      new Benchmarks(Math.min(count, 2_000), 0, only).run(kind);
      benchmarks.run(kind);
    }
    System.out.println("| what | database | n | engine | floor | ratio | thin floor |");
    System.out.println("|---|---|---|---|---|---|---|");
    benchmarks.table.forEach(System.out::println);
    System.exit(0);
  }

  private void run(BenchDatabase.Kind kind) throws Exception {
    if (only.isEmpty() || only.equals("dispatch")) {
      importAndDispatch(kind);
    }
    if (only.isEmpty() || only.equals("webhook")) {
      webhooks(kind);
    }
    if (only.isEmpty() || only.equals("encryption")) {
      encryption(kind);
    }
    if (only.equals("scale")) {
      scale(kind);
    }
    if (only.equals("outbox")) {
      outbox(kind);
    }
    if (listed > 0 && (only.isEmpty() || only.equals("list"))) {
      list(kind);
    }
    if (listed > 0 && (only.isEmpty() || only.equals("segments"))) {
      segments(kind);
    }
  }

  private void row(
      String what,
      BenchDatabase.Kind kind,
      int n,
      String engine,
      String floor,
      String ratio,
      String thin) {
    table.add(
        "| %s | %s | %,d | %s | %s | %s | %s |"
            .formatted(what, kind, n, engine, floor, ratio, thin));
  }

  private static String perSecond(int n, double seconds) {
    return String.format(Locale.ROOT, "%,.0f/s", n / seconds);
  }

  private static String times(double engine, double floor) {
    return String.format(Locale.ROOT, "%.2fx", engine / floor);
  }

  private static LeadDraft draft(int i) {
    return LeadDraft.of("Lead Number " + i, phone(i))
        .email("lead" + i + "@example.com")
        .company("Company " + i % 1000);
  }

  private static String phone(int i) {
    return "+91 9%09d".formatted(800_000_000 + i);
  }

  private static Actor organization(MceEngine engine) {
    Actor actor = Actor.system(engine.organizations().ensure("bench", "Bench").id(), "benchmark");
    engine.members().add(actor, "u1", "One", Role.REP);
    engine.members().add(actor, "u2", "Two", Role.REP);
    return actor;
  }

  private void importAndDispatch(BenchDatabase.Kind kind) throws Exception {
    NullChannel channel = new NullChannel();
    try (BenchDatabase database = BenchDatabase.create(kind);
        BenchDatabase plain = BenchDatabase.create(kind);
        BenchDatabase thin = BenchDatabase.create(kind)) {
      double importing;
      double dispatching;
      try (MceEngine engine = database.engine().provider(channel).build()) {
        engine.start();
        Actor actor = organization(engine);
        long start = System.nanoTime();
        for (int from = 0; from < count; from += BATCH) {
          List<LeadDraft> drafts = new ArrayList<>();
          for (int i = from; i < Math.min(count, from + BATCH); i++) {
            drafts.add(draft(i));
          }
          engine.intake().takeAll(actor, drafts, SourceId.of("import"), false);
        }
        importing = (System.nanoTime() - start) / 1e9;
        double floor = importFloor(database, plain);
        double thinFloor = thinFloor(thin, database);
        row(
            "import",
            kind,
            count,
            perSecond(count, importing),
            perSecond(count, floor),
            times(importing, floor),
            perSecond(count, thinFloor));
        double campaign = campaign(engine, actor);
        row("campaign, start to end", kind, count, perSecond(count, campaign), "", "", "");
        dispatching = Requeued.send(database, channel, count);
      }
      double floor = Requeued.floor(database, count);
      row(
          "dispatch",
          kind,
          count,
          perSecond(count, dispatching),
          perSecond(count, floor),
          times(dispatching, floor),
          "");
    }
  }

  /** Parse and normalise each row once, then write what the engine wrote. */
  private double importFloor(BenchDatabase written, BenchDatabase plain)
      throws SQLException, NumberParseException {
    prepare(plain);
    long start = System.nanoTime();
    PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
    long sum = 0;
    for (int i = 0; i < count; i++) {
      sum += phones.parse(phone(i), "IN").getNationalNumber();
    }
    if (sum == 0) {
      throw new IllegalStateException("nothing was parsed");
    }
    double parsing = (System.nanoTime() - start) / 1e9;
    return parsing + RowStream.copy(written, plain, FOUNDATION, LEAD_TABLES, BATCH);
  }

  private double thinFloor(BenchDatabase thin, BenchDatabase written) throws SQLException {
    prepare(thin);
    return RowStream.copy(written, thin, FOUNDATION, List.of("mce_lead"), BATCH);
  }

  private static void prepare(BenchDatabase database) {
    try (MceEngine engine = database.engine().workers(w -> w.onCallingThread()).build()) {
      engine.start();
    }
  }

  /** A campaign to everyone, from its start until all its messages are with the carrier. */
  private double campaign(MceEngine engine, Actor actor) {
    engine.providerAccounts().create(actor, new ProviderAccountDraft("null", "Null", Map.of()));
    Campaign campaign =
        engine.campaigns().create(actor, CampaignDraft.of("Bench", Step.now("Hi {{lead_name}}")));
    long start = System.nanoTime();
    engine.campaigns().start(actor, campaign.id());
    while (engine.campaigns().get(actor, campaign.id()).status() != CampaignStatus.COMPLETED) {
      LockSupport.parkNanos(100_000_000);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private void webhooks(BenchDatabase.Kind kind) throws Exception {
    int n = Math.min(count, 2_000);
    try (BenchDatabase database = BenchDatabase.create(kind);
        BenchDatabase plain = BenchDatabase.create(kind)) {
      double engineSeconds;
      long[] nanos = new long[n];
      try (MceEngine engine = database.engine().build()) {
        engine.start();
        Actor actor = organization(engine);
        LeadSource source = engine.leadSources().create(actor, LeadSourceDraft.of("Landing"));
        long start = System.nanoTime();
        for (int i = 0; i < n; i++) {
          long before = System.nanoTime();
          engine
              .leadHooks()
              .receive(
                  source.key(),
                  new WebhookRequest(
                      "POST",
                      URI.create("http://localhost/api/hooks/" + source.key()),
                      Map.of("Content-Type", List.of("application/json")),
                      Map.of(),
                      "{\"name\":\"Lead Number %d\",\"phone\":\"%s\",\"email\":\"lead%d@example.com\"}"
                          .formatted(i, phone(i), i)
                          .getBytes(StandardCharsets.UTF_8),
                      Instant.now()));
          nanos[i] = System.nanoTime() - before;
        }
        engineSeconds = (System.nanoTime() - start) / 1e9;
      }
      prepare(plain);
      double floor = RowStream.copy(database, plain, FOUNDATION, LEAD_TABLES, 1);
      Arrays.sort(nanos);
      row(
          "webhook (p99 %.1f ms)".formatted(nanos[n * 99 / 100] / 1e6),
          kind,
          n,
          perSecond(n, engineSeconds),
          perSecond(n, floor),
          times(engineSeconds, floor),
          "");
    }
  }

  /** The floor is the same work with personal values left readable. */
  private void encryption(BenchDatabase.Kind kind) {
    FieldEncryption benchmark = new FieldEncryption(kind, count);
    // Without a list to read this is the round that warms up.
    List<FieldEncryption.Times> times = listed == 0 ? benchmark.measure(1) : benchmark.measure();
    FieldEncryption.Times with = times.getFirst();
    FieldEncryption.Times without = times.getLast();
    row(
        "import, sealed and readable",
        kind,
        count,
        perSecond(count, with.importing()),
        perSecond(count, without.importing()),
        times(with.importing(), without.importing()),
        "");
    row(
        "list of all, sealed and readable",
        kind,
        count,
        perSecond(count, with.listing()),
        perSecond(count, without.listing()),
        times(with.listing(), without.listing()),
        "");
    row(
        "first page, sealed and readable",
        kind,
        50,
        "%.2f ms".formatted(1000 * with.page()),
        "%.2f ms".formatted(1000 * without.page()),
        times(with.page(), without.page()),
        "");
  }

  /** The whole import of a file; with {@code only=scale} the count is that of its rows. */
  private void scale(BenchDatabase.Kind kind) throws Exception {
    ImportScale.Result result = new ImportScale(kind, count).measure();
    row(
        "import of a file",
        kind,
        count,
        perSecond(count, result.engine()),
        perSecond(count, result.floor()),
        times(result.engine(), result.floor()),
        perSecond(count, result.thin()));
    row(
        "import of a file until it is in the audit trail",
        kind,
        count,
        perSecond(count, result.audited()),
        perSecond(count, result.floor()),
        times(result.audited(), result.floor()),
        "");
    row(
        "import of 10,000 rows beside all of them, and beside 10,000",
        kind,
        count,
        "%,.0f/s".formatted(result.many()),
        "%,.0f/s".formatted(result.few()),
        "%.2f of it".formatted(result.many() / result.few()),
        "");
  }

  /** The outbox with a backlog; with {@code only=outbox} the count is how much waits. */
  private void outbox(BenchDatabase.Kind kind) throws Exception {
    for (OutboxScale.Result result : new OutboxScale(kind, count).measure()) {
      row(
          result.what(),
          kind,
          count,
          perSecond(result.messages(), result.engine()),
          result.floor() == 0 ? "" : perSecond(result.messages(), result.floor()),
          result.floor() == 0 ? "" : times(result.engine(), result.floor()),
          "");
    }
  }

  private void list(BenchDatabase.Kind kind) throws Exception {
    try (BenchDatabase database = BenchDatabase.create(kind);
        MceEngine engine = database.engine().workers(w -> w.onCallingThread()).build()) {
      engine.start();
      Actor actor = organization(engine);
      fill(database, actor.organizationId().toString());
      List<LeadQuery> queries = List.of(LeadQuery.all(), LeadQuery.all().text("lead 77777"));
      for (LeadQuery query : queries) {
        double[] millis = new double[200];
        for (int i = -50; i < millis.length; i++) {
          long before = System.nanoTime();
          engine.leads().list(actor, query, PageRequest.first(50));
          if (i >= 0) {
            millis[i] = (System.nanoTime() - before) / 1e6;
          }
        }
        Arrays.sort(millis);
        row(
            query.text().isEmpty() ? "first page" : "first page of a search by name",
            kind,
            listed,
            "p50 %.1f ms, p95 %.1f ms".formatted(millis[100], millis[190]),
            "",
            "",
            "");
      }
    }
  }

  /** Floor: the best SQL for each question, with an index made for it. */
  private void segments(BenchDatabase.Kind kind) throws Exception {
    try (BenchDatabase database = BenchDatabase.create(kind);
        MceEngine engine = database.engine().workers(w -> w.onCallingThread()).build()) {
      engine.start();
      Actor actor = organization(engine);
      for (SegmentQueries.Times times :
          new SegmentQueries(database, engine, actor, listed).measure()) {
        double p95 = SegmentQueries.Times.at(times.engine(), 95);
        double floor95 = SegmentQueries.Times.at(times.floor(), 95);
        row(
            times.what(),
            kind,
            listed,
            millis(times.engine()),
            millis(times.floor()),
            "p50 %s, p95 %s"
                .formatted(
                    times(
                        SegmentQueries.Times.at(times.engine(), 50),
                        SegmentQueries.Times.at(times.floor(), 50)),
                    times(p95, floor95)),
            "");
      }
    }
  }

  private static String millis(List<Double> sorted) {
    return String.format(
        Locale.ROOT,
        "p50 %.2f ms, p95 %.2f ms",
        SegmentQueries.Times.at(sorted, 50),
        SegmentQueries.Times.at(sorted, 95));
  }

  /** Fills the list inside the database: what is measured is reading. */
  private void fill(BenchDatabase database, String organization) throws SQLException {
    String numbers =
        database.kind() == BenchDatabase.Kind.SQLITE
            ? "with recursive n(i) as (select 1 union all select i + 1 from n where i < "
                + listed
                + ") "
            : "with n(i) as (select generate_series(1, " + listed + ")) ";
    String id =
        database.kind() == BenchDatabase.Kind.SQLITE
            ? "printf('01a00000-%04x-7000-8000-%012x', i / 65536, i)"
            : "'01a00000-' || lpad(to_hex(i / 65536), 4, '0') || '-7000-8000-'"
                + " || lpad(to_hex(i), 12, '0')";
    try (Connection connection = database.connection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          numbers
              + "insert into mce_lead (organization_id, id, name, search_key, source, status,"
              + " score, score_reasons, automation, tags, created_at, updated_at, version)"
              + " select '"
              + organization
              + "', "
              + id
              + ", 'Lead ' || i, 'lead ' || i, 'import', 'NEW', i % 100, '[]', 'ACTIVE', '[]',"
              + " i, i, 1 from n");
      for (String word : List.of("'lead'", "'' || i")) {
        statement.execute(
            numbers
                + "insert into mce_lead_word (organization_id, lead_id, word) select '"
                + organization
                + "', "
                + id
                + ", "
                + word
                + " from n");
      }
      statement.execute("analyze");
    }
  }
}
