package io.mce.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** For every operation of the API a request that works, with the ids of a tenant. */
final class Operations {

  /** Makes the phone numbers of leads that nothing else is done with. */
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private Operations() {}

  /**
   * How to call an operation.
   *
   * @param path the path with the ids of a tenant
   * @param body the body, if any
   * @param expected the status for who may, with own ids
   */
  record Case(
      Function<Tenant, String> path,
      Function<Tenant, @Nullable Object> body,
      int expected,
      Kind kind) {}

  enum Kind {
    /** Names something by id: a foreign one is not found. */
    BY_ID,
    /** Names nothing: the answer holds only what is one's own. */
    OWN,
    /** For who looks after the installation: everybody else is refused, whatever their role. */
    PLATFORM,
    /** Open to all; the secret in the request says whose it is. */
    PUBLIC
  }

  private static Case byId(
      Function<Tenant, String> path, Function<Tenant, @Nullable Object> body, int expected) {
    return new Case(path, body, expected, Kind.BY_ID);
  }

  private static Case own(String path, Function<Tenant, @Nullable Object> body, int expected) {
    return new Case(tenant -> path, body, expected, Kind.OWN);
  }

  private static Case platform(String path, Function<Tenant, @Nullable Object> body, int expected) {
    return new Case(tenant -> path, body, expected, Kind.PLATFORM);
  }

  private static Case open(
      Function<Tenant, String> path, Function<Tenant, @Nullable Object> body, int expected) {
    return new Case(path, body, expected, Kind.PUBLIC);
  }

  private static final Function<Tenant, @Nullable Object> NOTHING = tenant -> null;

  /** By method and path, as the OpenAPI document has them. */
  static final Map<String, Case> CASES = new TreeMap<>();

