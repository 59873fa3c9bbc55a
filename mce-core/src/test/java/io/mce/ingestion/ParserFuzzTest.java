package io.mce.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * No bytes make a parser throw, or keep it busy: seeded mutations of what usually comes, and what
 * was found before. {@link JazzerTest} searches longer.
 */
final class ParserFuzzTest {

  private static final int CASES = Integer.getInteger("mce.fuzz.cases", 10_000);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  static final List<String> USUAL =
      List.of(
          "Name;Phone;Email\nAna;+55 11 91234-5678;ana@example.com\n",
          "sep=,\r\nNome,Telefone,Etiquetas\r\nJosé,\"(11) 91234-5678\",\"a;b\"\r\n",
          "{\"name\":\"Ana\",\"phone\":\"+919876543210\",\"tags\":[\"a\"],\"x\":{\"y\":1.5e3}}",
          "[{\"field\":\"email\",\"value\":\"ana@example.com\"},{\"name\":\"Bob\",\"phone\":9.1E11}]",
          "{\"google_key\":\"k\",\"lead_id\":1,\"user_column_data\":[{\"column_id\":\"EMAIL\","
              + "\"string_value\":\"a@b.co\"}]}",
          "name=Ana+Souza&phone=%2B5511912345678&email=ana%40example.com",
          "Ana Souza <ana@example.com>",
          "mailto:ana@exämple.com.br",
          "+55 (11) 91234-5678",
          "011 15 2345-6789 / 98765 43210",
          "MDE5MzRhYTAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAw",
          "Budget (₹) [2026]*",
          "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");

  private static final List<String> TOKENS =
      List.of(
          "\"",
          "'",
          ",",
          ";",
          "\t",
          "|",
          "\n",
          "\r",
          "\r\n",
          "\u0000",
          "\ufeff",
          "sep=",
          "<",
          ">",
          "(",
          ")",
          "[",
          "]",
          "{",
          "}",
          "@",
          "xn--",
          ".",
          "..",
          "+",
          "00",
          "%",
          "%zz",
          "&",
          "=",
          "\\u0000",
          "\\",
          "null",
          "1e999",
          "-0.0",
          "9999999999999999999999",
          "\u2028",
          "\u202e",
          "\u200d",
          "\ud83d\ude00",
          "é",
          "e\u0301",
          "ﬃ",
          "İ",
          "٣",
          "९",
          " ",
          "\u00a0",
          "\u3000",
          "\u3002",
          "n/a",
          "=cmd()",
          "sha256=",
          "\u001f");

  @ParameterizedTest
  @EnumSource(ParserFuzz.class)
  void arbitrary_bytes_are_read_or_refused(ParserFuzz parser) {
    long seed = Long.getLong("mce.seed", System.nanoTime());
    System.out.println("ParserFuzzTest: " + parser + ", seed " + seed + ", " + CASES + " cases");
    Random random = new Random(seed);
    for (int i = 0; i < CASES; i++) {
      check(parser, anyBytes(random), "seed " + seed + ", case " + i);
    }
  }

  /** What makes a careless pattern look at every place from every place. */
  @ParameterizedTest
  @EnumSource(ParserFuzz.class)
  void long_texts_of_one_kind_keep_nobody_busy(ParserFuzz parser) {
    for (String token : TOKENS) {
      for (String beginning : List.of("", "<", "a@", "Name,Phone\n", "{\"a\":\"", "+91")) {
        byte[] bytes = (beginning + token.repeat(20_000)).getBytes(UTF_8);
        check(parser, bytes, "20000 times U+%04X".formatted(token.codePointAt(0)));
      }
    }
  }

  /** Files {@code <parser>-<name>} that broke a parser once. */
  @Test
  void what_was_found_before_stays_mended() throws IOException, URISyntaxException {
    URL folder = Objects.requireNonNull(ParserFuzzTest.class.getResource("fuzz"));
    try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        check(
            ParserFuzz.valueOf(name.substring(0, name.indexOf('-'))),
            Files.readAllBytes(file),
            name);
      }
    }
  }

  private static void check(ParserFuzz parser, byte[] bytes, String what) {
    long start = System.nanoTime();
    try {
      parser.check(bytes);
    } catch (RuntimeException | Error e) {
      throw new AssertionError(
          parser
              + ", "
              + what
              + ", beginning "
              + HexFormat.of().formatHex(Arrays.copyOf(bytes, Math.min(bytes.length, 400))),
          e);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .as("%s, %s", parser, what)
        .isLessThan(LONGEST);
  }

  private static byte[] anyBytes(Random random) {
    if (random.nextInt(10) == 0) {
      byte[] bytes = new byte[random.nextInt(300)];
      random.nextBytes(bytes);
      return bytes;
    }
    byte[] bytes = encoded(USUAL.get(random.nextInt(USUAL.size())), random);
    for (int i = random.nextInt(6); i >= 0; i--) {
      bytes = mutated(bytes, random);
    }
    return bytes;
  }

  private static byte[] encoded(String text, Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> text.getBytes(StandardCharsets.UTF_16LE);
      case 1 -> text.getBytes(StandardCharsets.UTF_16);
      case 2 -> text.getBytes(StandardCharsets.ISO_8859_1);
      default -> text.getBytes(UTF_8);
    };
  }

  private static byte[] mutated(byte[] bytes, Random random) {
    int from = random.nextInt(bytes.length + 1);
    int to = from + random.nextInt(bytes.length - from + 1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, from);
    switch (random.nextInt(5)) {
      case 0 -> out.writeBytes(TOKENS.get(random.nextInt(TOKENS.size())).getBytes(UTF_8));
      case 1 -> out.writeBytes(new byte[] {(byte) random.nextInt(256)});
      case 2 -> { // Twice.
        out.write(bytes, from, to - from);
        out.write(bytes, from, to - from);
      }
      case 3 ->
          out.writeBytes(
              TOKENS
                  .get(random.nextInt(TOKENS.size()))
                  .repeat(random.nextInt(200))
                  .getBytes(UTF_8));
      default -> to = Math.min(bytes.length, from + 1 + random.nextInt(3)); // Left out.
    }
    out.write(bytes, to, bytes.length - to);
    return out.toByteArray();
  }
}
