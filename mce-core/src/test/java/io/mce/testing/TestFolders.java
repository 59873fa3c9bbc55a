package io.mce.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

/**
 * Where the databases of tests lie: in memory where the system has a file system there with room,
 * since a test's database is made of hundreds of files and lives for a second. The system property
 * {@code mce.test.folder} names another place.
 */
final class TestFolders {

  private static final Path MEMORY = Path.of("/dev/shm");
  private static final long ROOM = 2L << 30;

  private TestFolders() {}

  static Path create(String prefix) throws IOException {
    String chosen = System.getProperty("mce.test.folder");
    if (chosen != null) {
      return Files.createTempDirectory(Files.createDirectories(Path.of(chosen)), prefix);
    }
    if (!hasRoom()) {
      return Files.createTempDirectory(prefix);
    }
    removeOld(prefix);
    return Files.createTempDirectory(MEMORY, prefix);
  }

  /** What tests that were killed left behind holds memory, and nobody else cleans there. */
  private static void removeOld(String prefix) throws IOException {
    FileTime yesterday = FileTime.from(Instant.now().minus(Duration.ofDays(1)));
    try (DirectoryStream<Path> left = Files.newDirectoryStream(MEMORY, prefix + "*")) {
      for (Path folder : left) {
        if (Files.isWritable(folder)
            && Files.getLastModifiedTime(folder).compareTo(yesterday) < 0) {
          removeUnlessSomebodyElseDoes(folder);
        }
      }
    }
  }

  private static void removeUnlessSomebodyElseDoes(Path folder) {
    try {
      MceExtension.delete(folder);
    } catch (IOException | UncheckedIOException e) {
      // Other tests that run beside these clean up too.
    }
  }

  private static boolean hasRoom() throws IOException {
    return Files.isDirectory(MEMORY)
        && Files.isWritable(MEMORY)
        && Files.getFileStore(MEMORY).getUsableSpace() >= ROOM;
  }
}
