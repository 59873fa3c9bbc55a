package io.mce.conversation;

import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.PersonalDataHolder;
import io.mce.kernel.PersonalRecords;
import io.mce.lead.LeadId;
import io.mce.persistence.Database;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What was said with a person. The rows stay, for the counters, without a word of it. */
final class ConversationData implements PersonalDataHolder {

  private final Database database;
  private final ConversationStore conversations;
  private final MessageStore messages;
  private final Seals seals;

  @Inject
  ConversationData(
      Database database, ConversationStore conversations, MessageStore messages, Seals seals) {
    this.database = database;
    this.conversations = conversations;
    this.messages = messages;
    this.seals = seals;
  }

  @Override
  public Set<String> tables() {
    return Set.of("mce_conversation", "mce_message");
  }

  @Override
  public Map<String, Long> counts(OrganizationId organizationId, UUID person) {
    LeadId leadId = new LeadId(person);
    return Map.of(
        "conversations",
        (long) conversations.ofLeads(organizationId, List.of(leadId)).size(),
        "messages",
        messages.count(organizationId, leadId));
  }

  @Override
  public void export(OrganizationId organizationId, UUID person, PersonalRecords records) {
    LeadId leadId = new LeadId(person);
    for (StoredConversation each : conversations.ofLeads(organizationId, List.of(leadId))) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("id", each.id().toString());
      fields.put("channel", each.channel());
      fields.put(
          "address",
          each.address()
              .map(sealed -> seals.openAddress(organizationId, each.id(), sealed).value())
              .orElse(""));
      fields.put("lastAt", each.lastAt());
      records.add("conversations", fields);
    }
    for (StoredMessage each : messages.allOf(organizationId, leadId)) {
      Message message = each.opened(seals.open(organizationId, each.conversationId(), each.text()));
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("at", message.at());
      fields.put("direction", message.direction().name());
      fields.put("text", message.text());
      fields.put("status", message.status().name());
      fields.put("sender", message.sender().kind().name());
      fields.put("senderName", message.sender().name().orElse(""));
      fields.put("conversationId", message.conversationId().toString());
      records.add("messages", fields);
    }
  }

  @Override
  public void erase(Actor actor, UUID person) {
    OrganizationId organizationId = actor.organizationId();
    database.runInOrganization(
        organizationId,
        transaction -> {
          transaction
              .update(
                  """
                  update mce_message set text_sealed = '', sender_name = null
                  where organization_id = :organizationId and lead_id = :person
                  """)
              .bind("person", person)
              .execute();
          transaction
              .update(
                  """
                  update mce_conversation
                  set last_text_sealed = null, address_sealed = null, last_message_id = null,
                    last_direction = null, last_inbound_ref = null, unread = 0
                  where organization_id = :organizationId and lead_id = :person
                  """)
              .bind("person", person)
              .execute();
        });
  }
}
