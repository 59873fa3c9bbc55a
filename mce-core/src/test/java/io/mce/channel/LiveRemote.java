package io.mce.channel;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A carrier behind real HTTP. Each of its accounts takes messages from who shows one of its tokens,
 * two of which are good while they are being rotated, until the account is banned. It keeps
 * everything that it took, and never recognizes a message that it has taken before.
 */
final class LiveRemote implements AutoCloseable {

  /** A message that was taken. */
  record Taken(String account, String messageId, String to, String text, String remoteId) {}

  private static final long LATENCY_NANOS = 5_000_000;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Set<String>> tokens = new ConcurrentHashMap<>();
  private final Set<String> banned = ConcurrentHashMap.newKeySet();
  private final Set<String> tokensSeen = ConcurrentHashMap.newKeySet();
  private final List<Taken> taken = new ArrayList<>();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong counter = new AtomicLong();
  private final Consumer<Taken> reports;

  /** Starts; each message that is taken is handed to {@code reports} before its answer leaves. */
  LiveRemote(Consumer<Taken> reports) throws IOException {
    this.reports = reports;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::exchange);
    server.start();
  }

  URI url(String account) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + account);
  }

  /** Makes a token good; those before it stay so until {@link #revokeAllBut}. */
  void issue(String account, String token) {
    tokens.computeIfAbsent(account, each -> new CopyOnWriteArraySet<>()).add(token);
  }

  void revokeAllBut(String account, Set<String> kept) {
    tokens.getOrDefault(account, Set.of()).retainAll(kept);
  }

  void ban(String account) {
    banned.add(account);
  }

  synchronized List<Taken> taken() {
    return List.copyOf(taken);
  }

  /** How many sends were refused because of the ban. */
  long refused() {
    return refused.get();
  }

  /** The tokens by which messages were taken. */
  Set<String> tokensSeen() {
    return Set.copyOf(tokensSeen);
  }

  private void exchange(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String account = exchange.getRequestURI().getPath().substring(1);
      String token = exchange.getRequestHeaders().getFirst("X-Token");
      int status = status(account, token);
      String answer = "";
      if (status == 200 && exchange.getRequestMethod().equals("POST")) {
        LockSupport.parkNanos(LATENCY_NANOS);
        answer = take(account, token, body);
      } else if (status == 403 && exchange.getRequestMethod().equals("POST")) {
        refused.incrementAndGet();
      }
      byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private int status(String account, String token) {
    if (!tokens.getOrDefault(account, Set.of()).contains(token)) {
      return 401;
    }
    return banned.contains(account) ? 403 : 200;
  }

  private String take(String account, String token, String body) {
    String[] lines = body.split("\n", 3);
    Taken message =
        new Taken(account, lines[0], lines[1], lines[2], account + "-" + counter.incrementAndGet());
    synchronized (this) {
      taken.add(message);
    }
    tokensSeen.add(token);
    reports.accept(message);
    return message.remoteId();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
