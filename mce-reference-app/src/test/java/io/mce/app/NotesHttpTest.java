package io.mce.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Notes and the timeline as programs and pages see them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NotesHttpTest {
  private TestServer server;
  private Tenant tenant;
  private String path;

  @BeforeAll
  void start() {
    server = TestServer.sqlite();
    tenant = Tenant.create(server, "HERON", "+5511987654321");
    path = "/api/leads/" + Operations.extraLead(tenant);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void a_call_is_logged_once_changed_and_deleted() {
    Map<String, Object> call = Operations.call(tenant);
    ApiClient.Answer first =
        tenant.api.with("Idempotency-Key", "call-1").post(path + "/notes", call);
    assertThat(first.status()).as(first.body()).isEqualTo(201);
    ApiClient.Answer again =
        tenant.api.with("Idempotency-Key", "call-1").post(path + "/notes", call);
    assertThat(again.text("id")).isEqualTo(first.text("id"));
    List<JsonNode> listed =
        StreamSupport.stream(
                tenant.api.get(path + "/notes").json().path("items").spliterator(), false)
            .filter(each -> each.path("id").asText().equals(first.text("id")))
            .toList();
    assertThat(listed).hasSize(1);
    assertThat(listed.getFirst().path("minutes").asInt()).isEqualTo(5);
    assertThat(listed.getFirst().at("/writtenBy/kind").asText()).isEqualTo("MEMBER");
    assertThat(listed.getFirst().at("/writtenBy/name").asText()).isNotBlank();
    assertThat(listed.getFirst().path("changeable").asBoolean()).isTrue();

    String note = "/api/notes/" + first.text("id");
    Map<String, Object> other = Map.of("kind", "NOTE", "text", "Not a call");
    ApiClient.Answer changed = tenant.api.with("If-Match", "\"1\"").call("PUT", note, other);
    assertThat(changed.status()).as(changed.body()).isEqualTo(200);
    assertThat(changed.text("text")).isEqualTo("Not a call");
    assertThat(changed.json().has("minutes")).isFalse();
    ApiClient.Answer stale = tenant.api.with("If-Match", "\"1\"").call("PUT", note, other);
    assertThat(stale.status()).isEqualTo(412);

    assertThat(tenant.api.call("DELETE", note, null).status()).isEqualTo(204);
    assertThat(tenant.api.call("DELETE", note, null).status()).isEqualTo(404);
  }

  @Test
  void the_timeline_has_notes_and_events() {
    tenant.api.patch(path, Map.of("status", "CONTACTED"));
    tenant.api.post(path + "/notes", Map.of("kind", "NOTE", "text", "Likes tea"));
    JsonNode items =
        tenant
            .api
            .await(path + "/timeline", json -> json.toString().contains("lead.status-changed"))
            .json()
            .path("items");
    assertThat(items.at("/0/note/text").asText()).isEqualTo("Likes tea");
    assertThat(items.at("/1/event/name").asText()).isIn("lead.status-changed", "lead.updated");
    assertThat(items.toString()).contains("\"to\":\"CONTACTED\"").contains("lead.captured");
  }

  @Test
  void what_is_wrong_is_named() {
    ApiClient.Answer empty = tenant.api.post(path + "/notes", Map.of("kind", "NOTE"));
    assertThat(empty.status()).isEqualTo(422);
    assertThat(empty.json().at("/errors/0/field").asText()).isEqualTo("text");
    assertThat(empty.json().at("/errors/0/message").asText()).isEqualTo("A note needs a text.");
    ApiClient.Answer when =
        tenant.api.post(path + "/notes", Map.of("kind", "CALL", "happenedAt", "yesterday"));
    assertThat(when.json().at("/errors/0/field").asText()).isEqualTo("happenedAt");
  }
}
