package io.mce.app.conversation;

import io.mce.conversation.Direction;
import io.mce.conversation.Message;
import io.mce.conversation.MessageStatus;
import io.mce.conversation.SenderKind;
import java.time.Instant;
import java.util.Optional;

/** A message as HTTP shows it. */
record MessageView(
    String id,
    String leadId,
    Direction direction,
    String text,
    MessageStatus status,
    Instant at,
    SenderView sender,
    String channelAccountId,
    Optional<ErrorView> error) {

  /** Who wrote it. */
  record SenderView(SenderKind kind, Optional<String> id, Optional<String> name) {}

  /** Why it did not arrive. */
  record ErrorView(String code, String message) {}

  static MessageView of(Message message) {
    return new MessageView(
        message.id().toString(),
        message.leadId().toString(),
        message.direction(),
        message.text(),
        message.status(),
        message.at(),
        new SenderView(message.sender().kind(), message.sender().id(), message.sender().name()),
        message.account().toString(),
        message.error().map(error -> new ErrorView(error.code(), error.message())));
  }
}
