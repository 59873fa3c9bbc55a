package io.mce.channel;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import io.mce.persistence.Transaction;
import io.mce.provider.AccountId;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Rows of dispatches: adding, reading, and the moves that follow from reports. */
final class DispatchStore {

  /** Where a row stands that only a person or another event puts back into the queue. */
  static final Instant NEVER = Instant.ofEpochMilli(9_999_999_999_999L);

  /** How well a person was reached, best last; for counting each person once. */
  private static final String REACH =
      """
      max(case state when 'READ' then 8 when 'DELIVERED' then 7 when 'SENT' then 6
        when 'ACCEPTED' then 5 when 'UNKNOWN' then 4 when 'SENDING' then 3 when 'QUEUED' then 2
        when 'FAILED' then 1 else 0 end)\
      """;

  private static final List<DispatchState> BY_REACH =
      List.of(
          DispatchState.CANCELLED,
          DispatchState.FAILED,
          DispatchState.QUEUED,
          DispatchState.SENDING,
          DispatchState.UNKNOWN,
          DispatchState.ACCEPTED,
          DispatchState.SENT,
          DispatchState.DELIVERED,
          DispatchState.READ);

  /** A dispatch that is there for a dedup key. */
  record Existing(DispatchId id, UUID messageId) {}

  private final Database database;

  @Inject
  DispatchStore(Database database) {
    this.database = database;
  }

