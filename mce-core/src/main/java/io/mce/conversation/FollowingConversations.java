package io.mce.conversation;

import io.mce.channel.Outbox;
import io.mce.kernel.Actor;
import io.mce.kernel.FollowingData;
import io.mce.kernel.OrganizationId;
import io.mce.lead.LeadId;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/**
 * Conversations of merged leads: each stays what it is, with its own address, under the lead that
 * stayed, and goes back with everything in it.
 */
final class FollowingConversations implements FollowingData {

  private final ConversationStore conversations;
  private final Outbox outbox;
  private final AutomationGate gate;

  @Inject
  FollowingConversations(ConversationStore conversations, Outbox outbox, AutomationGate gate) {
    this.conversations = conversations;
    this.outbox = outbox;
    this.gate = gate;
  }

  @Override
  public String name() {
    return "conversations";
  }

  @Override
  public List<String> join(Actor actor, UUID from, UUID into) {
    OrganizationId organizationId = actor.organizationId();
    List<ConversationId> given =
        conversations.giveAll(organizationId, new LeadId(from), new LeadId(into));
    outbox.reassign(organizationId, values(given), from, into);
    gate.follow(organizationId, new LeadId(into));
    return given.stream().map(ConversationId::toString).toList();
  }

  @Override
  public void part(Actor actor, UUID from, UUID into, List<String> joined) {
    OrganizationId organizationId = actor.organizationId();
    List<ConversationId> ids = joined.stream().map(ConversationId::of).toList();
    conversations.giveBack(organizationId, ids, new LeadId(from), new LeadId(into));
    outbox.reassign(organizationId, values(ids), into, from);
    gate.follow(organizationId, new LeadId(into));
    gate.follow(organizationId, new LeadId(from));
  }

  private static List<UUID> values(List<ConversationId> ids) {
    return ids.stream().map(ConversationId::value).toList();
  }
}
