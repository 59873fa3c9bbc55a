package io.mce.spi.tck;

import io.mce.spi.WebhookRequest;

/** Genuine webhook requests that are unusual in one way. */
public interface WebhookVariants {

  /** The same request with a field that no documentation mentions, signed as the carrier would. */
  WebhookRequest withUnknownField(WebhookRequest genuine);

  /** A genuine request that tells of a kind of event the plugin has never heard of. */
  WebhookRequest unknownEvent();

  /** The same request signed with another account's secret. */
  WebhookRequest signedWithAnotherSecret(WebhookRequest genuine);
}
