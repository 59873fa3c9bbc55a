package io.mce.spi;

import java.util.Optional;

/**
 * The version of this SPI, and the check that a plugin was built for it.
 *
 * <p>{@link #MAJOR} is a compile-time constant: a factory that returns it carries the number of the
 * SPI it was compiled against, not of the one it runs with.
 */
public final class SpiVersion {

  /** Rises when a plugin built for the previous number can no longer run. */
  public static final int MAJOR = 1;

  private SpiVersion() {}

  /**
   * Says why a factory cannot be used with this SPI.
   *
   * @return a sentence that names the factory and both versions, or empty when it can be used
   */
  public static Optional<String> refusal(ProviderFactory<?, ?> factory) {
    int built;
    try {
      built = factory.spiVersion();
    } catch (LinkageError e) {
      return Optional.of(
          "Provider factory %s was built for another SPI than version %d and does not link: %s"
              .formatted(factory.getClass().getName(), MAJOR, e.getMessage()));
    }
    if (built == MAJOR) {
      return Optional.empty();
    }
    return Optional.of(
        ("Provider factory %s was built for SPI version %d but this engine speaks version %d:"
                + " use a release of the plugin for version %d")
            .formatted(factory.getClass().getName(), built, MAJOR, MAJOR));
  }
}
