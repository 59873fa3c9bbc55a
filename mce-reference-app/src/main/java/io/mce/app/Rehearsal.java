package io.mce.app;

import io.mce.app.setup.ServerSettings;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Starts the server on an empty database and a free port, opens its first pages and ends, so that
 * the JVM can record what a start needs and later starts find it ready. No setting counts here.
 */
public final class Rehearsal {

  private static final List<String> PAGES = List.of("/", "/health", "/api/me");

  private Rehearsal() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("mce-rehearsal");
    try (ApplicationContext context =
        Application.builder()
            .singletons(ServerSettings.from(Map.of("MCE_DATA_DIR", folder.toString())))
            .properties(Map.of("micronaut.server.port", -1, "micronaut.server.host", "127.0.0.1"))
            .build()
            .start()) {
      URI server = context.getBean(EmbeddedServer.class).start().getURI();
      try (HttpClient client = HttpClient.newHttpClient()) {
        for (String page : PAGES) {
          client.send(
              HttpRequest.newBuilder(server.resolve(page)).build(), BodyHandlers.discarding());
        }
      }
    } finally {
      delete(folder);
    }
    System.exit(0);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
