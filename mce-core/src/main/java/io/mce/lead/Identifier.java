package io.mce.lead;

/**
 * One name by which a lead is known again.
 *
 * @param matchKey equal for all spellings of one name
 * @param value the name itself
 */
record Identifier(IdentifierKind kind, String matchKey, String value) {

  /** The kind only: the rest is personal. */
  @Override
  public String toString() {
    return "Identifier[" + kind + "]";
  }
}