  static {
    CASES.put(
        "POST /api/auth/signup",
        open(
            t -> "/api/auth/signup",
            t ->
                Map.of(
                    "name",
                    "New",
                    "email",
                    "new." + System.nanoTime() + "@example.com",
                    "password",
                    Tenant.PASSWORD,
                    "organizationName",
                    "New"),
            201));
    CASES.put(
        "POST /api/auth/login",
        open(
            t -> "/api/auth/login",
            t -> Map.of("email", t.email, "password", Tenant.PASSWORD),
            200));
    CASES.put(
        "POST /api/auth/refresh",
        open(t -> "/api/auth/refresh", t -> Map.of("refreshToken", t.refreshToken), 200));
    CASES.put(
        "POST /api/auth/logout",
        open(t -> "/api/auth/logout", t -> Map.of("refreshToken", "of nobody"), 204));
    CASES.put(
        "POST /api/auth/organization",
        byId(t -> "/api/auth/organization", t -> Map.of("id", t.organizationId), 200));
    CASES.put("GET /api/me", own("/api/me", NOTHING, 200));
    CASES.put(
        "POST /api/auth/second-factor",
        open(t -> "/api/auth/second-factor", t -> Authenticator.challenge(t.api), 200));
    CASES.put("GET /api/me/second-factor", own("/api/me/second-factor", NOTHING, 200));
    CASES.put(
        "POST /api/me/second-factor",
        own("/api/me/second-factor", t -> Map.of("password", Tenant.PASSWORD), 200));
    CASES.put(
        "POST /api/me/second-factor/confirm",
        own("/api/me/second-factor/confirm", t -> "authenticator", 200));
    CASES.put(
        "POST /api/me/second-factor/recovery-codes",
        own("/api/me/second-factor/recovery-codes", t -> "authenticator", 200));
    CASES.put(
        "DELETE /api/me/second-factor", own("/api/me/second-factor", t -> "authenticator", 204));
    CASES.put("GET /api/organization", own("/api/organization", NOTHING, 200));
    CASES.put("PATCH /api/organization", own("/api/organization", t -> settings(), 200));
    CASES.put("GET /api/sending-limits", own("/api/sending-limits", NOTHING, 200));
    CASES.put(
        "PUT /api/sending-limits", own("/api/sending-limits", Operations::sendingLimits, 200));
    CASES.put(
        "GET /api/platform/organizations", platform("/api/platform/organizations", NOTHING, 200));
    CASES.put(
        "GET /api/platform/organizations/{id}/audit",
        new Case(
            t -> "/api/platform/organizations/" + t.organizationId + "/audit",
            NOTHING,
            200,
            Kind.PLATFORM));
    CASES.put(
        "POST /api/platform/organizations",
        platform(
            "/api/platform/organizations",
            t -> Map.of("name", "More " + t.marker, "ownerEmail", "more." + t.email),
            201));
    CASES.put("GET /api/platform/sending", platform("/api/platform/sending", NOTHING, 200));
    CASES.put(
        "POST /api/platform/sending/release",
        platform("/api/platform/sending/release", t -> Map.of("cancelQueued", false), 200));
    CASES.put("GET /api/setup", own("/api/setup", NOTHING, 200));
    CASES.put("POST /api/setup/{step}/skip", own("/api/setup/TEAM/skip", NOTHING, 200));
    CASES.put("GET /api/members", own("/api/members", NOTHING, 200));
    CASES.put(
        "PATCH /api/members/{id}",
        byId(t -> "/api/members/" + t.memberId, t -> Map.of("name", "Ravi " + t.marker), 200));
    CASES.put(
        "GET /api/members/{id}/availability",
        byId(t -> "/api/members/" + t.memberId + "/availability", NOTHING, 200));
    CASES.put(
        "PATCH /api/members/{id}/availability",
        byId(
            t -> "/api/members/" + t.memberId + "/availability",
            t ->
                Map.of(
                    "away",
                    true,
                    "awayUntil",
                    "2099-01-01T09:00:00Z",
                    "hours",
                    Map.of("MONDAY", List.of(Map.of("from", "09:00", "to", "17:00"))),
                    "capacity",
                    50,
                    "backupId",
                    ""),
            200));
    CASES.put("GET /api/scoring/rules", own("/api/scoring/rules", NOTHING, 200));
    CASES.put("GET /api/scoring/progress", own("/api/scoring/progress", NOTHING, 200));
    CASES.put("PUT /api/scoring/rules", own("/api/scoring/rules", Operations::scoring, 200));
    CASES.put(
        "POST /api/scoring/rules/preview",
        own("/api/scoring/rules/preview", Operations::scoring, 200));
    CASES.put("GET /api/assignment", own("/api/assignment", NOTHING, 200));
    CASES.put(
        "PUT /api/assignment",
        own(
            "/api/assignment",
            t ->
                Map.of(
                    "policy",
                    "LEAST_LOADED",
                    "order",
                    "OLDEST_FIRST",
                    "fallbackId",
                    t.memberId,
                    "rules",
                    List.of(
                        Map.of(
                            "name",
                            "Rule " + t.marker,
                            "conditions",
                            List.of(
                                Map.of(
                                    "field", "CITY", "key", "city", "values", List.of(t.marker))),
                            "memberIds",
                            List.of(t.memberId)))),
            200));
    CASES.put(
        "GET /api/leads/{id}/assignment",
        byId(t -> "/api/leads/" + t.leadId + "/assignment", NOTHING, 200));
    CASES.put("GET /api/keys", own("/api/keys", NOTHING, 200));
    CASES.put("POST /api/keys", own("/api/keys", Tenant::key, 201));
    CASES.put("DELETE /api/keys/{id}", byId(t -> "/api/keys/" + t.keyId, NOTHING, 204));
    CASES.put("GET /api/invitations", own("/api/invitations", NOTHING, 200));
    CASES.put(
        "POST /api/invitations",
        own("/api/invitations", t -> t.invitation("more" + System.nanoTime()), 201));
    CASES.put(
        "DELETE /api/invitations/{id}",
        byId(t -> "/api/invitations/" + t.invitationId, NOTHING, 204));
    CASES.put(
        "GET /api/auth/invitations/{token}",
        open(t -> "/api/auth/invitations/" + t.invitationToken, NOTHING, 200));
    CASES.put(
        "POST /api/auth/invitations/{token}",
        open(
            t -> "/api/auth/invitations/" + t.invitationToken,
            t -> Map.of("email", "joins." + t.email, "name", "Ravi", "password", Tenant.PASSWORD),
            200));

    CASES.put("GET /api/audit", own("/api/audit?limit=200", NOTHING, 200));
    CASES.put("POST /api/audit/verify", own("/api/audit/verify", NOTHING, 200));
    CASES.put("GET /api/audit/export", own("/api/audit/export", NOTHING, 200));

    CASES.put("GET /api/leads", own("/api/leads?limit=200", NOTHING, 200));
    CASES.put("POST /api/leads", own("/api/leads", Tenant::lead, 201));
    CASES.put("POST /api/leads/ingest", own("/api/leads/ingest", t -> List.of(t.lead()), 200));
    CASES.put("GET /api/leads/{id}", byId(t -> "/api/leads/" + t.leadId, NOTHING, 200));
    CASES.put(
        "PATCH /api/leads/{id}",
        byId(
            t -> "/api/leads/" + t.leadId,
            t ->
                Map.of(
                    "company",
                    "Other " + t.marker,
                    "tags",
                    List.of("tag-" + t.marker),
                    "metadata",
                    Map.of("note", "Note " + t.marker)),
            200));
    CASES.put("DELETE /api/leads/{id}", byId(t -> "/api/leads/" + t.leadId, NOTHING, 204));
    CASES.put(
        "GET /api/leads/{id}/dependencies",
        byId(t -> "/api/leads/" + t.leadId + "/dependencies", NOTHING, 200));
    CASES.put(
        "POST /api/leads/delete",
        own("/api/leads/delete", t -> Map.of("ids", List.of(extraLead(t))), 200));
    CASES.put("GET /api/projects", own("/api/projects", NOTHING, 200));
    CASES.put("POST /api/projects", own("/api/projects", Projects::body, 201));
    CASES.put(
        "GET /api/projects/{id}", byId(t -> "/api/projects/" + Projects.one(t), NOTHING, 200));
    CASES.put(
        "PATCH /api/projects/{id}",
        byId(t -> "/api/projects/" + Projects.one(t), Projects::body, 200));
    CASES.put(
        "POST /api/projects/{id}/archive",
        byId(t -> "/api/projects/" + Projects.one(t) + "/archive", NOTHING, 200));
    CASES.put(
        "POST /api/projects/{id}/restore",
        byId(t -> "/api/projects/" + Projects.one(t) + "/restore", NOTHING, 200));
    CASES.put("GET /api/leads/bulk", own("/api/leads/bulk", NOTHING, 200));
    CASES.put("POST /api/leads/bulk", own("/api/leads/bulk", Bulk::body, 202));
    CASES.put(
        "GET /api/leads/bulk/{id}", byId(t -> "/api/leads/bulk/" + Bulk.done(t), NOTHING, 200));
    CASES.put(
        "GET /api/leads/bulk/{id}/failures",
        byId(t -> "/api/leads/bulk/" + Bulk.done(t) + "/failures", NOTHING, 200));
    CASES.put(
        "POST /api/leads/bulk/{id}/cancel",
        byId(t -> "/api/leads/bulk/" + Bulk.done(t) + "/cancel", NOTHING, 409));
    CASES.put(
        "POST /api/leads/bulk/{id}/undo",
        byId(t -> "/api/leads/bulk/" + Bulk.done(t) + "/undo", NOTHING, 202));
    CASES.put("GET /api/leads/archive", own("/api/leads/archive", NOTHING, 200));
    CASES.put(
        "POST /api/leads/{id}/restore",
        byId(t -> "/api/leads/" + deletedLead(t) + "/restore", NOTHING, 200));
    CASES.put(
        "POST /api/leads/restore",
        own("/api/leads/restore", t -> Map.of("ids", List.of(deletedLead(t))), 200));
    CASES.put(
        "POST /api/leads/{id}/merge/preview",
        byId(
            t -> "/api/leads/" + t.leadId + "/merge/preview",
            t -> Map.of("mergedId", extraLead(t), "choices", Map.of("name", "SURVIVOR")),
            200));
    CASES.put(
        "POST /api/leads/{id}/merge",
        byId(t -> "/api/leads/" + t.leadId + "/merge", t -> Map.of("mergedId", extraLead(t)), 200));
    CASES.put(
        "GET /api/leads/{id}/merges",
        byId(t -> "/api/leads/" + t.leadId + "/merges", NOTHING, 200));
    CASES.put(
        "POST /api/leads/merges/{id}/undo",
        byId(t -> "/api/leads/merges/" + merged(t) + "/undo", NOTHING, 200));
    CASES.put("GET /api/leads/suggestions", own("/api/leads/suggestions", NOTHING, 200));
    CASES.put(
        "POST /api/leads/suggestions/{id}/dismiss",
        byId(t -> "/api/leads/suggestions/" + suggested(t) + "/dismiss", NOTHING, 204));
    CASES.put("POST /api/leads/suggestions/scan", own("/api/leads/suggestions/scan", NOTHING, 202));
    CASES.put("GET /api/fields", own("/api/fields", NOTHING, 200));
    CASES.put(
        "POST /api/fields",
        own(
            "/api/fields",
            t ->
                Map.of(
                    "key",
                    "f_" + System.nanoTime(),
                    "label",
                    "Field " + System.nanoTime() + " " + t.marker,
                    "type",
                    "CHOICE",
                    "choices",
                    List.of("One", "Two")),
            201));
    CASES.put(
        "PATCH /api/fields/{id}",
        byId(
            t -> "/api/fields/" + t.fieldId,
            t -> Map.of("required", true, "position", 0, "choices", List.of("Three")),
            200));
    CASES.put(
        "POST /api/fields/{id}/archive",
        byId(t -> "/api/fields/" + t.fieldId + "/archive", NOTHING, 200));
    CASES.put(
        "POST /api/fields/{id}/restore",
        byId(t -> "/api/fields/" + t.fieldId + "/restore", NOTHING, 200));
    CASES.put("GET /api/leads/merge-policy", own("/api/leads/merge-policy", NOTHING, 200));
    CASES.put(
        "PUT /api/leads/merge-policy",
        own(
            "/api/leads/merge-policy",
            t ->
                Map.of(
                    "fields",
                    Map.of("metadata.Field " + t.marker, "NEWEST"),
                    "sameEmail",
                    "SUGGEST"),
            200));
    CASES.put(
        "POST /api/leads/{id}/export",
        byId(t -> "/api/leads/" + t.leadId + "/export", NOTHING, 200));
    CASES.put(
        "POST /api/leads/{id}/erase",
        byId(
            t -> "/api/leads/" + extraLead(t) + "/erase",
            t -> Map.of("reason", "REQUESTED", "confirm", "Bo " + t.marker),
            204));
    CASES.put(
        "GET /api/leads/{id}/consents",
        byId(t -> "/api/leads/" + t.leadId + "/consents", NOTHING, 200));
    CASES.put(
        "POST /api/leads/{id}/consents",
        byId(
            t -> "/api/leads/" + t.leadId + "/consents",
            t -> Map.of("purpose", "MARKETING", "status", "GRANTED", "source", "Form " + t.marker),
            201));
    CASES.put(
        "GET /api/leads/{id}/timeline",
        byId(t -> "/api/leads/" + t.leadId + "/timeline", NOTHING, 200));
    CASES.put(
        "GET /api/leads/{id}/notes", byId(t -> "/api/leads/" + t.leadId + "/notes", NOTHING, 200));
    CASES.put(
        "POST /api/leads/{id}/notes",
        byId(t -> "/api/leads/" + t.leadId + "/notes", Operations::call, 201));
    CASES.put("PUT /api/notes/{id}", byId(t -> "/api/notes/" + t.noteId, Operations::call, 200));
    CASES.put("DELETE /api/notes/{id}", byId(t -> "/api/notes/" + extraNote(t), NOTHING, 204));
    CASES.put("GET /api/status-rules", own("/api/status-rules", NOTHING, 200));
    CASES.put("PUT /api/status-rules", own("/api/status-rules", t -> statusRules(), 200));
    CASES.put("GET /api/status-requests", own("/api/status-requests", NOTHING, 200));
    CASES.put(
        "GET /api/leads/{id}/status-requests",
        byId(t -> "/api/leads/" + t.leadId + "/status-requests", NOTHING, 200));
    CASES.put(
        "POST /api/leads/{id}/status-requests",
        byId(t -> "/api/leads/" + extraLead(t) + "/status-requests", Operations::asked, 201));
    CASES.put(
        "POST /api/status-requests/{id}/approve",
        byId(t -> "/api/status-requests/" + extraRequest(t) + "/approve", NOTHING, 200));
    CASES.put(
        "POST /api/status-requests/{id}/refuse",
        byId(
            t -> "/api/status-requests/" + extraRequest(t) + "/refuse",
            t -> Map.of("answer", "Not yet, " + t.marker),
            200));
    CASES.put(
        "POST /api/status-requests/{id}/withdraw",
        byId(t -> "/api/status-requests/" + extraRequest(t) + "/withdraw", NOTHING, 200));
    CASES.put(
        "GET /api/leads/{id}/do-not-contact",
        byId(t -> "/api/leads/" + t.leadId + "/do-not-contact", NOTHING, 200));
    CASES.put(
        "PUT /api/leads/{id}/do-not-contact/{channel}",
        byId(t -> "/api/leads/" + t.leadId + "/do-not-contact/PIGEON", NOTHING, 200));
    CASES.put(
        "DELETE /api/leads/{id}/do-not-contact/{channel}",
        byId(t -> "/api/leads/" + extraLead(t) + "/do-not-contact/PIGEON", NOTHING, 200));
    CASES.put("GET /api/privacy/retention", own("/api/privacy/retention", NOTHING, 200));
    CASES.put(
        "PATCH /api/privacy/retention",
        own("/api/privacy/retention", t -> Map.of("days", Map.of("NOTICES", 400)), 200));
    CASES.put(
        "POST /api/leads/{id}/automation",
        byId(t -> "/api/leads/" + t.leadId + "/automation", t -> Map.of("action", "RESUME"), 200));
    CASES.put(
        "GET /api/leads/{id}/messages",
        byId(t -> "/api/leads/" + t.leadId + "/messages", NOTHING, 200));
    CASES.put(
        "GET /api/leads/{id}/reply-way",
        byId(t -> "/api/leads/" + t.leadId + "/reply-way", NOTHING, 200));
    CASES.put(
        "POST /api/leads/{id}/messages",
        byId(
            t -> "/api/leads/" + t.leadId + "/messages",
            t ->
                Map.of(
                    "text",
                    "",
                    "template",
                    Map.of("name", "welcome", "language", "en", "values", Map.of("1", t.marker))),
            201));

    CASES.put("GET /api/conversations", own("/api/conversations", NOTHING, 200));
    CASES.put(
        "POST /api/conversations/{id}/read",
        byId(t -> "/api/conversations/" + t.conversationId + "/read", NOTHING, 204));

    CASES.put("GET /api/imports", own("/api/imports", NOTHING, 200));
    CASES.put("POST /api/imports", own("/api/imports", t -> "upload", 202));
    CASES.put("GET /api/imports/{id}", byId(t -> "/api/imports/" + t.importId, NOTHING, 200));
    CASES.put(
        "GET /api/imports/{id}/errors",
        byId(t -> "/api/imports/" + t.importId + "/errors", NOTHING, 200));
    CASES.put(
        "GET /api/imports/{id}/errors.csv",
        byId(t -> "/api/imports/" + t.importId + "/errors.csv", NOTHING, 200));
    CASES.put(
        "POST /api/imports/uploads",
        own("/api/imports/uploads", t -> Map.of("fileName", "later.csv", "bytes", 100), 201));
    CASES.put(
        "PUT /api/imports/{id}/content",
        byId(t -> "/api/imports/" + Files.opened(t) + "/content?offset=0", t -> "piece", 200));
    CASES.put(
        "POST /api/imports/{id}/preview",
        byId(
            t -> "/api/imports/" + Files.draft(t) + "/preview",
            t -> Map.of("scope", "CREATE_ONLY"),
            200));
    CASES.put(
        "POST /api/imports/{id}/start",
        byId(
            t -> "/api/imports/" + Files.draft(t) + "/start",
            t -> Map.of("mode", "VALID_ROWS"),
            202));
    // Whatever is under way has ended before one could pause it.
    CASES.put(
        "POST /api/imports/{id}/pause",
        byId(t -> "/api/imports/" + t.importId + "/pause", NOTHING, 409));
    CASES.put(
        "POST /api/imports/{id}/resume",
        byId(t -> "/api/imports/" + t.importId + "/resume", NOTHING, 409));
    CASES.put(
        "POST /api/imports/{id}/cancel",
        byId(t -> "/api/imports/" + Files.draft(t) + "/cancel", NOTHING, 200));
    CASES.put(
        "POST /api/imports/{id}/undo",
        byId(t -> "/api/imports/" + Files.done(t) + "/undo", NOTHING, 202));
    CASES.put(
        "GET /api/imports/{id}/kept",
        byId(t -> "/api/imports/" + t.importId + "/kept", NOTHING, 200));

    CASES.put("GET /api/sources", own("/api/sources", NOTHING, 200));
    CASES.put(
        "POST /api/sources",
        own("/api/sources", t -> Map.of("name", "Another " + System.nanoTime()), 201));
    CASES.put(
        "PUT /api/sources/{id}/mapping",
        byId(
            t -> "/api/sources/" + source(t) + "/mapping",
            t ->
                Map.of(
                    "leads",
                    "/items",
                    "rules",
                    List.of(Map.of("field", "name", "pointer", "/who", "otherwise", "Nobody")),
                    "keepRest",
                    true),
            200));
    CASES.put(
        "GET /api/sources/{id}/sample",
        byId(t -> "/api/sources/" + source(t) + "/sample", NOTHING, 200));
    CASES.put(
        "POST /api/sources/{id}/test",
        byId(
            t -> "/api/sources/" + source(t) + "/test",
            t ->
                Map.of(
                    "contentType",
                    "application/json",
                    "body",
                    "{\"items\":[{\"who\":\"Ana\"}]}",
                    "mapping",
                    Map.of(
                        "leads",
                        "/items",
                        "rules",
                        List.of(Map.of("field", "name", "pointer", "/who", "otherwise", "Nobody")),
                        "keepRest",
                        true)),
            200));
    CASES.put("GET /api/sources/polls", own("/api/sources/polls", NOTHING, 200));
    CASES.put(
        "POST /api/sources/polls/{accountId}",
        byId(t -> "/api/sources/polls/" + polled(t), t -> Map.of("again", true), 202));
    CASES.put("GET /api/sources/held", own("/api/sources/held", NOTHING, 200));
    CASES.put(
        "POST /api/sources/held/{id}/take",
        byId(t -> "/api/sources/held/" + held(t) + "/take", NOTHING, 200));
    CASES.put(
        "DELETE /api/sources/held/{id}", byId(t -> "/api/sources/held/" + held(t), NOTHING, 204));
    CASES.put(
        "POST /api/hooks/{sourceKey}",
        open(t -> "/api/hooks/" + t.sourceKey, t -> Map.of("name", "x", "phone", t.phone), 202));
    CASES.put("GET /api/hooks/accounts/{accountKey}", open(t -> callbacks(t), NOTHING, 200));
    CASES.put(
        "POST /api/hooks/accounts/{accountKey}",
        open(t -> callbacks(t), t -> Map.of("text", "Hello"), 200));

    CASES.put("GET /api/segments", own("/api/segments", NOTHING, 200));
    CASES.put(
        "POST /api/segments",
        own(
            "/api/segments",
            t -> Map.of("name", "New " + NUMBER.getAndIncrement(), "definition", everything(t)),
            201));
    CASES.put(
        "POST /api/segments/preview",
        own(
            "/api/segments/preview",
            t -> Map.of("definition", conditions(t), "q", "Ana", "sort", "name", "limit", 10),
            200));
    CASES.put("GET /api/segments/{id}", byId(t -> "/api/segments/" + t.segmentId, NOTHING, 200));
    CASES.put(
        "PATCH /api/segments/{id}",
        byId(
            t -> "/api/segments/" + t.segmentId,
            t -> Map.of("name", "Renamed " + t.marker, "definition", conditions(t)),
            200));
    CASES.put(
        "DELETE /api/segments/{id}", byId(t -> "/api/segments/" + extraSegment(t), NOTHING, 204));
    CASES.put("GET /api/views", own("/api/views", NOTHING, 200));
    CASES.put("POST /api/views", own("/api/views", Operations::view, 201));
    CASES.put(
        "PATCH /api/views/{id}",
        byId(
            t -> "/api/views/" + t.viewId,
            t -> Map.of("pinned", true, "columns", List.of("name")),
            200));
    CASES.put("DELETE /api/views/{id}", byId(t -> "/api/views/" + extraView(t), NOTHING, 204));
    CASES.put("GET /api/campaigns", own("/api/campaigns", NOTHING, 200));
    CASES.put("POST /api/campaigns", own("/api/campaigns", Operations::campaign, 201));
    CASES.put(
        "POST /api/campaigns/audience",
        own("/api/campaigns/audience", t -> Map.of("audience", audience(t)), 200));
    CASES.put("GET /api/campaigns/{id}", byId(t -> "/api/campaigns/" + t.campaignId, NOTHING, 200));
    CASES.put(
        "GET /api/campaigns/{id}/recipients",
        byId(t -> "/api/campaigns/" + t.campaignId + "/recipients", NOTHING, 200));
    CASES.put(
        "POST /api/campaigns/{id}/start",
        byId(t -> "/api/campaigns/" + t.draftCampaignId + "/start", NOTHING, 200));
    CASES.put(
        "POST /api/campaigns/{id}/pause",
        byId(t -> "/api/campaigns/" + running(t) + "/pause", NOTHING, 200));
    CASES.put(
        "POST /api/campaigns/{id}/resume",
        byId(t -> "/api/campaigns/" + paused(t) + "/resume", NOTHING, 200));
    CASES.put(
        "POST /api/campaigns/{id}/cancel",
        byId(t -> "/api/campaigns/" + running(t) + "/cancel", NOTHING, 200));

    CASES.put("GET /api/workflows", own("/api/workflows", NOTHING, 200));
    CASES.put("POST /api/workflows", own("/api/workflows", t -> workflow("More " + t.marker), 201));
    CASES.put("GET /api/workflows/{id}", byId(t -> "/api/workflows/" + t.workflowId, NOTHING, 200));
    CASES.put(
        "PATCH /api/workflows/{id}",
        byId(
            t -> "/api/workflows/" + t.workflowId, t -> workflow("Tell us more " + t.marker), 200));
    CASES.put(
        "GET /api/workflows/{id}/runs",
        byId(t -> "/api/workflows/" + t.workflowId + "/runs", NOTHING, 200));

    CASES.put("GET /api/notices", own("/api/notices", NOTHING, 200));
    CASES.put(
        "POST /api/notices/{id}/read",
        byId(t -> "/api/notices/" + t.noticeId + "/read", NOTHING, 204));

    CASES.put("GET /api/channels", own("/api/channels", NOTHING, 200));
    CASES.put(
        "POST /api/channels",
        own(
            "/api/channels",
            t ->
                Map.of(
                    "provider",
                    "sandbox",
                    "name",
                    "Second " + t.marker,
                    "settings",
                    Map.of("readRate", "0.5")),
            201));
    CASES.put("GET /api/channels/catalog", own("/api/channels/catalog", NOTHING, 200));
    CASES.put("GET /api/channels/routing", own("/api/channels/routing", NOTHING, 200));
    CASES.put(
        "PUT /api/channels/routing",
        own(
            "/api/channels/routing",
            t ->
                Map.of(
                    "channels",
                    List.of("SMS", t.marker),
                    "accountIds",
                    List.of(t.channelId),
                    "acrossChannels",
                    false),
            200));
    CASES.put(
        "PATCH /api/channels/{id}",
        byId(
            t -> "/api/channels/" + t.channelId,
            t -> Map.of("name", "Named " + t.marker, "settings", Map.of("readRate", "1")),
            200));

    CASES.put("GET /api/channels/templates", own("/api/channels/templates", NOTHING, 200));
    CASES.put(
        "POST /api/channels/{id}/templates",
        byId(
            t -> "/api/channels/" + t.channelId + "/templates",
            t ->
                Map.of(
                    "name",
                    "t_" + System.nanoTime(),
                    "language",
                    "en",
                    "category",
                    "UTILITY",
                    "body",
                    "Hello {{1}}, it is " + t.marker + ".",
                    "examples",
                    Map.of("1", "Ana"),
                    "header",
                    "Heading",
                    "footer",
                    "Footer",
                    "replies",
                    List.of("Yes")),
            201));
    CASES.put(
        "POST /api/channels/{id}/templates/sync",
        byId(t -> "/api/channels/" + t.channelId + "/templates/sync", NOTHING, 200));
    CASES.put("GET /api/deliveries", own("/api/deliveries", NOTHING, 200));
    CASES.put("GET /api/deliveries/undecided", own("/api/deliveries/undecided", NOTHING, 200));
    CASES.put(
        "GET /api/deliveries/{id}", byId(t -> "/api/deliveries/" + delivery(t), NOTHING, 200));
    CASES.put(
        "POST /api/deliveries/{id}/decision",
        byId(
            t -> "/api/deliveries/" + doubt(t) + "/decision",
            t -> Map.of("decision", "GIVE_UP", "attempt", 1),
            200));
    CASES.put(
        "POST /api/deliveries/decisions", own("/api/deliveries/decisions", t -> decisions(t), 200));
    CASES.put("GET /api/suppressions", own("/api/suppressions", NOTHING, 200));
    CASES.put(
        "POST /api/suppressions",
        own(
            "/api/suppressions",
            t -> Map.of("channel", "PIGEON", "address", "no." + t.email),
            201));
    CASES.put(
        "POST /api/suppressions/look-up",
        own("/api/suppressions/look-up", t -> Map.of("address", "no." + t.email), 200));
    CASES.put(
        "POST /api/suppressions/list",
        own(
            "/api/suppressions/list",
            t -> Map.of("channel", "PIGEON", "lines", "never." + t.email),
            200));
    CASES.put(
        "POST /api/suppressions/remove",
        byId(t -> "/api/suppressions/remove", Operations::removal, 204));

    CASES.put("GET /api/dashboard", own("/api/dashboard", NOTHING, 200));
    CASES.put("GET /api/feed", own("/api/feed?limit=200", NOTHING, 200));
    CASES.put("GET /api/events", own("/api/events?cursor=0", t -> "stream", 200));

    CASES.put(
        "POST /api/sandbox/inbound",
        own(
            "/api/sandbox/inbound",
            t -> Map.of("from", t.phone, "text", "Hello " + t.marker),
            202));
    CASES.put("GET /api/sandbox/messages", own("/api/sandbox/messages", NOTHING, 200));
    CASES.put("GET /api/sandbox/phones", own("/api/sandbox/phones", NOTHING, 200));
  }

