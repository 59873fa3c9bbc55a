package io.mce.spi;

/** How a setting is entered. */
public enum SettingType {
  /** One line of text ({@code String}). */
  STRING,
  /** Text that is never shown again ({@link Secret}). */
  SECRET,
  /** A whole number ({@code int}, {@code long}). */
  INTEGER,
  /** A number with decimals ({@code double}, {@code BigDecimal}). */
  DECIMAL,
  /** On or off ({@code boolean}; text form {@code true} or {@code false}). */
  BOOLEAN,
  /**
   * A span of time ({@code Duration}; text form ISO-8601 such as {@code PT1.5S}, or {@code 300ms},
   * {@code 10s}, {@code 5m}, {@code 2h}, {@code 1d}).
   */
  DURATION,
  /** An absolute address ({@code URI}). */
  URI,
  /** One of a few values (an enum; text form the name of the constant). */
  ENUM,
  /** Any number of texts ({@code List<String>}; text form separated by commas or line ends). */
  LIST
}
