package com.example.echo;

import io.mce.spi.ProviderException;
import io.mce.spi.Secret;
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

/** Echo's HTTP API. Blocks; safe for use from any thread. */
final class EchoApi {

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI url;
  private final Secret token;
  private final Duration timeout;

  EchoApi(EchoSettings settings) {
    this.url = settings.apiUrl();
    this.token = settings.token();
    this.timeout = settings.timeout();
  }

  /** Sends a text and returns Echo's id of the message. */
  String send(String reference, String to, String text) {
    String form =
        "reference=%s&to=%s&text=%s".formatted(encode(reference), encode(to), encode(text));
    HttpRequest request =
        request("/messages")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    HttpResponse<String> answer = exchange(request);
    if (answer.statusCode() == 201) {
      return answer.body();
    }
    throw EchoErrors.of(answer);
  }

  /** Echo's id of the message with our reference, if Echo has it. */
  Optional<String> find(String reference) {
    HttpResponse<String> answer =
        exchange(request("/messages?reference=" + encode(reference)).GET().build());
    return switch (answer.statusCode()) {
      case 200 -> Optional.of(answer.body());
      case 404 -> Optional.empty();
      default -> throw EchoErrors.of(answer);
    };
  }

  /** Checks that Echo is there and takes our token. */
  void ping() {
    HttpResponse<String> answer = exchange(request("/ping").GET().build());
    if (answer.statusCode() != 200) {
      throw EchoErrors.of(answer);
    }
  }

  void close() {
    http.close();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(url.resolve(path))
        .timeout(timeout)
        .header("Authorization", "Bearer " + token.reveal());
  }

  private HttpResponse<String> exchange(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (ConnectException | HttpConnectTimeoutException e) {
      throw ProviderException.unavailable("Echo cannot be reached", e);
    } catch (IOException e) {
      throw ProviderException.outcomeUnknown("Echo did not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProviderException.outcomeUnknown("interrupted while Echo was answering", e);
    }
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
