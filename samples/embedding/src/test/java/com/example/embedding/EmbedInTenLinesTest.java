package com.example.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The program of ten lines is as short as it says, and works. */
class EmbedInTenLinesTest {

  @Test
  void it_has_at_most_25_lines_with_imports() throws IOException {
    Path source = Path.of("src/main/java/com/example/embedding/EmbedInTenLines.java");

    long lines = Files.readAllLines(source).size();

    System.out.println("EmbedInTenLines: " + lines + " lines");
    assertThat(lines).isLessThanOrEqualTo(25);
  }

  @Test
  void it_takes_a_lead_in_a_fresh_process_and_hears_of_it() throws Exception {
    Output output = run(EmbedInTenLines.class);

    System.out.println("EmbedInTenLines: " + output.took().toMillis() + " ms in all");
    assertThat(output.exitCode()).isZero();
    assertThat(output.lines()).filteredOn(line -> line.matches("score [1-9]\\d*")).hasSize(1);
  }

  /** The figure is printed and not asserted: it is the machine's as much as ours. */
  @Test
  void it_tells_how_long_a_first_start_takes() throws Exception {
    Output output = run(FirstStart.class);

    assertThat(output.exitCode()).isZero();
    assertThat(output.lines()).anyMatch(line -> line.matches("started in \\d+ ms.*"));
    output.lines().stream().filter(line -> line.startsWith("started")).forEach(System.out::println);
  }

  private record Output(int exitCode, List<String> lines, Duration took) {}

  private static Output run(Class<?> program) throws IOException, InterruptedException {
    Path printed = Files.createTempFile("mce-sample", ".txt");
    long before = System.nanoTime();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dguice_bytecode_gen_option=DISABLED",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName())
            .redirectOutput(printed.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
      Duration took = Duration.ofNanos(System.nanoTime() - before);
      return new Output(process.exitValue(), Files.readAllLines(printed), took);
    } finally {
      process.destroyForcibly();
      Files.delete(printed);
    }
  }
}