  /** The newest message to a carrier. */
  static String delivery(Tenant tenant) {
    return tenant.api.get("/api/deliveries?limit=1").json().at("/items/0/id").asText();
  }

  /** A message of which nobody knows whether it arrived. */
  static String doubt(Tenant tenant) {
    // One that arrives, first: after one doubt upon another an account pauses longer and longer.
    sent(tenant, "+1415776", Set.of("ACCEPTED", "SENT", "DELIVERED", "READ"));
    return sent(tenant, "+1415777", Set.of("UNKNOWN"));
  }

  /** Writes to somebody new; returns the message once it is so far. */
  private static String sent(Tenant tenant, String numbers, Set<String> states) {
    String phone = numbers + "%04d".formatted(NUMBER.getAndIncrement() % 10_000);
    ApiClient.Answer lead =
        tenant.api.post("/api/leads", Map.of("name", "Di " + tenant.marker, "phone", phone));
    assertThat(lead.status()).as(lead.body()).isEqualTo(201);
    String leadId = lead.json().at("/lead/id").asText();
    ApiClient.Answer sent =
        tenant.api.post("/api/leads/" + leadId + "/messages", Map.of("text", "Hi"));
    assertThat(sent.status()).as(sent.body()).isBetween(200, 299);
    return tenant
        .api
        .await(
            "/api/deliveries?lead=" + leadId,
            json -> states.contains(json.at("/items/0/state").asText()))
        .json()
        .at("/items/0/id")
        .asText();
  }

