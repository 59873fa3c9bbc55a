package io.mce.spi;

/** The ability to understand what the remote posts to {@link ProviderContext#webhookUrl()}. */
public interface WebhookReceiver {

  /**
   * Verifies and reads one request.
   *
   * <p>A pure function of the settings and the request: no network, no clock (use {@link
   * WebhookRequest#receivedAt()}), no state; the same request always gives the same result. The
   * engine stores the events before it replies, and ignores those it already has.
   *
   * <p>Unknown fields and unknown kinds of events are accepted and ignored; carriers add them
   * without notice. What is not signed as it should be is {@linkplain WebhookResult#rejected
   * rejected}. An exception is answered as an error, so that the remote tries again.
   */
  WebhookResult receive(WebhookRequest request);
}
