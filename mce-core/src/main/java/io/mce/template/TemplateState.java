package io.mce.template;

import io.mce.spi.CatalogTemplate;
import io.mce.spi.TemplateNotice;
import java.util.Locale;
import java.util.Optional;

/** What a carrier makes of a template. */
public enum TemplateState {
  /** It is being reviewed. */
  PENDING,
  /** It can be sent. */
  APPROVED,
  /** The review said no. */
  REJECTED,
  /** Too many complaints: not sent for some hours. */
  PAUSED,
  /** Not sent any more, or of a kind that cannot be sent. */
  DISABLED;

  /** The state of a template as it is listed. */
  static TemplateState of(CatalogTemplate template) {
    if (template.usable()) {
      return APPROVED;
    }
    String word = template.status().toUpperCase(Locale.ROOT);
    if (word.contains("REJECT")) {
      return REJECTED;
    }
    if (word.contains("PAUSE")) {
      return PAUSED;
    }
    // "pending deletion" is the end of a template and not its beginning.
    boolean waits =
        word.startsWith("PENDING") || word.contains("APPEAL") || word.equals("RECEIVED");
    return waits && !word.contains("DELETION") ? PENDING : DISABLED;
  }

  /** The state after a change; empty when the change is about something else. */
  static Optional<TemplateState> after(TemplateNotice.Change change) {
    return switch (change) {
      case APPROVED, FLAGGED -> Optional.of(APPROVED);
      case PENDING -> Optional.of(PENDING);
      case REJECTED -> Optional.of(REJECTED);
      case PAUSED -> Optional.of(PAUSED);
      case DISABLED, DELETED -> Optional.of(DISABLED);
      case RECATEGORIZED, QUALITY_CHANGED -> Optional.empty();
    };
  }

  /** Whether somebody should be told, because messages that used it do not go any more. */
  boolean needsPerson() {
    return this == REJECTED || this == PAUSED || this == DISABLED;
  }
}
