package io.mce.sheets;

import com.google.auth.oauth2.ServiceAccountCredentials;
import io.mce.spi.InvalidSettingsException;
import io.mce.spi.Secret;
import io.mce.spi.Setting;
import io.mce.spi.SettingProblem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One sheet and the key to read it with.
 *
 * @param spreadsheet its address in the browser, or its id
 * @param sheet the name of the tab; the first one when empty
 * @param headerRow the row that names the columns, from 1
 * @param keyColumn the column whose value names a row for ever, if there is one
 * @param columns the columns that are read; all that have a name when empty
 * @param requiredColumns the columns without which a row is not finished
 * @param existing what happens to the rows that are there when the sheet is connected
 * @param interval how often to look
 * @param serviceAccountKey the key file of a Google service account, as JSON
 */
public record SheetsSettings(
    @Setting(
            label = "Spreadsheet",
            help = "Copy its address from the browser: https://docs.google.com/spreadsheets/d/...")
        String spreadsheet,
    @Setting(label = "Sheet", help = "The name of the tab. Empty: the first one.")
        Optional<String> sheet,
    @Setting(
            label = "Header row",
            help = "The row that holds the names of the columns.",
            defaultValue = "1")
        int headerRow,
    @Setting(
            label = "Key column",
            help =
                "A column that names each row and never changes, for example an order number. With"
                    + " it, an edited row always updates its own lead.")
        Optional<String> keyColumn,
    @Setting(
            label = "Columns to read",
            help =
                "Separated by commas; empty: all that have a name. Leave out columns in which your"
                    + " team takes notes.")
        List<String> columns,
    @Setting(
            label = "Required columns",
            help = "A row waits until all of these are filled in. Separated by commas.")
        List<String> requiredColumns,
    @Setting(
            label = "Rows that are there already",
            help = "IMPORT takes them as leads; SKIP takes only what is added from now on.",
            defaultValue = "IMPORT")
        ExistingRows existing,
    @Setting(label = "How often to look", help = "15s to 1d.", defaultValue = "1m")
        Duration interval,
    @Setting(
            label = "Service account key",
            help =
                "The JSON key file of a Google service account. Share the sheet with the"
                    + " account's e-mail address, as a viewer.")
        Secret serviceAccountKey) {

  private static final Pattern ADDRESS = Pattern.compile("/spreadsheets/(?:u/\\d+/)?d/([^/?#]+)");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{10,100}");
  private static final Duration SHORTEST = Duration.ofSeconds(15);
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final int LAST_ROW = 1000;

  /** What happens to rows that were there before. */
  public enum ExistingRows {
    /** They are taken as leads. */
    IMPORT,
    /** They are remembered and never taken. */
    SKIP
  }

  /** Refuses what cannot be a sheet or a key, each by its name. */
  public SheetsSettings {
    columns = List.copyOf(columns);
    requiredColumns = List.copyOf(requiredColumns);
    List<SettingProblem> problems = new ArrayList<>();
    if (!ID.matcher(idOf(spreadsheet)).matches()) {
      problems.add(
          new SettingProblem(
              "spreadsheet",
              "is no address of a Google Sheet: copy it from the browser,"
                  + " https://docs.google.com/spreadsheets/d/..."));
    }
    if (headerRow < 1 || headerRow > LAST_ROW) {
      problems.add(new SettingProblem("headerRow", "must be between 1 and " + LAST_ROW));
    }
    if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
      problems.add(new SettingProblem("interval", "must be between 15s and 1d"));
    }
    keyProblem(serviceAccountKey)
        .ifPresent(text -> problems.add(new SettingProblem("serviceAccountKey", text)));
    if (!problems.isEmpty()) {
      throw new InvalidSettingsException(problems);
    }
  }

  /** The id in the address, or what was entered. */
  String spreadsheetId() {
    return idOf(spreadsheet);
  }

  /** The service account; the caller sets where its tokens come from. */
  ServiceAccountCredentials serviceAccount() {
    try {
      return read(serviceAccountKey);
    } catch (IOException e) {
      throw new IllegalStateException("the key was read before", e);
    }
  }

  private static String idOf(String spreadsheet) {
    Matcher matcher = ADDRESS.matcher(spreadsheet);
    return matcher.find() ? matcher.group(1) : spreadsheet.strip();
  }

  // The cause may quote the key and stays out.
  private static Optional<String> keyProblem(Secret key) {
    try {
      read(key);
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      return Optional.of(
          "is no key of a service account: paste the whole JSON file that Google Cloud made,"
              + " from the first { to the last }");
    }
  }

  private static ServiceAccountCredentials read(Secret key) throws IOException {
    return ServiceAccountCredentials.fromStream(
        new ByteArrayInputStream(key.reveal().getBytes(StandardCharsets.UTF_8)));
  }
}
