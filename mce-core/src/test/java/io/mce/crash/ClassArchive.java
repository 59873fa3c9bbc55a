package io.mce.crash;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * What an engine loads when it starts, loaded and verified once for all the engines that a proof
 * kills: they start with half the work. A class path for it has no folders, only jars.
 */
final class ClassArchive {

  private static final Duration LIMIT = Duration.ofSeconds(120);

  /** Made by the first who asks, for as long as this process runs. */
  private static final class Lazy {
    static final List<String> OPTIONS = make();
  }

  private ClassArchive() {}

  /** The options with which a Java process starts on the class path of this one. */
  static List<String> options() {
    return Lazy.OPTIONS;
  }

  private static List<String> make() {
    try {
      Path folder = Files.createTempDirectory("mce-classes");
      folder.toFile().deleteOnExit();
      String classPath = withJars(System.getProperty("java.class.path"), folder);
      Path archive = folder.resolve("engine.jsa");
      record(classPath, archive, folder.resolve("mce.db"));
      try (Stream<Path> files = Files.list(folder)) {
        files.map(Path::toFile).forEach(File::deleteOnExit);
      }
      return Files.exists(archive)
          ? List.of("-XX:SharedArchiveFile=" + archive, "-cp", classPath)
          : List.of("-cp", classPath);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String withJars(String classPath, Path folder) {
    List<String> entries = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator)) {
      entries.add(
          Files.isDirectory(Path.of(entry))
              ? jar(Path.of(entry), folder.resolve(entries.size() + ".jar"))
              : entry);
    }
    return String.join(File.pathSeparator, entries);
  }

  private static String jar(Path classes, Path jar) {
    int code =
        ToolProvider.findFirst("jar")
            .orElseThrow()
            .run(
                System.out,
                System.err,
                "--create",
                "--no-compress",
                "--file=" + jar,
                "-C",
                classes.toString(),
                ".");
    if (code != 0) {
      throw new IllegalStateException("no jar of " + classes);
    }
    return jar.toString();
  }

  /**
   * An engine starts, and writes down at its end what it has loaded; a JVM that cannot says so and
   * goes on.
   */
  private static void record(String classPath, Path archive, Path database) {
    EngineOrder order =
        EngineOrder.run(
            "jdbc:sqlite:" + database,
            URI.create("http://127.0.0.1:1/"),
            RemoteMode.CAN_BE_ASKED,
            1,
            1);
    List<String> options = List.of("-XX:ArchiveClassesAtExit=" + archive, "-cp", classPath);
    try (ChildProcess engine =
        ChildProcess.start(
            EngineProcess.class, EngineGroup.HEAP_MEGABYTES, options, order.arguments())) {
      engine.await("STARTED", LIMIT);
      engine.say("close");
      engine.waitFor(LIMIT);
    }
  }
}
