package io.mce.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import io.mce.spi.Health;
import io.mce.spi.HealthNotice;
import io.mce.spi.ProviderEvent;
import io.mce.spi.TemplateNotice;
import io.mce.spi.TemplateNotice.Change;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What Meta thinks of the number, the account and its templates. Pure. */
final class AccountNotices {

  private static final int LONGEST_DETAIL = 200;

  private AccountNotices() {}

  /** What the number itself says when it is asked. */
  static Health health(JsonNode number) {
    String status = number.path("status").asText("");
    String quality = number.path("quality_rating").asText("");
    return switch (status) {
      case "BANNED", "DELETED", "MIGRATED", "UNLINKED", "DISCONNECTED" ->
          Health.down("WhatsApp says that the number is " + words(status) + ".");
      case "RESTRICTED", "FLAGGED", "RATE_LIMITED", "PENDING", "OFFLINE" ->
          Health.degraded("WhatsApp says that the number is " + words(status) + ".");
      default ->
          quality.equals("RED")
              ? Health.degraded(
                  "The quality of the number is low: people block or report it. Send less.")
              : Health.up();
    };
  }

  /** The event of a change of this field; nothing for what does not concern us. */
  static Optional<ProviderEvent> read(String field, JsonNode value, Instant at) {
    return switch (field) {
      case "message_template_status_update" ->
          change(value.path("event").asText(""))
              .flatMap(change -> template(field, value, at, change, reason(value)));
      case "message_template_quality_update" ->
          template(
              field,
              value,
              at,
              Change.QUALITY_CHANGED,
              fromTo(value, "previous_quality_score", "new_quality_score"));
      case "template_category_update" ->
          template(
              field,
              value,
              at,
              Change.RECATEGORIZED,
              fromTo(value, "previous_category", "new_category"));
      case "phone_number_quality_update" ->
          quality(value).map(each -> notice(field, value, at, each));
      case "account_update" -> account(value).map(each -> notice(field, value, at, each));
      case "account_review_update" -> review(value).map(each -> notice(field, value, at, each));
      case "account_alerts" -> alert(value).map(each -> notice(field, value, at, each));
      case "business_capability_update" ->
          Optional.of(notice(field, value, at, up("Limits of the business changed", value)));
      default -> Optional.empty();
    };
  }

  private static ProviderEvent notice(String field, JsonNode value, Instant at, Health health) {
    return new HealthNotice(EventIds.of(field, at.toString(), value.toString()), at, health);
  }

  private static Optional<ProviderEvent> template(
      String field, JsonNode value, Instant at, Change change, String detail) {
    String name = value.path("message_template_name").asText("");
    // Webhooks write pt-BR where everything else writes pt_BR.
    String language = value.path("message_template_language").asText("").replace('-', '_');
    if (name.isBlank() || language.isBlank()) {
      return Optional.empty();
    }
    return Optional.of(
        new TemplateNotice(
            EventIds.of(field, at.toString(), value.toString()),
            at,
            name,
            language,
            change,
            detail));
  }

  private static Optional<Change> change(String event) {
    return switch (event) {
      case "APPROVED", "REINSTATED", "UNARCHIVED" -> Optional.of(Change.APPROVED);
      case "PENDING", "IN_APPEAL" -> Optional.of(Change.PENDING);
      case "REJECTED" -> Optional.of(Change.REJECTED);
      case "PAUSED" -> Optional.of(Change.PAUSED);
      case "DISABLED", "ARCHIVED" -> Optional.of(Change.DISABLED);
      case "DELETED", "PENDING_DELETION" -> Optional.of(Change.DELETED);
      case "FLAGGED" -> Optional.of(Change.FLAGGED);
      default -> Optional.empty();
    };
  }

  private static String reason(JsonNode value) {
    String reason = value.path("reason").asText("");
    String shown = reason.equals("NONE") || reason.equals("null") ? "" : reason;
    return List.of(
            shown,
            value.path("rejection_info").path("reason").asText(""),
            value.path("other_info").path("description").asText(""))
        .stream()
        .filter(part -> !part.isBlank())
        .map(AccountNotices::shortened)
        .reduce((one, other) -> one + ": " + other)
        .orElse("");
  }

  private static String fromTo(JsonNode value, String from, String to) {
    return "%s to %s"
        .formatted(
            shortened(value.path(from).asText("unknown")),
            shortened(value.path(to).asText("unknown")));
  }

