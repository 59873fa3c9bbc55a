package io.mce.conversation;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Json;
import io.mce.secret.PersonalBox;
import io.mce.secret.SealedColumn;
import io.mce.spi.Address;
import jakarta.inject.Inject;
import java.util.List;

/** Seals what is said in a conversation, and with whom: it opens for that conversation only. */
final class Seals {

  static final List<SealedColumn> COLUMNS =
      List.of(
          new SealedColumn(
              "mce_message",
              "text_sealed",
              List.of("id"),
              row -> texts(new ConversationId(row.uuid("conversation_id")))),
          new SealedColumn(
              "mce_conversation",
              "last_text_sealed",
              List.of("id"),
              row -> texts(new ConversationId(row.uuid("id")))),
          new SealedColumn(
              "mce_conversation",
              "address_sealed",
              List.of("id"),
              row -> addresses(new ConversationId(row.uuid("id")))));

  private final PersonalBox secrets;

  @Inject
  Seals(PersonalBox secrets) {
    this.secrets = secrets;
  }

  String seal(OrganizationId organizationId, ConversationId id, String text) {
    return secrets.seal(organizationId, texts(id), text);
  }

  String open(OrganizationId organizationId, ConversationId id, String sealed) {
    return secrets.openText(organizationId, texts(id), sealed);
  }

  String seal(OrganizationId organizationId, ConversationId id, Address address) {
    return secrets.seal(organizationId, addresses(id), Json.write(address));
  }

  Address openAddress(OrganizationId organizationId, ConversationId id, String sealed) {
    return Json.read(secrets.openText(organizationId, addresses(id), sealed), Address.class);
  }

  private static String texts(ConversationId id) {
    return "conversation:" + id;
  }

  private static String addresses(ConversationId id) {
    return "conversation-address:" + id;
  }
}
