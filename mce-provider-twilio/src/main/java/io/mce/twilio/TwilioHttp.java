package io.mce.twilio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.twilio.http.Request;
import com.twilio.http.Response;
import io.mce.spi.ErrorKind;
import io.mce.spi.ProviderException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.Header;

/**
 * Carries the requests of Twilio's client over the JDK's: each is sent once, to the address of the
 * settings, and ends in the time of the settings. Left to itself, Twilio's client sends a message
 * up to six times when Twilio answers 503.
 *
 * <p>Every answer that is no success, and every one that does not come, is a {@link
 * ProviderException}. Blocks; thread-safe.
 */
final class TwilioHttp extends com.twilio.http.HttpClient implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI base;
  private final Duration timeout;
  private final Clock clock;
  private final HttpClient client;

  TwilioHttp(TwilioSettings settings, Clock clock) {
    this.base = settings.apiUrl();
    this.timeout = settings.timeout();
    this.clock = clock;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout.compareTo(CONNECT) < 0 ? timeout : CONNECT)
            .build();
  }

  /** One request; Twilio's own would repeat it on each status of 500 and more. */
  @Override
  public Response reliableRequest(Request request) {
    return makeRequest(request);
  }

  @Override
  public Response reliableRequest(
      Request request, int[] retryCodes, int retries, long delayMillis) {
    return makeRequest(request);
  }

  @Override
  public Response makeRequest(Request request) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(locate(uri(request)))
            .timeout(timeout)
            .header("Accept", "application/json")
            .header("User-Agent", "mce-provider-twilio")
            .header("Authorization", request.getAuthString());
    switch (request.getMethod()) {
      case GET -> builder.GET();
      case POST ->
          builder
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(BodyPublishers.ofString(request.encodeFormBody(), StandardCharsets.UTF_8));
      default -> throw new UnsupportedOperationException("not used here: " + request.getMethod());
    }
    HttpResponse<String> answer =
        exchange(builder.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    if (answer.statusCode() / 100 != 2) {
      throw refusal(answer, answer.body());
    }
    return new Response(answer.body(), answer.statusCode(), new Header[0]);
  }

  /** The answer to a GET whose body may be large; the caller closes the body. */
  HttpResponse<InputStream> open(HttpRequest.Builder request) {
    return exchange(request.GET().timeout(timeout).build(), BodyHandlers.ofInputStream());
  }

  /** What an answer means that is no success. */
  ProviderException refusal(HttpResponse<?> answer, String body) {
    ProviderException refusal =
        TwilioErrors.refusal(answer.statusCode(), code(body), retryAfter(answer), clock.instant());
    return refusal.kind() == ErrorKind.OUTCOME_UNKNOWN && isQuestion(answer.request())
        ? ProviderException.of(
            ErrorKind.UNAVAILABLE, refusal.remoteCode().orElse(""), "Twilio has trouble now")
        : refusal;
  }

  /**
   * Where a resource of Twilio is by the settings. Twilio has a host for each product; an address
   * of ours that begins with {@code api.} names that of one, any other stands for all.
   */
  URI locate(URI resource) {
    String product = resource.getHost().substring(0, resource.getHost().indexOf('.'));
    String authority =
        base.getHost().startsWith("api.")
            ? product + base.getRawAuthority().substring("api".length())
            : base.getRawAuthority();
    String path = base.getRawPath().replaceFirst("/+$", "") + resource.getRawPath();
    String query = resource.getRawQuery() == null ? "" : "?" + resource.getRawQuery();
    return URI.create(base.getScheme() + "://" + authority + path + query);
  }

  private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    CompletableFuture<HttpResponse<T>> answer = client.sendAsync(request, handler);
    try {
      // The time-out of the request ends with the headers; this one covers the body too.
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw lost(request, "Twilio did not answer in time", e);
    } catch (ExecutionException e) {
      throw broken(request, Objects.requireNonNullElse(e.getCause(), e));
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw lost(request, "interrupted while Twilio was answering", e);
    }
  }

  private static ProviderException broken(HttpRequest request, Throwable cause) {
    return cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException
        ? ProviderException.unavailable("Twilio cannot be reached", cause)
        : lost(request, "Twilio did not answer", cause);
  }

  /** No answer: a question has no outcome that could be unknown, and may be asked again. */
  private static ProviderException lost(HttpRequest request, String message, Throwable cause) {
    return isQuestion(request)
        ? ProviderException.unavailable(message, cause)
        : ProviderException.outcomeUnknown(message, cause);
  }

  private static boolean isQuestion(HttpRequest request) {
    return request.method().equals("GET");
  }

  private static URI uri(Request request) {
    try {
      return request.constructURL().toURI();
    } catch (URISyntaxException e) {
      throw ProviderException.of(ErrorKind.INVALID_REQUEST, "Twilio has no such address");
    }
  }

  private static Optional<Integer> code(String body) {
    try {
      return Optional.ofNullable(JSON.readTree(body).get("code"))
          .filter(code -> code.canConvertToInt())
          .map(code -> code.intValue());
    } catch (JsonProcessingException e) {
      return Optional.empty(); // Not Twilio's own words: a proxy's, or none.
    }
  }

  private static Optional<Duration> retryAfter(HttpResponse<?> answer) {
    return answer
        .headers()
        .firstValue("Retry-After")
        .filter(text -> SECONDS.matcher(text).matches())
        .map(text -> Duration.ofSeconds(Long.parseLong(text)))
        .filter(Duration::isPositive);
  }

  /** Lets what is under way finish. */
  @Override
  public void close() {
    client.close();
  }

  /** Reads all of a body and closes it; for bodies that say why there is no file. */
  static String drain(InputStream body) {
    try (body) {
      return new String(body.readNBytes(64 * 1024), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
