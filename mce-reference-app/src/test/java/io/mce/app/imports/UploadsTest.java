package io.mce.app.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.app.setup.ServerSettings;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.server.netty.configuration.NettyHttpServerConfiguration;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UploadsTest {

  @TempDir Path folder;

  private ApplicationContext context() {
    return ApplicationContext.builder()
        .singletons(ServerSettings.from(Map.of("MCE_DATA_DIR", folder.toString())))
        .properties(Map.of("micronaut.server.port", -1, "micronaut.server.host", "127.0.0.1"))
        .start();
  }

  @Test
  void who_may_not_import_is_refused_before_the_file_is_read() {
    OrganizationId organizationId = new OrganizationId(UUID.randomUUID());
    Actor actor = Actor.member(organizationId, "member", Set.of());
    MutableHttpRequest<?> request = HttpRequest.POST("/api/imports", "");
    request.setAttribute("mce.actor", actor);
    assertThatThrownBy(() -> new UploadFilter().requirePermission(request))
        .isInstanceOfSatisfying(
            MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN));
  }

  @Test
  void files_on_their_way_in_lie_below_the_data_folder() {
    try (ApplicationContext context = context()) {
      assertThat(context.getBean(NettyHttpServerConfiguration.class).getMultipart().getLocation())
          .contains(folder.resolve("uploads").toAbsolutePath().toFile());
      assertThat(folder.resolve("uploads")).isDirectory();
    }
  }

  @Test
  void a_file_larger_than_an_import_may_be_is_refused_before_it_is_sent() throws IOException {
    try (ApplicationContext context = context();
        EmbeddedServer server = context.getBean(EmbeddedServer.class).start();
        Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              """
              POST /api/auth/login HTTP/1.1\r
              Host: x\r
              Content-Type: application/json\r
              Content-Length: 300000000\r
              Connection: close\r
              \r
              {\
              """
                  .getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      String answer = new String(socket.getInputStream().readNBytes(4_000), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 413").contains("\"TOO_LARGE\"", "256 MB");
    }
  }
}
