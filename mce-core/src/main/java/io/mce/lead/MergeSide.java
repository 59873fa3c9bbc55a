package io.mce.lead;

/** From which of two leads a merged one has a value. */
public enum MergeSide {
  /** From the lead that stays. */
  SURVIVOR,
  /** From the lead that goes into it. */
  MERGED,
  /** From both: tags, and values that the policy adds up or puts side by side. */
  BOTH
}
