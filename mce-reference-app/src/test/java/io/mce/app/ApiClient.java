package io.mce.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Speaks to the server as any client would. */
final class ApiClient {

  static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final URI base;
  private final Map<String, String> headers;

  ApiClient(URI base, Map<String, String> headers) {
    this.base = base;
    this.headers = Map.copyOf(headers);
  }

  /** What the server answered. */
  record Answer(int status, String contentType, String body) {
    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("not JSON: " + body, e);
      }
    }

    String text(String field) {
      return json().path(field).asText();
    }
  }

  ApiClient with(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return new ApiClient(base, more);
  }

  ApiClient token(String token) {
    return with("Authorization", "Bearer " + token);
  }

  Answer get(String path) {
    return call("GET", path, null);
  }

  Answer post(String path, @Nullable Object body) {
    return call("POST", path, body);
  }

  Answer patch(String path, Object body) {
    return call("PATCH", path, body);
  }

  /** Sends JSON; a String is sent as it is. */
  Answer call(String method, String path, @Nullable Object body) {
    try {
      String text =
          body == null ? "" : body instanceof String raw ? raw : JSON.writeValueAsString(body);
      return raw(
          method,
          path,
          body == null ? null : "application/json",
          text.getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  Answer raw(String method, String path, @Nullable String contentType, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(PATIENCE)
            .method(
                method,
                body.length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    if (contentType != null) {
      request.header("Content-Type", contentType);
    }
    try {
      HttpResponse<String> response = send(request.build());
      return new Answer(
          response.statusCode(),
          response.headers().firstValue("Content-Type").orElse(""),
          response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * A server that refuses a request before it has read the body closes the connection, and the next
   * request may meet it closed. What may be repeated is sent again then, as any client does (RFC
   * 9110, 9.2.2); Java's does so for GET alone.
   */
  private static HttpResponse<String> send(HttpRequest request)
      throws IOException, InterruptedException {
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      if (!request.method().equals("PUT")) {
        throw e;
      }
      return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  /** Uploads a CSV file as a browser does. */
  Answer upload(String path, String fileName, String csv, Map<String, String> fields) {
    String boundary = "----mce-test-boundary";
    StringBuilder body = new StringBuilder();
    fields.forEach((name, value) ->
        body.append(
            "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                .formatted(boundary, name, value)));
    body.append(
        ("--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n"
                + "Content-Type: text/csv\r\n\r\n%s\r\n--%s--\r\n")
            .formatted(boundary, fileName, csv, boundary));
    return raw(
        "POST",
        path,
        "multipart/form-data; boundary=" + boundary,
        body.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads the first lines of a stream, or those that come within a few seconds.
   *
   * @return the status
   */
  int stream(String path, int lines, StringBuilder text) {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
    headers.forEach(request::header);
    try {
      HttpResponse<java.io.InputStream> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      try (java.io.BufferedReader reader =
              new java.io.BufferedReader(
                  new java.io.InputStreamReader(response.body(), StandardCharsets.UTF_8));
          ScheduledExecutorService stop = Executors.newSingleThreadScheduledExecutor()) {
        stop.schedule(() -> close(response), 3, TimeUnit.SECONDS);
        for (int i = 0; i < lines; i++) {
          String line = reader.readLine();
          if (line == null) {
            break;
          }
          text.append(line).append('\n');
        }
        stop.shutdownNow();
      } catch (IOException e) {
        // The stream was closed because nothing more came in time.
      }
      return response.statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * Asks for a stream; of one that begins only the first lines are read, a problem is read whole.
   */
  Answer streamOrProblem(String path, int lines) {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE);
    headers.forEach(request::header);
    try {
      HttpResponse<java.io.InputStream> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      String type = response.headers().firstValue("Content-Type").orElse("");
      try (java.io.BufferedReader reader =
          new java.io.BufferedReader(
              new java.io.InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
        java.util.stream.Stream<String> all = reader.lines();
        boolean streaming = type.startsWith("text/event-stream");
        return new Answer(
            response.statusCode(),
            type,
            (streaming ? all.limit(lines) : all)
                .collect(java.util.stream.Collectors.joining("\n")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void close(HttpResponse<java.io.InputStream> response) {
    try {
      response.body().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks again until the answer is as wanted: the server works in the background. */
  Answer await(String path, Predicate<JsonNode> wanted) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Answer answer = get(path);
      if (answer.status() == 200 && wanted.test(answer.json())) {
        return answer;
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError(path + " stays " + answer.status() + " " + answer.body());
      }
      java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
    }
  }
}
