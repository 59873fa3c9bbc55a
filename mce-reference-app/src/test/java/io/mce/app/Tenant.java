package io.mce.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

/**
 * An organization with one of everything, made over HTTP. All it holds carries its marker, so that
 * a single byte of it in another organization's answer is seen.
 */
final class Tenant {

  final String marker;
  final ApiClient api;
  final String organizationId;
  final String refreshToken;
  final String email;
  final String phone;
  final String leadId;
  final String conversationId;
  final String importId;
  final String segmentId;
  final String viewId;
  final String campaignId;
  final String draftCampaignId;
  final String workflowId;
  final String channelId;
  final String noticeId;
  final String sourceKey;
  final String signedKey;
  final String accountKey;
  final String memberId;
  final String invitationId;
  final String keyId;
  final String fieldId;
  final String noteId;
  final ApiClient marketer;
  final String invitationToken;

  static final String PASSWORD = "correct horse battery staple";

  private int joined;

  private Tenant(TestServer server, String marker, String phone) {
    this.marker = marker;
    this.phone = phone;
    this.email = marker.toLowerCase(java.util.Locale.ROOT) + "@example.com";
    ApiClient.Answer session =
        server
            .client()
            .post(
                "/api/auth/signup",
                Map.of(
                    "name",
                    "Sarah " + marker,
                    "email",
                    email,
                    "password",
                    PASSWORD,
                    "organizationName",
                    "Acme " + marker));
    assertThat(session.status()).as(session.body()).isEqualTo(201);
    refreshToken = session.text("refreshToken");
    organizationId = session.json().at("/organizations/0/id").asText();
    api = server.client().token(session.text("accessToken"));

    workflowId =
        created(
            "/api/workflows",
            Map.of(
                "name",
                "Tell us " + marker,
                "active",
                true,
                "trigger",
                Map.of("type", "LEAD_CREATED"),
                "actions",
                List.of(Map.of("type", "NOTIFY", "text", "New lead " + marker))));
    leadId = created("/api/leads", lead(), "/lead/id");
    // Lists with one row have no second page.
    created("/api/leads", secondLead(), "/lead/id");
    noticeId =
        api.await("/api/notices", json -> json.at("/items/0/id").isTextual())
            .json()
            .at("/items/0/id")
            .asText();
    ApiClient.Answer upload =
        api.upload(
            "/api/imports",
            marker + ".csv",
            "name,phone\nImported %s,12\nAlso %s,13\n".formatted(marker, marker),
            Map.of());
    assertThat(upload.status()).as(upload.body()).isEqualTo(202);
    importId = upload.text("id");
    api.await("/api/imports/" + importId, json -> json.path("status").asText().equals("COMPLETED"));
    segmentId =
        created(
            "/api/segments",
            Map.of("name", "Segment " + marker, "definition", Operations.conditions(this)));
    viewId = created("/api/views", Map.of("name", "View " + marker, "shared", true));
    campaignId = created("/api/campaigns", campaign("Run " + marker));
    assertThat(api.post("/api/campaigns/" + campaignId + "/start", null).status()).isEqualTo(200);
    draftCampaignId = created("/api/campaigns", campaign("Draft " + marker));
    conversationId =
        api.await("/api/conversations", json -> json.at("/items/0/id").isTextual())
            .json()
            .at("/items/0/id")
            .asText();
    ApiClient.Answer channels = api.get("/api/channels");
    channelId = channels.json().at("/items/0/id").asText();
    assertThat(
            api.patch(
                    "/api/channels/" + channelId,
                    Map.of("settings", Map.of("lostNumbers", "+1415777*")))
                .status())
        .isEqualTo(200);
    assertThat(api.post("/api/channels/" + channelId + "/templates/sync", null).status())
        .isEqualTo(200);
    String webhookUrl = channels.json().at("/items/0/webhookUrl").asText();
    accountKey = webhookUrl.substring(webhookUrl.lastIndexOf('/') + 1);
    sourceKey = created("/api/sources", Map.of("name", "Landing " + marker), "/key");
    signedKey = signed(server);
    join(server, "REP");
    memberId = api.get("/api/members").json().at("/items/1/id").asText();
    keyId = created("/api/keys", key());
    fieldId =
        created(
            "/api/fields",
            Map.of("label", "Wish of " + marker, "type", "CHOICE", "choices", List.of("One")));
    noteId = created("/api/leads/" + leadId + "/notes", Operations.call(this));
    // Takes no leads, so that who is given which stays the same.
    marketer = join(server, "MARKETER");
    assertThat(api.call("PUT", "/api/status-rules", Operations.statusRules()).status())
        .isEqualTo(200);
    invitationId = created("/api/invitations", invitation("withdrawn"));
    String url = created("/api/invitations", invitation("joins"), "/url");
    invitationToken = url.substring(url.lastIndexOf('/') + 1);
    api.await("/api/sandbox/messages", json -> json.at("/items/0/id").isTextual());
  }

