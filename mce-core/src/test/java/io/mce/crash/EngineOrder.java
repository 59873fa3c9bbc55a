package io.mce.crash;

import io.mce.channel.SendLabel;
import io.mce.channel.SendMistake;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an engine's process is to do.
 *
 * @param database JDBC address
 * @param line the line of the remote to send by
 * @param mode whether that line can be asked
 * @param recipients how many people the campaign is for, which the first engine starts
 * @param stopAt where to stop and wait for the kill
 * @param occurrence at which time of passing there, from 1
 * @param parallelSends how many messages may be on their way at once
 * @param joins whether it leaves the start of the campaign to another one that runs beside it
 * @param mistake what the engine does wrong
 * @param clockOrigin where the fast clock of the run shows the real time
 */
record EngineOrder(
    String database,
    URI line,
    RemoteMode mode,
    int recipients,
    Optional<SendLabel> stopAt,
    int occurrence,
    int parallelSends,
    boolean joins,
    SendMistake mistake,
    Instant clockOrigin) {

  /** An engine that runs until it is told to stop. */
  static EngineOrder run(
      String database, URI line, RemoteMode mode, int recipients, int parallelSends) {
    return new EngineOrder(
        database,
        line,
        mode,
        recipients,
        Optional.empty(),
        0,
        parallelSends,
        false,
        SendMistake.NONE,
        Instant.now());
  }

  /** The same, stopping on the way. */
  EngineOrder stoppingAt(SendLabel label, int newOccurrence) {
    return changed("stopAt", label).changed("occurrence", newOccurrence);
  }

  /** The same beside another one. */
  EngineOrder joining() {
    return changed("joins", true);
  }

  /** The same with a mistake. */
  EngineOrder with(SendMistake newMistake) {
    return changed("mistake", newMistake);
  }

  /** The same on another database. */
  EngineOrder on(String newDatabase) {
    return changed("database", newDatabase);
  }

  private EngineOrder changed(String name, Object value) {
    return parse(
        Stream.concat(arguments().stream(), Stream.of(name + "=" + value)).toArray(String[]::new));
  }

  List<String> arguments() {
    return List.of(
        "database=" + database,
        "line=" + line,
        "mode=" + mode,
        "recipients=" + recipients,
        "stopAt=" + stopAt.map(SendLabel::name).orElse(""),
        "occurrence=" + occurrence,
        "parallelSends=" + parallelSends,
        "joins=" + joins,
        "mistake=" + mistake,
        "clockOrigin=" + clockOrigin);
  }

  static EngineOrder parse(String[] arguments) {
    Map<String, String> values =
        Arrays.stream(arguments)
            .map(argument -> argument.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (old, changed) -> changed));
    return new EngineOrder(
        values.getOrDefault("database", ""),
        URI.create(values.getOrDefault("line", "")),
        RemoteMode.valueOf(values.getOrDefault("mode", "")),
        Integer.parseInt(values.getOrDefault("recipients", "")),
        Optional.ofNullable(values.get("stopAt"))
            .filter(label -> !label.isEmpty())
            .map(SendLabel::valueOf),
        Integer.parseInt(values.getOrDefault("occurrence", "")),
        Integer.parseInt(values.getOrDefault("parallelSends", "")),
        Boolean.parseBoolean(values.getOrDefault("joins", "")),
        SendMistake.valueOf(values.getOrDefault("mistake", "")),
        Instant.parse(values.getOrDefault("clockOrigin", "")));
  }
}
