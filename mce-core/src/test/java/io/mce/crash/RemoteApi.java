package io.mce.crash;

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
import java.util.Optional;

/** The remote's HTTP API. Blocks; safe for use from any thread. */
final class RemoteApi {

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final RemoteSettings settings;

  RemoteApi(RemoteSettings settings) {
    this.settings = settings;
  }

  /** Sends once and returns the remote id. */
  String send(String messageId, String to) {
    String form = "id=%s&to=%s".formatted(encode(messageId), encode(to));
    HttpResponse<String> answer =
        exchange(request("/messages").POST(HttpRequest.BodyPublishers.ofString(form)).build());
    if (answer.statusCode() != 201) {
      throw ProviderException.of(ErrorKind.OUTCOME_UNKNOWN, "status " + answer.statusCode());
    }
    return answer.body();
  }

  /** The remote id of a message, if the remote took it. */
  Optional<String> find(String messageId) {
    HttpResponse<String> answer = exchange(request("/messages/" + encode(messageId)).build());
    return switch (answer.statusCode()) {
      case 200 -> Optional.of(answer.body());
      case 404 -> Optional.empty();
      default -> throw ProviderException.of(ErrorKind.UNAVAILABLE, "status " + answer.statusCode());
    };
  }

  void close() {
    http.close();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(settings.line() + path)).timeout(settings.timeout());
  }

  private HttpResponse<String> exchange(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (ConnectException | HttpConnectTimeoutException e) {
      throw ProviderException.unavailable("the remote cannot be reached", e);
    } catch (IOException e) {
      throw ProviderException.outcomeUnknown("the remote did not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProviderException.outcomeUnknown("interrupted while the remote was answering", e);
    }
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
