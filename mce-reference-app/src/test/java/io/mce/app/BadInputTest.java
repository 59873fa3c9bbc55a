package io.mce.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What a client may send badly and no document describes: whole headers, late packets, files that
 * are none. What the OpenAPI document describes is broken by {@link BrokenRequestsTest}.
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
