package io.mce.spi;

import java.util.List;

/** What a provider makes of a webhook request. */
public sealed interface WebhookResult {

  /**
   * The request is genuine.
   *
   * @param events what it brought; may be none
   * @param reply what to answer, once the events are stored
   */
  record Received(List<ProviderEvent> events, WebhookReply reply) implements WebhookResult {

    /** Copies the events. */
    public Received {
      events = List.copyOf(events);
    }
  }

  /**
   * The request is not genuine: it is answered 401, counted and audited.
   *
   * @param reason a sentence for the audit trail; nothing secret, nothing personal
   */
  record Rejected(String reason) implements WebhookResult {

    /** Checks that there is a reason. */
    public Rejected {
      Check.notBlank(reason, "reason");
    }
  }

  /** Genuine, answered with 200. */
  static WebhookResult accepted(List<? extends ProviderEvent> events) {
    return new Received(List.copyOf(events), WebhookReply.ok());
  }

  /** Genuine, with a reply of its own. */
  static WebhookResult accepted(List<? extends ProviderEvent> events, WebhookReply reply) {
    return new Received(List.copyOf(events), reply);
  }

  /** Not genuine. */
  static WebhookResult rejected(String reason) {
    return new Rejected(reason);
  }
}
