package io.mce.conversation;

import io.mce.channel.Purpose;
import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.IdGenerator;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Permission;
import io.mce.lead.AutomationReason;
import io.mce.lead.AutomationState;
import io.mce.lead.Lead;
import io.mce.lead.LeadId;
import io.mce.lead.Leads;
import io.mce.privacy.Suppressions;
import io.mce.provider.AccountId;
import io.mce.provider.ProviderEventHandler;
import io.mce.provider.Providers;
import io.mce.spi.MessageIn;
import io.mce.spi.ProviderEvent;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Takes what leads write: finds or makes the lead, adds the bubble, and stops what has to stop. A
 * word like STOP ends everything until START; any other reply pauses campaigns and workflows, if
 * one of them wrote before. Runs in the transaction that marks the message as handled, so each
 * message has its effect once.
 */
final class InboundHandler implements ProviderEventHandler {

  private static final String OPTED_OUT_TEXT =
      "You will not receive further messages from us. Reply START if you want to hear from us"
          + " again.";

  private static final String STOP = Suppressions.STOP;

  /** More messages than come between a wish and its delivery. */
  private static final int LOOK_BACK = 50;

  private final Leads leads;
  private final Providers providers;
  private final Correspondence correspondence;
  private final ConversationStore conversations;
  private final MessageStore messages;
  private final Dispatcher dispatcher;
  private final Suppressions suppressions;
  private final AutomationGate gate;
  private final Seals seals;
  private final Events events;
  private final Clock clock;
  private final IdGenerator ids;

  @Inject
  InboundHandler(
      Leads leads,
      Providers providers,
      Correspondence correspondence,
      ConversationStore conversations,
      MessageStore messages,
      Dispatcher dispatcher,
      Suppressions suppressions,
      AutomationGate gate,
      Seals seals,
      Events events,
      Clock clock,
      IdGenerator ids) {
    this.leads = leads;
    this.providers = providers;
    this.correspondence = correspondence;
    this.conversations = conversations;
    this.messages = messages;
    this.dispatcher = dispatcher;
    this.suppressions = suppressions;
    this.gate = gate;
    this.seals = seals;
    this.events = events;
    this.clock = clock;
    this.ids = ids;
  }

  @Override
  public boolean handles(ProviderEvent event) {
    return event instanceof MessageIn;
  }

  @Override
  public void handle(OrganizationId organizationId, AccountId accountId, ProviderEvent event) {
    MessageIn message = (MessageIn) event;
    String channel = providers.profile(organizationId, accountId).channel();
    Lead lead =
        correspondence.lead(
            organizationId, channel, message.from(), message.alias(), message.senderName(), true);
    Actor actor =
        Actor.of(
            organizationId, Actor.Kind.LEAD, lead.id().toString(), EnumSet.allOf(Permission.class));
    StoredConversation conversation =
        correspondence.conversation(organizationId, lead.id(), accountId, channel, message.from());
    MessageId messageId = append(organizationId, lead.id(), conversation, message);
    events.append(
        actor,
        new MessageArrived(
            messageId,
            lead.id(),
            conversation.id(),
            accountId,
            channel,
            conversation.lastInboundAt().isEmpty(),
            asksToStop(message),
            messages.mayHaveReached(organizationId, lead.id()),
            answeredAfter(conversation)));
    react(actor, lead, accountId, channel, messageId, message);
  }

  private Optional<Duration> answeredAfter(StoredConversation before) {
    return before
        .lastDirection()
        .filter(direction -> direction == Direction.OUTBOUND)
        .map(direction -> Duration.between(before.lastAt(), clock.instant()))
        .filter(Predicate.not(Duration::isNegative));
  }

