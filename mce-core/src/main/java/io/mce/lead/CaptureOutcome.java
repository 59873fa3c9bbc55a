package io.mce.lead;

/** What became of a draft. */
public enum CaptureOutcome {
  /** Nobody we know: a new lead. */
  CREATED,
  /** Someone we know, about whom the draft said something new. */
  MERGED,
  /** Someone we know, about whom the draft said nothing new. */
  SKIPPED
}