  static Map<String, Object> decisions(Tenant tenant) {
    return Map.of(
        "decision", "GIVE_UP", "items", List.of(Map.of("id", doubt(tenant), "attempt", 1)));
  }

  /** An entry that was just put on the list. */
  static Map<String, Object> removal(Tenant tenant) {
    Map<String, Object> address =
        Map.of(
            "channel",
            "PIGEON",
            "address",
            ("gone" + NUMBER.getAndIncrement() + "." + tenant.email).toLowerCase(Locale.ROOT));
    String key = tenant.api.post("/api/suppressions", address).text("key");
    return Map.of("channel", "PIGEON", "key", key, "reason", "MISTAKE");
  }

  /** The address of an account that takes what its carrier calls back with. */
  private static String callbacks(Tenant tenant) {
    Map<String, String> account =
        Map.of("provider", CallbackChannel.ID, "name", "Called back " + tenant.marker);
    String url = tenant.api.post("/api/channels", account).text("webhookUrl");
    return url.substring(url.indexOf("/api/hooks/"));
  }

  private static Map<String, Object> settings() {
    Map<String, String> span = Map.of("from", "09:00", "to", "18:00");
    return Map.of(
        "timeZone",
        "Asia/Kolkata",
        "businessHours",
        Map.of("MONDAY", List.of(span)),
        "quietHours",
        Map.of("from", "21:00", "to", "08:00"),
        "languages",
        List.of("pt-BR", "en"));
  }

