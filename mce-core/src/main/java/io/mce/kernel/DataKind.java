package io.mce.kernel;

import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A kind of data with a time after which it is removed.
 *
 * @param name stable, in capitals: {@code IMPORT_ERRORS}
 * @param minimumDays the shortest time an organization may choose
 * @param maximumDays the longest; the same as the shortest where there is nothing to choose
 * @param defaultDays the time while nothing is chosen; empty: kept until a person removes it
 */
public record DataKind(String name, int minimumDays, int maximumDays, OptionalInt defaultDays) {

  private static final Pattern NAME = Pattern.compile("[A-Z][A-Z_]{1,39}");

  /** Refuses bounds that allow nothing. */
  public DataKind {
    if (!NAME.matcher(name).matches() || minimumDays < 1 || maximumDays < minimumDays) {
      throw new IllegalArgumentException("not a kind of data: " + name);
    }
  }

  /** A kind that is kept for so many days unless an organization chooses otherwise. */
  public static DataKind kept(String name, int minimumDays, int maximumDays, int defaultDays) {
    return new DataKind(name, minimumDays, maximumDays, OptionalInt.of(defaultDays));
  }

  /** A kind that is kept until an organization chooses a time. */
  public static DataKind keptForGood(String name, int minimumDays, int maximumDays) {
    return new DataKind(name, minimumDays, maximumDays, OptionalInt.empty());
  }

  /** A kind whose time nobody chooses. */
  public static DataKind fixed(String name, int days) {
    return new DataKind(name, days, days, OptionalInt.of(days));
  }

  /** Tells whether there is nothing to choose. */
  public boolean isFixed() {
    return minimumDays == maximumDays;
  }

  /** Tells whether so many days may be chosen. */
  public boolean allows(int days) {
    return days >= minimumDays && days <= maximumDays;
  }
}
