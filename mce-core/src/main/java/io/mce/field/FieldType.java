package io.mce.field;

/** What the values of a custom field are, and how they are written down ({@link FieldValue}). */
public enum FieldType {
  /** Any text. */
  TEXT,
  /** A decimal number: {@code 1234.5}. */
  NUMBER,
  /** A day: {@code 2026-03-31}. */
  DATE,
  /** One of the choices. */
  CHOICE,
  /** Any of the choices, separated by {@code "; "}. */
  MULTI_CHOICE,
  /** {@code true} or {@code false}. */
  BOOLEAN,
  /** An address on the web, with its scheme. */
  URL,
  /**
   * A phone number in E.164. An index holds only that there is one: phone numbers are stored sealed
   * only.
   */
  PHONE,
  /** An amount in the currency of the field: {@code 1234.5}. */
  MONEY;

  /** Tells whether values are taken from a list. */
  public boolean hasChoices() {
    return this == CHOICE || this == MULTI_CHOICE;
  }

  /** Tells whether values can be added up. */
  public boolean isAmount() {
    return this == NUMBER || this == MONEY;
  }

  /** Tells whether a lead can have several values side by side. */
  public boolean isSeveral() {
    return this == MULTI_CHOICE;
  }
}
