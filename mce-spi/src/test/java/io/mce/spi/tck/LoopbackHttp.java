package io.mce.spi.tck;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * An HTTP server on the loopback interface, to play a carrier on. Answers by a function, and
 * misbehaves when told to. Safe for use from any thread.
 */
public final class LoopbackHttp implements AutoCloseable {

  /**
   * A request as it arrived.
   *
   * @param method the HTTP method
   * @param path the path with the query
   * @param headers the first value of each header, found in any case
   * @param body the body read as UTF-8
   */
  public record Request(String method, String path, Map<String, String> headers, String body) {}

  /**
   * What to answer.
   *
   * @param status the HTTP status
   * @param headers headers to add
   * @param body the body, may be empty
   */
  public record Response(int status, Map<String, String> headers, String body) {

    /** An answer without headers. */
    public static Response of(int status, String body) {
      return new Response(status, Map.of(), body);
    }
  }

  private enum Fault {
    NONE,
    LOSE_ANSWER,
    HANG
  }

  private final HttpServer server;
  private final Consumer<Request> watch;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Function<Request, Response> handler;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicReference<Fault> fault = new AtomicReference<>(Fault.NONE);
  private final AtomicReference<List<Response>> scripted = new AtomicReference<>(List.of());
  private final CountDownLatch closed = new CountDownLatch(1);

  private LoopbackHttp(
      HttpServer server, Consumer<Request> watch, Function<Request, Response> handler) {
    this.server = server;
    this.watch = watch;
    this.handler = handler;
  }

  /** Starts a server on a free port that answers by a function. */
  public static LoopbackHttp start(Function<Request, Response> handler) {
    return start(request -> {}, handler);
  }

  /** The same, where somebody looks at each request first, whatever is answered to it. */
  public static LoopbackHttp start(Consumer<Request> watch, Function<Request, Response> handler) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      LoopbackHttp loopback = new LoopbackHttp(server, watch, handler);
      server.setExecutor(loopback.threads);
      server.createContext("/", loopback::exchange);
      server.start();
      return loopback;
    } catch (IOException e) {
      throw new UncheckedIOException("no free loopback port", e);
    }
  }

  /** Where it listens, such as {@code http://127.0.0.1:40123}. */
  public URI url() {
    return URI.create(
        "http://%s:%d"
            .formatted(
                server.getAddress().getAddress().getHostAddress(), server.getAddress().getPort()));
  }

  /** How many requests have arrived. */
  public int requests() {
    return requests.get();
  }

  /** Answers the next request with this instead of asking the function. */
  public void answerNext(Response response) {
    scripted.set(List.of(response));
  }

  /** Lets the function handle the next request, and closes the connection without an answer. */
  public void loseNextAnswer() {
    fault.set(Fault.LOSE_ANSWER);
  }

  /** Never answers the next request, until the server is closed. */
  public void hangNext() {
    fault.set(Fault.HANG);
  }

  /** Stops listening; the port refuses connections from now on. */
  public void goAway() {
    closed.countDown();
    server.stop(0);
  }

  @Override
  public void close() {
    goAway();
    threads.shutdownNow();
  }

  private void exchange(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.incrementAndGet();
      Request request = read(exchange);
      watch.accept(request);
      Fault now = fault.getAndSet(Fault.NONE);
      if (now == Fault.HANG) {
        closed.await();
        return;
      }
      Response response =
          scripted.getAndSet(List.of()).stream()
              .findFirst()
              .orElseGet(() -> handler.apply(request));
      if (now == Fault.NONE) {
        write(exchange, response);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Request read(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
    return new Request(
        exchange.getRequestMethod(),
        exchange.getRequestURI().toString(),
        headers,
        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
  }

  private static void write(HttpExchange exchange, Response response) throws IOException {
    byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
    response.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(response.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }
}
