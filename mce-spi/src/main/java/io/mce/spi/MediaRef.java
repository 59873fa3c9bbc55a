package io.mce.spi;

import java.util.Optional;

/**
 * A file that came in and has not been fetched; {@link MediaFetch} gets it.
 *
 * @param id the remote's id or address of the file
 * @param mimeType for example {@code image/jpeg}
 * @param fileName the name it came under
 * @param sha256 the SHA-256 of its bytes in lower-case hexadecimal digits, where the carrier
 *     announced it; {@link MediaFetch} checks it
 */
public record MediaRef(
    String id, String mimeType, Optional<String> fileName, Optional<String> sha256) {

  /** Checks that id and type are there. */
  public MediaRef {
    Check.notBlank(id, "id");
    Check.notBlank(mimeType, "mimeType");
  }

  /** A file whose bytes cannot be checked. */
  public MediaRef(String id, String mimeType, Optional<String> fileName) {
    this(id, mimeType, fileName, Optional.empty());
  }

  /** The type only: the id may be a key to the bytes. */
  @Override
  public String toString() {
    return "MediaRef[" + mimeType + "]";
  }
}
