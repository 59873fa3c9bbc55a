package io.mce.ingestion;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.PageRequest;
import io.mce.lead.Lead;
import io.mce.spi.WebhookRequest;
import io.mce.testing.MceExtension;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What people send who do not know what a CSV file or a webhook is, and the sentence that each of
 * them reads. Whoever changes a sentence reads its neighbours.
 */
final class BadFilesTest {

  private static final String SAVE =
      " Open it in the spreadsheet, save it as CSV (UTF-8), and send that file.";
  private static final String SEND = " Send the spreadsheet it was made from, saved as CSV.";
  private static final String EXAMPLE = " Write it like 081234 56789 or +91 81234 56789.";
  private static final String JSON_PLEASE =
      "The body is not JSON. Send a JSON object such as {\"name\": \"Ana\", \"phone\":"
          + " \"+55 11 91234-5678\"}, or a form with the content type"
          + " application/x-www-form-urlencoded.";
  private static final String NOT_SIGNED = "The signature does not fit the secret of this source.";
  private static final String SECRET = "a-secret-of-our-own";

  @RegisterExtension final MceExtension mce = MceExtension.sqlite();

  /** Something bad, and what its sender reads. */
  private record Bad(String what, Supplier<String> told, String sentence) {}

  @TestFactory
  Stream<DynamicTest> files_that_are_no_csv() {
    return table(
        file(
            "an Excel workbook",
            zip("[Content_Types].xml", "xl/workbook.xml"),
            "This is an Excel workbook (.xlsx), not CSV." + SAVE),
        file(
            "an old Excel workbook",
            bytes(0xD0, 0xCF, 0x11, 0xE0, 0xA1),
            "This is an old Excel workbook (.xls), not CSV." + SAVE),
        file(
            "a LibreOffice spreadsheet",
            zip("mimetypeapplication/vnd.oasis.opendocument.spreadsheet"),
            "This is a LibreOffice spreadsheet (.ods), not CSV." + SAVE),
        file(
            "an Apple spreadsheet",
            zip("Index/Document.iwa"),
            "This is an Apple Numbers spreadsheet, not CSV." + SAVE),
        file(
            "a Word document",
            zip("[Content_Types].xml", "word/document.xml"),
            "This is a Word document, not CSV." + SEND),
        file(
            "an archive",
            zip("leads.csv"),
            "This is a ZIP archive or an Excel or other spreadsheet file, not CSV. Unpack it, or"
                + " open it in the spreadsheet and save it as CSV, then send that file."),
        file(
            "a compressed file",
            bytes(0x1F, 0x8B, 8, 0),
            "This file is compressed. Unpack it and send the CSV file inside."),
        file(
            "a picture (PNG)",
            bytes(0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A),
            "This is a picture, not CSV." + SEND),
        file("a photo (JPEG)", bytes(0xFF, 0xD8, 0xFF, 0xE0), "This is a picture, not CSV." + SEND),
        file("a PDF", text("%PDF-1.7\n"), "This is a PDF file, not CSV." + SEND),
        file(
            "a web page",
            text("<!DOCTYPE html>\n<html><body>Please log in</body></html>"),
            "This is a web page (HTML), not CSV, whatever its name says. Export the list again"
                + " and choose CSV, or open it in a spreadsheet and save it as CSV."),
        file(
            "JSON",
            text("[{\"name\": \"Ana\"}]"),
            "This is a JSON file, not CSV. Export the list again and choose CSV, or send JSON to"
                + " the API."),
        file("XML", text("<?xml version=\"1.0\"?><a/>"), "This is an XML file, not CSV." + SAVE),
        file(
            "contact cards",
            text("BEGIN:VCARD\nFN:Ana\nEND:VCARD\n"),
            "This is a file of contact cards (vCard), not CSV. Export the contacts again and"
                + " choose CSV."),
        file(
            "a text document",
            text("{\\rtf1\\ansi Ana}"),
            "This is a text document (RTF), not CSV." + SEND),
        file(
            "bytes of no kind",
            bytes('a', 'b', 0, 'c', 0, 0, 'd'),
            "This is not a text file, so it cannot be CSV." + SAVE),
        file("nothing", new byte[0], "The file is empty. Send a file with a row of headers."),
        file(
            "blank rows",
            text("\n\n , ,\n"),
            "The file is empty. Send a file with a row of headers."));
  }

