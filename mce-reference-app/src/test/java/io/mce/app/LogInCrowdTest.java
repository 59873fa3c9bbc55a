package io.mce.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** More people log in at once than the server can hash passwords for. */
final class LogInCrowdTest {

  private static final int CROWD = 200;
  private static final String WRONG =
      "{\"email\":\"nobody%d@example.com\",\"password\":\"not the password\"}";

  @Test
  void a_crowd_is_served_as_far_as_possible_and_told_when_to_come_back()
      throws IOException, InterruptedException {
    try (TestServer server = TestServer.sqlite();
        HttpClient http = HttpClient.newHttpClient()) {
      List<CompletableFuture<HttpResponse<String>>> answers =
          IntStream.range(0, CROWD)
              .mapToObj(i -> http.sendAsync(logIn(server, i), HttpResponse.BodyHandlers.ofString()))
              .toList();
      List<HttpResponse<String>> all = answers.stream().map(CompletableFuture::join).toList();
      assertThat(all).extracting(HttpResponse::statusCode).containsOnly(401, 503);
      assertThat(all)
          .filteredOn(answer -> answer.statusCode() == 503)
          .allSatisfy(answer -> {
            assertThat(answer.headers().firstValue("Retry-After")).contains("1");
            assertThat(answer.body()).contains("\"code\":\"BUSY\"");
          });
      assertThat(http.send(logIn(server, CROWD), HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(401);
    }
  }

  private static HttpRequest logIn(TestServer server, int person) {
    return HttpRequest.newBuilder(server.base().resolve("/api/auth/login"))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(WRONG.formatted(person)))
        .build();
  }
}
