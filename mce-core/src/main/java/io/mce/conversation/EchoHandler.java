package io.mce.conversation;

import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.IdGenerator;
import io.mce.kernel.OrganizationId;
import io.mce.lead.AutomationReason;
import io.mce.lead.Lead;
import io.mce.lead.Leads;
import io.mce.provider.AccountId;
import io.mce.provider.ProviderEventHandler;
import io.mce.provider.Providers;
import io.mce.spi.MessageEcho;
import io.mce.spi.ProviderEvent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Takes what people of the organization write past the engine, on the phone of an account: it is
 * shown in the conversation like everything else, and who wrote has taken over. A stranger who is
 * written to becomes a lead that nothing automatic greets.
 */
final class EchoHandler implements ProviderEventHandler {

  private static final String NAME = "echo";

  private final Providers providers;
  private final Correspondence correspondence;
  private final ConversationStore conversations;
  private final MessageStore messages;
  private final Leads leads;
  private final AutomationGate gate;
  private final Seals seals;
  private final Events events;
  private final IdGenerator ids;

  @Inject
  EchoHandler(
      Providers providers,
      Correspondence correspondence,
      ConversationStore conversations,
      MessageStore messages,
      Leads leads,
      AutomationGate gate,
      Seals seals,
      Events events,
      IdGenerator ids) {
    this.providers = providers;
    this.correspondence = correspondence;
    this.conversations = conversations;
    this.messages = messages;
    this.leads = leads;
    this.gate = gate;
    this.seals = seals;
    this.events = events;
    this.ids = ids;
  }

  @Override
  public boolean handles(ProviderEvent event) {
    return event instanceof MessageEcho;
  }

  @Override
  public void handle(OrganizationId organizationId, AccountId accountId, ProviderEvent event) {
    MessageEcho echo = (MessageEcho) event;
    Actor actor = Actor.engine(organizationId, NAME);
    String channel = providers.profile(organizationId, accountId).channel();
    Lead lead =
        correspondence.lead(
            organizationId, channel, echo.to(), Optional.empty(), Optional.empty(), false);
    StoredConversation conversation =
        correspondence.conversation(organizationId, lead.id(), accountId, channel, echo.to());
    MessageId id = append(organizationId, lead, conversation, echo);
    events.append(actor, new MessageEchoed(id, lead.id(), conversation.id(), accountId));
    if (leads.pauseAutomation(actor, lead.id(), AutomationReason.HUMAN_TAKEOVER)) {
      gate.follow(organizationId, lead.id());
    }
  }

  private MessageId append(
      OrganizationId organizationId, Lead lead, StoredConversation conversation, MessageEcho echo) {
    MessageId id = new MessageId(ids.next());
    Instant at = correspondence.timeOf(echo.at());
    String sealed =
        seals.seal(organizationId, conversation.id(), Correspondence.shown(echo.text()));
    messages.insert(
        organizationId,
        List.of(
            new MessageStore.NewMessage(
                id,
                conversation.id(),
                lead.id(),
                Direction.OUTBOUND,
                sealed,
                Sender.PHONE,
                Optional.empty(),
                at)));
    conversations.wrote(
        organizationId,
        List.of(new ConversationStore.LastMessage(conversation.id(), id, sealed, at)));
    return id;
  }
}
