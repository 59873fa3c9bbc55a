package io.mce.channel;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Row;
import io.mce.provider.AccountId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * A dispatch as its row holds it.
 *
 * @param content sealed address and content
 * @param attempts how many attempts were begun; also the number of the newest one, which fences
 *     every older one off
 * @param failures how many attempts failed in a way that more of would be pointless
 * @param repeatUntil set while the carrier may have taken an earlier attempt over: it may only go
 *     again by the same account and before this, and nothing else may end the doubt
 * @param leaseToken who sends it, while it is being sent
 */
record StoredDispatch(
    OrganizationId organizationId,
    DispatchId id,
    AccountId account,
    String channel,
    UUID leadId,
    UUID conversationId,
    UUID messageId,
    Optional<UUID> campaignId,
    Purpose purpose,
    String recipientKey,
    String content,
    DispatchState state,
    Optional<String> reason,
    Optional<String> detail,
    int attempts,
    int failures,
    Instant dueAt,
    Instant nextAt,
    Optional<UUID> heldBy,
    Optional<Instant> repeatUntil,
    Optional<String> leaseToken,
    Instant createdAt,
    Instant stateAt) {

  static final RowMapper<StoredDispatch> MAPPER = Row.mapper(StoredDispatch::of);

  static StoredDispatch of(Row row) {
    return new StoredDispatch(
        row.organizationId(),
        new DispatchId(row.uuid("id")),
        new AccountId(row.uuid("account_id")),
        row.text("channel"),
        row.uuid("lead_id"),
        row.uuid("conversation_id"),
        row.uuid("message_id"),
        row.optionalUuid("campaign_id"),
        row.constant("purpose", Purpose.class),
        row.text("recipient_key"),
        row.text("content_sealed"),
        row.constant("state", DispatchState.class),
        row.optionalText("reason"),
        row.optionalText("detail"),
        row.integer("attempts"),
        row.integer("failures"),
        row.instant("due_at"),
        row.instant("next_at"),
        row.optionalUuid("held_by"),
        row.optionalInstant("repeat_until"),
        row.optionalText("lease_token"),
        row.instant("created_at"),
        row.instant("state_at"));
  }

  /** What people may see of it. */
  Dispatch view() {
    return new Dispatch(
        id,
        account,
        channel,
        leadId,
        conversationId,
        messageId,
        campaignId,
        purpose,
        state,
        reason,
        detail,
        attempts,
        heldBy,
        nextAt,
        createdAt,
        stateAt);
  }
}
