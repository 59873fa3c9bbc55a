package io.mce.app.conversation;

import io.mce.app.http.PageView;
import io.mce.app.http.Repeats;
import io.mce.app.http.SignedIn;
import io.mce.channel.Purpose;
import io.mce.conversation.Conversation;
import io.mce.conversation.ConversationId;
import io.mce.conversation.Direction;
import io.mce.conversation.ReplyWay;
import io.mce.conversation.SendMessage;
import io.mce.conversation.Sender;
import io.mce.conversation.WindowState;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.MceException;
import io.mce.kernel.PageRequest;
import io.mce.lead.LeadId;
import io.mce.template.TemplateUse;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
   * What a person writes, or the template that they choose: one of both.
   *
   * @param clientId the client's own id of the message; sending it again sends nothing twice
   */
  @Introspected
  record MessageBody(
      @Nullable @Size(max = 4000) String text,
      @Nullable @Size(max = 100) String clientId,
      @Nullable @Valid TemplateUseBody template) {

    /** Without the text: what people write stays out of logs. */
    @Override
    public String toString() {
      return "MessageBody[" + clientId + ", " + template + "]";
    }
  }

  /** An approved template of the account by which the message goes, with its values. */
  @Introspected
  record TemplateUseBody(
      @NotBlank @Size(max = 512) String name,
      @NotBlank @Size(max = 40) String language,
      @Nullable @Size(max = 100) Map<String, @Size(max = 1024) String> values) {

    TemplateUse use() {
      return new TemplateUse(name, language, values == null ? Map.of() : values);
    }

    /** Without the values: they are personal. */
    @Override
    public String toString() {
      Set<String> parameters = values == null ? Set.of() : values.keySet();
      return "TemplateUseBody[" + name + ", " + language + ", " + parameters + "]";
    }
  }

  /** Whether free text is taken; {@code closesAt} until when, or since when not any more. */
  record WindowView(boolean open, Optional<Instant> closesAt) {

    static WindowView of(WindowState state) {
      return new WindowView(state.open(), state.closesAt());
    }
  }

  /** By which account a message would go now; none where no account reaches the lead. */
  record ReplyWayView(
      Optional<String> channelAccountId,
      Optional<String> channel,
      WindowView replyWindow,
      boolean templates) {

    static ReplyWayView of(Optional<ReplyWay> way) {
      return new ReplyWayView(
          way.map(each -> each.account().toString()),
          way.map(ReplyWay::channel),
          WindowView.of(way.map(ReplyWay::window).orElse(WindowState.ALWAYS)),
          way.filter(ReplyWay::templates).isPresent());
    }
  }

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
      String channel,
      WindowView replyWindow) {

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
          conversation.channel(),
          WindowView.of(conversation.replyWindow()));
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

  @Get("/leads/{id}/reply-way")
  ReplyWayView replyWay(@Parameter(hidden = true) Actor actor, String id) {
    return ReplyWayView.of(engine.conversations().replyWay(actor, LeadId.of(id)));
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
    Sender sender = Sender.human(signedIn.member().id().toString(), signedIn.member().name());
    String dedupKey = "member:" + signedIn.member().id() + ":" + leadId + ":" + clientId;
    String text = body.text() == null ? "" : body.text();
    TemplateUseBody template = body.template();
    if (template != null && !text.isBlank()) {
      throw MceException.invalid("text", "A message is a text or a template, not both.");
    }
    return engine
        .conversations()
        .send(
            signedIn.actor(),
            template == null
                ? SendMessage.of(leadId, text, Purpose.HUMAN, sender, dedupKey)
                : SendMessage.of(leadId, template.use(), Purpose.HUMAN, sender, dedupKey));
  }
}
