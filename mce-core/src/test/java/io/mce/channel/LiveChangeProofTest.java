package io.mce.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.mce.conversation.SendMessage;
import io.mce.conversation.Sender;
import io.mce.engine.EngineParts;
import io.mce.engine.MceEngine;
import io.mce.engine.MceEngineBuilder;
import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.PageRequest;
import io.mce.lead.LeadDraft;
import io.mce.lead.LeadId;
import io.mce.notification.Notice;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import io.mce.provider.AccountId;
import io.mce.provider.HealthState;
import io.mce.provider.ProviderAccount;
import io.mce.provider.ProviderAccountChange;
import io.mce.provider.ProviderAccountDraft;
import io.mce.secret.MasterKey;
import io.mce.spi.WebhookRequest;
import io.mce.testing.TestPostgres;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An account is changed while messages flow. Under 100 messages a second its credentials are
 * rotated and its instance replaced twenty times, then its carrier bans it, and another account
 * takes over: nothing is lost, nothing is sent twice, each person gets their messages in order, no
 * command is refused, and what the carrier reports late finds its message.
 */
final class LiveChangeProofTest {

  private static final int PER_SECOND = 100;
  private static final int ROTATIONS = 20;
  private static final int PEOPLE = 120;
  private static final Duration SHORT = Duration.ofSeconds(4);
  private static final Duration LONG = Duration.ofSeconds(Long.getLong("mce.live.seconds", 30));
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Nested
  final class OnSqlite extends Contract {
    @TempDir Path folder;

    @Override
    MceEngineBuilder on(MceEngineBuilder builder) {
      return builder.sqlite(folder.resolve("mce.db"));
    }
  }

  @Nested
  final class OnPostgres extends Contract {
    @Override
    MceEngineBuilder on(MceEngineBuilder builder) {
      HikariConfig pool = new HikariConfig();
      pool.setDataSource(TestPostgres.newDatabase());
      pool.setMaximumPoolSize(16);
      HikariDataSource dataSource = new HikariDataSource(pool);
      opened.add(dataSource);
      return builder.dataSource(dataSource);
    }
  }

  abstract static class Contract {

    final List<HikariDataSource> opened = new ArrayList<>();

    abstract MceEngineBuilder on(MceEngineBuilder builder);

    @Test
    void nothing_is_lost_or_sent_twice_while_an_account_is_changed_and_banned() throws Exception {
      prove(SHORT);
    }

    @Test
    @Tag("proof")
    void it_holds_for_longer() throws Exception {
      prove(LONG);
    }

    private void prove(Duration length) throws Exception {
      LiveChannel channel = new LiveChannel();
      Queue<LiveRemote.Taken> reports = new ConcurrentLinkedQueue<>();
      try (MceEngine engine =
              on(MceEngine.builder()
                      .masterKey(MasterKey.generate())
                      .clock(Clock.systemUTC())
                      .provider(channel))
                  .build();
          LiveRemote remote = new LiveRemote(reports::add)) {
        engine.start();
        new Run(engine, remote, channel, reports).play(length);
      } finally {
        opened.forEach(HikariDataSource::close);
      }
    }
  }

  /** One run of the proof. */
  private static final class Run {

    private final MceEngine engine;
    private final LiveRemote remote;
    private final LiveChannel channel;
    private final Queue<LiveRemote.Taken> reports;
    private final OrganizationId organizationId;
    private final Actor actor;
    private final Map<String, AccountId> accounts = new HashMap<>();
    private final Map<String, String> keys = new HashMap<>();
    private final Map<String, String> current = new ConcurrentHashMap<>();
    private final Map<String, Deque<String>> issued = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final Set<String> late = ConcurrentHashMap.newKeySet();
    private volatile boolean banned;
    private volatile boolean over;

    Run(MceEngine engine, LiveRemote remote, LiveChannel channel, Queue<LiveRemote.Taken> reports) {
      this.engine = engine;
      this.remote = remote;
      this.channel = channel;
      this.reports = reports;
      organizationId = engine.organizations().ensure("acme", "Acme").id();
      actor = Actor.system(organizationId, "proof");
    }

