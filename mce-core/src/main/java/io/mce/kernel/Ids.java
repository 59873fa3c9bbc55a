package io.mce.kernel;

import java.util.UUID;

/** Reads ids as people and remotes type them. */
public final class Ids {

  private Ids() {}

  /**
   * Parses a canonical UUID.
   *
   * @param kind what the id names, for the message ("lead")
   * @throws MceException NOT_FOUND when the text is not a UUID: a malformed id is answered like an
   *     unknown one, so that ids cannot be probed
   */
  public static UUID parse(String kind, String text) {
    if (text.length() == 36) {
      try {
        return UUID.fromString(text);
      } catch (IllegalArgumentException e) {
        throw MceException.notFound(kind);
      }
    }
    throw MceException.notFound(kind);
  }
}
