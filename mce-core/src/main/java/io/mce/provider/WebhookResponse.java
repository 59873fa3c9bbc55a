package io.mce.provider;

import io.mce.spi.WebhookReply;

/**
 * What to answer to the caller of a webhook.
 *
 * @param status the HTTP status: 2xx as the plugin says; 401 not genuine; 404 no such key; 503 not
 *     taken, call again
 * @param contentType the type of the body; empty when there is none
 * @param body the body, may be empty
 */
public record WebhookResponse(int status, String contentType, String body) {

  static WebhookResponse of(WebhookReply reply) {
    return new WebhookResponse(reply.status(), reply.contentType(), reply.body());
  }

  static WebhookResponse empty(int status) {
    return new WebhookResponse(status, "", "");
  }
}
