package io.mce.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class GracefulShutdownTest {

  private static final String BODY =
      "{\"email\":\"nobody@example.com\",\"password\":\"not the password\"}";

  @Test
  void a_request_under_way_when_the_server_stops_gets_its_answer() throws Exception {
    TestServer server = TestServer.sqlite();
    try (Socket socket = new Socket(server.base().getHost(), server.base().getPort())) {
      socket.setSoTimeout(10_000);
      send(
          socket,
          "POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
              + "Content-Length: %d\r\n\r\n{".formatted(BODY.length()));
      Thread.sleep(200);
      CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
      Thread.sleep(500);
      send(socket, BODY.substring(1));
      byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 401".length());
      assertThat(new String(status, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 401");
      stopped.get(30, TimeUnit.SECONDS);
    }
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  @Test
  void a_live_stream_ends_at_once_when_the_server_stops() throws Exception {
    TestServer server = TestServer.sqlite();
    Tenant tenant = Tenant.create(server, "OTTER", "+5511987654321");
    String token =
        server
            .client()
            .post(
                "/api/auth/login",
                java.util.Map.of("email", tenant.email, "password", Tenant.PASSWORD))
            .text("accessToken");
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(server.base().resolve("/api/events"))
              .header("Authorization", "Bearer " + token)
              .build();
      try (InputStream stream =
          http.send(request, HttpResponse.BodyHandlers.ofInputStream()).body()) {
        assertThat(stream.read()).isPositive();
        long begin = System.nanoTime();
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
        stream.readAllBytes();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        stopped.get(30, TimeUnit.SECONDS);
      }
    }
  }
}
