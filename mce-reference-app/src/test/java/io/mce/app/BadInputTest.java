package io.mce.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.app.OpenApi.Operation;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Whatever a client sends, the server answers with a success or with a problem that says what is
 * wrong: never a failure of its own, never a stack trace. Made from the OpenAPI document, so that a
 * new operation is covered without anyone remembering it.
 */
final class BadInputTest {

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  final class OnSqlite extends Contract {
    @Override
    TestServer start() {
      return TestServer.sqlite();
    }
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  final class OnPostgres extends Contract {
    @Override
    TestServer start() {
      return TestServer.postgres();
    }
  }

  private static final String[] BODIES = {
    "",
    "null",
    "[]",
    "{}",
    "[null]",
    "[[]]",
    "\"text\"",
    "12",
    "{",
    "{\"name\":",
    "not json",
    "{\"name\":null,\"phone\":null,\"email\":null,\"text\":null,\"id\":null,\"steps\":null}",
    "{\"name\":{},\"phone\":[],\"email\":{},\"text\":[],\"id\":{},\"steps\":{},\"actions\":{}}",
    "{\"name\":1e999,\"phone\":-0.1,\"minScore\":\"x\",\"points\":\"many\",\"active\":\"perhaps\"}",
    "{\"name\":\"\\u0000\\ud800\",\"phone\":\"\\u202e\",\"text\":\"\\u0000\",\"email\":\"@\"}",
    "{\"name\":\"a\\u0000\",\"email\":\"a@example.com\",\"password\":\"long enough 1\","
        + "\"organizationName\":\"x\"}",
    "{\"name\":\"x\",\"email\":\"b@example.com\",\"password\":\"long enough 1\","
        + "\"organizationName\":\"a\\u0000\"}",
    "{\"name\":\"x\",\"phone\":\"+12025550177\",\"company\":\"a\\u0000\",\"source\":\"a\\u0000\","
        + "\"tags\":[\"a\\u0000\"],\"title\":\"\\ud800\"}",
    "{\"name\":\"a\\u0000\",\"provider\":\"sandbox\"}",
    "{\"name\":\"a\\ud800\",\"audience\":{\"tags\":[\"a\\u0000\"],\"sources\":[\"a\\u0000\"]},"
        + "\"steps\":[{\"delay\":\"PT0S\",\"text\":\"a\\u0000\"}]}",
    "{\"name\":\"a\\u0000\",\"trigger\":{\"type\":\"LEAD_CREATED\"},\"actions\":[{\"type\":\"NOTIFY\","
        + "\"text\":\"a\\u0000\"}]}",
    "{\"refreshToken\":\"\\u0000\"}",
    "{\"name\":\"a\\u0000\",\"permissions\":[\"LEAD_READ\"],\"expiresAt\":\"soon\"}",
    "{\"name\":\"a\\u0000\",\"permissions\":[\"LEAD_READ\",null]}",
    "{\"name\":\"a\\ud800\",\"permissions\":[\"LEAD_READ\"],\"expiresAt\":1e300}",
    "{\"email\":\"c@example.com\",\"role\":\"KING\",\"name\":\"a\\u0000\",\"active\":null}",
    "{\"email\":\"\\ud800@example.com\",\"role\":\"REP\",\"password\":\"\\u0000\\u0000\"}",
    "{\"name\":\"x\",\"steps\":[{}],\"trigger\":{},\"actions\":[{}],\"conditions\":[{}]}",
    "{\"name\":\"x\",\"steps\":[{\"delay\":\"soon\",\"text\":\"x\"}]}",
    "{\"name\":\"x\",\"steps\":[{\"delay\":\"PT-5S\",\"text\":\"{name} {{nmae}} {{\"}]}",
    "{\"name\":\"x\",\"trigger\":{\"type\":\"NEVER\"},\"actions\":[{\"type\":\"EXPLODE\"}]}",
    "{\"name\":\"x\",\"trigger\":{\"type\":\"LEAD_CREATED\"},\"actions\":[{\"type\":\"UPDATE_SCORE\","
        + "\"points\":2147483647}]}",
    "{\"businessHours\":{\"MONDAY\":[{\"from\":\"9\",\"to\":null},null],\"TUESDAY\":null}}",
    "{\"businessHours\":{\"SOMEDAY\":[]},\"quietHours\":[]}",
    "{\"quietHours\":{\"from\":\"25:00\"},\"languages\":[null,\"\\u0000\",\"xx\"]}",
    "{\"name\":\"a\\u0000\",\"languages\":[{}],\"quietHours\":{\"from\":{},\"to\":1}}",
    "{\"timeZone\":\"Mars/Olympus\",\"defaultRegion\":\"QQ\",\"businessHours\":\"x\"}",
    "{\"provider\":\"nobody\",\"name\":\"x\",\"settings\":{\"a\":null}}",
    "{\"provider\":\"sandbox\",\"name\":\"x\",\"settings\":{\"readRate\":\"many\",\"zzz\":\"1\"}}",
    "{\"from\":\"nobody\",\"text\":\"x\"}",
    "{\"metadata\":{\"a\":{\"b\":[1,2,{}]}},\"tags\":[null,\"\",{}],\"name\":\"x\"}",
    "{\"audience\":{\"statuses\":[\"SLEEPY\"],\"tags\":[null]}}",
    "{\"tags\":[null],\"sources\":[\"a\",\"a\"],\"statuses\":[null]}",
    "{\"name\":\"x\",\"audience\":{\"tags\":[null]},\"steps\":[{\"text\":\"x\"}]}",
    "{\"name\":\"x\",\"audience\":{\"tags\":[\"a\",\"a\"]},\"steps\":[{\"text\":\"x\"}]}",
    "{\"action\":\"DANCE\",\"status\":\"SLEEPY\",\"ownerId\":\"me\"}"
  };

  private static final String[] QUERIES = {
    "limit=0",
    "limit=-1",
    "limit=201",
    "limit=many",
    "limit=99999999999999999999",
    "cursor=%00",
    "cursor=AA",
    "cursor=AB9h",
    "cursor=YR8A",
    "cursor=abc",
    "cursor=YWJjHx9kZWY",
    "cursor=%F0%9F%98%80",
    "status=SLEEPY",
    "sort=sideways",
    "minScore=x",
    "state=SLEEPY",
    "days=-1",
    "days=100000",
    "phone=nobody",
    "source=%00",
    "tag=%00",
    "tag=a%00&source=%ED%A0%80",
    "ownerId=%00",
    "q=%25%27%22%5C%00",
    "q=" + "x".repeat(3000)
  };

  private static final String[] IDS = {
    "x",
    "%00",
    "a%00",
    "0",
    "-1",
    "..%2f..%2fetc",
    "00000000-0000-0000-0000-000000000000",
    "00000000-0000-0000-0000-00000000000g",
    "%F0%9F%98%80",
    "a".repeat(2000)
  };

  abstract static class Contract {

    private TestServer server;
    private Tenant tenant;

    abstract TestServer start();

    @BeforeAll
    void prepare() {
      server = start();
      tenant = Tenant.create(server, "HERON", "+5511987654321");
    }

    @AfterAll
    void stop() {
      server.close();
    }

    @TestFactory
    Stream<DynamicTest> bad_input_is_the_clients_fault_and_is_told_so() {
      return OpenApi.operations().stream()
          .filter(operation -> !operation.path().equals("/api/events"))
          .map(operation -> DynamicTest.dynamicTest(operation.toString(), () -> probe(operation)));
    }

    private void probe(Operation operation) {
      for (String id : IDS) {
        check(operation, fill(operation, id), "{}", "application/json");
      }
      String path = fill(operation, tenant.leadId);
      if (operation.takesBody()) {
        for (String body : BODIES) {
          check(operation, path, body, "application/json");
        }
        check(operation, path, "a=b&name=%ZZ", "application/x-www-form-urlencoded");
        check(operation, path, "<a/>", "application/xml");
        check(operation, path, "--x\r\n", "multipart/form-data; boundary=x");
        check(operation, path, "--x--", "multipart/form-data");
        check(operation, path, "{}", "nonsense");
      } else {
        for (String query : QUERIES) {
          check(operation, path + "?" + query, "", "");
        }
      }
    }

    private static String fill(Operation operation, String id) {
      return operation.path().replaceAll("\\{[^}]+}", java.util.regex.Matcher.quoteReplacement(id));
    }

    private void check(Operation operation, String path, String body, String contentType) {
      ApiClient.Answer answer =
          tenant.api.raw(
              operation.method(),
              path,
              contentType.isEmpty() ? null : contentType,
              body.getBytes(StandardCharsets.UTF_8));
      String what =
          "%s %s %s %s -> %d %s"
              .formatted(
                  operation.method(), path, contentType, body, answer.status(), answer.body());
      assertThat(answer.status()).as(what).isLessThan(500);
      assertThat(answer.body()).as(what).doesNotContain("Exception", "at io.mce", "at java.");
      if (answer.status() >= 400) {
        assertThat(answer.contentType()).as(what).startsWith("application/problem+json");
        assertThat(answer.json().path("code").asText()).as(what).isNotBlank();
        assertThat(answer.json().path("detail").asText()).as(what).isNotBlank();
      }
    }

    @Test
    void headers_full_of_nonsense_are_the_clients_fault() {
      List<ApiClient.Answer> answers = new ArrayList<>();
      for (String token : new String[] {"", "x", "a.b.c", "eyJhbGciOiJub25lIn0.e30."}) {
        answers.add(server.client().with("Authorization", "Bearer " + token).get("/api/me"));
        answers.add(server.client().with("Authorization", token + " ").get("/api/me"));
      }
      assertThat(answers).allMatch(answer -> answer.status() == 401);
      for (String value : new String[] {"", "x", "\"\"", "W/\"a\"", "*"}) {
        assertThat(
                tenant
                    .api
                    .with("If-Match", value)
                    .patch("/api/organization", Map.of("name", "x"))
                    .status())
            .isIn(400, 412);
      }
      assertThat(tenant.api.with("X-Org-Id", "x").get("/api/leads").status()).isEqualTo(400);
      assertThat(
              tenant
                  .api
                  .with("Idempotency-Key", "k".repeat(5000))
                  .post("/api/sources", Map.of("name", "x"))
                  .status())
          .isIn(400, 431);
    }

    /** Headers first and the body in a packet of its own, as slow clients and proxies send them. */
    @Test
    void a_body_that_comes_late_is_answered() throws IOException, InterruptedException {
      for (String path :
          List.of("/api/hooks/accounts/nobody", "/api/hooks/nobody", "/api/nothing")) {
        try (Socket socket = new Socket(server.base().getHost(), server.base().getPort())) {
          socket.setSoTimeout(10_000);
          String head =
              "POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n"
                  .formatted(path);
          socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
          socket.getOutputStream().flush();
          Thread.sleep(100);
          socket.getOutputStream().write("{}".getBytes(StandardCharsets.US_ASCII));
          byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 404".length());
          assertThat(new String(status, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 404");
        }
      }
    }

    @Test
    void a_file_that_is_no_csv_is_reported_row_by_row_or_as_a_whole() {
      Random random = new Random(20261121);
      byte[] noise = new byte[20_000];
      random.nextBytes(noise);
      for (String csv :
          new String[] {
            "",
            "\n\n\n",
            "name,phone",
            "name,phone\n\"never closed",
            "a;b;c\n1;2;3",
            "\ufeffNome;Telefone\nAna;(11) 91234-5678\n",
            new String(noise, StandardCharsets.ISO_8859_1)
          }) {
        ApiClient.Answer answer =
            tenant.api.upload("/api/imports", "odd \"name\".csv", csv, Map.of());
        assertThat(answer.status()).as(csv + answer.body()).isLessThan(500);
        if (answer.status() == 202) {
          tenant.api.await(
              "/api/imports/" + answer.text("id"),
              json -> List.of("COMPLETED", "FAILED").contains(json.path("status").asText()));
        }
      }
    }
  }
}
