package io.mce.telnyx;

import io.mce.spi.ErrorKind;
import io.mce.spi.ProviderException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;

/**
 * Telnyx's HTTP API, version 2. Blocks for at most {@link #patience()}; asks once and never repeats
 * a request. Safe for use from any thread.
 */
final class TelnyxApi implements AutoCloseable {

  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);
  private static final Duration MARGIN = Duration.ofMillis(500);
  private static final String VERSION = "/v2";
  private static final int NOT_FOUND = 404;

  private final HttpClient http;
  private final TelnyxAccess access;
  private final String root;
  private final Clock clock;

  TelnyxApi(TelnyxAccess access, Clock clock) {
    this.access = access;
    this.root = access.apiUrl().toString().replaceAll("/+$", "");
    this.clock = clock;
    Duration half = access.timeout().dividedBy(2);
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(half.compareTo(LONGEST_CONNECT) < 0 ? half : LONGEST_CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /** After which a call has surely returned or thrown. */
  Duration patience() {
    return access.timeout().plus(MARGIN);
  }

  /**
   * Posts an object.
   *
   * @return the object that Telnyx answers
   * @throws ProviderException UNAVAILABLE when nothing can have left, OUTCOME_UNKNOWN when Telnyx
   *     may have taken it, otherwise what Telnyx says
   */
  Map<?, ?> post(String path, Map<String, ?> body) {
    HttpRequest request =
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)))
            .build();
    return success(exchange(request, BodyHandlers.ofString(StandardCharsets.UTF_8)));
  }

  /** Gets an object. */
  Map<?, ?> get(String path) {
    return success(
        exchange(request(path).GET().build(), BodyHandlers.ofString(StandardCharsets.UTF_8)));
  }

  /** Gets an object that may not exist. */
  Optional<Map<?, ?>> find(String path) {
    HttpResponse<String> answer =
        exchange(request(path).GET().build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    return answer.statusCode() == NOT_FOUND ? Optional.empty() : Optional.of(success(answer));
  }

  /**
   * Opens a file that came with a message. The key goes with the request only where the file lies
   * at the API itself.
   *
   * @throws ProviderException INVALID_REQUEST when the file is gone or its address is none of the
   *     web
   */
  InputStream download(URI file) {
    boolean ours = file.toString().startsWith(root + "/");
    if (file.getHost() == null || !(ours || "https".equalsIgnoreCase(file.getScheme()))) {
      throw ProviderException.of(
          ErrorKind.INVALID_REQUEST, "a file can be fetched over https only");
    }
    HttpRequest.Builder request = HttpRequest.newBuilder(file).timeout(access.timeout());
    if (ours) {
      authorize(request);
    }
    HttpResponse<InputStream> answer =
        exchange(request.GET().build(), BodyHandlers.ofInputStream());
    if (answer.statusCode() == 200) {
      return answer.body();
    }
    closeQuietly(answer.body());
    throw switch (answer.statusCode()) {
      case 403, NOT_FOUND, 410 ->
          ProviderException.of(ErrorKind.INVALID_REQUEST, "Telnyx no longer has the file");
      default -> TelnyxErrors.of(answer.statusCode(), answer.headers(), Map.of(), clock.instant());
    };
  }

  /** An answer that lacks what it should say: the request may have been executed. */
  static ProviderException unreadable() {
    return ProviderException.of(
        ErrorKind.OUTCOME_UNKNOWN, "The answer of Telnyx could not be read");
  }

  /** A text as a part of a path or query. */
  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Lets requests under way end, for as long as they may take; a file that is being read not. */
  @Override
  public void close() {
    http.shutdown();
    try {
      if (!http.awaitTermination(patience())) {
        http.shutdownNow();
      }
    } catch (InterruptedException e) {
      http.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The address of an operation. Some paths of Telnyx's specification begin with the version, which
   * the address of the server ends with: it is said once, as in Telnyx's documentation.
   */
  private URI address(String path) {
    boolean versioned = path.startsWith(VERSION + "/") && root.endsWith(VERSION);
    String from = versioned ? root.substring(0, root.length() - VERSION.length()) : root;
    return URI.create(from + path);
  }

  private HttpRequest.Builder request(String path) {
    return authorize(
        HttpRequest.newBuilder(address(path))
            .timeout(access.timeout())
            .header("Accept", "application/json"));
  }

  private HttpRequest.Builder authorize(HttpRequest.Builder request) {
    return request.header("Authorization", "Bearer " + access.apiKey().reveal());
  }

  private Map<?, ?> success(HttpResponse<String> answer) {
    boolean success = answer.statusCode() / 100 == 2;
    Map<?, ?> body;
    try {
      body = Json.read(answer.body());
    } catch (IOException e) {
      // The message of the cause may quote the answer.
      if (success) {
        throw unreadable();
      }
      body = Map.of();
    }
    if (success) {
      return body;
    }
    throw TelnyxErrors.of(answer.statusCode(), answer.headers(), body, clock.instant());
  }

  /** The time-out of a request ends with the headers; the body has to come in time too. */
  private <T> HttpResponse<T> exchange(HttpRequest request, BodyHandler<T> handler) {
    CompletableFuture<HttpResponse<T>> answer = http.sendAsync(request, handler);
    try {
      return answer.get(patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw failure(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw ProviderException.outcomeUnknown("Telnyx did not answer in time", e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw ProviderException.outcomeUnknown("interrupted while Telnyx was answering", e);
    }
  }

  private static ProviderException failure(Throwable cause) {
    return switch (cause) {
      case ConnectException e -> ProviderException.unavailable("Telnyx cannot be reached", e);
      case HttpConnectTimeoutException e ->
          ProviderException.unavailable("Telnyx cannot be reached", e);
      case SSLHandshakeException e ->
          ProviderException.unavailable("Telnyx cannot be reached safely", e);
      default -> ProviderException.outcomeUnknown("Telnyx did not answer", cause);
    };
  }

  private static void closeQuietly(InputStream body) {
    try {
      body.close();
    } catch (IOException e) {
      // Nothing was to be read from it.
    }
  }
}
