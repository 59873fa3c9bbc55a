package io.mce.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import io.mce.spi.Pricing;
import io.mce.spi.ProviderErrorDetail;
import io.mce.spi.ProviderEvent;
import io.mce.spi.Receipt;
import io.mce.spi.ReceiptStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What became of messages. Pure. */
final class StatusReader {

  private StatusReader() {}

  static List<ProviderEvent> receipts(JsonNode value, Instant otherwise) {
    List<ProviderEvent> events = new ArrayList<>();
    for (JsonNode status : value.path("statuses")) {
      String id = status.path("id").asText("");
      Optional<ReceiptStatus> known = status(status.path("status").asText(""));
      if (!id.isBlank() && known.isPresent()) {
        events.add(receipt(status, id, known.get(), otherwise));
      }
    }
    return events;
  }

  private static Receipt receipt(
      JsonNode status, String id, ReceiptStatus come, Instant otherwise) {
    Optional<ProviderErrorDetail> error =
        come == ReceiptStatus.FAILED
            ? Optional.of(GraphErrors.detail(status.path("errors").path(0)))
            : Optional.empty();
    return new Receipt(
        EventIds.of(
            "receipt", id, status.path("status").asText(""), status.path("timestamp").asText("")),
        WhatsAppCloudWebhooks.time(status.path("timestamp"), otherwise),
        id,
        Optional.of(status.path("biz_opaque_callback_data").asText(""))
            .filter(reference -> !reference.isBlank()),
        come,
        error,
        Optional.empty(),
        pricing(status.path("pricing")));
  }

  private static Optional<ReceiptStatus> status(String word) {
    return switch (word) {
      case "sent" -> Optional.of(ReceiptStatus.SENT);
      case "delivered" -> Optional.of(ReceiptStatus.DELIVERED);
      // A voice message that was played was read.
      case "read", "played" -> Optional.of(ReceiptStatus.READ);
      case "failed" -> Optional.of(ReceiptStatus.FAILED);
      default -> Optional.empty();
    };
  }

  /** Meta names a rate and never money; a type that begins with free costs nothing. */
  private static Optional<Pricing> pricing(JsonNode pricing) {
    return Optional.of(pricing.path("category").asText(""))
        .filter(category -> !category.isBlank())
        .map(category ->
            new Pricing(
                category,
                pricing.path("billable").asBoolean(true)
                    && !pricing.path("type").asText("").startsWith("free"),
                pricing.path("pricing_model").asText("")));
  }
}
