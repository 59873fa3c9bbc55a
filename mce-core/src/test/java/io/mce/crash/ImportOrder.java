package io.mce.crash;

import io.mce.ingestion.ImportMode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What an importing engine's process is to do.
 *
 * @param database JDBC address
 * @param file the file to import, written by whoever gives the order
 * @param content what is in it, and what is there before
 * @param stopAt at which batch of this process to stop and wait for the kill, from 1; 0 for none
 * @param clockOrigin where the fast clock of the run shows the real time
 */
record ImportOrder(
    String database,
    Path file,
    ImportFile content,
    ImportMode mode,
    int stopAt,
    Instant clockOrigin) {

  /** The same, stopping with the rows of a batch stored and not committed. */
  ImportOrder stoppingAt(int batch) {
    return new ImportOrder(database, file, content, mode, batch, clockOrigin);
  }

  List<String> arguments() {
    return List.of(
        "database=" + database,
        "file=" + file,
        "seed=" + content.seed(),
        "rows=" + content.rows(),
        "valid=" + content.valid(),
        "mode=" + mode,
        "stopAt=" + stopAt,
        "clockOrigin=" + clockOrigin);
  }

  static ImportOrder parse(String[] arguments) {
    Map<String, String> values =
        Arrays.stream(arguments)
            .map(argument -> argument.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    return new ImportOrder(
        values.getOrDefault("database", ""),
        Path.of(values.getOrDefault("file", "")),
        new ImportFile(
            Long.parseLong(values.getOrDefault("seed", "")),
            Integer.parseInt(values.getOrDefault("rows", "")),
            Boolean.parseBoolean(values.getOrDefault("valid", ""))),
        ImportMode.valueOf(values.getOrDefault("mode", "")),
        Integer.parseInt(values.getOrDefault("stopAt", "")),
        Instant.parse(values.getOrDefault("clockOrigin", "")));
  }
}
