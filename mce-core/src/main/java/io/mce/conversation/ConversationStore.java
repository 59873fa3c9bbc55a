package io.mce.conversation;

import io.mce.kernel.OrganizationId;
import io.mce.lead.LeadId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import io.mce.persistence.Transaction;
import io.mce.provider.AccountId;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Rows of conversations. */
final class ConversationStore {

  /** A conversation to be added. */
  record NewConversation(
      ConversationId id,
      LeadId leadId,
      AccountId account,
      String channel,
      Optional<String> address) {}

  /** What a message changes in its conversation. */
  record LastMessage(
      ConversationId conversationId, MessageId messageId, String sealedText, Instant at) {}

  private final Database database;

  @Inject
  ConversationStore(Database database) {
    this.database = database;
  }

  /** Returns the conversations of leads, for each lead the one with the newest message first. */
  List<StoredConversation> ofLeads(OrganizationId organizationId, Collection<LeadId> leadIds) {
    if (leadIds.isEmpty()) {
      return List.of();
    }
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_conversation
                    where organization_id = :organizationId and lead_id in (<leadIds>)
                    order by last_at desc, id desc
                    """)
                .bindList("leadIds", List.copyOf(leadIds))
                .map(StoredConversation.MAPPER)
                .list());
  }

  /**
   * Returns the conversations of a lead on one account, the one with the newest message first:
   * several when leads with one each were merged.
   */
  List<StoredConversation> onAccount(
      OrganizationId organizationId, LeadId leadId, AccountId account) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_conversation
                    where organization_id = :organizationId and lead_id = :leadId
                      and account_id = :accountId
                    order by last_at desc, id desc
                    """)
                .bind("leadId", leadId)
                .bind("accountId", account)
                .map(StoredConversation.MAPPER)
                .list());
  }

  /** Adds conversations; those that are there already are left as they are. */
  void insert(OrganizationId organizationId, List<NewConversation> conversations, Instant now) {
    database.runInOrganization(
        organizationId,
        transaction -> {
          Transaction.Batch batch =
              transaction.batch(
                  """
                  insert into mce_conversation (organization_id, id, lead_id, account_id, channel,
                    last_at, address_sealed, unread, created_at)
                  values (:organizationId, :id, :leadId, :accountId, :channel,
                    :now, :address, 0, :now)
                  on conflict (organization_id, lead_id, account_id) where moved_from is null
                  do nothing
                  """);
          for (NewConversation each : conversations) {
            batch
                .bind("id", each.id())
                .bind("leadId", each.leadId())
                .bind("accountId", each.account())
                .bind("channel", each.channel())
                .bind("address", each.address().orElse(null))
                .bind("now", now)
                .add();
          }
          batch.execute();
        });
  }

  /** Shows messages of ours as the last ones of their conversations, where none is newer. */
  void wrote(OrganizationId organizationId, List<LastMessage> messages) {
    database.runInOrganization(
        organizationId,
        transaction -> {
          Transaction.Batch batch =
              transaction.batch(
                  """
                  update mce_conversation
                  set last_message_id = :messageId, last_at = :at, last_direction = 'OUTBOUND',
                    last_text_sealed = :text
                  where organization_id = :organizationId and id = :id
                    and (last_at <= :at or last_message_id is null)
                  """);
          for (LastMessage each : messages) {
            batch
                .bind("id", each.conversationId())
                .bind("messageId", each.messageId())
                .bind("at", each.at())
                .bind("text", each.sealedText())
                .add();
          }
          batch.execute();
        });
  }

  /**
   * Counts a message of the lead, and shows it as the last one where none is newer.
   *
   * @param remoteId the carrier's name of the message
   */
  void received(
      OrganizationId organizationId, LastMessage message, String address, String remoteId) {
    database.runInOrganization(
        organizationId,
        transaction -> {
          transaction
              .update(
                  """
                  update mce_conversation
                  set unread = unread + 1, route_account_id = null,
                    address_sealed = case when coalesce(last_inbound_at, 0) <= :at
                      then :address else address_sealed end,
                    last_inbound_ref = case when coalesce(last_inbound_at, 0) <= :at
                      then :remoteId else last_inbound_ref end,
                    last_inbound_at = case when coalesce(last_inbound_at, 0) <= :at
                      then :at else last_inbound_at end
                  where organization_id = :organizationId and id = :id
                  """)
              .bind("id", message.conversationId())
              .bind("at", message.at())
              .bind("address", address)
              .bind("remoteId", remoteId)
              .execute();
          transaction
              .update(
                  """
                  update mce_conversation
                  set last_message_id = :messageId, last_at = :at, last_direction = 'INBOUND',
                    last_text_sealed = :text
                  where organization_id = :organizationId and id = :id
                    and (last_at <= :at or last_message_id is null)
                  """)
              .bind("id", message.conversationId())
              .bind("messageId", message.messageId())
              .bind("at", message.at())
              .bind("text", message.sealedText())
              .execute();
        });
  }

  /** Returns conversations in which something was said, newest first, before a position. */
  List<StoredConversation> list(
      OrganizationId organizationId, Instant beforeAt, String beforeId, int limit) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select c.* from mce_conversation c
                    where c.organization_id = :organizationId and c.last_message_id is not null
                      and (c.last_at, c.id) < (:beforeAt, :beforeId)
                      and exists (select 1 from mce_lead l
                        where l.organization_id = :organizationId and l.id = c.lead_id
                          and l.deleted_at is null)
                    order by c.last_at desc, c.id desc limit :limit
                    """)
                .bind("beforeAt", beforeAt)
                .bind("beforeId", beforeId)
                .bind("limit", limit)
                .map(StoredConversation.MAPPER)
                .list());
  }

  /**
   * Marks a conversation as read.
   *
   * @return whether there was something that nobody had looked at; empty when there is no
   *     conversation of this id
   */
  Optional<Boolean> markRead(OrganizationId organizationId, ConversationId id) {
    return database.inOrganization(
        organizationId,
        transaction -> {
          boolean some =
              transaction
                      .update(
                          """
                          update mce_conversation set unread = 0
                          where organization_id = :organizationId and id = :id and unread > 0
                          """)
                      .bind("id", id)
                      .execute()
                  == 1;
          return some || find(organizationId, id).isPresent()
              ? Optional.of(some)
              : Optional.empty();
        });
  }

  Optional<StoredConversation> find(OrganizationId organizationId, ConversationId id) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_conversation
                    where organization_id = :organizationId and id = :id
                    """)
                .bind("id", id)
                .map(StoredConversation.MAPPER)
                .findOne());
  }

  /** Gives all conversations of a lead, with their messages, to another one; returns them. */
  List<ConversationId> giveAll(OrganizationId organizationId, LeadId from, LeadId into) {
    return database.inOrganization(
        organizationId,
        transaction -> {
          List<ConversationId> given =
              transaction
                  .query(
                      """
                      update mce_conversation
                      set lead_id = :into, moved_from = coalesce(moved_from, :from)
                      where organization_id = :organizationId and lead_id = :from
                      returning id
                      """)
                  .bind("from", from)
                  .bind("into", into)
                  .map(Row.mapper(row -> new ConversationId(row.uuid("id"))))
                  .list();
          transaction
              .update(
                  """
                  update mce_message set lead_id = :into
                  where organization_id = :organizationId and lead_id = :from
                  """)
              .bind("from", from)
              .bind("into", into)
              .execute();
          return given;
        });
  }

  /** Gives conversations back with everything in them. */
  void giveBack(
      OrganizationId organizationId, Collection<ConversationId> ids, LeadId from, LeadId into) {
    if (ids.isEmpty()) {
      return;
    }
    database.runInOrganization(
        organizationId,
        transaction -> {
          transaction
              .update(
                  """
                  update mce_conversation
                  set lead_id = :from,
                    moved_from = case when moved_from = :from then null else moved_from end
                  where organization_id = :organizationId and lead_id = :into and id in (<ids>)
                  """)
              .bind("from", from)
              .bind("into", into)
              .bindList("ids", List.copyOf(ids))
              .execute();
          transaction
              .update(
                  """
                  update mce_message set lead_id = :from
                  where organization_id = :organizationId and lead_id = :into
                    and conversation_id in (<ids>)
                  """)
              .bind("from", from)
              .bind("into", into)
              .bindList("ids", List.copyOf(ids))
              .execute();
        });
  }
}