  private static Map<String, Object> campaign(Tenant tenant) {
    Map<String, Object> campaign = new LinkedHashMap<>(tenant.campaign("More"));
    campaign.put("audience", audience(tenant));
    return campaign;
  }

  /** Conditions that hold of the leads of a tenant, one of each form. */
  static Map<String, Object> everything(Tenant tenant) {
    Map<String, Object> definition = new LinkedHashMap<>();
    definition.put("version", 1);
    definition.put(
        "any",
        List.of(
            conditions(tenant).get("all") instanceof List<?> all ? all.getFirst() : Map.of(),
            Map.of("owner", Map.of("in", List.of(tenant.memberId), "nobody", true)),
            Map.of("tags", Map.of("any", List.of("tag-" + tenant.marker))),
            Map.of("created", Map.of("lastDays", 30)),
            Map.of("updated", Map.of("from", "2026-01-01T00:00:00Z")),
            Map.of("name", Map.of("contains", "a")),
            Map.of("company", Map.of("contains", "a")),
            Map.of("phone", Map.of("known", true)),
            Map.of("email", Map.of("known", false)),
            Map.of("automation", Map.of("in", List.of("ACTIVE"))),
            Map.of("doNotContact", Map.of("channel", "SMS")),
            Map.of(
                "field", Map.of("id", tenant.fieldId, "type", "CHOICE", "anyOf", List.of("One"))),
            Map.of("activity", Map.of("kind", "RECEIVED", "atLeast", 1, "days", 14))));
    return definition;
  }

