package io.mce.crash;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.mce.campaign.Campaign;
import io.mce.campaign.CampaignDraft;
import io.mce.campaign.CampaignId;
import io.mce.campaign.Step;
import io.mce.channel.Dispatch;
import io.mce.channel.Outbox;
import io.mce.channel.SendLabel;
import io.mce.channel.SendPath;
import io.mce.engine.EngineParts;
import io.mce.engine.MceEngine;
import io.mce.engine.MceEngineBuilder;
import io.mce.ingestion.SourceId;
import io.mce.kernel.Actor;
import io.mce.kernel.Cursor;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.lead.LeadDraft;
import io.mce.provider.ProviderAccountDraft;
import io.mce.secret.MasterKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * An engine in a process of its own, to be killed. The first on an empty database makes an
 * organization with leads and starts a campaign to all of them; later ones just run. Reports {@code
 * STARTED} when messages may go out and {@code AT <label>} when it has stopped for the kill; the
 * command {@code go} lets it go on and stop no more, {@code doubts} asks how many messages it lists
 * as in doubt, {@code held} why nothing is sent, {@code release} lets messages out and cancels
 * those that waited, {@code pause} and {@code resume} are for the campaign, {@code close} shuts it
 * down in order.
 */
public final class EngineProcess {

  private static final String ORGANIZATION = "crash-proof";
  private static final int POOL = 10;
  private static final int LEADS_AT_ONCE = 500;
  private static final long FIRST_PHONE = 9_810_000_000L;
  private static final int CLOCK_FACTOR = 10;
  private static final Duration SEND_TIMEOUT = Duration.ofSeconds(2);

  private EngineProcess() {}

  /** Runs one engine; see {@link EngineOrder}. */
  public static void main(String[] args) {
    EngineOrder order = EngineOrder.parse(args);
    CountDownLatch released = new CountDownLatch(1);
    MceEngine engine = engine(order, released);
    ChildProcess.serve(
        () -> run(engine, order),
        command -> {
          if (command.equals("go")) {
            released.countDown();
          } else {
            obey(engine, command);
          }
        });
  }

  private static void obey(MceEngine engine, String command) {
    switch (command) {
      case "doubts" -> ChildProcess.tell("DOUBTS " + doubts(engine));
      case "held" ->
          ChildProcess.tell(
              "HELD " + engine.sendingHold().held().map(held -> held.cause().name()).orElse("NOT"));
      case "release" -> {
        engine.sendingHold().release("crash-proof", true);
        ChildProcess.tell("RELEASED");
      }
      case "pause" -> {
        engine.campaigns().pause(actor(engine), campaign(engine));
        ChildProcess.tell("PAUSED");
      }
      case "resume" -> {
        engine.campaigns().resume(actor(engine), campaign(engine));
        ChildProcess.tell("RESUMED");
      }
      case "close" -> {
        engine.close();
        Runtime.getRuntime().halt(0);
      }
      default -> throw new IllegalArgumentException(command);
    }
  }

  private static Actor actor(MceEngine engine) {
    return Actor.system(
        engine.organizations().findByKey(ORGANIZATION).orElseThrow(), "crash-proof");
  }

  private static CampaignId campaign(MceEngine engine) {
    return engine.campaigns().list(actor(engine), PageRequest.first()).items().getFirst().id();
  }

  private static int doubts(MceEngine engine) {
    Actor actor = actor(engine);
    Outbox outbox = EngineParts.part(engine, Outbox.class);
    int doubts = 0;
    Optional<String> cursor = Optional.empty();
    do {
      Page<Dispatch> page = outbox.unknown(actor, new PageRequest(PageRequest.MAX_LIMIT, cursor));
      doubts += page.items().size();
      cursor = page.nextCursor().map(Cursor::text);
    } while (cursor.isPresent());
    return doubts;
  }

  private static void run(MceEngine engine, EngineOrder order) {
    engine.start();
    if (order.joins()) {
      awaitCampaign(engine);
    } else if (engine.organizations().findByKey(ORGANIZATION).isEmpty()) {
      setUp(engine, order);
    }
    ChildProcess.tell("STARTED");
  }

  private static void awaitCampaign(MceEngine engine) {
    while (engine.organizations().findByKey(ORGANIZATION).isEmpty()
        || engine.campaigns().list(actor(engine), PageRequest.first()).items().isEmpty()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  private static MceEngine engine(EngineOrder order, CountDownLatch released) {
    byte[] key = new byte[MasterKey.BYTES];
    Arrays.fill(key, (byte) 7);
    MceEngineBuilder builder =
        MceEngine.builder()
            .masterKey(MasterKey.fromBase64(Base64.getEncoder().encodeToString(key)))
            .clock(clock(order))
            .provider(new RemoteFactory(order.mode()));
    String sqlite = "jdbc:sqlite:";
    if (order.database().startsWith(sqlite)) {
      builder.sqlite(Path.of(order.database().substring(sqlite.length())));
    } else {
      HikariConfig pool = new HikariConfig();
      pool.setJdbcUrl(order.database());
      pool.setMaximumPoolSize(POOL);
      pool.addDataSourceProperty(
          "ApplicationName", CrashDatabase.nameOf(ProcessHandle.current().pid()));
      builder.dataSource(new HikariDataSource(pool));
    }
    return EngineParts.replacing(
            builder, SendPath.replacements(probe(order, released), order.mistake()))
        .build();
  }

  private static FastClock clock(EngineOrder order) {
    return new FastClock(order.clockOrigin(), CLOCK_FACTOR);
  }

  private static SendPath.Probe probe(EngineOrder order, CountDownLatch released) {
    AtomicInteger passes = new AtomicInteger();
    return label -> {
      if (order.stopAt().filter(label::equals).isPresent()
          && passes.incrementAndGet() == order.occurrence()
          && released.getCount() > 0) {
        stop(label, released);
      }
    };
  }

  private static void stop(SendLabel label, CountDownLatch released) {
    ChildProcess.tell("AT " + label);
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void setUp(MceEngine engine, EngineOrder order) {
    OrganizationId organization = engine.organizations().ensure(ORGANIZATION, "Crash proof").id();
    Actor actor = Actor.system(organization, "crash-proof");
    engine
        .providerAccounts()
        .create(
            actor,
            new ProviderAccountDraft(
                new RemoteFactory(order.mode()).id(),
                "Remote",
                Map.of(
                    "line", order.line().toString(),
                    "timeout", SEND_TIMEOUT.toString(),
                    "declaredTimeout", clock(order).of(SEND_TIMEOUT).toString(),
                    "parallelSends", Integer.toString(order.parallelSends()))));
    for (int first = 0; first < order.recipients(); first += LEADS_AT_ONCE) {
      int last = Math.min(first + LEADS_AT_ONCE, order.recipients());
      List<LeadDraft> drafts = IntStream.range(first, last).mapToObj(EngineProcess::lead).toList();
      engine.intake().takeAll(actor, drafts, SourceId.of("proof"), false);
    }
    Campaign campaign =
        engine.campaigns().create(actor, CampaignDraft.of("Crash", Step.now("Hi {{lead_name}}")));
    engine.campaigns().start(actor, campaign.id());
  }

  private static LeadDraft lead(int number) {
    return LeadDraft.of("Lead " + number, "+91" + (FIRST_PHONE + number));
  }
}
