package io.mce.conversation;

/** Sentences for the reasons that the engine itself gives. */
final class MessageErrors {

  private MessageErrors() {}

  static String sentence(String code) {
    return switch (code) {
      case "OPTED_OUT" -> "The lead does not want to be written to.";
      case "REPLIED" -> "The lead has answered, so that automation was paused.";
      case "HUMAN_TAKEOVER" -> "A person has taken the conversation over.";
      case "MANUAL" -> "Automation was paused by hand.";
      case "LEAD_DELETED" -> "The lead was deleted.";
      case "CAMPAIGN_CANCELLED" -> "The campaign was cancelled.";
      case "LOST" ->
          "The engine stopped while this was being sent; the carrier may or may not have it.";
      default -> code;
    };
  }
}
