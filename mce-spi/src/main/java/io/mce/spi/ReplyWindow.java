package io.mce.spi;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a carrier allows free text only for some time after a person last wrote. */
public enum ReplyWindow {
  /** Free text at any time. */
  NONE(null),
  /** Free text until 24 hours after the person's last message, then approved templates only. */
  HOURS_24(Duration.ofHours(24));

  private final @Nullable Duration length;

  ReplyWindow(@Nullable Duration length) {
    this.length = length;
  }

  /** How long free text is allowed after an inbound message; empty when always. */
  public Optional<Duration> length() {
    return Optional.ofNullable(length);
  }
}
