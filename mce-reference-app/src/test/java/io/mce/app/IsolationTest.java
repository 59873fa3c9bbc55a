package io.mce.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.app.OpenApi.Operation;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Two organizations with look-alike data. Every operation of the API is offered the other one's ids
 * and must answer 404 without a byte of the other; the same request with own ids must work, so that
 * a refusal proves something. An operation without a case fails the build.
 */
final class IsolationTest {

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

  @Test
  void every_operation_has_a_case() {
    assertThat(new TreeSet<>(OpenApi.operations().stream().map(Operation::toString).toList()))
        .isEqualTo(new TreeSet<>(Operations.CASES.keySet()));
  }

  abstract static class Contract {

    private TestServer server;
    private Tenant one;
    private Tenant two;

    abstract TestServer start();

    @BeforeAll
    void prepare() {
      server = start();
      one = Tenant.create(server, "ZEBRA", "+5511987654321");
      two = Tenant.create(server, "QUAGGA", "+5511987654321");
    }

    @AfterAll
    void stop() {
      server.close();
    }

    @TestFactory
    Stream<DynamicTest> a_foreign_id_is_not_found_and_an_own_one_works() {
      return Operations.CASES.entrySet().stream()
          // What deletes comes last, so that the others have something to find.
          .sorted(java.util.Comparator.comparing(e -> e.getKey().startsWith("DELETE")))
          .map(entry ->
              DynamicTest.dynamicTest(
                  entry.getKey(), () -> probe(entry.getKey(), entry.getValue())));
    }

    private void probe(String operation, Operations.Case each) {
      if (each.kind() == Operations.Kind.BY_ID) {
        ApiClient.Answer foreign = Operations.send(one.api, two, operation);
        assertThat(foreign.status()).as(foreign.body()).isEqualTo(404);
        assertThat(foreign.body()).doesNotContain(two.marker).contains("NOT_FOUND");
      }
      ApiClient.Answer control = Operations.send(one.api, one, operation);
      assertThat(control.status()).as(control.body()).isEqualTo(each.expected());
      assertThat(control.body()).doesNotContain(two.marker);
    }

    @Test
    void a_foreign_owner_or_channel_inside_a_body_is_refused_too() {
      String owner = two.api.get("/api/members").json().at("/items/0/id").asText();
      ApiClient.Answer lead = one.api.patch("/api/leads/" + one.leadId, Map.of("ownerId", owner));
      assertThat(lead.status()).as(lead.body()).isIn(404, 422);
      ApiClient.Answer campaign =
          one.api.post(
              "/api/campaigns",
              Map.of(
                  "name",
                  "x",
                  "channelAccountId",
                  two.channelId,
                  "steps",
                  List.of(Map.of("delay", "PT0S", "text", "x"))));
      assertThat(campaign.status()).as(campaign.body()).isIn(404, 422);
    }

    @Test
    void a_header_that_names_another_organization_is_refused() {
      ApiClient api = one.logIn(server);
      assertThat(api.with("X-Org-Id", one.organizationId).get("/api/leads").status())
          .isEqualTo(200);
      ApiClient.Answer answer = api.with("X-Org-Id", two.organizationId).get("/api/leads");
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.text("code")).isEqualTo("NOT_A_MEMBER");
      assertThat(answer.body()).doesNotContain(two.marker);
      assertThat(api.get("/api/leads").text("code")).isEqualTo("SESSION_ENDED");
      assertThat(two.api.get("/api/notices").body()).contains("tried to reach this organization");
      assertThat(one.api.get("/api/leads").status()).isEqualTo(200);
    }
  }
}
