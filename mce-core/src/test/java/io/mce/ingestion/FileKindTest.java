package io.mce.ingestion;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.kernel.MceException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** The sentences that people read who renamed something to .csv. */
final class FileKindTest {

  private static final String SAVE =
      " Open it in the spreadsheet, save it as CSV (UTF-8), and send that file.";
  private static final String SEND = " Send the spreadsheet it was made from, saved as CSV.";

  @Test
  void an_excel_workbook() throws IOException {
    refused(
        zip("[Content_Types].xml", "xl/workbook.xml"),
        "This is an Excel workbook (.xlsx), not CSV." + SAVE);
    refused(
        bytes(0xD0, 0xCF, 0x11, 0xE0, 0xA1),
        "This is an old Excel workbook (.xls), not CSV." + SAVE);
  }

  @Test
  void other_spreadsheets_and_documents() throws IOException {
    refused(
        zip("mimetypeapplication/vnd.oasis.opendocument.spreadsheet"),
        "This is a LibreOffice spreadsheet (.ods), not CSV." + SAVE);
    refused(
        zip("[Content_Types].xml", "word/document.xml"),
        "This is a Word document, not CSV." + SEND);
    refused(
        zip("leads.csv"),
        "This is a ZIP archive or an Excel or other spreadsheet file, not CSV. Unpack it, or open"
            + " it in the spreadsheet and save it as CSV, then send that file.");
  }

  @Test
  void a_picture() {
    refused(bytes(0x89, 'P', 'N', 'G', 0x0D, 0x0A), "This is a picture, not CSV." + SEND);
    refused(bytes(0xFF, 0xD8, 0xFF, 0xE0), "This is a picture, not CSV." + SEND);
  }

  @Test
  void a_pdf() {
    refused(text("%PDF-1.7\n"), "This is a PDF file, not CSV." + SEND);
  }

  @Test
  void a_web_page_called_a_spreadsheet() {
    String sentence =
        "This is a web page (HTML), not CSV, whatever its name says. Export the list again and"
            + " choose CSV, or open it in a spreadsheet and save it as CSV.";
    for (String page :
        List.of("<!DOCTYPE html>\n<html>", "\ufeff <html lang=\"en\">", "<table><tr><td>Name")) {
      refused(text(page), sentence);
    }
  }

  @Test
  void json_and_xml() {
    String sentence =
        "This is a JSON file, not CSV. Export the list again and choose CSV, or send JSON to the"
            + " API.";
    refused(text("{\n  \"leads\": []}"), sentence);
    refused(text("[{\"name\": \"Ana\"}]"), sentence);
    refused(text("<?xml version=\"1.0\"?><a/>"), "This is an XML file, not CSV." + SAVE);
  }

  @Test
  void what_no_one_knows() {
    refused(
        bytes('a', 'b', 0, 'c', 0, 0, 'd'), "This is not a text file, so it cannot be CSV." + SAVE);
    refused(
        bytes(0x1F, 0x8B, 8, 0),
        "This file is compressed. Unpack it and send the CSV file inside.");
    refused(text(""), "The file is empty. Send a file with a row of headers.");
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int at = 0; at < values.length; at++) {
      bytes[at] = (byte) values[at];
    }
    return bytes;
  }

  private static byte[] zip(String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static void refused(byte[] bytes, String sentence) {
    assertThatThrownBy(() -> CsvFile.of(() -> new ByteArrayInputStream(bytes)))
        .isInstanceOf(MceException.class)
        .hasMessage(sentence);
  }
}