  static Tenant create(TestServer server, String marker, String phone) {
    return new Tenant(server, marker, phone);
  }

  Map<String, Object> lead() {
    return Map.of(
        "name", "Ana " + marker,
        "phone", phone,
        "email", "ana." + email,
        "company", "Company " + marker,
        "source", "Fair " + marker,
        "tags", List.of("tag-" + marker),
        "metadata", Map.of("note", "Note " + marker));
  }

  private Map<String, Object> secondLead() {
    return Map.of(
        "name",
        "Bea " + marker,
        "phone",
        "+1202555%04d".formatted(100 + Math.floorMod(marker.hashCode(), 100)),
        "source",
        "Fair " + marker);
  }

  Map<String, Object> campaign(String name) {
    return Map.of(
        "name",
        name,
        "steps",
        List.of(Map.of("delay", "PT0S", "text", "Hi {{lead_name}}, greetings " + marker)));
  }

  /** Makes somebody a member of this role and returns them logged in. */
  ApiClient join(TestServer server, String role) {
    String address = role.toLowerCase(java.util.Locale.ROOT) + joined++ + "." + email;
    String url = created("/api/invitations", Map.of("email", address, "role", role), "/url");
    ApiClient.Answer session =
        server
            .client()
            .post(
                "/api/auth/invitations/" + url.substring(url.lastIndexOf('/') + 1),
                Map.of("email", address, "name", role + " " + marker, "password", PASSWORD));
    assertThat(session.status()).as(session.body()).isEqualTo(200);
    return server.client().token(session.text("accessToken"));
  }

  /** Returns the owner in a session of its own. */
  ApiClient logIn(TestServer server) {
    ApiClient.Answer session =
        server.client().post("/api/auth/login", Map.of("email", email, "password", PASSWORD));
    return server.client().token(session.text("accessToken"));
  }

  Map<String, Object> key() {
    return Map.of("name", "Key " + marker, "permissions", List.of("LEAD_READ"));
  }

  Map<String, Object> invitation(String who) {
    return Map.of("email", who + "." + email, "role", "REP");
  }

  /** A source that signs, and two deliveries that it did not. */
  private String signed(TestServer server) {
    String key =
        created(
            "/api/sources",
            Map.of("name", "Signed " + marker, "signature", "HUB", "secret", "secret of " + marker),
            "/key");
    for (String who : List.of("Ana", "Bea")) {
      ApiClient.Answer answer =
          server
              .client()
              .post(
                  "/api/hooks/" + key,
                  Map.of("name", who + " " + marker, "email", who + "@" + marker + ".example.com"));
      assertThat(answer.status()).as(answer.body()).isEqualTo(401);
    }
    return key;
  }

  private String created(String path, Object body) {
    return created(path, body, "/id");
  }

  private String created(String path, Object body, String pointer) {
    ApiClient.Answer answer = api.post(path, body);
    assertThat(answer.status()).as(path + " " + answer.body()).isEqualTo(201);
    return answer.json().at(pointer).asText();
  }
}
