package io.mce.spi;

/**
 * What the remote gets to hear.
 *
 * @param status an HTTP status of 200 to 299
 * @param contentType the type of the body; empty when there is none
 * @param body the body, may be empty
 */
public record WebhookReply(int status, String contentType, String body) {

  /** Refuses any status that is not a success: refusals are {@link WebhookResult#rejected}. */
  public WebhookReply {
    Check.that(status >= 200 && status < 300, "status must be 200 to 299: " + status);
  }

  /** 200 without a body. */
  public static WebhookReply ok() {
    return new WebhookReply(200, "", "");
  }

  /** 200 with plain text, for example the answer to a challenge. */
  public static WebhookReply text(String body) {
    return new WebhookReply(200, "text/plain; charset=utf-8", body);
  }

  /** 200 with XML. */
  public static WebhookReply xml(String body) {
    return new WebhookReply(200, "application/xml; charset=utf-8", body);
  }

  /** 200 with JSON. */
  public static WebhookReply json(String body) {
    return new WebhookReply(200, "application/json", body);
  }
}
