package io.mce.ingestion;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.kernel.MceException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFileTest {

  private static final Charset WINDOWS = Charset.forName("windows-1252");

  @Test
  void rows_are_numbered_as_a_spreadsheet_shows_them() {
    CsvFile file =
        file(
            """
            Name,Phone

            Ana,1
            "Bob
            the Builder",2
            ,,
            Cid,3
            """);
    assertThat(file.headers()).containsExactly("Name", "Phone");
    List<CsvRow> rows = rows(file);
    assertThat(rows).extracting(CsvRow::number).containsExactly(3L, 4L, 6L);
    assertThat(rows.get(1).cells()).containsExactly("Bob\nthe Builder", "2");
    assertThat(file.countRows()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t", "|"})
  void the_delimiter_is_found(String delimiter) {
    CsvFile file =
        file(
            """
            Name#Phone#Note
            Ana#98765 43210#"a, b; c | d"
            Bob#98765 43211#x, y
            Cid#98765 43212#p; q; r
            """
                .replace("#", delimiter));
    assertThat(file.delimiter()).isEqualTo(delimiter.charAt(0));
    assertThat(rows(file).getFirst().cells()).containsExactly("Ana", "98765 43210", "a, b; c | d");
  }

  @Test
  void a_decimal_comma_is_not_taken_for_the_delimiter() {
    CsvFile file = file("Nome;Fone;Valor\nAna;1;1,50\nBeto;2;22,00\nCaio;3;3,10\n");
    assertThat(file.delimiter()).isEqualTo(';');
  }

  @Test
  void a_file_of_one_column_is_a_file() {
    CsvFile file = file("Phone\n98765 43210\n98765 43211\n");
    assertThat(file.headers()).containsExactly("Phone");
    assertThat(rows(file)).hasSize(2);
  }

  @Test
  void the_delimiter_that_excel_declares_is_believed() {
    CsvFile file = file("sep=;\nName;Phone\nAna, the first;1\n");
    assertThat(file.headers()).containsExactly("Name", "Phone");
    assertThat(rows(file).getFirst().cells()).containsExactly("Ana, the first", "1");
    assertThat(rows(file).getFirst().number()).isEqualTo(2);
  }

  @Test
  void every_encoding_of_spreadsheets_is_read() throws IOException {
    String text = "Nome;Empresa\nJosé da Conceição;Pão & Cia – São João\n";
    assertThat(headersAndCells(text.getBytes(UTF_8))).contains("José da Conceição");
    assertThat(headersAndCells(marked(text, UTF_8, 0xEF, 0xBB, 0xBF)))
        .containsExactly("Nome", "Empresa", "José da Conceição", "Pão & Cia – São João");
    assertThat(headersAndCells(marked(text, UTF_16LE, 0xFF, 0xFE))).contains("José da Conceição");
    assertThat(headersAndCells(marked(text, UTF_16BE, 0xFE, 0xFF))).contains("José da Conceição");
    assertThat(headersAndCells(text.getBytes(UTF_16LE))).contains("José da Conceição");
    assertThat(headersAndCells(text.getBytes(UTF_16BE))).contains("José da Conceição");
    assertThat(headersAndCells(text.getBytes(WINDOWS)))
        .containsExactly("Nome", "Empresa", "José da Conceição", "Pão & Cia – São João");
    assertThat(headersAndCells("नाम,फ़ोन\nसीता,1\n".getBytes(UTF_8))).contains("सीता");
  }

  @Test
  void an_accent_far_down_decides_about_the_encoding_of_the_whole_file() {
    String plain = "Ana,98765 43210\n".repeat(20_000);
    byte[] windows = ("Name,Phone\n" + plain + "José,1\n").getBytes(WINDOWS);
    byte[] utf8 = ("Name,Phone\n" + plain + "José,1\n").getBytes(UTF_8);
    for (byte[] bytes : List.of(windows, utf8)) {
      assertThat(rows(file(bytes)).getLast().cells()).containsExactly("José", "1");
    }
    assertThat(file(windows).charset()).isEqualTo(WINDOWS);
    assertThat(file(utf8).charset()).isEqualTo(UTF_8);
  }

  @Test
  void a_letter_cut_by_the_end_of_a_buffer_stays_whole() {
    for (int shift = 0; shift < 4; shift++) {
      String text = "Name,Phone\n" + "x".repeat(shift) + "é".repeat(100_000) + ",1\n";
      assertThat(file(text).charset()).isEqualTo(UTF_8);
      assertThat(rows(file(text)).getFirst().cell(0)).hasSize(shift + 100_000);
    }
  }

  @Test
  void quotes_are_read_as_people_write_them() {
    CsvFile file =
        file(
            """
            Name,Company,Phone
            Ana, "Acme, Inc." ,1
            Bob,"The ""Best"" Ltd",2
            Cid,"The Best" Ltd,3
            Dan,5" pipes,4
            """);
    assertThat(rows(file))
        .extracting(row -> row.cell(1))
        .containsExactly("Acme, Inc.", "The \"Best\" Ltd", "The Best Ltd", "5\" pipes");
    assertThat(rows(file)).allMatch(row -> row.problem().isEmpty());
  }

  @Test
  void all_kinds_of_line_ends_end_lines() {
    for (String end : List.of("\n", "\r\n", "\r")) {
      CsvFile file = file("Name,Phone" + end + "Ana,1" + end + "Bob,2");
      assertThat(rows(file)).extracting(CsvRow::number).containsExactly(2L, 3L);
    }
  }

  @Test
  void a_short_row_is_filled_up_and_a_long_one_is_reported() {
    CsvFile file = file("Name,Phone,Company\nAna,1\nBob,2,Acme, Inc\nCid,3,Acme,,,\n");
    List<CsvRow> rows = rows(file);
    assertThat(rows.get(0).problem()).isEmpty();
    assertThat(rows.get(0).cell(2)).isEmpty();
    assertThat(rows.get(1).problem())
        .hasValue(
            new CsvRow.Problem(
                "ROW_TOO_LONG",
                "The row has 4 cells and the header has 3.",
                "Put quotation marks around each value that holds a comma."));
    assertThat(rows.get(2).problem()).isEmpty();
  }

  @Test
  void rows_swallowed_by_an_open_quotation_mark_are_reported_and_the_rest_goes_on() {
    CsvFile file =
        file(
            """
            Name,Phone,Note
            Ana,1,x
            Bob,2,"never closed
            Cid,3,y
            Dan,4,"fine, really"
            Eva,5,z
            Fay,6,w
            """);
    List<CsvRow> rows = rows(file);
    assertThat(rows.get(1).number()).isEqualTo(3);
    assertThat(rows.get(1).problem())
        .hasValueSatisfying(problem -> assertThat(problem.code()).isEqualTo("ROW_QUOTES"));
    assertThat(rows.getLast().cells()).containsExactly("Fay", "6", "w");
    assertThat(rows.getLast().problem()).isEmpty();
  }

  @Test
  void a_note_of_several_lines_is_no_problem() {
    CsvFile file = file("Name,Phone,Note\nAna,1,\"Called, no answer.\nCalled again, busy.\"\n");
    assertThat(rows(file).getFirst().problem()).isEmpty();
  }

  @Test
  void a_quotation_mark_that_swallows_a_whole_big_file_is_named_with_its_row() {
    StringBuilder text = new StringBuilder("Name,Phone,Note\nAna,1,x\nBob,2,\"oh\n");
    text.append("Cid,3,y\n".repeat(300_000));
    assertThatThrownBy(() -> rows(file(text.toString())))
        .isInstanceOf(MceException.class)
        .hasMessageContaining("Row 3")
        .hasMessageContaining("never closed");
  }

  @Test
  void what_is_no_csv_is_refused_with_the_way_out() {
    assertRefused(new byte[0], "The file is empty.");
    assertRefused(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, "The file is empty.");
    assertRefused("\n\n , ,\n".getBytes(UTF_8), "The file is empty.");
    assertRefused(bytes('P', 'K', 3, 4, 20, 0), "save it as CSV");
    assertRefused(bytes(0xD0, 0xCF, 0x11, 0xE0, 0xA1), "save it as CSV");
    assertRefused("%PDF-1.7".getBytes(UTF_8), "PDF");
    assertRefused(bytes(0x1F, 0x8B, 8, 0), "Unpack it");
    assertRefused(bytes('a', 'b', 0, 'c', 0, 0, 'd'), "not a text file");
  }

  @Test
  void a_file_of_headers_only_has_no_rows() {
    assertThat(file("Name,Phone").countRows()).isZero();
    assertThat(file("Name,Phone\n\n\n").countRows()).isZero();
  }

  @Test
  void a_source_that_breaks_off_is_an_error_and_not_the_end_of_the_file() {
    CsvFile.Content content =
        () ->
            new InputStream() {
              private int given;

              @Override
              public int read() throws IOException {
                if (given++ > 200_000) {
                  throw new IOException("disk gone");
                }
                return given % 10 == 0 ? '\n' : 'a';
              }
            };
    assertThatThrownBy(() -> CsvFile.of(content).countRows())
        .isInstanceOfAny(IOException.class, UncheckedIOException.class)
        .hasMessageContaining("disk gone");
  }

  @Test
  void nothing_is_lost_or_made_up_whatever_the_cells_hold() {
    long seed = Long.getLong("mce.seed", System.nanoTime());
    System.out.println("CsvFileTest: repeat with -Dmce.seed=" + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 10_000; round++) {
      List<List<String>> table = anyTable(random);
      String delimiter = List.of(",", ";", "\t", "|").get(random.nextInt(4));
      StringBuilder text = new StringBuilder(String.join(delimiter, "Aa", "Bb", "Cc"));
      for (List<String> row : table) {
        text.append('\n')
            .append(String.join(delimiter, row.stream().map(CsvFileTest::quoted).toList()));
      }
      CsvFile file = file(text.toString());
      assertThat(file.delimiter()).as("seed %d", seed).isEqualTo(delimiter.charAt(0));
      assertThat(rows(file)).extracting(CsvRow::cells).as("seed %d", seed).isEqualTo(table);
      assertThat(file.countRows()).isEqualTo(table.size());
    }
  }

  @Test
  void garbage_is_read_or_refused_but_never_breaks_the_reader() {
    long seed = Long.getLong("mce.seed", System.nanoTime());
    System.out.println("CsvFileTest: repeat with -Dmce.seed=" + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 10_000; round++) {
      byte[] bytes = new byte[random.nextInt(200)];
      for (int at = 0; at < bytes.length; at++) {
        bytes[at] =
            (byte)
                (random.nextInt(4) == 0
                    ? random.nextInt(256)
                    : ",;\"\n\r\t a".charAt(random.nextInt(8)));
      }
      try {
        CsvFile file = file(bytes);
        assertThat(file.countRows()).as("seed %d", seed).isEqualTo(rows(file).size());
      } catch (MceException e) {
        assertThat(e.details()).containsKey("file");
      }
    }
  }

  private static List<List<String>> anyTable(Random random) {
    List<List<String>> table = new ArrayList<>();
    String alphabet = "ab,;|\t\"\n é९.";
    for (int row = 1 + random.nextInt(8); row > 0; row--) {
      List<String> cells = new ArrayList<>();
      for (int cell = 0; cell < 3; cell++) {
        StringBuilder text = new StringBuilder("x");
        for (int length = random.nextInt(12); length > 0; length--) {
          text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        // A line with as many delimiters as a row would be taken for one.
        cells.add(text.append('y').toString().replaceAll("\n[^\n]*[,;|\t][^\n]*[,;|\t].*", "z"));
      }
      table.add(cells);
    }
    return table;
  }

  private static String quoted(String cell) {
    return '"' + cell.replace("\"", "\"\"") + '"';
  }

  private static void assertRefused(byte[] bytes, String message) {
    assertThatThrownBy(() -> file(bytes))
        .isInstanceOf(MceException.class)
        .hasMessageContaining(message);
  }

  private static List<String> headersAndCells(byte[] bytes) {
    CsvFile file = file(bytes);
    return Stream.concat(file.headers().stream(), rows(file).getFirst().cells().stream()).toList();
  }

  private static List<CsvRow> rows(CsvFile file) {
    List<CsvRow> rows = new ArrayList<>();
    try (CsvReader reader = file.open()) {
      for (var row = reader.next(); row.isPresent(); row = reader.next()) {
        rows.add(row.get());
      }
    }
    return rows;
  }

  private static CsvFile file(String text) {
    return file(text.getBytes(UTF_8));
  }

  private static CsvFile file(byte[] bytes) {
    try {
      return CsvFile.of(() -> new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] marked(String text, Charset charset, int... mark) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(bytes(mark));
    out.writeBytes(text.getBytes(charset));
    return out.toByteArray();
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int at = 0; at < values.length; at++) {
      bytes[at] = (byte) values[at];
    }
    return bytes;
  }
}
