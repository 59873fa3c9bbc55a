package io.mce.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The remote, seen from the test: opens lines, waits for acceptances, reads journals. */
final class RemoteProcess implements AutoCloseable {

  /** One line of the remote. */
  record Line(String name, URI address, Path journal) {}

  private static final int HEAP_MEGABYTES = 48;

  /** More than anybody waits for messages. */
  private static final Duration LIMIT = Duration.ofMinutes(4);

  private final Path folder;
  private final ChildProcess process;
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI address;

  private RemoteProcess(Path folder, ChildProcess process) {
    this.folder = folder;
    this.process = process;
    String port = process.await("PORT", Duration.ofSeconds(60));
    this.address = URI.create("http://127.0.0.1:" + port + "/");
  }

  /** Starts a remote that keeps its journals in a folder. */
  static RemoteProcess start(Path folder) {
    return new RemoteProcess(
        folder,
        ChildProcess.start(RecordingRemote.class, HEAP_MEGABYTES, List.of(folder.toString())));
  }

  /** Opens a line that takes so long before and after it writes a message down. */
  Line open(String name, RemoteMode mode, Duration before, Duration after) {
    String form = "mode=%s&before=%d&after=%d".formatted(mode, before.toMillis(), after.toMillis());
    exchange("PUT", name, form, 201);
    return new Line(name, address.resolve(name), RemoteJournal.file(folder, name));
  }

  /** Closes a line: the remote knows nothing of it any more, what it has written down stays. */
  void close(Line line) {
    exchange("DELETE", line.name(), "", 200);
  }

  /** Waits until the line has taken so many messages, or for so long; returns how many it has. */
  int awaitAccepted(Line line, int atLeast, Duration within) {
    String form = "atLeast=%d&within=%d".formatted(atLeast, within.toMillis());
    return Integer.parseInt(exchange("POST", line.name() + "/accepted", form, 200));
  }

  /** How many messages the line has taken. */
  int accepted(Line line) {
    return awaitAccepted(line, 0, Duration.ZERO);
  }

  /** What the line has written down. */
  List<Acceptance> journal(Line line) {
    try {
      return RemoteJournal.read(line.journal());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String exchange(String method, String path, String form, int expected) {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/" + path))
            .timeout(LIMIT)
            .method(method, HttpRequest.BodyPublishers.ofString(form))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != expected) {
        throw new IllegalStateException("the remote answered " + answer.statusCode());
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    http.close();
    process.close();
  }
}
