package io.mce.ingestion;

import io.mce.kernel.MceException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;

/**
 * A file of leads as spreadsheets and other programs save it. Finds out by itself in which encoding
 * and with which delimiter it was written; never holds more than a piece of it in memory.
 */
final class CsvFile {

  private static final int SAMPLE_BYTES = 64 * 1024;
  private static final int SAMPLE_ROWS = 50;
  private static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');

  private final Content content;
  private final Charset charset;
  private final int markBytes;
  private final Optional<Character> declared;
  private final char delimiter;
  private final List<String> headers;

  private CsvFile(Content content, Charset charset, int markBytes, String beginning) {
    this.content = content;
    this.charset = charset;
    this.markBytes = markBytes;
    this.declared = declaredDelimiter(beginning);
    this.delimiter = declared.orElseGet(() -> likelyDelimiter(beginning));
    this.headers = firstRow();
  }

  /** Where the bytes are; opened anew for each pass. */
  @FunctionalInterface
  interface Content {
    InputStream open() throws IOException;
  }

  /**
   * Finds out how the file was written; reads it once.
   *
   * @throws MceException INVALID when it is empty or no text
   */
  static CsvFile of(Content content) throws IOException {
    byte[] sample;
    try (InputStream in = content.open()) {
      sample = in.readNBytes(SAMPLE_BYTES);
    }
    int markBytes = markBytes(sample);
    FileKind.requireText(sample, wideCharset(sample).isPresent());
    Charset charset = wideCharset(sample).orElse(StandardCharsets.UTF_8);
    if (charset.equals(StandardCharsets.UTF_8) && !isUtf8(content)) {
      charset = WINDOWS;
    }
    String beginning = new String(sample, markBytes, sample.length - markBytes, charset);
    FileKind.requireTable(beginning);
    return new CsvFile(content, charset, markBytes, beginning);
  }

  /**
   * Opens a file that was looked at before, without looking through it again.
   *
   * @param encoding what {@link #form} called it
   */
  static CsvFile of(Content content, String encoding) throws IOException {
    byte[] sample;
    try (InputStream in = content.open()) {
      sample = in.readNBytes(SAMPLE_BYTES);
    }
    int markBytes = markBytes(sample);
    Charset charset = Charset.forName(encoding);
    String beginning = new String(sample, markBytes, sample.length - markBytes, charset);
    return new CsvFile(content, charset, markBytes, beginning);
  }

  /**
   * Refuses what is no CSV, as far as its beginning tells.
   *
   * @throws MceException INVALID, with a sentence that says what it is
   */
  static void requireReadable(Content beginning) throws IOException {
    byte[] sample;
    try (InputStream in = beginning.open()) {
      sample = in.readNBytes(SAMPLE_BYTES);
    }
    Optional<Charset> wide = wideCharset(sample);
    FileKind.requireText(sample, wide.isPresent());
    int markBytes = markBytes(sample);
    FileKind.requireTable(
        new String(
            sample, markBytes, sample.length - markBytes, wide.orElse(StandardCharsets.UTF_8)));
  }

  /** Returns how it is written. */
  FileForm form() {
    return new FileForm(charset.name(), delimiter, declared.isPresent(), headers);
  }

  Charset charset() {
    return charset;
  }

  char delimiter() {
    return delimiter;
  }

  /** Returns the cells of the first row that is not blank. */
  List<String> headers() {
    return headers;
  }

  /** Counts the rows below the headers that are not blank. */
  long countRows() {
    long count = 0;
    try (CsvReader reader = open()) {
      while (reader.next().isPresent()) {
        count++;
      }
    }
    return count;
  }

  /** Starts reading below the headers. */
  CsvReader open() {
    CsvReader reader = openAtTop();
    reader.next();
    reader.expectCells(headers.size());
    return reader;
  }

  private List<String> firstRow() {
    try (CsvReader reader = openAtTop()) {
      return reader
          .next()
          .map(CsvRow::cells)
          .orElseThrow(() -> invalid("The file is empty.", "Send a file with a row of headers."));
    }
  }

  private CsvReader openAtTop() {
    try {
      InputStream in = content.open();
      in.skipNBytes(markBytes);
      BufferedReader reader = new BufferedReader(new InputStreamReader(in, charset), 1 << 16);
      if (declared.isPresent()) {
        reader.readLine(); // A note from one spreadsheet to another, not a row.
      }
      return new CsvReader(reader, format(delimiter), delimiter);
    } catch (IOException e) {
      throw CsvReader.unreadable(e);
    }
  }