  private static Optional<Health> quality(JsonNode value) {
    return switch (value.path("event").asText("")) {
      case "FLAGGED" ->
          Optional.of(
              Health.degraded(
                  "The quality of the number is low: people block or report it. Send less."));
      case "DOWNGRADE", "THROUGHPUT_DOWNGRADE" ->
          Optional.of(Health.degraded("The limit of the number was lowered" + limit(value) + "."));
      case "UNFLAGGED" -> Optional.of(up("The quality of the number is fine again", value));
      case "UPGRADE", "THROUGHPUT_UPGRADE" ->
          Optional.of(up("The limit of the number was raised", value));
      default -> Optional.empty();
    };
  }

  private static Optional<Health> account(JsonNode value) {
    String event = value.path("event").asText("");
    return switch (event) {
      case "DISABLED_UPDATE" ->
          Optional.of(ban(value.path("ban_info").path("waba_ban_state").asText("")));
      case "ACCOUNT_DELETED", "ACCOUNT_OFFBOARDED", "PARTNER_REMOVED", "PARTNER_APP_UNINSTALLED" ->
          Optional.of(Health.down("The account can no longer be used here: " + words(event) + "."));
      case "ACCOUNT_RECONNECTED" -> Optional.of(up("The account is connected again", value));
      case "ACCOUNT_VIOLATION" ->
          Optional.of(
              Health.degraded(
                  "Meta sees a breach of policy: "
                      + words(value.path("violation_info").path("violation_type").asText(""))
                      + ". See WhatsApp Manager."));
      case "ACCOUNT_RESTRICTION" -> Optional.of(restriction(value.path("restriction_info")));
      default -> Optional.empty();
    };
  }

  private static Health ban(String state) {
    return switch (state) {
      case "REINSTATE" -> new Health(Health.State.UP, "The account is reinstated.");
      case "SCHEDULE_FOR_DISABLE" ->
          Health.degraded("Meta will disable the account. Appeal in WhatsApp Manager.");
      default -> Health.down("Meta disabled the account. Appeal in WhatsApp Manager.");
    };
  }

  private static Health restriction(JsonNode restrictions) {
    List<String> types = restrictions.findValuesAsText("restriction_type");
    String detail =
        "Meta restricts the account: "
            + String.join(", ", types.stream().map(AccountNotices::words).toList())
            + ".";
    return types.contains("RESTRICTED_BIZ_INITIATED_MESSAGING")
            && types.contains("RESTRICTED_CUSTOMER_INITIATED_MESSAGING")
        ? Health.down(detail)
        : Health.degraded(detail);
  }

  private static Optional<Health> review(JsonNode value) {
    String decision = value.path("decision").asText("");
    return switch (decision) {
      case "APPROVED" -> Optional.of(up("The account passed its review", value));
      case "" -> Optional.empty();
      case "REJECTED" ->
          Optional.of(Health.down("The account failed its review. See WhatsApp Manager."));
      default -> Optional.of(Health.degraded("The account is being reviewed."));
    };
  }

  private static Optional<Health> alert(JsonNode value) {
    JsonNode alert = value.has("alert_info") ? value.path("alert_info") : value;
    return switch (alert.path("alert_severity").asText("")) {
      case "CRITICAL", "WARNING" ->
          Optional.of(
              Health.degraded("Meta alerts: " + words(alert.path("alert_type").asText("")) + "."));
      default -> Optional.empty();
    };
  }

  private static Health up(String sentence, JsonNode value) {
    return new Health(Health.State.UP, sentence + limit(value) + ".");
  }

  /** The newer of Meta's fields first. */
  private static String limit(JsonNode value) {
    return List.of("max_daily_conversations_per_business", "current_limit").stream()
        .map(name -> value.path(name).asText(""))
        .filter(word -> !word.isBlank())
        .findFirst()
        .map(word ->
            Tier.people(word).stream()
                .mapToObj(people -> ", to %d new people a day".formatted(people))
                .findFirst()
                .orElse(", to " + words(word)))
        .orElse("");
  }

  private static String words(String code) {
    return shortened(code.toLowerCase(Locale.ROOT).replace('_', ' '));
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_DETAIL ? text : text.substring(0, LONGEST_DETAIL);
  }
}