    void play(Duration length) throws Exception {
      open("a");
      open("b");
      List<LeadId> people = new ArrayList<>();
      for (int i = 0; i < PEOPLE; i++) {
        people.add(
            engine
                .leads()
                .capture(actor, LeadDraft.of("Person " + i, "+55119" + (12_000_000 + i)))
                .leadId());
      }
      int messages = (int) (length.toSeconds() * PER_SECOND);
      long start = System.nanoTime();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        Future<?> changing = threads.submit(() -> change(start, length));
        Future<?> reporting = threads.submit(this::report);
        try {
          enqueue(start, messages, people);
          changing.get();
          await(() -> remote.taken().size() >= messages && open() == 0);
          await(() -> delivered() == messages);
        } finally {
          over = true;
        }
        reporting.get();
      }
      assertThat(delivered()).as("every report found its message").isEqualTo(messages);
      verify(messages);
    }

    private void open(String name) {
      String token = name + "-0";
      remote.issue(name, token);
      current.put(name, token);
      issued.put(name, new ArrayDeque<>(List.of(token)));
      ProviderAccount account =
          engine
              .providerAccounts()
              .create(
                  actor,
                  new ProviderAccountDraft(
                      LiveChannel.ID,
                      "Account " + name,
                      Map.of("url", remote.url(name).toString(), "token", token)));
      accounts.put(name, account.id());
      keys.put(name, account.webhookKey());
    }

    private void enqueue(long start, int messages, List<LeadId> people) {
      for (int i = 0; i < messages; i++) {
        until(start, i * 1_000_000_000L / PER_SECOND);
        try {
          engine
              .conversations()
              .send(
                  actor,
                  SendMessage.of(
                      people.get(i % people.size()),
                      String.valueOf(i),
                      Purpose.OUTREACH,
                      Sender.SYSTEM,
                      "proof:" + i));
        } catch (RuntimeException e) {
          problems.add("message " + i + " was refused: " + e);
        }
      }
    }

    /** Rotates in the first half and a little later bans; then rotates who took over. */
    private void change(long start, Duration length) {
      long step = length.toNanos() / 2 / ROTATIONS;
      for (int i = 1; i <= ROTATIONS; i++) {
        until(start, i * step);
        rotate("a", i);
      }
      until(start, length.toNanos() * 6 / 10);
      remote.ban("a");
      banned = true;
      for (int i = 1; i <= 3; i++) {
        until(start, length.toNanos() * (6 + i) / 10);
        rotate("b", i);
      }
    }

    private void rotate(String name, int number) {
      String token = name + "-" + number;
      remote.issue(name, token);
      AccountId id = accounts.get(name);
      ProviderAccount before = engine.providerAccounts().get(actor, id);
      engine
          .providerAccounts()
          .update(
              actor, id, ProviderAccountChange.settings(Map.of("token", token)), before.version());
      current.put(name, token);
      Deque<String> all = issued.get(name);
      all.addLast(token);
      if (all.size() > 5) { // Who rotates leaves the calls under way some time.
        all.removeFirst();
      }
      remote.revokeAllBut(name, Set.copyOf(all));
    }

    /** Plays the remote's reports: every second one of the first account comes after its ban. */
    private void report() {
      Deque<LiveRemote.Taken> heldBack = new ArrayDeque<>();
      while (!over) {
        LiveRemote.Taken next = banned ? heldBack.poll() : null;
        next = next != null ? next : reports.poll();
        if (next == null) {
          LockSupport.parkNanos(1_000_000);
        } else if (!banned && next.account().equals("a") && next.remoteId().hashCode() % 2 == 0) {
          heldBack.add(next);
          late.add(next.messageId());
        } else {
          call(next);
        }
      }
    }

    /** Calls back, again and again until it is taken, as carriers do. */
    private void call(LiveRemote.Taken message) {
      int status;
      do {
        WebhookRequest request =
            new WebhookRequest(
                "POST",
                URI.create("http://localhost/hooks"),
                Map.of("X-Token", List.of(current.get(message.account()))),
                Map.of(),
                message.remoteId().getBytes(StandardCharsets.UTF_8),
                Clock.systemUTC().instant());
        status = engine.webhooks().receive(keys.get(message.account()), request).status();
        if (status != 200) {
          LockSupport.parkNanos(5_000_000);
        }
      } while (status != 200 && !over);
    }

