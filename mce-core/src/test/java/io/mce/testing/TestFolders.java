package io.mce.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
    return hasRoom()
        ? Files.createTempDirectory(MEMORY, prefix)
        : Files.createTempDirectory(prefix);
  }

  private static boolean hasRoom() throws IOException {
    return Files.isDirectory(MEMORY)
        && Files.isWritable(MEMORY)
        && Files.getFileStore(MEMORY).getUsableSpace() >= ROOM;
  }
}
