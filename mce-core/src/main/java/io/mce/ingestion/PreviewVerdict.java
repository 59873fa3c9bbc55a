package io.mce.ingestion;

/** What would become of a row. */
public enum PreviewVerdict {
  /** A new lead. */
  CREATE,
  /** Something new about a lead that is known. */
  UPDATE,
  /** Nothing new: it repeats a lead, or a row before it. */
  REPEAT,
  /** Left out, as the import was told. */
  SKIP,
  /** It cannot become a lead; the problems say why. */
  REJECT;

  static PreviewVerdict of(IntakeOutcome outcome) {
    return switch (outcome) {
      case CREATED -> CREATE;
      case MERGED -> UPDATE;
      case SKIPPED -> REPEAT;
      case LEFT_OUT -> SKIP;
      case REJECTED -> REJECT;
    };
  }
}