  Map<String, Existing> findByKeys(OrganizationId organizationId, Collection<String> dedupKeys) {
    Map<String, Existing> found = new HashMap<>();
    if (dedupKeys.isEmpty()) {
      return found;
    }
    database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select dedup_key, id, message_id from mce_dispatch
                    where organization_id = :organizationId and dedup_key in (<keys>)
                    """)
                .bindList("keys", List.copyOf(dedupKeys))
                .map(
                    Row.mapper(row ->
                        found.put(
                            row.text("dedup_key"),
                            new Existing(new DispatchId(row.uuid("id")), row.uuid("message_id")))))
                .list());
    return found;
  }

  /**
   * Adds dispatches; those whose dedup key is there already are left out.
   *
   * @return whether surely each was added; false where some driver does not say
   */
  boolean insert(OrganizationId organizationId, List<NewDispatch> dispatches, Instant now) {
    return database.inOrganization(
        organizationId,
        transaction -> {
          Transaction.Batch batch =
              transaction.batch(
                  """
                  insert into mce_dispatch (organization_id, id, dedup_key, account_id, channel,
                    lead_id, conversation_id, message_id, campaign_id, purpose, priority,
                    recipient_key, recipient_region, content_sealed, state, attempts, failures,
                    due_at, next_at, created_at, state_at)
                  values (:organizationId, :id, :dedupKey, :accountId, :channel,
                    :leadId, :conversationId, :messageId, :campaignId, :purpose, :priority,
                    :recipientKey, :region, :content, 'QUEUED', 0, 0,
                    :dueAt, :dueAt, :now, :now)
                  on conflict (organization_id, dedup_key) do nothing
                  """);
          for (NewDispatch dispatch : dispatches) {
            DispatchRequest request = dispatch.request();
            batch
                .bind("id", dispatch.id())
                .bind("dedupKey", request.dedupKey())
                .bind("accountId", request.account())
                .bind("channel", request.channel())
                .bind("leadId", request.leadId())
                .bind("conversationId", request.conversationId())
                .bind("messageId", request.messageId())
                .bind("campaignId", request.campaignId().orElse(null))
                .bind("purpose", request.purpose().name())
                .bind("priority", request.purpose().priority())
                .bind("recipientKey", request.recipientKey())
                .bind("region", dispatch.region().orElse(null))
                .bind("content", dispatch.content())
                .bind("dueAt", dispatch.dueAt())
                .bind("now", now)
                .add();
          }
          return Arrays.stream(batch.execute()).allMatch(count -> count == 1);
        });
  }

  Optional<StoredDispatch> find(OrganizationId organizationId, DispatchId id) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_dispatch
                    where organization_id = :organizationId and id = :id
                    """)
                .bind("id", id)
                .map(StoredDispatch.MAPPER)
                .findOne());
  }

  /** Returns dispatches of unknown outcome after one of them, in order of creation. */
  List<StoredDispatch> unknown(OrganizationId organizationId, String after, int limit) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_dispatch
                    where organization_id = :organizationId
                      and state in ('QUEUED', 'SENDING', 'UNKNOWN', 'CANCELLED', 'FAILED')
                      and state = 'UNKNOWN' and id > :after
                    order by id limit :limit
                    """)
                .bind("after", after)
                .bind("limit", limit)
                .map(StoredDispatch.MAPPER)
                .list());
  }

  /** Returns dispatches of one account whose carrier is to be asked now, most urgent first. */
  List<StoredDispatch> toReconcile(
      OrganizationId organizationId, UUID accountId, Instant now, int limit) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_dispatch
                    where organization_id = :organizationId and account_id = :accountId
                      and state = 'UNKNOWN' and next_at <= :now and content_sealed <> ''
                    order by next_at limit :limit
                    """)
                .bind("accountId", accountId)
                .bind("now", now)
                .bind("limit", limit)
                .map(StoredDispatch.MAPPER)
                .list());
  }

  /** Returns when the carrier of an account is next to be asked about something. */
  Optional<Instant> nextReconcile(OrganizationId organizationId, UUID accountId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select min(next_at) as next_at from mce_dispatch
                    where organization_id = :organizationId and account_id = :accountId
                      and state = 'UNKNOWN' and next_at < :never and content_sealed <> ''
                    """)
                .bind("accountId", accountId)
                .bind("never", NEVER)
                .map(Row.mapper(row -> row.optionalInstant("next_at")))
                .one());
  }

  /**
   * Moves a dispatch on to a state that a report proves, unless it is as far already. Decided by
   * the database on the row as it is, so that reports that come at the same time cannot undo each
   * other.
   *
   * @param attempt the attempt that the report is about: that an older one failed says nothing
   *     about the newest
   * @return whether it moved
   */
  boolean advance(
      OrganizationId organizationId,
      DispatchId id,
      int attempt,
      DispatchState to,
      Optional<String> reason,
      Optional<String> detail,
      Instant now) {
    List<String> before =
        Stream.of(DispatchState.values())
            .filter(state -> state.compareTo(to) < 0)
            .map(Enum::name)
            .toList();
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_dispatch
                        set state = :to, reason = :reason, state_at = :now,
                          detail = case when content_sealed = '' then null else :detail end,
                          held_by = null, lease_until = null, lease_token = null
                        where organization_id = :organizationId and id = :id
                          and state in (<before>) and (attempts = :attempt or :failed = 0)
                        """)
                    .bindList("before", before)
                    .bind("id", id)
                    .bind("attempt", attempt)
                    .bind("failed", to == DispatchState.FAILED ? 1 : 0)
                    .bind("to", to.name())
                    .bind("reason", reason.orElse(null))
                    .bind("detail", detail.orElse(null))
                    .bind("now", now)
                    .execute()
                == 1);
  }

  /**
   * Sends a dispatch of unknown outcome again; false when something else became known.
   *
   * @param repeatUntil until when, where the carrier may have it and recognizes repetitions
   */
  boolean requeueUnknown(
      OrganizationId organizationId,
      StoredDispatch unknown,
      int failures,
      Optional<Instant> repeatUntil,
      Instant now) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_dispatch
                        set state = 'QUEUED', failures = :failures, next_at = :now,
                          repeat_until = :repeatUntil, state_at = :now, reason = null,
                          detail = null
                        where organization_id = :organizationId and id = :id
                          and state = 'UNKNOWN' and attempts = :attempts
                          and content_sealed <> ''
                        """)
                    .bind("id", unknown.id())
                    .bind("attempts", unknown.attempts())
                    .bind("failures", failures)
                    .bind("repeatUntil", repeatUntil.orElse(null))
                    .bind("now", now)
                    .execute()
                == 1);
  }

  /** Says when the carrier is asked next about a dispatch of unknown outcome. */
  void askAgain(OrganizationId organizationId, DispatchId id, Instant nextAt) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_dispatch set next_at = :nextAt
                    where organization_id = :organizationId and id = :id and state = 'UNKNOWN'
                    """)
                .bind("id", id)
                .bind("nextAt", nextAt)
                .execute());
  }

  /**
   * Lets what waited behind a dispatch of unknown outcome go on; returns the accounts at which
   * something did: after a failover that may be others.
   */
  Set<AccountId> wakeConversation(
      OrganizationId organizationId, StoredDispatch known, Instant now) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    update mce_dispatch set next_at = :now
                    where organization_id = :organizationId and lead_id = :leadId
                      and state in ('QUEUED', 'SENDING', 'UNKNOWN') and state = 'QUEUED'
                      and conversation_id = :conversationId and id <> :id and attempts = 0
                      and held_by is null and due_at <= :now and next_at > :now
                    returning account_id
                    """)
                .bind("leadId", known.leadId())
                .bind("conversationId", known.conversationId())
                .bind("id", known.id())
                .bind("now", now)
                .map(Row.mapper(row -> new AccountId(row.uuid("account_id"))))
                .set());
  }

  Map<DispatchState, Long> countByState(OrganizationId organizationId, UUID campaignId) {
    Map<DispatchState, Long> counts = new EnumMap<>(DispatchState.class);
    database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select state, count(*) as n from mce_dispatch
                    where organization_id = :organizationId and campaign_id = :campaignId
                    group by state
                    """)
                .bind("campaignId", campaignId)
                .map(
                    Row.mapper(row ->
                        counts.put(row.constant("state", DispatchState.class), row.number("n"))))
                .list());
    return counts;
  }

  Map<DispatchState, Long> countPeople(OrganizationId organizationId, UUID campaignId) {
    Map<DispatchState, Long> counts = new EnumMap<>(DispatchState.class);
    database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select reach, count(*) as n from (
                      select lead_id, %s as reach from mce_dispatch
                      where organization_id = :organizationId and campaign_id = :campaignId
                      group by lead_id) people
                    group by reach
                    """
                        .formatted(REACH))
                .bind("campaignId", campaignId)
                .map(
                    Row.mapper(
                        row -> counts.put(BY_REACH.get(row.integer("reach")), row.number("n"))))
                .list());
    return counts;
  }

  Map<UUID, DispatchState> reached(
      OrganizationId organizationId, UUID campaignId, Collection<UUID> leadIds) {
    Map<UUID, DispatchState> reached = new HashMap<>();
    if (leadIds.isEmpty()) {
      return reached;
    }
    database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select lead_id, %s as reach from mce_dispatch
                    where organization_id = :organizationId and campaign_id = :campaignId
                      and lead_id in (<leadIds>)
                    group by lead_id
                    """
                        .formatted(REACH))
                .bindList("leadIds", List.copyOf(leadIds))
                .bind("campaignId", campaignId)
                .map(
                    Row.mapper(row ->
                        reached.put(row.uuid("lead_id"), BY_REACH.get(row.integer("reach")))))
                .list());
    return reached;
  }

  /** A dispatch to be added, with its content sealed. */
  record NewDispatch(
      DispatchId id,
      DispatchRequest request,
      String content,
      Optional<String> region,
      Instant dueAt) {}

  /** Gives the dispatches of conversations to another lead; what one lead's gate held is free. */
  void reassign(
      OrganizationId organizationId, Collection<UUID> conversationIds, UUID from, UUID into) {
    database.runInOrganization(
        organizationId,
        transaction -> {
          transaction
              .update(
                  """
                  update mce_dispatch
                  set lead_id = :into,
                    next_at = case when held_by = :from then due_at else next_at end,
                    held_by = case when held_by = :from then null else held_by end
                  where organization_id = :organizationId and lead_id = :from
                    and conversation_id in (<conversations>)
                    and id in (
                      select m.dispatch_id from mce_message m
                      where m.organization_id = :organizationId and m.lead_id in (:from, :into)
                        and m.dispatch_id is not null)
                  """)
              .bind("from", from)
              .bind("into", into)
              .bindList("conversations", List.copyOf(conversationIds))
              .execute();
        });
  }
}
