package io.mce.bulk;

/** Why a lead was not changed. */
public enum BulkProblem {
  /** It was deleted or merged into another in the meantime. */
  GONE,
  /** Somebody changed it after the change was started; theirs stays. */
  CHANGED,
  /** Whoever started the change may not do that to this lead. */
  NOT_ALLOWED,
  /** Something is against it; the detail says what. */
  REFUSED,
  /** An undo left something as somebody made it since; the detail names the fields. */
  KEPT
}
