package io.mce.crash;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/**
 * A carrier in a process of its own, so that it outlives the engines that are killed. It serves
 * lines, one for each run; a line is opened with {@code PUT /<line>}, takes a message with {@code
 * POST /<line>/messages}, is asked for one with {@code GET /<line>/messages/<id>}, tells how many
 * it took with {@code POST /<line>/accepted}, and is forgotten with {@code DELETE /<line>}.
 *
 * <p>It never recognises a message that it has taken before: what is sent twice is accepted twice,
 * and the journal shows it.
 */
public final class RecordingRemote {

  private record Answer(int status, String body) {}

  private final Path folder;
  private final Map<String, RemoteLine> lines = new ConcurrentHashMap<>();

  private RecordingRemote(Path folder) {
    this.folder = folder;
  }

  /**
   * Serves until standard input ends, so that it cannot outlive who started it.
   *
   * @param args the folder for the journals
   */
  public static void main(String[] args) {
    ChildProcess.serve(() -> new RecordingRemote(Path.of(args[0])).start(), command -> {});
  }

  private void start() throws IOException {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", this::exchange);
    server.start();
    ChildProcess.tell("PORT " + server.getAddress().getPort());
  }

  private void exchange(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = answer(exchange);
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().substring(1).split("/");
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (exchange.getRequestMethod().equals("PUT")) {
      return open(path[0], form(body));
    }
    if (exchange.getRequestMethod().equals("DELETE")) {
      return lines.remove(path[0]) == null
          ? new Answer(404, "no such line")
          : new Answer(200, path[0]);
    }
    RemoteLine line = lines.get(path[0]);
    if (line == null || path.length < 2) {
      return new Answer(404, "no such line");
    }
    return switch (path[1]) {
      case "messages" -> path.length == 2 ? accept(line, form(body)) : find(line, path[2]);
      case "accepted" -> accepted(line, form(body));
      default -> new Answer(404, "no such thing");
    };
  }

  private Answer open(String name, Map<String, String> form) throws IOException {
    RemoteLine line =
        RemoteLine.open(
            RemoteJournal.file(folder, name),
            RemoteMode.valueOf(form.getOrDefault("mode", "")),
            Duration.ofMillis(Long.parseLong(form.getOrDefault("before", "0"))),
            Duration.ofMillis(Long.parseLong(form.getOrDefault("after", "0"))));
    lines.put(name, line);
    return new Answer(201, name);
  }

  private static Answer accept(RemoteLine line, Map<String, String> form) {
    String id = form.getOrDefault("id", "");
    String to = form.getOrDefault("to", "");
    return id.isEmpty() || to.isEmpty()
        ? new Answer(400, "id and to are needed")
        : new Answer(201, line.accept(id, to));
  }

  private static Answer find(RemoteLine line, String messageId) {
    if (line.mode() == RemoteMode.CANNOT_BE_ASKED) {
      return new Answer(405, "this line cannot be asked");
    }
    Optional<String> remoteId = line.find(messageId);
    return remoteId.map(id -> new Answer(200, id)).orElse(new Answer(404, "not accepted"));
  }

  private static Answer accepted(RemoteLine line, Map<String, String> form) {
    int atLeast = Integer.parseInt(form.getOrDefault("atLeast", "0"));
    Duration within = Duration.ofMillis(Long.parseLong(form.getOrDefault("within", "0")));
    return new Answer(200, Integer.toString(line.awaitAccepted(atLeast, within)));
  }

  private static Map<String, String> form(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : text.split("&")) {
      int split = pair.indexOf('=');
      if (split > 0) {
        values.put(
            pair.substring(0, split),
            URLDecoder.decode(pair.substring(split + 1), StandardCharsets.UTF_8));
      }
    }
    return values;
  }
}
