package io.mce.sheets;

import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.sheets.v4.Sheets;
import com.google.api.services.sheets.v4.SheetsScopes;
import com.google.api.services.sheets.v4.model.Sheet;
import com.google.api.services.sheets.v4.model.Spreadsheet;
import com.google.api.services.sheets.v4.model.ValueRange;
import com.google.auth.http.HttpCredentialsAdapter;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import io.mce.spi.ErrorKind;
import io.mce.spi.ProviderException;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one sheet over Google's client. Thread-safe; each call blocks for seconds at most. */
final class SheetsApi {

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration READ = Duration.ofSeconds(30);

  private final Sheets sheets;
  private final SheetsErrors errors;
  private final String spreadsheetId;
  private final Optional<String> wanted;
  private volatile @Nullable String first;

  SheetsApi(SheetsSettings settings, URI root, URI tokens) {
    // Wherever the key file says that tokens come from, they come from Google.
    ServiceAccountCredentials account =
        settings.serviceAccount().toBuilder()
            .setTokenServerUri(tokens)
            .setUniverseDomain("googleapis.com")
            .setScopes(List.of(SheetsScopes.SPREADSHEETS_READONLY))
            .build();
    this.sheets =
        new Sheets.Builder(
                new NetHttpTransport(), GsonFactory.getDefaultInstance(), patient(account))
            .setApplicationName("mce")
            .setRootUrl(root.toString())
            .build();
    this.spreadsheetId = settings.spreadsheetId();
    this.wanted = settings.sheet();
    this.errors = new SheetsErrors(account.getClientEmail(), wanted);
  }

  private static HttpRequestInitializer patient(GoogleCredentials account) {
    HttpCredentialsAdapter adapter = new HttpCredentialsAdapter(account);
    return (HttpRequest request) -> {
      adapter.initialize(request);
      request.setConnectTimeout(Math.toIntExact(CONNECT.toMillis()));
      request.setReadTimeout(Math.toIntExact(READ.toMillis()));
    };
  }

  /**
   * Reads every row of the sheet, from the first, as text; empty cells are empty texts.
   *
   * @throws ProviderException with a sentence for the person who has to act
   */
  List<List<String>> rows() {
    try {
      String title = title();
      ValueRange range =
          sheets
              .spreadsheets()
              .values()
              .get(spreadsheetId, "'" + title.replace("'", "''") + "'")
              .setMajorDimension("ROWS")
              .setValueRenderOption("UNFORMATTED_VALUE")
              .setDateTimeRenderOption("FORMATTED_STRING")
              .execute();
      List<List<Object>> values = range.getValues();
      return values == null
          ? List.of()
          : values.stream().map(row -> row.stream().map(SheetsApi::text).toList()).toList();
    } catch (IOException e) {
      first = null;
      throw errors.of(e);
    } catch (IllegalArgumentException e) {
      // What Google's client makes of an answer that is not Google's.
      throw ProviderException.outcomeUnknown("Google's answer could not be read.", e);
    }
  }

  private String title() throws IOException {
    String known = wanted.orElse(first);
    if (known != null) {
      return known;
    }
    Spreadsheet spreadsheet =
        sheets
            .spreadsheets()
            .get(spreadsheetId)
            .setFields("properties.title,sheets.properties")
            .execute();
    List<Sheet> tabs = spreadsheet.getSheets();
    String title =
        (tabs == null ? List.<Sheet>of() : tabs)
            .stream()
                .map(tab -> tab.getProperties().getTitle())
                .findFirst()
                .orElseThrow(() ->
                    ProviderException.of(
                        ErrorKind.INVALID_REQUEST, "The spreadsheet has no sheet to read."));
    first = title;
    return title;
  }

  /** A phone number in a cell of numbers comes as 9.198E11. */
  private static String text(@Nullable Object cell) {
    if (cell == null) {
      return "";
    }
    if (cell instanceof BigDecimal number) {
      return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
    return cell.toString().strip();
  }
}
