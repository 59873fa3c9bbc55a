package io.mce.channel;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import io.mce.persistence.Transaction;
import io.mce.provider.AccountId;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows of what was counted, and of the dispatches that limits are asked about. */
final class SendCountStore {

  /** Messages of an account on days; by its id. */
  static final String ACCOUNT = "ACCOUNT";

  /** Messages of campaigns and workflows to a person; by the lead's id. */
  static final String PERSON = "PERSON";

  /** The last message of an account to a person; by the recipient's key. */
  private static final String PAIR = "PAIR:";

  /** People an account's carrier counted; by the recipient's key, and all of an hour by ALL. */
  private static final String POOL = "POOL:";

  /** How often a count is tried to be joined while lanes write it. */
  private static final int TRIES = 5;

  /** Stands in a pool for everyone. */
  static final String ALL = "*";

  /** Under which names an account's turn counts. */
  record Scopes(String pair, String pool) {
    static Scopes of(AccountId account, Optional<CarrierLimits.Told> told) {
      return new Scopes(PAIR + account, told.map(each -> POOL + each.pool()).orElse(POOL));
    }
  }

  /** What is counted for whom. */
  record Key(String scope, String subject) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byScope = scope.compareTo(other.scope);
      return byScope != 0 ? byScope : subject.compareTo(other.subject);
    }
  }

  /** A row that changes, if it still is as it was read. */
  record Change(String before, String after, Instant expiresAt) {}

  /**
   * A dispatch that may go but for the limits.
   *
   * @param repeats whether it may only go again before the carrier forgets it
   * @param limitedBy what it waited for
   * @param behind what an earlier message of its conversation waits for: it does not overtake it
   * @param lastInboundAt when the person last wrote to the account
   * @param counts what was counted for it so far, as stored
   */
  record Candidate(
      DispatchId id,
      Purpose purpose,
      UUID leadId,
      UUID conversationId,
      String recipientKey,
      int attempts,
      boolean repeats,
      Optional<String> region,
      Optional<SendingLimit> limitedBy,
      Optional<TimeRule.Wait> behind,
      Optional<Instant> lastInboundAt,
      Map<Key, String> counts) {}

  private final Database database;

  @Inject
  SendCountStore(Database database) {
    this.database = database;
  }

  /** Returns what a claim would take, with all that limits ask for: one statement. */
  List<Candidate> candidates(
      OrganizationId organizationId, AccountId account, Scopes scopes, Instant now, int limit) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(CANDIDATES)
                .bind("accountId", account)
                .bind("pair", scopes.pair())
                .bind("pool", scopes.pool())
                .bind("now", now)
                .bind("window", ClaimStore.WINDOW)
                .bind("limit", limit)
                .map(Row.mapper(row -> candidate(row, account, scopes)))
                .list());
  }

  /** Ordered once more, so that counts are looked up for what is returned and nothing else. */
  static final String CANDIDATES =
      """
      select f.id, f.purpose, f.lead_id, f.conversation_id, f.recipient_key, f.attempts,
        f.repeat_until, f.recipient_region, f.limited_by, b.limited_by as behind_limit,
        b.next_at as behind_until,
        (select v.last_inbound_at from mce_conversation v
          where v.organization_id = :organizationId and v.id = f.conversation_id
            and v.account_id = :accountId) as last_inbound_at,
        (select n.counts from mce_send_count n
          where n.organization_id = :organizationId and n.scope = 'ACCOUNT'
            and n.subject = :accountId) as account_counts,
        (select n.counts from mce_send_count n
          where n.organization_id = :organizationId and n.scope = 'PERSON'
            and n.subject = f.lead_id) as person_counts,
        (select n.counts from mce_send_count n
          where n.organization_id = :organizationId and n.scope = :pair
            and n.subject = f.recipient_key) as pair_counts,
        (select n.counts from mce_send_count n
          where n.organization_id = :organizationId and n.scope = :pool
            and n.subject = f.recipient_key) as pool_person_counts,
        (select n.counts from mce_send_count n
          where n.organization_id = :organizationId and n.scope = :pool
            and n.subject = '*') as pool_counts
      from (
        select d.id, d.purpose, d.lead_id, d.conversation_id, d.recipient_key, d.attempts,
          d.repeat_until, d.recipient_region, d.priority, d.next_at, d.limited_by,
          (select e.id from mce_dispatch e
            where e.organization_id = :organizationId and e.lead_id = d.lead_id
              and e.state in ('QUEUED', 'SENDING', 'UNKNOWN') and e.state = 'QUEUED'
              and e.conversation_id = d.conversation_id and e.priority = d.priority
              and e.id < d.id and e.limited_by is not null and e.held_by is null
              and e.next_at > :now
            order by e.next_at desc limit 1) as behind_id
      """
          + ClaimStore.FREE_ROWS
          + """
          ) f
          left join mce_dispatch b on b.organization_id = :organizationId and b.id = f.behind_id
          order by f.priority, f.next_at, f.id
          """;

  private static Candidate candidate(Row row, AccountId account, Scopes scopes) {
    String recipientKey = row.text("recipient_key");
    Map<Key, String> counts = new TreeMap<>();
    put(counts, ACCOUNT, account.toString(), row.optionalText("account_counts"));
    put(counts, PERSON, row.text("lead_id"), row.optionalText("person_counts"));
    put(counts, scopes.pair(), recipientKey, row.optionalText("pair_counts"));
    put(counts, scopes.pool(), recipientKey, row.optionalText("pool_person_counts"));
    put(counts, scopes.pool(), ALL, row.optionalText("pool_counts"));
    return new Candidate(
        new DispatchId(row.uuid("id")),
        row.constant("purpose", Purpose.class),
        row.uuid("lead_id"),
        row.uuid("conversation_id"),
        recipientKey,
        row.integer("attempts"),
        row.optionalInstant("repeat_until").isPresent(),
        row.optionalText("recipient_region"),
        row.optionalText("limited_by").map(SendingLimit::valueOf),
        row.optionalText("behind_limit")
            .map(limit ->
                new TimeRule.Wait(SendingLimit.valueOf(limit), row.instant("behind_until"))),
        row.optionalInstant("last_inbound_at"),
        counts);
  }

  private static void put(
      Map<Key, String> counts, String scope, String subject, Optional<String> text) {
    counts.put(new Key(scope, subject), text.orElse(""));
  }

  /**
   * Writes counts, in the order of their keys so that no two lanes wait for each other in a circle.
   * Where another lane was faster with one of them, none is written.
   *
   * @return whether they were written
   */
  boolean write(OrganizationId organizationId, SortedMap<Key, Change> changes) {
    return database.inOrganization(
        organizationId,
        transaction -> {
          int[] written = write(transaction, changes);
          boolean all = true;
          TreeMap<Key, Change> back = new TreeMap<>();
          int at = 0;
          for (Map.Entry<Key, Change> each : changes.entrySet()) {
            Change change = each.getValue();
            if (written[at++] == 1) {
              back.put(
                  each.getKey(),
                  new Change(
                      /* before= */ change.after(),
                      /* after= */ change.before(),
                      change.expiresAt()));
            } else {
              all = false;
            }
          }
          if (!all) {
            // Their rows are locked by us by now, so that they still are what we wrote.
            write(transaction, back);
          }
          return all;
        });
  }

  private static int[] write(Transaction transaction, SortedMap<Key, Change> changes) {
    Transaction.Batch batch =
        transaction.batch(
            """
            insert into mce_send_count (organization_id, scope, subject, counts, expires_at)
            values (:organizationId, :scope, :subject, :after, :expiresAt)
            on conflict (organization_id, scope, subject) do update
            set counts = excluded.counts, expires_at = excluded.expires_at
            where mce_send_count.counts = :before
            """);
    changes.forEach((key, change) ->
        batch
            .bind("scope", key.scope())
            .bind("subject", key.subject())
            .bind("before", change.before())
            .bind("after", change.after())
            .bind("expiresAt", change.expiresAt())
            .add());
    return batch.execute();
  }

  /**
   * Makes dispatches wait for limits. What is more urgent passes them. How long it has been tried
   * in vain to send one goes on counting.
   */
  void defer(OrganizationId organizationId, List<Deferred> deferred) {
    database.runInOrganization(
        organizationId,
        transaction -> {
          Transaction.Batch batch =
              transaction.batch(
                  """
                  update mce_dispatch
                  set next_at = :until, limited_by = :limit, reason = :limit, detail = :detail,
                    due_at = case when attempts = 0 then :until else due_at end
                  where organization_id = :organizationId and id = :id and state = 'QUEUED'
                  """);
          for (Deferred each : deferred) {
            batch
                .bind("id", each.id())
                .bind("until", each.waits().until())
                .bind("limit", each.waits().limit().name())
                .bind("detail", each.detail())
                .add();
          }
          batch.execute();
        });
  }

  /** A dispatch that waits, and the sentence that says so. */
  record Deferred(DispatchId id, TimeRule.Wait waits, String detail) {}

  /**
   * Makes dispatches that wait for limits due, a bounded number after one of them.
   *
   * @return of each its id and account
   */
  List<Freed> free(OrganizationId organizationId, String after, Instant now, int limit) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    update mce_dispatch
                    set next_at = case when held_by is null then :now else next_at end,
                      due_at = :now, limited_by = null, reason = null, detail = null
                    where organization_id = :organizationId and state = 'QUEUED' and id in (
                        select l.id from mce_dispatch l
                        where l.organization_id = :organizationId and l.state = 'QUEUED'
                          and l.limited_by is not null and l.id > :after
                        order by l.id limit :limit)
                    returning id, account_id
                    """)
                .bind("after", after)
                .bind("now", now)
                .bind("limit", limit)
                .map(
                    Row.mapper(
                        row -> new Freed(row.text("id"), new AccountId(row.uuid("account_id")))))
                .list());
  }

  /** A dispatch that is due again. */
  record Freed(String id, AccountId account) {}

  /** Tells whether an account sent anything before its messages were counted, and since when. */
  Optional<Instant> sendsSince(OrganizationId organizationId, AccountId account) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select a.created_at from mce_provider_account a
                    where a.organization_id = :organizationId and a.id = :accountId and exists (
                      select 1 from mce_dispatch_attempt t
                      where t.organization_id = :organizationId and t.account_id = :accountId
                        and t.remote_id is not null)
                    """)
                .bind("accountId", account)
                .map(Row.mapper(row -> row.instant("created_at")))
                .findOne());
  }

  /** Takes back what was counted at moments or on days; where another lane counts now, it stays. */
  void takeBack(OrganizationId organizationId, String scope, UUID subject, List<Long> moments) {
    database.runInOrganization(
        organizationId,
        transaction -> {
          Stored stored = stored(transaction, scope, List.of(subject)).get(subject.toString());
          if (stored != null) {
            SendCount less = SendCount.of(stored.counts());
            for (long moment : moments) {
              less = less.minus(moment);
            }
            write(
                transaction,
                single(new Key(scope, subject.toString()), stored.becomes(less.text())));
          }
        });
  }

  /** Adds what was counted for a person to what was for another one, who is the same. */
  void join(OrganizationId organizationId, UUID from, UUID into) {
    database.runInOrganization(
        organizationId,
        transaction -> {
          boolean joined = false;
          for (int tries = 0; !joined && tries < TRIES; tries++) {
            Map<String, Stored> people = stored(transaction, PERSON, List.of(from, into));
            Stored more = people.get(from.toString());
            joined = more == null || join(transaction, more, people.get(into.toString()), into);
          }
        });
  }

  private static boolean join(
      Transaction transaction, Stored more, @Nullable Stored before, UUID into) {
    Stored present = before == null ? new Stored("", more.expiresAt()) : before;
    Instant end =
        more.expiresAt().isAfter(present.expiresAt()) ? more.expiresAt() : present.expiresAt();
    String all = SendCount.of(present.counts()).with(SendCount.of(more.counts())).text();
    Change change = new Change(present.counts(), all, end);
    return write(transaction, single(new Key(PERSON, into.toString()), change))[0] == 1;
  }

  /** A row as it is. */
  private record Stored(String counts, Instant expiresAt) {
    Change becomes(String after) {
      return new Change(counts, after, expiresAt);
    }
  }

  private static Map<String, Stored> stored(
      Transaction transaction, String scope, List<UUID> subjects) {
    return transaction
        .query(
            """
            select subject, counts, expires_at from mce_send_count
            where organization_id = :organizationId and scope = :scope and subject in (<subjects>)
            """)
        .bind("scope", scope)
        .bindList("subjects", subjects.stream().map(UUID::toString).toList())
        .map(
            Row.mapper(row ->
                Map.entry(
                    row.text("subject"),
                    new Stored(row.text("counts"), row.instant("expires_at")))))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static SortedMap<Key, Change> single(Key key, Change change) {
    TreeMap<Key, Change> one = new TreeMap<>();
    one.put(key, change);
    return one;
  }

  /** Forgets what was counted for a person. */
  void forget(OrganizationId organizationId, UUID person) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    delete from mce_send_count
                    where organization_id = :organizationId and scope = 'PERSON'
                      and subject = :person
                    """)
                .bind("person", person)
                .execute());
  }

  /** Removes counts that matter no more, a bounded number; returns how many. */
  int removeExpired(OrganizationId organizationId, Instant now, int limit) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    delete from mce_send_count
                    where organization_id = :organizationId and expires_at < :now
                      and (scope, subject) in (
                        select o.scope, o.subject from mce_send_count o
                        where o.organization_id = :organizationId and o.expires_at < :now
                        limit :limit)
                    """)
                .bind("now", now)
                .bind("limit", limit)
                .execute());
  }
}
