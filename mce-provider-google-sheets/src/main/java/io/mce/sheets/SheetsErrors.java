package io.mce.sheets;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpResponseException;
import com.google.auth.Retryable;
import io.mce.spi.ErrorKind;
import io.mce.spi.ErrorScope;
import io.mce.spi.ProviderException;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What Google's errors mean, and what a person does about them. */
record SheetsErrors(String email, Optional<String> sheet) {

  /** Quotas are per minute. */
  private static final Duration QUOTA = Duration.ofMinutes(1);

  private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");
  private static final int SERVER_ERROR = 500;

  ProviderException of(IOException e) {
    if (e instanceof HttpResponseException answer) {
      return of(answer);
    }
    if (e instanceof Retryable token && !token.isRetryable()) {
      return ProviderException.of(
          ErrorKind.UNAUTHORIZED,
          "Google does not accept the key of the service account %s. Make a new key and enter it."
              .formatted(email));
    }
    return ProviderException.unavailable("Google could not be reached.", e);
  }

  private ProviderException of(HttpResponseException e) {
    int status = e.getStatusCode();
    String reason = reason(e);
    if (status == 429 || reason.contains("ratelimit") || reason.contains("resource_exhausted")) {
      return ProviderException.rateLimited(
          ErrorScope.ACCOUNT, retryAfter(e), "Google says that this was too often; it waits.");
    }
    if (status >= SERVER_ERROR) {
      return ProviderException.of(
          ErrorKind.UNAVAILABLE, String.valueOf(status), "Google has trouble at the moment.");
    }
    return switch (status) {
      case 400 ->
          refused(
              ErrorKind.INVALID_REQUEST,
              status,
              sheet
                  .map(name ->
                      "There is no sheet \"%s\" in this spreadsheet. Enter the name of a tab as it is"
                              .formatted(name)
                          + " written below the cells.")
                  .orElse("Google does not understand the request for this spreadsheet."));
      case 401 ->
          refused(
              ErrorKind.UNAUTHORIZED,
              status,
              "Google does not accept the key of the service account %s. Make a new key and enter it."
                  .formatted(email));
      case 403 -> refused(ErrorKind.UNAUTHORIZED, status, forbidden(reason));
      case 404 ->
          refused(
              ErrorKind.INVALID_REQUEST,
              status,
              "There is no such spreadsheet. Check its address, and share the sheet with %s."
                  .formatted(email));
      default -> refused(ErrorKind.REFUSED, status, "Google refused with status " + status + ".");
    };
  }

  private String forbidden(String reason) {
    return reason.contains("service_disabled") || reason.contains("accessnotconfigured")
        ? "The Google Sheets API is switched off for the project of %s. Switch it on in Google Cloud."
            .formatted(email)
        : "Share the sheet with %s, as a viewer: it may not read it yet.".formatted(email);
  }

  private static ProviderException refused(ErrorKind kind, int status, String message) {
    return ProviderException.of(kind, String.valueOf(status), message);
  }

  private static Duration retryAfter(HttpResponseException e) {
    String header = e.getHeaders() == null ? null : e.getHeaders().getRetryAfter();
    return header != null && SECONDS.matcher(header).matches() && Long.parseLong(header) > 0
        ? Duration.ofSeconds(Long.parseLong(header))
        : QUOTA;
  }

  /** The machine-readable part of the answer, in small letters. */
  private static String reason(HttpResponseException e) {
    return e instanceof GoogleJsonResponseException json && json.getDetails() != null
        ? json.getDetails().toString().toLowerCase(Locale.ROOT)
        : "";
  }
}