  @TestFactory
  Stream<DynamicTest> files_in_other_spellings_of_csv_are_read() {
    String excel = "sep=;\r\nNome;Telefone\r\nJosé;+55 11 91234-5678\r\n";
    String plain = "Nome;Telefone\nJosé;+55 11 91234-5678\n";
    return table(
        file("UTF-8", text(plain), "taken: José"),
        file("UTF-8 with a mark", marked(plain, UTF_8, 0xEF, 0xBB, 0xBF), "taken: José"),
        file("UTF-16 with a mark", marked(plain, UTF_16LE, 0xFF, 0xFE), "taken: José"),
        file("UTF-16 the other way round", marked(plain, UTF_16BE, 0xFE, 0xFF), "taken: José"),
        file("UTF-16 without a mark", plain.getBytes(UTF_16LE), "taken: José"),
        file("Windows-1252", plain.getBytes(Charset.forName("windows-1252")), "taken: José"),
        file("Excel's sep= line", text(excel), "taken: José"),
        file("Excel's sep= line in UTF-16", marked(excel, UTF_16LE, 0xFF, 0xFE), "taken: José"),
        file("tabs", text(plain.replace(';', '\t')), "taken: José"),
        file("bars", text(plain.replace(';', '|')), "taken: José"));
  }

  @TestFactory
  Stream<DynamicTest> files_whose_columns_say_nothing() {
    return table(
        file(
            "no row of headers",
            text("Ana,+5511912345678\nBob,+919876543210\n"),
            "The first row holds a lead where the names of the columns should be. Add a row on top"
                + " with names such as Name, Phone and Email."),
        file(
            "no column that identifies",
            text("Name,City\nAna,Pune\n"),
            "No column holds a phone number or an e-mail address. Choose it for one of the"
                + " columns: 'Name', 'City'."),
        mapped(
            "a mapping of a column that is not there",
            Map.of("Mobile", "phone"),
            "The file has no column 'Mobile'. Its columns are: Name, Phone."),
        mapped(
            "a mapping to a field that does not exist",
            Map.of("Phone", "telephone"),
            "There is no field 'telephone'. The fields are: name, firstName, lastName, phone,"
                + " email, company, source, status, project, requiredProject, tags, externalId,"
                + " custom.any_key, ignore."),
        mapped(
            "a mapping that ignores the phone number",
            Map.of("Phone", "ignore"),
            "No column holds a phone number or an e-mail address. Choose it for one of the"
                + " columns: 'Name', 'Phone'."));
  }

  @TestFactory
  Stream<DynamicTest> rows_that_cannot_be_used() {
    return table(
        row("no phone number", "Ana,,,x", "row 2, Phone: There is no phone number." + EXAMPLE),
        row(
            "words for a phone number",
            "Ana,call me,,x",
            "row 2, Phone: This is not a phone number." + EXAMPLE),
        row(
            "a number that a spreadsheet rounded",
            "Ana,9.87654E+09,,x",
            "row 2, Phone: A spreadsheet rounded this number, so its last digits are lost. Format"
                + " the phone column as text, enter the number again and save the file again."),
        row(
            "two numbers in one cell",
            "Ana,98765 43210 / 91234 56780,,x",
            "row 2, Phone: There are 2 phone numbers in one field. Keep one of them here and put"
                + " the others in columns of their own."),
        row(
            "an e-mail address without @",
            "Ana,98765 43210,ana at example.com,x",
            "row 2, Email: The e-mail address has no @. Write it like name@example.com."),
        row(
            "an e-mail address that ends early",
            "Ana,98765 43211,ana@example,x",
            "row 2, Email: The part after the @ has no dot. Write it like name@example.com."),
        row(
            "a name that is too long",
            "A".repeat(600) + ",98765 43212,,x",
            "row 2, Name: This is longer than 200 characters. Shorten it; only its beginning is"
                + " kept."),
        row(
            "a comma too many",
            "Ana,98765 43213,,Acme, Inc",
            "row 2, row: The row has 5 cells and the header has 4. Put quotation marks around each"
                + " value that holds a comma."),
        row(
            "a quotation mark that swallows the row after it",
            "Ana,98765 43214,,\"oh\nBob,98765 43215,,x",
            "row 2, row: A quotation mark in this row is never closed, and so swallowed the rows"
                + " after it. Remove the quotation mark, or close it at the end of the cell."),
        row(
            "a quotation mark that swallows the file",
            "Ana,98765 43216,,\"oh\n" + "Bob,98765 43217,,x\n".repeat(60_000),
            "Row 2 and what follows is longer than any row can be. There is probably a quotation"
                + " mark that is never closed; remove it."));
  }

