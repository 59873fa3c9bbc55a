package io.mce.ingestion;

import io.mce.kernel.MceException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** Tells what a file is that is not CSV, and what to do about it. */
final class FileKind {

  private static final String SAVE_AS_CSV =
      "Open it in the spreadsheet, save it as CSV (UTF-8), and send that file.";
  private static final String SEND_SPREADSHEET =
      "Send the spreadsheet it was made from, saved as CSV.";

  private static final Pattern JSON =
      Pattern.compile("(?s)(\\{\\s*(\"|}).*|\\[\\s*([\\[{\"]|]).*)");

  private FileKind() {}

  /**
   * Refuses bytes that are no text.
   *
   * @param sample the beginning of the file
   * @param wide whether it is text of two bytes per character
   * @throws MceException INVALID, with a sentence that says what it is
   */
  static void requireText(byte[] sample, boolean wide) {
    if (sample.length == 0) {
      throw refused("The file is empty.", "Send a file with a row of headers.");
    }
    if (startsWith(sample, 'P', 'K', 3, 4)) {
      throw archive(new String(sample, StandardCharsets.ISO_8859_1));
    }
    if (startsWith(sample, 0xD0, 0xCF, 0x11, 0xE0)) {
      throw refused("This is an old Excel workbook (.xls), not CSV.", SAVE_AS_CSV);
    }
    if (startsWith(sample, '%', 'P', 'D', 'F')) {
      throw refused("This is a PDF file, not CSV.", SEND_SPREADSHEET);
    }
    if (startsWith(sample, 0x89, 'P', 'N', 'G')
        || startsWith(sample, 0xFF, 0xD8, 0xFF)
        || startsWith(sample, 'G', 'I', 'F', '8')
        || (startsWith(sample, 'R', 'I', 'F', 'F') && !wide)) {
      throw refused("This is a picture, not CSV.", SEND_SPREADSHEET);
    }
    if (startsWith(sample, 0x1F, 0x8B)
        || startsWith(sample, '7', 'z', 0xBC, 0xAF)
        || startsWith(sample, 'R', 'a', 'r', '!')) {
      throw refused("This file is compressed.", "Unpack it and send the CSV file inside.");
    }
    for (byte each : sample) {
      if (each == 0 && !wide) {
        throw refused("This is not a text file, so it cannot be CSV.", SAVE_AS_CSV);
      }
    }
  }

  private static MceException archive(String content) {
    if (content.contains("xl/") || content.contains("[Content_Types].xml")) {
      return content.contains("word/")
          ? refused("This is a Word document, not CSV.", SEND_SPREADSHEET)
          : refused("This is an Excel workbook (.xlsx), not CSV.", SAVE_AS_CSV);
    }
    if (content.contains("opendocument.spreadsheet")) {
      return refused("This is a LibreOffice spreadsheet (.ods), not CSV.", SAVE_AS_CSV);
    }
    if (content.contains("Index/Document.iwa") || content.contains(".iwa")) {
      return refused("This is an Apple Numbers spreadsheet, not CSV.", SAVE_AS_CSV);
    }
    return refused(
        "This is a ZIP archive or an Excel or other spreadsheet file, not CSV.",
        "Unpack it, or open it in the spreadsheet and save it as CSV, then send that file.");
  }

  /**
   * Refuses text that is no table of cells.
   *
   * @throws MceException INVALID, with a sentence that says what it is
   */
  static void requireTable(String beginning) {
    String text = beginning.strip().toLowerCase(Locale.ROOT);
    if (text.startsWith("<!doctype html")
        || text.startsWith("<html")
        || text.startsWith("<table")) {
      throw refused(
          "This is a web page (HTML), not CSV, whatever its name says.",
          "Export the list again and choose CSV, or open it in a spreadsheet and save it as CSV.");
    }
    if (text.startsWith("<?xml")) {
      throw refused("This is an XML file, not CSV.", SAVE_AS_CSV);
    }
    if (JSON.matcher(text).matches()) {
      throw refused(
          "This is a JSON file, not CSV.",
          "Export the list again and choose CSV, or send JSON to the API.");
    }
    if (text.startsWith("begin:vcard")) {
      throw refused(
          "This is a file of contact cards (vCard), not CSV.",
          "Export the contacts again and choose CSV.");
    }
    if (text.startsWith("{\\rtf")) {
      throw refused("This is a text document (RTF), not CSV.", SEND_SPREADSHEET);
    }
  }

  private static boolean startsWith(byte[] sample, int... beginning) {
    for (int at = 0; at < beginning.length; at++) {
      if (at >= sample.length || (sample[at] & 0xFF) != beginning[at]) {
        return false;
      }
    }
    return true;
  }

  private static MceException refused(String what, String hint) {
    return CsvFile.invalid(what, hint);
  }
}
