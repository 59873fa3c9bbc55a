package io.mce.ingestion;

import java.time.Instant;

/**
 * What a source sent last, to map its fields by.
 *
 * @param contentType as the request named it
 * @param body what it brought, as text
 */
public record DeliverySample(String contentType, String body, Instant receivedAt) {

  /** What it brought is personal and stays out. */
  @Override
  public String toString() {
    return "DeliverySample[" + receivedAt + "]";
  }
}