  @TestFactory
  Stream<DynamicTest> uploads_that_do_not_fit() {
    return table(
        new Bad(
            "a file of no bytes",
            () -> refusal(() -> desk().imports().open(desk().actor(), "leads.csv", 0)),
            "The file is empty. Send a file with a row of headers."),
        new Bad(
            "a huge file",
            () -> refusal(() -> desk().imports().open(desk().actor(), "leads.csv", 1L << 30)),
            "The file is larger than 256 MB. Split it and send the parts one by one."),
        new Bad(
            "a piece out of its turn",
            () -> refusal(() -> append(7, new byte[2])),
            "The next byte to send is 0."),
        new Bad(
            "a piece before the beginning",
            () -> refusal(() -> append(-1, new byte[2])),
            "A piece begins at 0 or later."));
  }

  @TestFactory
  Stream<DynamicTest> deliveries_that_are_refused() {
    String lead = "{\"name\":\"Ana\",\"phone\":\"+5511912345678\"}";
    String many =
        IntStream.rangeClosed(0, 1_000)
            .mapToObj(i -> lead)
            .collect(Collectors.joining(",", "[", "]"));
    return table(
        new Bad(
            "an address that nobody has",
            () -> refusal(() -> receive("nobody", request(lead, Map.of()))),
            "There is no such source."),
        hook("a signature that is missing", HookSignature.HUB, request(lead, Map.of()), NOT_SIGNED),
        hook(
            "a signature by another secret",
            HookSignature.HUB,
            request(lead, Map.of("X-Hub-Signature-256", "sha256=" + "0".repeat(64))),
            NOT_SIGNED),
        hook(
            "a signature that is none",
            HookSignature.TYPEFORM,
            request(lead, Map.of("Typeform-Signature", "\u0000 not base64 é")),
            NOT_SIGNED),
        hook(
            "a form of Google without its key",
            HookSignature.GOOGLE_ADS,
            request("{\"lead_id\":\"1\"}", Map.of()),
            NOT_SIGNED),
        hook("no body", HookSignature.NONE, request("", Map.of()), NO_LEAD),
        hook("a web page", HookSignature.NONE, request("<html>", Map.of()), JSON_PLEASE),
        hook("JSON that ends early", HookSignature.NONE, request("{\"a\":", Map.of()), JSON_PLEASE),
        hook("JSON without a lead", HookSignature.NONE, request("[1, 2]", Map.of()), NO_LEAD),
        hook("too many leads", HookSignature.NONE, request(many, Map.of()), NO_LEAD),
        new Bad("no JSON for the API", () -> ingest("name=Ana"), "The body is not JSON."),
        new Bad(
            "no lead for the API",
            () -> ingest("[]"),
            "The body must hold 1 to 1000 leads, not 0."),
        new Bad(
            "too many leads for the API",
            () -> ingest(many),
            "The body must hold 1 to 1000 leads, not 1001."));
  }

  private static final String NO_LEAD =
      "Send one lead as a JSON object or a form, or up to 1000 as an array of objects.";

  private Stream<DynamicTest> table(Bad... rows) {
    return Arrays.stream(rows)
        .map(row ->
            DynamicTest.dynamicTest(
                row.what(), () -> assertThat(row.told().get()).isEqualTo(row.sentence())));
  }

