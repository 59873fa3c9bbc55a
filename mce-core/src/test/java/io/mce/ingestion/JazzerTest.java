package io.mce.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Jazzer looks for bytes that make a parser throw, led by the branches that earlier bytes reached.
 * What it finds becomes a file among those that {@link ParserFuzzTest} reads in every build.
 */
@Tag("proof")
final class JazzerTest {

  private static final int RUNS = Integer.getInteger("mce.fuzz.runs", 10_000);
  private static final int MOST_MINUTES = 30;
  private static final Pattern DONE = Pattern.compile("Done (\\d+) runs");

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(ParserFuzz.class)
  void no_input_that_reaches_further_makes_a_parser_throw(ParserFuzz parser)
      throws IOException, InterruptedException {
    int seed = Long.hashCode(Long.getLong("mce.seed", System.nanoTime())) & Integer.MAX_VALUE;
    System.out.println("JazzerTest: " + parser + ", seed " + seed + ", " + RUNS + " runs");
    Path corpus = Files.createDirectory(folder.resolve("corpus"));
    for (String usual : ParserFuzzTest.USUAL) {
      Files.writeString(corpus.resolve("usual-" + usual.hashCode()), usual);
    }
    Path output = folder.resolve("output");
    Process jazzer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-D" + ParserFuzz.PARSER + "=" + parser,
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + ParserFuzz.class.getName(),
                "--instrumentation_includes=io.mce.**",
                "--reproducer_path=" + folder,
                "-artifact_prefix=" + folder + "/",
                "-seed=" + seed,
                "-runs=" + RUNS,
                "-timeout=30",
                corpus.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      boolean ended = jazzer.waitFor(MOST_MINUTES, TimeUnit.MINUTES);
      // The last lines hold the stack trace and, in Base64, the bytes.
      String said = tail(output);
      assertThat(ended).as("ended within %s minutes: %s", MOST_MINUTES, said).isTrue();
      assertThat(jazzer.exitValue()).as("seed %s: %s", seed, said).isZero();
      Matcher done = DONE.matcher(said);
      assertThat(done.find()).as(said).isTrue();
      assertThat(Integer.parseInt(done.group(1))).isGreaterThanOrEqualTo(RUNS);
    } finally {
      jazzer.destroyForcibly().waitFor();
    }
  }

  private static String tail(Path output) throws IOException {
    List<String> lines = Files.readAllLines(output, StandardCharsets.ISO_8859_1);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
  }
}