  static Map<String, Object> conditions(Tenant tenant) {
    return Map.of(
        "version",
        1,
        "all",
        List.of(
            Map.of("source", Map.of("in", List.of("Fair " + tenant.marker))),
            Map.of("not", Map.of("score", Map.of("min", 100)))));
  }

  private static Map<String, Object> view(Tenant tenant) {
    return Map.of(
        "name",
        "Mine",
        "shared",
        false,
        "pinned",
        false,
        "segmentId",
        tenant.segmentId,
        "filters",
        Map.of("status", "NEW"),
        "definition",
        conditions(tenant),
        "columns",
        List.of("name", "score"),
        "sort",
        "-score");
  }

  private static String extraSegment(Tenant tenant) {
    ApiClient.Answer answer =
        tenant.api.post(
            "/api/segments",
            Map.of("name", "Extra " + NUMBER.getAndIncrement(), "definition", conditions(tenant)));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer.text("id");
  }

  private static String extraView(Tenant tenant) {
    Map<String, Object> shared = new LinkedHashMap<>(view(tenant));
    shared.put("shared", true);
    ApiClient.Answer answer = tenant.api.post("/api/views", shared);
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer.text("id");
  }

  private static Map<String, Object> audience(Tenant tenant) {
    return Map.of(
        "segmentId",
        tenant.segmentId,
        "statuses",
        List.of("NEW"),
        "sources",
        List.of("Fair " + tenant.marker),
        "tags",
        List.of("tag-" + tenant.marker));
  }