  private ImportDesk desk() {
    return new ImportDesk(mce);
  }

  private Bad file(String what, byte[] bytes, String sentence) {
    return new Bad(what, () -> told(ImportTerms.USUAL, bytes), sentence);
  }

  private Bad mapped(String what, Map<String, String> mapping, String sentence) {
    byte[] bytes = text("Name,Phone\nAna,+5511912345678\n");
    return new Bad(what, () -> told(ImportTerms.USUAL.mapping(mapping), bytes), sentence);
  }

  private Bad row(String what, String row, String sentence) {
    return file(what, text("Name,Phone,Email,Company\n" + row + "\n"), sentence);
  }

  private Bad hook(String what, HookSignature signature, WebhookRequest request, String sentence) {
    return new Bad(what, () -> refusal(() -> receive(source(signature), request)), sentence);
  }

  /** What a person reads who imports these bytes. */
  private String told(ImportTerms terms, byte[] bytes) {
    return refusalOr(
        () ->
            desk()
                .imports()
                .start(
                    desk().actor(),
                    new ImportRequest("leads.csv", terms),
                    new ByteArrayInputStream(bytes))
                .id(),
        this::outcome);
  }

  private String outcome(ImportId id) {
    mce.runDue();
    Import done = desk().get(id);
    List<String> told = new ArrayList<>(done.failure().stream().toList());
    if (told.isEmpty()) {
      desk().imports().errors(desk().actor(), id, PageRequest.first()).items().stream()
          .map(each ->
              "row %d, %s: %s %s".formatted(each.row(), each.column(), each.reason(), each.hint()))
          .forEach(told::add);
    }
    if (told.isEmpty()) {
      String names =
          desk().leads().stream()
              .filter(lead -> lead.importId().equals(java.util.Optional.of(id.value())))
              .map(Lead::name)
              .collect(Collectors.joining(", "));
      told.add("taken: " + names);
      desk().undone(id);
    }
    return String.join("\n", told);
  }

  private Import append(long offset, byte[] piece) {
    ImportId id = desk().imports().open(desk().actor(), "leads.csv", 100).id();
    return desk().imports().append(desk().actor(), id, offset, piece);
  }

  private String source(HookSignature signature) {
    String name = "Source " + mce.engine().leadSources().list(desk().actor()).size();
    LeadSourceDraft draft =
        signature == HookSignature.NONE
            ? LeadSourceDraft.of(name)
            : LeadSourceDraft.signed(name, signature, SECRET);
    return mce.engine().leadSources().create(desk().actor(), draft).key();
  }

  private HookReceipt receive(String key, WebhookRequest request) {
    return mce.engine().leadHooks().receive(key, request);
  }

  private String ingest(String body) {
    return refusal(() -> mce.engine().intake().takeJson(desk().actor(), body, SourceId.of("api")));
  }

  private static String refusal(Supplier<?> bad) {
    return refusalOr(bad::get, taken -> "taken: " + taken);
  }

  private static <T> String refusalOr(Supplier<T> bad, Function<T, String> otherwise) {
    try {
      return otherwise.apply(bad.get());
    } catch (MceException e) {
      assertThat(e.code())
          .isIn(ErrorCode.INVALID, ErrorCode.CONFLICT, ErrorCode.NOT_FOUND, ErrorCode.NOT_GENUINE);
      return String.valueOf(e.getMessage());
    }
  }

  private static WebhookRequest request(String body, Map<String, String> headers) {
    Map<String, List<String>> all =
        headers.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue())));
    return new WebhookRequest(
        "POST",
        URI.create("http://localhost/api/hooks/key"),
        all,
        Map.of(),
        body.getBytes(UTF_8),
        Instant.EPOCH);
  }

  private static byte[] text(String text) {
    return text.getBytes(UTF_8);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int at = 0; at < values.length; at++) {
      bytes[at] = (byte) values[at];
    }
    return bytes;
  }

  private static byte[] marked(String text, Charset charset, int... mark) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(bytes(mark));
    bytes.writeBytes(text.getBytes(charset));
    return bytes.toByteArray();
  }

  private static byte[] zip(String... names) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
