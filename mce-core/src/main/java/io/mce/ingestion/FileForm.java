package io.mce.ingestion;

import java.util.List;

/**
 * How a file turned out to be written.
 *
 * @param encoding "UTF-8", "UTF-16LE", "UTF-16BE" or "windows-1252"
 * @param delimiter what stands between cells
 * @param declared whether the file says so itself in a first line {@code sep=;}
 * @param headers the cells of the first row that is not blank
 */
public record FileForm(String encoding, char delimiter, boolean declared, List<String> headers) {

  /** Copies the headers. */
  public FileForm {
    headers = List.copyOf(headers);
  }
}
