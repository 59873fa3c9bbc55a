package io.mce.spi;

import java.net.URI;
import java.util.Optional;

/**
 * A picture, document, sound or video.
 *
 * @param url where the bytes can be fetched, by the plugin or by the carrier; signed and
 *     short-lived
 * @param mimeType for example {@code image/jpeg}
 * @param caption text shown with it
 * @param fileName the name a document is offered under
 */
public record Media(URI url, String mimeType, Optional<String> caption, Optional<String> fileName)
    implements Content {

  /** Checks that the address is absolute and the type is there. */
  public Media {
    Check.that(url.isAbsolute(), "url must be absolute");
    Check.notBlank(mimeType, "mimeType");
  }

  @Override
  public ChannelCapability capability() {
    return ChannelCapability.MEDIA;
  }

  /** The type only: the address is a key to the bytes. */
  @Override
  public String toString() {
    return "Media[" + mimeType + "]";
  }
}
