package io.mce.lead;

/** Orders of the lead list; each is total, so that pages neither repeat nor skip. */
public enum LeadSort {
  /** Newest first: the default. */
  NEWEST,
  /** Oldest first. */
  OLDEST,
  /** Highest score first, newest first among equals. */
  SCORE,
  /** By name, without regard to case and accents. */
  NAME
}
