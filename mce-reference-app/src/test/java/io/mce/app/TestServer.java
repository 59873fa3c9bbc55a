package io.mce.app;

import io.mce.app.setup.ServerSettings;
import io.mce.kernel.EmailAddress;
import io.mce.secret.MasterKey;
import io.mce.testing.TestPostgres;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/** The whole server on a port of its own, with an empty database. */
final class TestServer implements AutoCloseable {

  private final ApplicationContext context;
  private final EmbeddedServer server;
  private final ServerSettings settings;

  private TestServer(ServerSettings settings, Object... beans) {
    this.settings = settings;
    context =
        ApplicationContext.builder()
            .singletons(settings)
            .singletons(beans)
            .properties(Map.of("micronaut.server.port", -1, "micronaut.server.host", "127.0.0.1"))
            .start();
    server = context.getBean(EmbeddedServer.class).start();
  }

  static TestServer sqlite() {
    return new TestServer(settings(Optional.empty(), ""));
  }

  static TestServer sqlite(Clock clock) {
    return new TestServer(settings(Optional.empty(), ""), clock);
  }

  static TestServer postgres() {
    PGSimpleDataSource database = (PGSimpleDataSource) TestPostgres.newDatabase();
    return new TestServer(
        settings(Optional.of(database.getUrl()), String.valueOf(database.getUser())));
  }

  private static ServerSettings settings(Optional<String> databaseUrl, String user) {
    try {
      Path folder = Files.createTempDirectory("mce-server-test");
      folder.toFile().deleteOnExit();
      return new ServerSettings(
          "127.0.0.1",
          0,
          folder,
          databaseUrl,
          user,
          "",
          URI.create("http://127.0.0.1:8080"),
          Optional.of(MasterKey.generate()),
          Optional.empty(),
          true,
          true,
          true,
          Set.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops this server and starts it again with these platform administrators. */
  TestServer restart(String... platformAdmins) {
    close();
    return new TestServer(
        new ServerSettings(
            settings.host(),
            settings.port(),
            settings.dataFolder(),
            settings.databaseUrl(),
            settings.databaseUser(),
            settings.databasePassword(),
            settings.publicUrl(),
            settings.masterKey(),
            settings.previousMasterKey(),
            settings.fieldEncryption(),
            settings.sandbox(),
            settings.signup(),
            Stream.of(platformAdmins)
                .map(address -> EmailAddress.parse(address).orThrow("email"))
                .collect(Collectors.toSet())));
  }

  URI base() {
    return server.getURI();
  }

  /** A client without a token. */
  ApiClient client() {
    return new ApiClient(base(), Map.of());
  }

  @Override
  public void close() {
    context.close();
  }
}
