package io.mce.provider;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Json;
import io.mce.secret.PersonalBox;
import io.mce.secret.SealedColumn;
import io.mce.spi.HealthNotice;
import io.mce.spi.LeadIn;
import io.mce.spi.LeadsWaiting;
import io.mce.spi.MarketingChoice;
import io.mce.spi.MessageEcho;
import io.mce.spi.MessageIn;
import io.mce.spi.ProviderEvent;
import io.mce.spi.Receipt;
import io.mce.spi.SessionState;
import io.mce.spi.TemplateNotice;
import jakarta.inject.Inject;
import java.util.List;

/** The stored form of an event: a stable word for its kind, and sealed JSON. */
final class EventPayload {

  static final SealedColumn COLUMN =
      new SealedColumn(
          "mce_received_event",
          "payload_sealed",
          List.of("account_id", "event_id"),
          row -> context(new AccountId(row.uuid("account_id")), row.text("event_id")));

  private final PersonalBox secrets;

  @Inject
  EventPayload(PersonalBox secrets) {
    this.secrets = secrets;
  }

  static String kind(ProviderEvent event) {
    return switch (event) {
      case MessageIn ignored -> "message-in";
      case Receipt ignored -> "receipt";
      case SessionState ignored -> "session-state";
      case LeadIn ignored -> "lead-in";
      case LeadsWaiting ignored -> "leads-waiting";
      case MessageEcho ignored -> "message-echo";
      case HealthNotice ignored -> "health-notice";
      case TemplateNotice ignored -> "template-notice";
      case MarketingChoice ignored -> "marketing-choice";
    };
  }

  String seal(
      OrganizationId organizationId, AccountId accountId, String eventId, ProviderEvent event) {
    return secrets.seal(organizationId, context(accountId, eventId), Json.write(event));
  }

  ProviderEvent open(
      OrganizationId organizationId, AccountId accountId, ReceivedEventStore.Received row) {
    String json =
        secrets.openText(organizationId, context(accountId, row.eventId()), row.payload());
    return switch (row.kind()) {
      case "message-in" -> Json.read(json, MessageIn.class);
      case "receipt" -> Json.read(json, Receipt.class);
      case "session-state" -> Json.read(json, SessionState.class);
      case "lead-in" -> Json.read(json, LeadIn.class);
      case "leads-waiting" -> Json.read(json, LeadsWaiting.class);
      case "message-echo" -> Json.read(json, MessageEcho.class);
      case "health-notice" -> Json.read(json, HealthNotice.class);
      case "template-notice" -> Json.read(json, TemplateNotice.class);
      case "marketing-choice" -> Json.read(json, MarketingChoice.class);
      default -> throw new IllegalStateException("a newer node stored a " + row.kind());
    };
  }

  private static String context(AccountId accountId, String eventId) {
    return "received-event:" + accountId + ":" + eventId;
  }
}
