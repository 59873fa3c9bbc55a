package io.mce.whatsapp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.mce.spi.ErrorKind;
import io.mce.spi.ProviderException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.net.ssl.SSLHandshakeException;

/**
 * Calls the Graph API: the token, the time-out, the errors. Each call is made once and has answered
 * or thrown when the time-out is over. Blocks; safe for use from any thread.
 */
final class GraphApi implements AutoCloseable {

  /** What a lost answer means. */
  enum Effect {
    /** Calling again does no harm: a lost answer is UNAVAILABLE. */
    REPEATABLE,
    /** Something may have come of it: a lost answer is OUTCOME_UNKNOWN. */
    ONCE
  }

  static final JsonMapper JSON = JsonMapper.builder().build();

  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** Meta asks for a name and a version of three numbers. */
  private static final String USER_AGENT = "mce-whatsapp-cloud/0.1.0";

  private static final int OK = 200;
  private static final int MULTIPLE_CHOICES = 300;

  private final HttpClient http;
  private final WhatsAppCloudSettings settings;
  private final String root;

  GraphApi(WhatsAppCloudSettings settings) {
    this.settings = settings;
    this.root =
        settings.apiUrl().toString().replaceAll("/+$", "") + "/" + settings.apiVersion() + "/";
    this.http =
        HttpClient.newBuilder()
            .version(
                "https".equals(settings.apiUrl().getScheme())
                    ? HttpClient.Version.HTTP_2
                    : HttpClient.Version.HTTP_1_1)
            .connectTimeout(
                settings.timeout().compareTo(CONNECT) < 0 ? settings.timeout() : CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /** Reads an object. */
  JsonNode get(String path, Map<String, String> query) {
    String parameters =
        query.entrySet().stream()
            .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
            .collect(Collectors.joining("&", "?", ""));
    return call(request(URI.create(root + path + parameters)).GET(), Effect.REPEATABLE);
  }

  /** Posts JSON. */
  JsonNode post(String path, JsonNode body, Effect effect) {
    return call(
        request(URI.create(root + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(bytes(body))),
        effect);
  }

  /** Posts a file, which nobody sees before a message names it. */
  JsonNode upload(String path, String boundary, HttpRequest.BodyPublisher form) {
    return call(
        request(URI.create(root + path))
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(form),
        Effect.REPEATABLE);
  }

  /** Asks for a file at an address that Meta gave; only Meta may see the token. */
  <T> HttpResponse<T> download(URI url, HttpResponse.BodyHandler<T> handler) {
    return exchange(request(url).GET(), handler, Effect.REPEATABLE);
  }

  /** Asks for a file at an address of ours, without the token. */
  <T> HttpResponse<T> fetch(URI url, HttpResponse.BodyHandler<T> handler) {
    return exchange(HttpRequest.newBuilder(url).GET(), handler, Effect.REPEATABLE);
  }

  private HttpRequest.Builder request(URI uri) {
    return HttpRequest.newBuilder(uri)
        .header("Authorization", "Bearer " + settings.accessToken().reveal())
        .header("User-Agent", USER_AGENT);
  }

  private JsonNode call(HttpRequest.Builder request, Effect effect) {
    HttpResponse<byte[]> answer =
        exchange(
            request.header("Accept", "application/json"),
            HttpResponse.BodyHandlers.ofByteArray(),
            effect);
    JsonNode body = read(answer.body());
    boolean fine = answer.statusCode() >= OK && answer.statusCode() < MULTIPLE_CHOICES;
    if (fine && body.isObject() && !body.has("error")) {
      return body;
    }
    throw GraphErrors.of(answer.statusCode(), answer.headers(), body, effect);
  }

  private <T> HttpResponse<T> exchange(
      HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler, Effect effect) {
    // The request's own time-out ends with the headers; a body may take for ever.
    CompletableFuture<HttpResponse<T>> answer = http.sendAsync(request.build(), handler);
    try {
      return answer.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw lost("WhatsApp did not answer in time", effect);
    } catch (ExecutionException e) {
      throw failure(Objects.requireNonNullElse(e.getCause(), e), effect);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw lost("interrupted while WhatsApp was answering", effect);
    }
  }

  private static ProviderException failure(Throwable cause, Effect effect) {
    if (cause instanceof ConnectException
        || cause instanceof HttpConnectTimeoutException
        || cause instanceof SSLHandshakeException) {
      return ProviderException.unavailable("WhatsApp cannot be reached", cause);
    }
    if (cause instanceof IOException) {
      return lost("the connection to WhatsApp broke before an answer came", effect);
    }
    return lost("the call to WhatsApp failed: " + cause.getClass().getSimpleName(), effect);
  }

  private static ProviderException lost(String message, Effect effect) {
    return ProviderException.of(
        effect == Effect.ONCE ? ErrorKind.OUTCOME_UNKNOWN : ErrorKind.UNAVAILABLE, message);
  }

  /** What Meta wrote; a missing node where that is no JSON, whose text nobody should see. */
  private static JsonNode read(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      return JSON.missingNode();
    }
  }

  private static byte[] bytes(JsonNode body) {
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always written", e);
    }
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Lets what is under way end, for as long as a call may take. */
  @Override
  public void close() {
    http.shutdown();
    try {
      if (!http.awaitTermination(settings.timeout())) {
        http.shutdownNow();
      }
    } catch (InterruptedException e) {
      http.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
