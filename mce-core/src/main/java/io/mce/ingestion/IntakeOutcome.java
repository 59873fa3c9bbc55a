package io.mce.ingestion;

/** What became of a draft. */
public enum IntakeOutcome {
  /** Nobody we know: a new lead. */
  CREATED,
  /** Someone we know, about whom the draft said something new. */
  MERGED,
  /** Someone we know, about whom the draft said nothing new. */
  SKIPPED,
  /** It cannot become a lead; the reasons say why. */
  REJECTED,
  /** It is usable, but of a kind that the import was told to leave out. */
  LEFT_OUT
}
