package io.mce.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deleting, undoing, exporting, erasing and keeping, as the UI asks for it over HTTP. */
final class PrivacyTest {

  private TestServer server;
  private Tenant tenant;
  private ApiClient owner;

  @BeforeEach
  void start() {
    server = TestServer.sqlite();
    tenant = Tenant.create(server, "HERON", "+5511987654321");
    owner = tenant.api;
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_manager_deletes_and_undoes_and_only_owners_see_the_archive() {
    ApiClient manager = tenant.join(server, "MANAGER");
    String path = "/api/leads/" + tenant.leadId;
    ApiClient.Answer found = manager.get(path + "/dependencies");
    assertThat(found.json().at("/counts/messages").asInt()).as(found.body()).isPositive();
    assertThat(found.json().path("deletable").asBoolean()).isTrue();

    assertThat(manager.call("DELETE", path, null).status()).isEqualTo(204);
    assertThat(manager.get("/api/leads/archive").status()).isEqualTo(403);
    ApiClient.Answer archive = owner.get("/api/leads/archive");
    assertThat(archive.json().at("/items/0/lead/id").asText()).isEqualTo(tenant.leadId);
    assertThat(archive.json().at("/items/0/deletedBy/kind").asText()).isEqualTo("MEMBER");
    assertThat(archive.json().at("/items/0/deletedBy/name").asText()).contains("MANAGER");
    assertThat(archive.json().at("/items/0/goneAt").asText()).isNotBlank();

    ApiClient.Answer restored = manager.post(path + "/restore", null);
    assertThat(restored.status()).as(restored.body()).isEqualTo(200);
    assertThat(restored.text("name")).isEqualTo("Ana HERON");
    assertThat(owner.get(path).status()).isEqualTo(200);
    assertThat(owner.post(path + "/restore", null).status()).isEqualTo(404);
    assertThat(manager.post(path + "/restore", null).status()).isEqualTo(403);
  }

  @Test
  void many_are_deleted_and_brought_back_with_an_outcome_for_each() {
    String unknown = UUID.randomUUID().toString();
    Map<String, Object> ids = Map.of("ids", List.of(tenant.leadId, unknown));
    ApiClient.Answer deleted = owner.post("/api/leads/delete", ids);
    assertThat(deleted.json().at("/items/0/result").asText()).isEqualTo("DONE");
    assertThat(deleted.json().at("/items/1/id").asText()).isEqualTo(unknown);
    assertThat(deleted.json().at("/items/1/result").asText()).isEqualTo("NOT_FOUND");
    assertThat(owner.post("/api/leads/restore", ids).json().at("/items/0/result").asText())
        .isEqualTo("DONE");
    assertThat(owner.post("/api/leads/delete", Map.of("ids", List.of())).status()).isEqualTo(422);
    assertThat(owner.post("/api/leads/delete", Map.of("ids", List.of("x"))).status())
        .isEqualTo(422);
  }

  @Test
  void a_person_is_exported_and_erased() {
    String path = "/api/leads/" + tenant.leadId;
    ApiClient.Answer zip = owner.post(path + "/export", null);
    assertThat(zip.status()).isEqualTo(200);
    assertThat(zip.contentType()).isEqualTo("application/zip");
    assertThat(zip.body()).startsWith("PK").contains("person.json", "messages.csv");

    Map<String, Object> wrong = Map.of("reason", "REQUESTED", "confirm", "Ana");
    ApiClient.Answer refused = owner.post(path + "/erase", wrong);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo("confirm");
    Map<String, Object> right = Map.of("reason", "REQUESTED", "confirm", "ana heron");
    assertThat(owner.post(path + "/erase", right).status()).isEqualTo(204);
    assertThat(owner.get(path).status()).isEqualTo(404);
    assertThat(owner.post(path + "/erase", right).status()).isEqualTo(404);
    assertThat(owner.get("/api/leads/archive").json().path("items")).isEmpty();
  }

  @Test
  void consents_and_do_not_contact_are_set_and_shown() {
    String path = "/api/leads/" + tenant.leadId;
    ApiClient.Answer recorded =
        owner.post(
            path + "/consents",
            Map.of(
                "purpose", "MARKETING",
                "channel", "SMS",
                "status", "GRANTED",
                "source", "form",
                "expiresAt", "2999-01-01T00:00:00Z"));
    assertThat(recorded.status()).as(recorded.body()).isEqualTo(201);
    ApiClient.Answer shown = owner.get(path + "/consents");
    assertThat(shown.json().at("/current/0/granted").asBoolean()).isTrue();
    assertThat(shown.json().at("/current/0/latest/purpose").asText()).isEqualTo("MARKETING");
    assertThat(shown.json().at("/records/0/id").asText()).isEqualTo(recorded.text("id"));

    ApiClient.Answer set = owner.call("PUT", path + "/do-not-contact/ALL", null);
    assertThat(set.json().at("/channels/0/channel").asText()).as(set.body()).isEqualTo("ALL");
    assertThat(set.json().at("/channels/0/reason").asText()).isEqualTo("DO_NOT_CONTACT");
    assertThat(owner.get(path + "/do-not-contact").body()).isEqualTo(set.body());
    assertThat(owner.call("DELETE", path + "/do-not-contact/ALL", null).json().path("channels"))
        .isEmpty();
    assertThat(owner.call("PUT", path + "/do-not-contact/pigeon", null).status()).isEqualTo(422);
  }

  @Test
  void retention_is_changed_by_version() {
    ApiClient.Answer before = owner.get("/api/privacy/retention");
    assertThat(before.json().at("/items/0/kind").asText()).isEqualTo("ARCHIVED_LEADS");
    assertThat(before.json().at("/items/0/fixed").asBoolean()).isTrue();
    Map<String, Object> days = new java.util.HashMap<>();
    days.put("MESSAGES", 365);
    days.put("IMPORT_ERRORS", null);
    ApiClient.Answer after =
        owner.with("If-Match", "\"0\"").patch("/api/privacy/retention", Map.of("days", days));
    assertThat(after.status()).as(after.body()).isEqualTo(200);
    assertThat(after.body()).contains("\"kind\":\"MESSAGES\",\"days\":365");
    assertThat(after.json().path("version").asInt()).isEqualTo(1);
    ApiClient.Answer stale =
        owner
            .with("If-Match", "\"0\"")
            .patch("/api/privacy/retention", Map.of("days", Map.of("MESSAGES", 400)));
    assertThat(stale.status()).isEqualTo(412);
    ApiClient.Answer wrong =
        owner.patch("/api/privacy/retention", Map.of("days", Map.of("MESSAGES", 5)));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.json().at("/errors/0/field").asText()).isEqualTo("MESSAGES");
  }
}
