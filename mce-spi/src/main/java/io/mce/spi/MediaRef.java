package io.mce.spi;

import java.util.Optional;

/**
 * A file that came in and has not been fetched; {@link MediaFetch} gets it.
 *
 * @param id the remote's id or address of the file
 * @param mimeType for example {@code image/jpeg}
 * @param fileName the name it came under
 */
public record MediaRef(String id, String mimeType, Optional<String> fileName) {

  /** Checks that id and type are there. */
  public MediaRef {
    Check.notBlank(id, "id");
    Check.notBlank(mimeType, "mimeType");
  }

  /** The type only: the id may be a key to the bytes. */
  @Override
  public String toString() {
    return "MediaRef[" + mimeType + "]";
  }
}
