package io.mce.conversation;

import io.mce.kernel.OrganizationId;
import io.mce.lead.LeadId;
import io.mce.persistence.Database;
import io.mce.persistence.Transaction;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Rows of messages. How far an outbound one is stands in its dispatch alone. */
final class MessageStore {

  /** A message to be added. */
  record NewMessage(
      MessageId id,
      ConversationId conversationId,
      LeadId leadId,
      Direction direction,
      String sealedText,
      Sender sender,
      Optional<UUID> dispatchId,
      Instant at) {}

  private final Database database;

  @Inject
  MessageStore(Database database) {
    this.database = database;
  }

  void insert(OrganizationId organizationId, List<NewMessage> messages) {
    database.runInOrganization(
        organizationId,
        transaction -> {
          Transaction.Batch batch =
              transaction.batch(
                  """
                  insert into mce_message (organization_id, id, conversation_id, lead_id, direction,
                    text_sealed, sender_kind, sender_id, sender_name, dispatch_id, at)
                  values (:organizationId, :id, :conversationId, :leadId, :direction,
                    :text, :senderKind, :senderId, :senderName, :dispatchId, :at)
                  """);
          for (NewMessage each : messages) {
            batch
                .bind("id", each.id())
                .bind("conversationId", each.conversationId())
                .bind("leadId", each.leadId())
                .bind("direction", each.direction().name())
                .bind("text", each.sealedText())
                .bind("senderKind", each.sender().kind().name())
                .bind("senderId", each.sender().id().orElse(null))
                .bind("senderName", each.sender().name().orElse(null))
                .bind("dispatchId", each.dispatchId().orElse(null))
                .bind("at", each.at())
                .add();
          }
          batch.execute();
        });
  }

  List<StoredMessage> findAll(OrganizationId organizationId, Collection<MessageId> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select m.*, d.state, d.reason, d.detail,
                      coalesce(d.account_id, c.account_id) as account_id
                    from mce_message m
                    join mce_conversation c on c.organization_id = m.organization_id
                      and c.id = m.conversation_id
                    left join mce_dispatch d on d.organization_id = m.organization_id
                      and d.id = m.dispatch_id
                    where m.organization_id = :organizationId and m.id in (<ids>)
                    """)
                .bindList("ids", List.copyOf(ids))
                .map(StoredMessage.MAPPER)
                .list());
  }

  /** Returns what was said with a lead before a position, newest first. */
  List<StoredMessage> ofLead(
      OrganizationId organizationId, LeadId leadId, Instant beforeAt, String beforeId, int limit) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select m.*, d.state, d.reason, d.detail,
                      coalesce(d.account_id, c.account_id) as account_id
                    from mce_message m
                    join mce_conversation c on c.organization_id = m.organization_id
                      and c.id = m.conversation_id
                    left join mce_dispatch d on d.organization_id = m.organization_id
                      and d.id = m.dispatch_id
                    where m.organization_id = :organizationId and m.lead_id = :leadId
                      and (m.at, m.id) < (:beforeAt, :beforeId)
                    order by m.at desc, m.id desc limit :limit
                    """)
                .bind("leadId", leadId)
                .bind("beforeAt", beforeAt)
                .bind("beforeId", beforeId)
                .bind("limit", limit)
                .map(StoredMessage.MAPPER)
                .list());
  }

  /** Returns all that was said with a lead, oldest first. */
  List<StoredMessage> allOf(OrganizationId organizationId, LeadId leadId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select m.*, d.state, d.reason, d.detail,
                      coalesce(d.account_id, c.account_id) as account_id
                    from mce_message m
                    join mce_conversation c on c.organization_id = m.organization_id
                      and c.id = m.conversation_id
                    left join mce_dispatch d on d.organization_id = m.organization_id
                      and d.id = m.dispatch_id
                    where m.organization_id = :organizationId and m.lead_id = :leadId
                    order by m.at, m.id
                    """)
                .bind("leadId", leadId)
                .map(StoredMessage.MAPPER)
                .list());
  }

  long count(OrganizationId organizationId, LeadId leadId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select count(*) as n from mce_message
                    where organization_id = :organizationId and lead_id = :leadId
                    """)
                .bind("leadId", leadId)
                .mapTo(Long.class)
                .one());
  }

  /**
   * Tells whether a carrier has a message to a lead, or may have one: what the lead writes now can
   * be an answer, even where the lead is faster than the carrier's word.
   */
  boolean mayHaveReached(OrganizationId organizationId, LeadId leadId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select 1 as found from mce_message m
                    join mce_dispatch d on d.organization_id = m.organization_id
                      and d.id = m.dispatch_id
                    where m.organization_id = :organizationId and m.lead_id = :leadId
                      and d.state not in ('QUEUED', 'CANCELLED', 'FAILED')
                    limit 1
                    """)
                .bind("leadId", leadId)
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
  }

  /**
   * Tells whether an automated message to a lead was ever handed to a carrier, or was about to be.
   * Once true it stays true, so that it does not matter which of an answer, a receipt and the
   * lead's reply is stored first.
   */
  boolean automationWrote(OrganizationId organizationId, LeadId leadId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select 1 as found from mce_message m
                    join mce_dispatch d on d.organization_id = m.organization_id
                      and d.id = m.dispatch_id
                    where m.organization_id = :organizationId and m.lead_id = :leadId
                      and d.purpose in ('OUTREACH', 'RESPONSE') and d.attempts > 0
                    limit 1
                    """)
                .bind("leadId", leadId)
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
  }
}
