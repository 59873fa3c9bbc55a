package io.mce.bulk;

/** A place where a test can end the process. */
interface BulkProbe {

  /** Called when a chunk is changed and about to be committed. */
  void beforeChunkStored(BulkChange before);
}
