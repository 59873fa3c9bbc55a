package io.mce.conversation;

import io.mce.lead.LeadId;
import io.mce.persistence.Row;
import io.mce.provider.AccountId;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * A conversation as its row holds it.
 *
 * @param address sealed: from where the lead wrote last, or whereto we wrote first
 * @param lastInboundRef the carrier's name of the newest message of the lead
 * @param route who took over from the account, until the lead writes to that again
 */
record StoredConversation(
    ConversationId id,
    LeadId leadId,
    AccountId account,
    String channel,
    Instant lastAt,
    Optional<Direction> lastDirection,
    Optional<String> lastText,
    Optional<Instant> lastInboundAt,
    Optional<String> address,
    int unread,
    Optional<String> lastInboundRef,
    Optional<AccountId> route) {

  static final RowMapper<StoredConversation> MAPPER =
      Row.mapper(row ->
          new StoredConversation(
              new ConversationId(row.uuid("id")),
              new LeadId(row.uuid("lead_id")),
              new AccountId(row.uuid("account_id")),
              row.text("channel"),
              row.instant("last_at"),
              row.optionalText("last_direction").map(Direction::valueOf),
              row.optionalText("last_text_sealed"),
              row.optionalInstant("last_inbound_at"),
              row.optionalText("address_sealed"),
              row.integer("unread"),
              row.optionalText("last_inbound_ref"),
              row.optionalUuid("route_account_id").map(AccountId::new)));

  /** By which account it goes on: another than its own where that failed. */
  AccountId goesBy() {
    return route.orElse(account);
  }
}