  static CSVFormat format(char delimiter) {
    return CSVFormat.DEFAULT
        .builder()
        .setDelimiter(delimiter)
        .setIgnoreEmptyLines(false) // They count as rows in a spreadsheet.
        .setIgnoreSurroundingSpaces(true)
        .setLenientEof(true)
        .setTrailingData(true)
        .get();
  }

  private static int markBytes(byte[] sample) {
    if (startsWith(sample, 0xEF, 0xBB, 0xBF)) {
      return 3;
    }
    return startsWith(sample, 0xFF, 0xFE) || startsWith(sample, 0xFE, 0xFF) ? 2 : 0;
  }

  /** Two bytes per character: by its mark, or because every other byte of plain text is zero. */
  private static Optional<Charset> wideCharset(byte[] sample) {
    if (startsWith(sample, 0xFF, 0xFE)) {
      return Optional.of(StandardCharsets.UTF_16LE);
    }
    if (startsWith(sample, 0xFE, 0xFF)) {
      return Optional.of(StandardCharsets.UTF_16BE);
    }
    int[] zeros = new int[2];
    for (int at = 0; at < sample.length; at++) {
      if (sample[at] == 0) {
        zeros[at % 2]++;
      }
    }
    if (zeros[1] > sample.length / 4 && zeros[0] == 0) {
      return Optional.of(StandardCharsets.UTF_16LE);
    }
    return zeros[0] > sample.length / 4 && zeros[1] == 0
        ? Optional.of(StandardCharsets.UTF_16BE)
        : Optional.empty();
  }

  /** The first accent may stand in the last row, so this takes the whole file. */
  private static boolean isUtf8(Content content) throws IOException {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer bytes = ByteBuffer.allocate(SAMPLE_BYTES);
    CharBuffer characters = CharBuffer.allocate(SAMPLE_BYTES);
    try (InputStream in = content.open()) {
      int read;
      do {
        read = in.read(bytes.array(), bytes.position(), bytes.remaining());
        bytes.position(bytes.position() + Math.max(read, 0)).flip();
        CoderResult result = decoder.decode(bytes, characters.clear(), read < 0);
        if (result.isError()) {
          return false;
        }
        bytes.compact();
      } while (read >= 0);
    }
    return true;
  }

  /** Excel writes and reads a first line {@code sep=;}. */
  private static Optional<Character> declaredDelimiter(String beginning) {
    String line = beginning.lines().findFirst().orElse("").strip().replace("\"", "");
    return line.length() == 5 && line.regionMatches(true, 0, "sep=", 0, 4)
        ? Optional.of(line.charAt(4))
        : Optional.empty();
  }

  /** The one with which the most rows have as many cells as the first. */
  private static char likelyDelimiter(String beginning) {
    return DELIMITERS.stream()
        .max(Comparator.comparingInt(candidate -> score(beginning, candidate)))
        .orElse(',');
  }

  private static int score(String beginning, char delimiter) {
    List<Integer> sizes = sizes(beginning, delimiter);
    int columns = sizes.isEmpty() ? 0 : sizes.getFirst();
    int alike = (int) sizes.stream().filter(size -> size == columns).count();
    return columns < 2 ? 0 : alike * 1_000 / sizes.size() * 100 + columns;
  }

  private static List<Integer> sizes(String beginning, char delimiter) {
    List<Integer> sizes = new ArrayList<>();
    Reader text = new StringReader(beginning);
    try (CsvReader reader = new CsvReader(text, format(delimiter), delimiter)) {
      Optional<CsvRow> row = reader.next();
      while (row.isPresent() && sizes.size() < SAMPLE_ROWS) {
        sizes.add(row.get().cells().size());
        row = reader.next();
      }
    }
    return sizes;
  }

  private static boolean startsWith(byte[] sample, int... beginning) {
    for (int at = 0; at < beginning.length; at++) {
      if (at >= sample.length || (sample[at] & 0xFF) != beginning[at]) {
        return false;
      }
    }
    return true;
  }

  static MceException invalid(String reason, String hint) {
    return MceException.invalid("file", reason + " " + hint);
  }
}
