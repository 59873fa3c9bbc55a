package io.mce.ingestion;

/**
 * How much of a file is here.
 *
 * @param bytes how many it has
 * @param received how many are here, from the beginning
 */
public record ImportUpload(long bytes, long received) {

  boolean isComplete() {
    return received == bytes;
  }
}
