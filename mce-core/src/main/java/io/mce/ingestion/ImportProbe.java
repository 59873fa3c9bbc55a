package io.mce.ingestion;

/** Where a test may break an import off. */
@FunctionalInterface
interface ImportProbe {

  /** The rows of a batch are stored, but neither counted nor committed. */
  void beforeBatchStored(Import before);
}
