package io.mce.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SecurityHeadersTest {

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.sqlite();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpHeaders headers(String path) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(server.base().resolve(path)).build(),
              HttpResponse.BodyHandlers.discarding())
          .headers();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/leads",
        "/health",
        "/api/me",
        "/api/nothing",
        "/api/leads/x",
        "/swagger-ui"
      })
  void every_answer_says_what_a_browser_may_do_with_it(String path) throws Exception {
    HttpHeaders headers = headers(path);
    assertThat(headers.allValues("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(headers.allValues("Referrer-Policy")).containsExactly("same-origin");
    assertThat(headers.allValues("Content-Security-Policy"))
        .singleElement()
        .asString()
        .contains("default-src 'self'", "frame-ancestors 'none'");
  }

  @Test
  void only_the_page_of_swagger_ui_may_run_a_script_of_its_own() throws Exception {
    assertThat(headers("/").firstValue("Content-Security-Policy").orElseThrow())
        .doesNotContain("script-src");
    assertThat(headers("/swagger-ui/").firstValue("Content-Security-Policy").orElseThrow())
        .contains("script-src 'self' 'unsafe-inline'");
  }
}
