package io.mce.lead;

/**
 * Why something of a draft cannot be used. Only {@code value} is personal; the sentences never
 * quote it.
 *
 * @param field the draft's field: "phone", "email"
 * @param value what it holds
 * @param code stable name of the reason, in capitals
 * @param reason what is wrong, as a sentence
 * @param hint what to do about it, as a sentence
 */
public record DraftProblem(String field, String value, String code, String reason, String hint) {

  /** The field and the code only. */
  @Override
  public String toString() {
    return "DraftProblem[" + field + ", " + code + "]";
  }
}