  private static Map<String, Object> workflow(String name) {
    return Map.of(
        "name",
        name,
        "active",
        false,
        "trigger",
        Map.of("type", "MESSAGE_RECEIVED"),
        "conditions",
        List.of(Map.of("field", "SCORE", "op", "AT_LEAST", "value", "1")),
        "actions",
        List.of(
            Map.of("type", "NOTIFY", "text", "x"),
            Map.of("type", "UPDATE_SCORE", "points", 5, "reason", "Wrote"),
            Map.of("type", "CHANGE_STATUS", "status", "CONTACTED")));
  }

  /** The oldest source. */
  private static String source(Tenant tenant) {
    return tenant.api.get("/api/sources").json().at("/items/0/id").asText();
  }

  /** An account that is asked for leads. */
  private static String polled(Tenant tenant) {
    ApiClient.Answer account =
        tenant.api.post(
            "/api/channels",
            Map.of("provider", PolledLeads.ID, "name", "Sheet of " + tenant.marker));
    assertThat(account.status()).as(account.body()).isEqualTo(201);
    return account.json().at("/id").asText();
  }

  /** A delivery that nobody signed although its source signs, held back. */
  private static String held(Tenant tenant) {
    String who = "Held " + NUMBER.getAndIncrement() + " " + tenant.marker;
    ApiClient.Answer answer =
        tenant.api.post("/api/hooks/" + tenant.signedKey, Map.of("name", who));
    assertThat(answer.status()).as(answer.body()).isEqualTo(401);
    return tenant.api.get("/api/sources/held?limit=1").json().at("/items/0/id").asText();
  }

  /** A lead besides the one that other operations need. */
  static String extraLead(Tenant tenant) {
    String phone = "+1415556%04d".formatted(NUMBER.getAndIncrement() % 10_000);
    ApiClient.Answer lead =
        tenant.api.post("/api/leads", Map.of("name", "Bo " + tenant.marker, "phone", phone));
    assertThat(lead.status()).as(lead.body()).isEqualTo(201);
    return lead.json().at("/lead/id").asText();
  }

  /** A call that is logged, with all that can be said of one. */
  static Map<String, Object> call(Tenant tenant) {
    return Map.of(
        "kind", "CALL",
        "text", "Spoke with " + tenant.marker,
        "happenedAt", "2026-01-05T10:00:00Z",
        "minutes", 5,
        "outcome", "ANSWERED");
  }

  /** A note that nothing else is done with. */
  static String extraNote(Tenant tenant) {
    return tenant.api.post("/api/leads/" + extraLead(tenant) + "/notes", call(tenant)).text("id");
  }

  /** Limits that nothing here reaches. */
  static Map<String, Object> sendingLimits(Tenant tenant) {
    return Map.of(
        "daily", Map.of("messages", 100_000, "warmUp", List.of(50_000, 90_000)),
        "accounts",
            List.of(
                Map.of(
                    "channelAccountId",
                    tenant.channelId,
                    "messages",
                    200_000,
                    "warmUp",
                    List.of(150_000))),
        "frequency", Map.of("messages", 100, "days", 1),
        "secondsBetween", 1,
        "answersWait", false);
  }

  /** A status that not everybody may give. */
  static Map<String, Object> statusRules() {
    return Map.of(
        "rules",
        List.of(
            Map.of("from", "NEW", "to", "CONVERTED", "roles", List.of("ADMIN", "MANAGER")),
            Map.of("from", "CONTACTED", "to", "CONVERTED", "roles", List.of("ADMIN", "MANAGER"))));
  }

  /** A change of status that is asked for. */
  static Map<String, Object> asked(Tenant tenant) {
    return Map.of("status", "CONVERTED", "reason", "Signed with " + tenant.marker);
  }

  /** A request of somebody else that nothing is done with yet. */
  static String extraRequest(Tenant tenant) {
    ApiClient.Answer answer =
        tenant.marketer.post("/api/leads/" + extraLead(tenant) + "/status-requests", asked(tenant));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer.text("id");
  }

