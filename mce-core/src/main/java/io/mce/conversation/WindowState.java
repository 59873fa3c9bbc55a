package io.mce.conversation;

import io.mce.spi.ReplyWindow;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a carrier takes free text to a lead now. Templates go at any time.
 *
 * @param closesAt when it does not any more, or since when; empty when the carrier knows no such
 *     limit, and when the lead has never written
 */
public record WindowState(boolean open, Optional<Instant> closesAt) {

  /** Free text at any time. */
  public static final WindowState ALWAYS = new WindowState(true, Optional.empty());

  /**
   * The state of a window.
   *
   * @param lastInboundAt when the lead last wrote
   */
  static WindowState of(ReplyWindow window, Optional<Instant> lastInboundAt, Instant now) {
    if (window.length().isEmpty()) {
      return ALWAYS;
    }
    Optional<Instant> end = lastInboundAt.map(at -> at.plus(window.length().get()));
    return new WindowState(end.filter(now::isBefore).isPresent(), end);
  }
}
