package io.mce.ingestion;

import io.mce.kernel.MceException;
import java.util.Optional;

/**
 * Names where leads come from, as people know it: "website", "Facebook Ads".
 *
 * @param value up to {@value #MAX_LENGTH} characters
 */
public record SourceId(String value) {

  private static final int MAX_LENGTH = 100;

  /** Refuses a blank or a long name. */
  public SourceId {
    value = value.strip();
    if (value.isEmpty() || value.length() > MAX_LENGTH) {
      throw MceException.invalid(
          "source", "A source has a name of 1 to " + MAX_LENGTH + " characters.");
    }
  }

  /** The source of this name. */
  public static SourceId of(String name) {
    return new SourceId(name);
  }

  /** The source that a remote's text names, cut to what a name may be; empty for a blank one. */
  static Optional<SourceId> like(String text) {
    String clean = TypedText.clean(text);
    return clean.isEmpty()
        ? Optional.empty()
        : Optional.of(of(clean.substring(0, Math.min(clean.length(), MAX_LENGTH))));
  }

  @Override
  public String toString() {
    return value;
  }
}
