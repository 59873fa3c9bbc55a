package io.mce.conversation;

import io.mce.channel.DispatchState;
import io.mce.channel.SendingLimit;
import io.mce.lead.LeadId;
import io.mce.persistence.Row;
import io.mce.provider.AccountId;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * A message as its row holds it, with the state of its dispatch.
 *
 * @param text sealed
 */
record StoredMessage(
    MessageId id,
    LeadId leadId,
    ConversationId conversationId,
    Direction direction,
    String text,
    Optional<DispatchState> state,
    Instant at,
    Sender sender,
    AccountId account,
    Optional<String> reason,
    Optional<String> detail) {

  static final RowMapper<StoredMessage> MAPPER =
      Row.mapper(row ->
          new StoredMessage(
              new MessageId(row.uuid("id")),
              new LeadId(row.uuid("lead_id")),
              new ConversationId(row.uuid("conversation_id")),
              row.constant("direction", Direction.class),
              row.text("text_sealed"),
              row.optionalText("state").map(DispatchState::valueOf),
              row.instant("at"),
              new Sender(
                  row.constant("sender_kind", SenderKind.class),
                  row.optionalText("sender_id"),
                  row.optionalText("sender_name")),
              new AccountId(row.uuid("account_id")),
              row.optionalText("reason"),
              row.optionalText("detail")));

  Message opened(String plainText) {
    return new Message(
        id,
        leadId,
        conversationId,
        direction,
        plainText,
        state.map(MessageStatus::of).orElse(withoutDispatch()),
        at,
        sender,
        account,
        error());
  }

  /** What was not sent by us was written by the lead, or on the phone of the account. */
  private MessageStatus withoutDispatch() {
    return direction == Direction.INBOUND ? MessageStatus.RECEIVED : MessageStatus.SENT;
  }

  private Optional<MessageError> error() {
    return state
        .filter(each ->
            each == DispatchState.FAILED
                || each == DispatchState.UNKNOWN
                || each == DispatchState.CANCELLED
                || (each == DispatchState.QUEUED && reason.filter(SendingLimit::isOne).isPresent()))
        .flatMap(each -> reason)
        .map(code -> new MessageError(code, detail.orElseGet(() -> MessageErrors.sentence(code))));
  }
}
