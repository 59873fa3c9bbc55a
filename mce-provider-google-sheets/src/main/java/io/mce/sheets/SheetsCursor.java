package io.mce.sheets;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How far a sheet was read.
 *
 * @param stage what is being done
 * @param fingerprint of the sheet when the pass began; all of it was read when the stage is DONE
 * @param offset how many rows of the pass were handed over
 * @param header the names of the columns at that time
 */
record SheetsCursor(Stage stage, String fingerprint, int offset, List<String> header) {

  /** What is being done. */
  enum Stage {
    /** Rows that are there already are remembered. */
    SKIPPING,
    /** Rows are handed over. */
    READING,
    /** All rows were handed over. */
    DONE
  }

  private static final int PARTS = 4;

  SheetsCursor {
    header = List.copyOf(header);
  }

  /** Reads the text form; empty when it is of another version of this plugin. */
  static Optional<SheetsCursor> parse(String text) {
    String[] parts = text.split("\\|", -1);
    try {
      return parts.length == PARTS
          ? Optional.of(
              new SheetsCursor(
                  Stage.valueOf(parts[0]),
                  parts[1],
                  Integer.parseInt(parts[2]),
                  Stream.of(parts[3].split(","))
                      .map(name -> URLDecoder.decode(name, StandardCharsets.UTF_8))
                      .toList()))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return String.join(
        "|",
        stage.name(),
        fingerprint,
        String.valueOf(offset),
        header.stream()
            .map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8))
            .collect(Collectors.joining(",")));
  }
}