  /** Something that was asked for the lead that other operations need. */
  static void askedAndTakenBack(Tenant tenant) {
    String path = "/api/leads/" + tenant.leadId + "/status-requests";
    String id = tenant.api.post(path, asked(tenant)).text("id");
    ApiClient.Answer answer = tenant.api.post("/api/status-requests/" + id + "/withdraw", null);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  static String deletedLead(Tenant tenant) {
    String id = extraLead(tenant);
    assertThat(tenant.api.call("DELETE", "/api/leads/" + id, null).status()).isEqualTo(204);
    return id;
  }

  /** Two leads with one address, once they were found. */
  static String suggested(Tenant tenant) {
    String email =
        ("twice" + NUMBER.getAndIncrement() + "." + tenant.email).toLowerCase(Locale.ROOT);
    for (int i = 0; i < 2; i++) {
      String phone = "+1415556%04d".formatted(NUMBER.getAndIncrement() % 10_000);
      ApiClient.Answer lead =
          tenant.api.post(
              "/api/leads", Map.of("name", "Cy " + tenant.marker, "phone", phone, "email", email));
      assertThat(lead.status()).as(lead.body()).isEqualTo(201);
    }
    for (JsonNode item :
        tenant
            .api
            .await(
                "/api/leads/suggestions?limit=200",
                json -> json.path("items").toString().contains(email))
            .json()
            .path("items")) {
      if (item.toString().contains(email)) {
        return item.path("id").asText();
      }
    }
    throw new AssertionError("not suggested: " + email);
  }

  /** The merge of two leads of its own. */
  private static String merged(Tenant tenant) {
    return tenant
        .api
        .post("/api/leads/" + extraLead(tenant) + "/merge", Map.of("mergedId", extraLead(tenant)))
        .json()
        .at("/merge/id")
        .asText();
  }

  /**
   * A campaign that runs for long: it has somebody to write to, and its second step is far away.
   */
  private static String running(Tenant tenant) {
    extraLead(tenant);
    String id =
        tenant
            .api
            .post(
                "/api/campaigns",
                Map.of(
                    "name",
                    "Long " + tenant.marker,
                    "steps",
                    List.of(
                        Map.of("delay", "PT0S", "text", "One"),
                        Map.of("delay", "P30D", "text", "Two"))))
            .text("id");
    assertThat(tenant.api.post("/api/campaigns/" + id + "/start", null).status()).isEqualTo(200);
    return id;
  }

  private static String paused(Tenant tenant) {
    String id = running(tenant);
    assertThat(tenant.api.post("/api/campaigns/" + id + "/pause", null).status()).isEqualTo(200);
    return id;
  }

  /** What is sold. */
  static final class Projects {

    static Map<String, Object> body(Tenant tenant) {
      return Map.of(
          "code",
          "P" + NUMBER.incrementAndGet() + "-" + tenant.marker,
          "name",
          "Project " + tenant.marker,
          "location",
          "Road " + tenant.marker,
          "currency",
          "BRL",
          "priceFrom",
          "250000",
          "priceTo",
          "400000",
          "configurations",
          List.of("2 rooms " + tenant.marker),
          "facts",
          List.of(Map.of("question", "Where? " + tenant.marker, "answer", "There")));
    }

    static String one(Tenant tenant) {
      return tenant.api.post("/api/projects", body(tenant)).text("id");
    }

    /** One that a lead is interested in. */
    static String withLead(Tenant tenant) {
      String id = one(tenant);
      ApiClient.Answer changed =
          tenant.api.call("PATCH", "/api/leads/" + extraLead(tenant), Map.of("projectId", id));
      assertThat(changed.status()).as(changed.body()).isEqualTo(200);
      return id;
    }
  }

  /** Changes of many leads. */
  static final class Bulk {

    static Map<String, Object> body(Tenant tenant) {
      return Map.of(
          "ids",
          List.of(extraLead(tenant)),
          "filter",
          Map.of(
              "q",
              "Bo " + tenant.marker,
              "segmentId",
              tenant.segmentId,
              "definition",
              conditions(tenant)),
          "action",
          "TAGS",
          "addTags",
          List.of("bulk-" + tenant.marker),
          "removeTags",
          List.of("gone-" + tenant.marker));
    }

    /** One that went through a lead of its own and could not change two others. */
    static String done(Tenant tenant) {
      String id =
          tenant
              .api
              .post(
                  "/api/leads/bulk",
                  Map.of(
                      "ids",
                      List.of(extraLead(tenant), deletedLead(tenant), deletedLead(tenant)),
                      "action",
                      "COMPANY",
                      "company",
                      "Lua"))
              .text("id");
      tenant.api.await(
          "/api/leads/bulk/" + id, json -> json.path("status").asText().equals("COMPLETED"));
      return id;
    }
  }

  /** The path of a case with one tenant's ids. */
  static String path(Tenant owner, String operation) {
    Case one = CASES.get(operation);
    assertThat(one).as(operation).isNotNull();
    return one.path().apply(owner);
  }

  /** Sends the request of a case with one tenant's ids. */
  static ApiClient.Answer send(ApiClient caller, Tenant owner, String operation) {
    Case one = CASES.get(operation);
    Object body = one.body().apply(owner);
    String path = one.path().apply(owner);
    if ("upload".equals(body)) {
      return caller.upload(path, "more.csv", "name,phone\nA,+12025550123\n", Map.of());
    }
    if ("piece".equals(body)) {
      return caller.raw("PUT", path, "application/octet-stream", Files.CONTENT);
    }
    if ("authenticator".equals(body)) {
      return Authenticator.send(caller, operation);
    }
    if ("stream".equals(body)) {
      StringBuilder text = new StringBuilder();
      int status = caller.stream(path, 60, text);
      return new ApiClient.Answer(status, "text/event-stream", text.toString());
    }
    return caller.call(operation.substring(0, operation.indexOf(' ')), path, body);
  }

  /** Files of a tenant in each state that a request needs. */
  private static final class Files {

    private static final byte[] CONTENT =
        "name,phone\nA,+12025550124\n".getBytes(StandardCharsets.UTF_8);

    private static String opened(Tenant tenant) {
      ApiClient.Answer answer =
          tenant.api.post(
              "/api/imports/uploads", Map.of("fileName", "piece.csv", "bytes", CONTENT.length));
      assertThat(answer.status()).as(answer.body()).isEqualTo(201);
      return answer.text("id");
    }

    private static String draft(Tenant tenant) {
      String id = opened(tenant);
      ApiClient.Answer answer =
          tenant.api.raw(
              "PUT",
              "/api/imports/" + id + "/content?offset=0",
              "application/octet-stream",
              CONTENT);
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      return id;
    }

    private static String done(Tenant tenant) {
      String id =
          tenant
              .api
              .upload("/api/imports", "more.csv", "name,phone\nA,+12025550123\n", Map.of())
              .text("id");
      tenant.api.await(
          "/api/imports/" + id, json -> json.path("status").asText().equals("COMPLETED"));
      return id;
    }
  }

  private static Map<String, Object> scoring(Tenant tenant) {
    return Map.of(
        "rules",
        List.of(
            Map.of(
                "when", "EQUALS", "field", "city", "values", List.of(tenant.marker), "points", 10),
            Map.of("when", "TAG", "values", List.of("vip"), "points", 5)),
        "caps",
        Map.of("ENGAGEMENT", 40));
  }
}