  private MessageId append(
      OrganizationId organizationId,
      LeadId leadId,
      StoredConversation conversation,
      MessageIn message) {
    MessageId id = new MessageId(ids.next());
    String sealed =
        seals.seal(organizationId, conversation.id(), Correspondence.shown(message.text()));
    Instant at = correspondence.timeOf(message.at());
    messages.insert(
        organizationId,
        List.of(
            new MessageStore.NewMessage(
                id,
                conversation.id(),
                leadId,
                Direction.INBOUND,
                sealed,
                Sender.LEAD,
                Optional.empty(),
                at)));
    conversations.received(
        organizationId,
        new ConversationStore.LastMessage(conversation.id(), id, sealed, at),
        seals.seal(organizationId, conversation.id(), message.from()),
        message.remoteId());
    return id;
  }

  private void react(
      Actor actor,
      Lead lead,
      AccountId accountId,
      String channel,
      MessageId messageId,
      MessageIn message) {
    List<String> recipients =
        Stream.concat(Stream.of(message.from()), message.alias().stream())
            .map(address -> leads.recipientKey(actor.organizationId(), address))
            .toList();
    Optional<OptOutKeywords.Wish> wish = OptOutKeywords.read(message.text());
    boolean suppressed =
        wish.isPresent()
            && recipients.stream()
                .anyMatch(each -> suppressions.isSuppressed(actor.organizationId(), channel, each));
    if (wish.filter(each -> each == OptOutKeywords.Wish.OPT_OUT).isPresent()) {
      optOut(actor, lead.id(), channel, recipients);
      if (!suppressed) {
        confirm(actor, lead.id(), accountId, messageId);
      }
    } else if (wish.isPresent()
        && (suppressed || lead.automation().state() == AutomationState.OPTED_OUT)) {
      if (!stoppedSince(actor.organizationId(), lead.id(), message)) {
        optIn(actor, lead.id(), channel, recipients);
      }
    } else if (lead.automation().isActive()
        && messages.automationWrote(actor.organizationId(), lead.id())) {
      leads.pauseAutomation(actor, lead.id(), AutomationReason.REPLIED);
      gate.follow(actor.organizationId(), lead.id());
    }
  }

  /** Whether they asked to stop after they wrote this: carriers deliver in any order. */
  private boolean stoppedSince(OrganizationId organizationId, LeadId leadId, MessageIn message) {
    Instant at = correspondence.timeOf(message.at());
    Instant end = clock.instant().plusMillis(1);
    return messages.ofLead(organizationId, leadId, end, "", LOOK_BACK).stream()
        .filter(each -> each.direction() == Direction.INBOUND && each.at().isAfter(at))
        .map(each -> seals.open(organizationId, each.conversationId(), each.text()))
        .anyMatch(InboundHandler::asksToStop);
  }

  private static boolean asksToStop(MessageIn message) {
    return asksToStop(message.text());
  }

  private static boolean asksToStop(String text) {
    return OptOutKeywords.read(text)
        .filter(wish -> wish == OptOutKeywords.Wish.OPT_OUT)
        .isPresent();
  }

  private void optOut(Actor actor, LeadId leadId, String channel, List<String> recipients) {
    recipients.forEach(each -> suppressions.suppress(actor, channel, each, STOP));
    leads.optOut(actor, leadId, channel);
    gate.follow(actor.organizationId(), leadId);
  }

  private void optIn(Actor actor, LeadId leadId, String channel, List<String> recipients) {
    recipients.forEach(each -> suppressions.optIn(actor, channel, each));
    leads.optIn(actor, leadId);
    gate.follow(actor.organizationId(), leadId);
  }

  /** Carriers and laws ask for one confirmation, and for no second one. */
  private void confirm(Actor actor, LeadId leadId, AccountId accountId, MessageId messageId) {
    dispatcher.dispatch(
        Actor.engine(actor.organizationId(), "opt-out").because("message:" + messageId),
        List.of(
            SendMessage.of(
                    leadId,
                    OPTED_OUT_TEXT,
                    Purpose.COMPLIANCE,
                    Sender.SYSTEM,
                    "opt-out:" + messageId)
                .by(accountId)));
  }
}
