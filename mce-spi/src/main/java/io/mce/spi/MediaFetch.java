package io.mce.spi;

import java.io.InputStream;

/** The ability to fetch files that came with inbound messages. */
@Experimental
public interface MediaFetch {

  /**
   * Opens a file for reading; the caller closes the stream. Where the carrier gives a hash, the
   * bytes have been checked against it.
   *
   * @throws ProviderException when the file cannot be had; INVALID_REQUEST when it has expired
   */
  InputStream open(MediaRef media);
}
