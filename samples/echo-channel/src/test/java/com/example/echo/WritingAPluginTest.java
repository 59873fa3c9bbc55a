package com.example.echo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/writing-a-plugin.md leads through is all of this sample. */
class WritingAPluginTest {

  @Test
  void the_doc_names_every_class_of_the_sample() throws IOException {
    String doc = Files.readString(Path.of("..", "..", "docs", "writing-a-plugin.md"));

    try (Stream<Path> files = Files.list(Path.of("src/main/java/com/example/echo"))) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".java", "")))
          .filteredOn(name -> !name.equals("package-info"))
          .isNotEmpty()
          .allMatch(name -> doc.contains("| `" + name + "` |"));
    }
  }
}
