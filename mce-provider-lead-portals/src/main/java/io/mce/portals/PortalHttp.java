package io.mce.portals;

import io.mce.spi.ErrorKind;
import io.mce.spi.ErrorScope;
import io.mce.spi.ProviderException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Asks a portal over HTTP. Thread-safe; each call ends within seconds. */
final class PortalHttp implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(40);
  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final Pattern SECONDS = Pattern.compile("[1-9]\\d{0,5}");

  private final String portal;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /** An answer that is no refusal, or one that the portal explains in its body. */
  record Answer(int status, String body) {}

  PortalHttp(String portal) {
    this.portal = portal;
  }

  Answer get(URI uri, Map<String, String> query) {
    return send(HttpRequest.newBuilder(URI.create(uri + "?" + form(query))).GET());
  }

  Answer post(URI uri, Map<String, String> form) {
    return send(
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form(form))));
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer =
          client.send(
              request.timeout(ANSWER).build(),
              HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      return checked(answer);
    } catch (IOException e) {
      // The message of the cause may quote the address, and that a key.
      throw ProviderException.of(ErrorKind.UNAVAILABLE, portal + " could not be reached.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProviderException.of(ErrorKind.UNAVAILABLE, "The engine is stopping.");
    }
  }

  private Answer checked(HttpResponse<String> answer) {
    int status = answer.statusCode();
    if (status == 429) {
      throw ProviderException.rateLimited(
          ErrorScope.ACCOUNT,
          answer
              .headers()
              .firstValue("Retry-After")
              .filter(text -> SECONDS.matcher(text).matches())
              .map(text -> Duration.ofSeconds(Long.parseLong(text)))
              .orElse(PAUSE),
          portal + " says that this was too often; it waits.");
    }
    if (status >= 500) {
      throw ProviderException.of(
          ErrorKind.UNAVAILABLE, String.valueOf(status), portal + " has trouble at the moment.");
    }
    return new Answer(status, answer.body());
  }

  /** A refusal that only a person can mend. */
  ProviderException refused(int status, String remedy) {
    return ProviderException.of(
        status == 401 || status == 403 ? ErrorKind.UNAUTHORIZED : ErrorKind.INVALID_REQUEST,
        String.valueOf(status),
        "%s refused. %s".formatted(portal, remedy));
  }

  /** An answer that is not of the portal's own format. */
  ProviderException unreadable() {
    return ProviderException.of(
        ErrorKind.OUTCOME_UNKNOWN, "The answer of " + portal + " could not be read.");
  }

  static String form(Map<String, String> values) {
    return values.entrySet().stream()
        .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    client.close();
  }
}
