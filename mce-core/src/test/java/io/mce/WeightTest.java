package io.mce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** Keeps the engine light for those who embed it: the jars it brings, without JDBC drivers. */
class WeightTest {
  private static final long MEGABYTE = 1_000_000;
  private static final long CEILING = 16 * MEGABYTE;

  /** Written by the build: the runtime class path of this module, less the drivers. */
  private static final Path CLASS_PATH = Path.of("target", "runtime-class-path");

  @Test
  void what_the_engine_brings_stays_under_its_ceiling() throws IOException {
    List<Path> entries =
        Stream.concat(
                Stream.of(Path.of("target", "classes")),
                Stream.of(Files.readString(CLASS_PATH).strip().split(File.pathSeparator))
                    .map(Path::of))
            .sorted(Comparator.comparingLong(WeightTest::size).reversed())
            .toList();
    long weight = entries.stream().mapToLong(WeightTest::size).sum();

    StringBuilder report = new StringBuilder();
    report.append(
        "mce-core and what it brings without JDBC drivers: %.1f MB in %d entries (ceiling %d MB)%n"
            .formatted((double) weight / MEGABYTE, entries.size(), CEILING / MEGABYTE));
    for (Path entry : entries.subList(0, 6)) {
      report.append("  %5.1f MB  %s%n".formatted((double) size(entry) / MEGABYTE, name(entry)));
    }
    System.out.print(report);

    assertThat(entries).extracting(WeightTest::name).anyMatch(name -> name.startsWith("guice"));
    assertThat(weight).as(report.toString()).isLessThan(CEILING);
  }

  private static String name(Path entry) {
    return entry.getFileName().toString();
  }

  /** The size of a jar, or that of the jar which a folder of classes becomes. */
  private static long size(Path entry) {
    try {
      return Files.isDirectory(entry) ? packed(entry) : Files.size(entry);
    } catch (IOException e) {
      throw new IllegalStateException(
          "the class path names " + entry + ", which cannot be read", e);
    }
  }

  private static long packed(Path folder) throws IOException {
    ByteArrayOutputStream jar = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(jar);
        Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        zip.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
    return jar.size();
  }
}
