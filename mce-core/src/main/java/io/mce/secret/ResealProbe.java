package io.mce.secret;

/** Where a test may step in between while values are sealed anew. */
@FunctionalInterface
interface ResealProbe {

  /** Rows of a column were read and sealed anew, but not stored. */
  void beforeChange(SealedColumn column);
}
