package io.mce.app.conversation;

import io.mce.app.http.PageView;
import io.mce.app.http.Repeats;
import io.mce.app.http.SignedIn;
import io.mce.channel.Purpose;
import io.mce.conversation.Conversation;
import io.mce.conversation.ConversationId;
import io.mce.conversation.Direction;
import io.mce.conversation.SendMessage;
import io.mce.conversation.Sender;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.PageRequest;
import io.mce.lead.LeadId;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The inbox, and the chat with one lead. */
@Tag(name = "conversations")
@Controller("/api")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class ConversationController {

  private final MceEngine engine;
  private final Repeats repeats;

  ConversationController(MceEngine engine, Repeats repeats) {
    this.engine = engine;
    this.repeats = repeats;
  }

  /**
   * What a person writes.
   *
   * @param clientId the client's own id of the message; sending it again sends nothing twice
   */
  @Introspected
  record MessageBody(
      @NotBlank @Size(max = 4000) String text, @Nullable @Size(max = 100) String clientId) {}

  /** A conversation of the inbox. */
  record ConversationView(
      String id,
      String leadId,
      String leadName,
      Optional<String> lastText,
      Instant lastAt,
      Optional<Direction> lastDirection,
      int unread,
      String channelAccountId,
      String channel) {

    static ConversationView of(Conversation conversation) {
      return new ConversationView(
          conversation.id().toString(),
          conversation.leadId().toString(),
          conversation.leadName(),
          conversation.lastText(),
          conversation.lastAt(),
          conversation.lastDirection(),
          conversation.unread(),
          conversation.account().toString(),
          conversation.channel());
    }
  }

  @Get("/conversations")
  PageView<ConversationView> list(
      @Parameter(hidden = true) Actor actor,
      @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String cursor) {
    return PageView.of(
        engine.conversations().list(actor, PageRequest.of(limit, cursor)), ConversationView::of);
  }

  @Post("/conversations/{id}/read")
  @Status(HttpStatus.NO_CONTENT)
  void markRead(@Parameter(hidden = true) Actor actor, String id) {
    engine.conversations().markRead(actor, ConversationId.of(id));
  }

  @Get("/leads/{id}/messages")
  PageView<MessageView> messages(
      @Parameter(hidden = true) Actor actor,
      String id,
      @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String cursor) {
    return PageView.of(
        engine.conversations().messages(actor, LeadId.of(id), PageRequest.of(limit, cursor)),
        MessageView::of);
  }

  @Post("/leads/{id}/messages")
  @Status(HttpStatus.CREATED)
  HttpResponse<?> send(
      @Parameter(hidden = true) SignedIn signedIn,
      @Parameter(hidden = true) HttpRequest<?> request,
      String id,
      @Body @Valid MessageBody body) {
    LeadId leadId = LeadId.of(id);
    return repeats.once(
        request,
        signedIn.actor(),
        body,
        () -> HttpResponse.created(MessageView.of(send(signedIn, leadId, body))));
  }

  private io.mce.conversation.Message send(SignedIn signedIn, LeadId leadId, MessageBody body) {
    String clientId = body.clientId() == null ? UUID.randomUUID().toString() : body.clientId();
    return engine
        .conversations()
        .send(
            signedIn.actor(),
            SendMessage.of(
                leadId,
                body.text(),
                Purpose.HUMAN,
                Sender.human(signedIn.member().id().toString(), signedIn.member().name()),
                "member:" + signedIn.member().id() + ":" + leadId + ":" + clientId));
  }
}