    private void verify(int messages) {
      List<LiveRemote.Taken> taken = remote.taken();
      Map<String, List<LiveRemote.Taken>> byAccount =
          taken.stream().collect(Collectors.groupingBy(LiveRemote.Taken::account));
      System.out.printf(
          "live change: %d messages, %d by a, %d by b, %d refused by the ban, %d reported late,"
              + " %d instances, %d tokens used%n",
          messages,
          byAccount.getOrDefault("a", List.of()).size(),
          byAccount.getOrDefault("b", List.of()).size(),
          remote.refused(),
          late.size(),
          channel.started.get(),
          remote.tokensSeen().size());
      assertThat(problems).as("no refused command").isEmpty();
      assertThat(taken).extracting(LiveRemote.Taken::messageId).doesNotHaveDuplicates();
      assertThat(taken).as("nothing is lost").hasSize(messages);
      assertThat(texts(taken)).hasSize(messages);
      assertThat(byAccount.keySet()).containsExactlyInAnyOrder("a", "b");
      assertThat(remote.refused()).as("the ban was met").isPositive();
      assertThat(channel.started.get()).isGreaterThanOrEqualTo(ROTATIONS + 3 + 2);
      assertThat(remote.tokensSeen()).as("new credentials are used").hasSizeGreaterThan(10);
      Map<String, List<Integer>> perPerson =
          taken.stream()
              .collect(
                  Collectors.groupingBy(
                      LiveRemote.Taken::to,
                      Collectors.mapping(
                          each -> Integer.valueOf(each.text()), Collectors.toList())));
      assertThat(perPerson).hasSize(PEOPLE);
      assertThat(perPerson.values()).allSatisfy(texts -> assertThat(texts).isSorted());
      verifyAttribution(taken);
      assertThat(engine.providerAccounts().get(actor, accounts.get("a")).health())
          .isEqualTo(HealthState.DOWN);
      assertThat(engine.notices().list(actor, PageRequest.first()).items())
          .extracting(Notice::text)
          .singleElement()
          .asString()
          .startsWith("The channel \"Account a\" does not work any more: Banned.");
    }

    private static Set<String> texts(Collection<LiveRemote.Taken> taken) {
      return taken.stream().map(LiveRemote.Taken::text).collect(Collectors.toSet());
    }

    /** Each report is about the attempt by the account that it came from. */
    private void verifyAttribution(List<LiveRemote.Taken> taken) {
      assertThat(late).isNotEmpty();
      Map<String, String> attempts = new HashMap<>();
      database()
          .read(
              organizationId,
              transaction ->
                  transaction
                      .query(
                          """
                          select dispatch_id, account_id, remote_id from mce_dispatch_attempt
                          where organization_id = :organizationId and state = 'ACCEPTED'
                          """)
                      .map(
                          Row.mapper(row ->
                              attempts.put(
                                      row.text("dispatch_id") + " " + row.text("account_id"),
                                      row.text("remote_id"))
                                  == null))
                      .list());
      assertThat(attempts).hasSize(taken.size());
      for (LiveRemote.Taken each : taken) {
        assertThat(attempts)
            .containsEntry(each.messageId() + " " + accounts.get(each.account()), each.remoteId());
      }
    }

    private long open() {
      return count("state in ('QUEUED', 'SENDING', 'UNKNOWN')");
    }

    private long delivered() {
      return count("state = 'DELIVERED'");
    }

    private long count(String condition) {
      return database()
          .read(
              organizationId,
              transaction ->
                  transaction
                      .query(
                          "select count(*) as n from mce_dispatch where organization_id ="
                              + " :organizationId and "
                              + condition)
                      .map(Row.mapper(row -> row.number("n")))
                      .one());
    }

    private Database database() {
      return EngineParts.part(engine, Database.class);
    }

    private static void until(long start, long after) {
      long left;
      while ((left = start + after - System.nanoTime()) > 0) {
        LockSupport.parkNanos(left);
      }
    }

    private static void await(BooleanSupplier condition) {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
        LockSupport.parkNanos(20_000_000);
      }
    }
  }
}
