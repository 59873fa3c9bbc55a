package io.mce.telnyx;

import io.mce.spi.wire.WireSpec;
import io.mce.spi.wire.WireWatch;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What our requests are held against: our own words for them, and with {@code -Dmce.wire.specs}
 * what Telnyx publishes (github.com/team-telnyx/openapi, version 2.0.0 of the API), as it stands.
 * Paths there that begin with the version, which the address of the server ends with, are said
 * once, as in Telnyx's documentation.
 */
final class TelnyxWire {

  static final WireSpec OURS = WireSpec.beside(TelnyxWire.class, "wire.json");

  /** Files that came with messages; Telnyx gives their whole address. */
  private static final Pattern FILES = Pattern.compile("/v2/media/.*");

  private static final List<WireSpec> ALL =
      Stream.concat(
              Stream.of(OURS),
              WireSpec.official(List.of("telnyx_messaging_voice.json"), List.of()).stream())
          .toList();

  private TelnyxWire() {}

  static WireWatch watch() {
    return new WireWatch(ALL, FILES);
  }
}
