package io.mce.organization;

import static java.util.Objects.requireNonNull;

import io.mce.persistence.Json;
import io.mce.spi.Internal;
import java.time.LocalTime;
import java.util.Optional;

/**
 * When campaigns and workflows write to nobody, every day, by the clock of the recipient: in each
 * zone of the country of a phone number, and in the organization's own where the country is not
 * known. What falls into them goes when they end. They may pass midnight: 21:00 to 08:00 is the
 * night. The same time twice means no quiet hours.
 *
 * @param from the first quiet minute
 * @param to the minute after the last one
 */
public record QuietHours(LocalTime from, LocalTime to) {

  /** Refuses what is missing. */
  public QuietHours {
    requireNonNull(from, "from");
    requireNonNull(to, "to");
  }

  /** No quiet hours. */
  public static final QuietHours NONE = new QuietHours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

  /** Reads times such as 21:00; for what is written in code. */
  public static QuietHours of(String from, String to) {
    return new QuietHours(LocalTime.parse(from), LocalTime.parse(to));
  }

  /** Reads what is stored; texts of the first versions, which said it in words, are none. */
  @Internal
  public static Optional<QuietHours> stored(String json) {
    try {
      return Optional.ofNullable(Json.read(json, QuietHours.class));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Tells whether there are no quiet hours. */
  public boolean saysNothing() {
    return from.equals(to);
  }

  /** Tells whether nobody is to be written to when a clock on a wall shows this. */
  public boolean contains(LocalTime time) {
    boolean begun = !time.isBefore(from);
    boolean over = !time.isBefore(to);
    return from.isAfter(to) ? begun || !over : begun && !over;
  }

  /** Returns a sentence when the times make no sense. */
  public Optional<String> problem() {
    boolean inMinutes = BusinessHours.Span.isInMinutes(from) && BusinessHours.Span.isInMinutes(to);
    return inMinutes ? Optional.empty() : Optional.of("Times are given in minutes, such as 21:30.");
  }
}
