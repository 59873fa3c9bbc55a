package io.mce.kernel;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list is wanted.
 *
 * @param limit rows per page, 1 to {@value #MAX_LIMIT}
 * @param cursor text form of where the page starts; empty for the first page
 */
public record PageRequest(int limit, Optional<String> cursor) {

  /** Largest page that can be asked for. */
  public static final int MAX_LIMIT = 200;

  /** Rows per page when nothing is said. */
  public static final int DEFAULT_LIMIT = 50;

  /** Refuses a limit out of range. */
  public PageRequest {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw MceException.invalid(
          "limit", "The limit must be between 1 and " + MAX_LIMIT + ", not " + limit + ".");
    }
  }

  /** The first page of default size. */
  public static PageRequest first() {
    return new PageRequest(DEFAULT_LIMIT, Optional.empty());
  }

  /** The first page of this size. */
  public static PageRequest first(int limit) {
    return new PageRequest(limit, Optional.empty());
  }

  /** From what a remote sent; absent values take their defaults. */
  public static PageRequest of(@Nullable Integer limit, @Nullable String cursor) {
    return new PageRequest(
        limit == null ? DEFAULT_LIMIT : limit,
        Optional.ofNullable(cursor).filter(text -> !text.isBlank()));
  }

  /** Returns the cursor, checked to have this many sort values. */
  public Optional<Cursor> cursor(int size) {
    return cursor.map(text -> Cursor.parse(text, size));
  }
}
