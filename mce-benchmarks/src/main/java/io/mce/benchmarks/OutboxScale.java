package io.mce.benchmarks;

import io.mce.channel.Purpose;
import io.mce.conversation.SendMessage;
import io.mce.conversation.Sender;
import io.mce.engine.MceEngine;
import io.mce.ingestion.SourceId;
import io.mce.kernel.Actor;
import io.mce.lead.LeadDraft;
import io.mce.lead.LeadId;
import io.mce.organization.Role;
import io.mce.provider.ProviderAccount;
import io.mce.provider.ProviderAccountDraft;
import io.mce.spi.WebhookRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * How fast messages go out while many wait, two to a conversation, and how fast their receipts come
 * in.
 */
final class OutboxScale {

  private static final int BATCH = 500;

  /** So many of what waits are looked at. */
  private static final int MEASURED = 20_000;

  private static final int MEASURED_SLOW = 3_000;
  private static final Duration SLOW = Duration.ofMillis(100);

  private final BenchDatabase.Kind kind;
  private final int backlog;
  private final NullChannel channel = new NullChannel();

  OutboxScale(BenchDatabase.Kind kind, int backlog) {
    this.kind = kind;
    this.backlog = backlog;
  }

  /**
   * What was measured.
   *
   * @param engine seconds of so many messages
   * @param floor seconds of the same rows by plain JDBC; 0 where there is no such thing
   */
  record Result(String what, int messages, double engine, double floor) {}

  List<Result> measure() throws SQLException {
    int measured = Math.min(backlog, MEASURED);
    int slow = Math.min(backlog, MEASURED_SLOW);
    try (BenchDatabase database = BenchDatabase.create(kind)) {
      String key;
      try (MceEngine engine = database.engine().provider(channel).build()) {
        engine.start();
        key = fill(engine);
        settle(database);
      }
      double quick = sent(database, measured);
      double receipts = receipts(database, key, measured);
      channel.answersAfter(SLOW);
      double slowly = sent(database, slow);
      double floor = Requeued.floor(database, measured);
      return List.of(
          new Result("dispatch, answers in 0 ms", measured, quick, floor),
          new Result("dispatch, answers in 100 ms, 64 at a time", slow, slowly, 0),
          new Result("receipts, one to a request", measured, receipts, 0));
    }
  }

  private double sent(BenchDatabase database, int messages) throws SQLException {
    try (MceEngine engine = database.engine().provider(channel).build()) {
      engine.start();
      return Requeued.send(database, channel, messages);
    }
  }

  /** Sends everything once; returns what names the account in its webhook address. */
  private String fill(MceEngine engine) {
    Actor actor = Actor.system(engine.organizations().ensure("bench", "Bench").id(), "benchmark");
    engine.members().add(actor, "u1", "One", Role.REP);
    ProviderAccount account =
        engine.providerAccounts().create(actor, new ProviderAccountDraft("null", "Null", Map.of()));
    List<SendMessage> texts = new ArrayList<>();
    for (int from = 0; from < backlog / 2; from += BATCH) {
      List<LeadDraft> drafts = new ArrayList<>();
      for (int i = from; i < Math.min(backlog / 2, from + BATCH); i++) {
        drafts.add(LeadDraft.of("Lead " + i, "+91 9%09d".formatted(800_000_000 + i)));
      }
      engine
          .intake()
          .takeAll(actor, drafts, SourceId.of("import"), false)
          .forEach(taken -> taken.leadId().ifPresent(id -> texts.addAll(two(id))));
    }
    long before = channel.accepted();
    for (int from = 0; from < texts.size(); from += BATCH) {
      engine
          .conversations()
          .sendAll(actor, texts.subList(from, Math.min(texts.size(), from + BATCH)));
    }
    while (channel.accepted() - before < texts.size()) {
      LockSupport.parkNanos(20_000_000);
    }
    return account.webhookKey();
  }

  private static List<SendMessage> two(LeadId leadId) {
    return List.of(text(leadId, 1), text(leadId, 2));
  }

  private static SendMessage text(LeadId leadId, int number) {
    return SendMessage.of(
        leadId, "Text " + number, Purpose.OUTREACH, Sender.SYSTEM, leadId + ":" + number);
  }

  /** Waits until everyone who follows the log has read it. */
  private static void settle(BenchDatabase database) throws SQLException {
    while (number(
            database,
            "select count(*) from mce_event_cursor c join mce_event_head h"
                + " on h.organization_id = c.organization_id where c.seq < h.seq")
        > 0) {
      LockSupport.parkNanos(100_000_000);
    }
  }

  /** One receipt after the other, until the messages show it. */
  private double receipts(BenchDatabase database, String key, int messages) throws SQLException {
    List<String> remoteIds = new ArrayList<>();
    try (Connection connection = database.connection();
        Statement statement = connection.createStatement()) {
      statement.execute("update mce_dispatch set state = 'CANCELLED' where state = 'QUEUED'");
      try (ResultSet rows =
          statement.executeQuery(
              "select remote_id from mce_dispatch_attempt where number = 1 and state = 'ACCEPTED'"
                  + " limit "
                  + messages)) {
        while (rows.next()) {
          remoteIds.add(rows.getString(1));
        }
      }
    }
    try (MceEngine engine = database.engine().provider(channel).build()) {
      engine.start();
      long start = System.nanoTime();
      for (String remoteId : remoteIds) {
        engine.webhooks().receive(key, receipt(key, remoteId));
      }
      while (number(database, "select count(*) from mce_dispatch where state = 'DELIVERED'")
          < remoteIds.size()) {
        LockSupport.parkNanos(20_000_000);
      }
      return (System.nanoTime() - start) / 1e9 * messages / remoteIds.size();
    }
  }

  private static WebhookRequest receipt(String key, String remoteId) {
    return new WebhookRequest(
        "POST",
        URI.create("http://localhost/api/hooks/providers/" + key),
        Map.of(),
        Map.of(),
        remoteId.getBytes(StandardCharsets.UTF_8),
        Instant.now());
  }

  private static long number(BenchDatabase database, String question) throws SQLException {
    try (Connection connection = database.connection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(question)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
