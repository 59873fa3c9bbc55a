package io.mce.telnyx;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.spi.tck.LoopbackHttp;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * What Telnyx's OpenAPI specification (version 2.0.0 of the API, July 2026) demands of the requests
 * that we make: which fields there are, how each is written, and which may not be missing.
 */
final class TelnyxSpec {

  private static final String URL = "\"https?://[^\\s\"]+\"";
  private static final String TEXT = "(?s)\".*\"";
  private static final String E164 = "\"\\+[1-9]\\d{6,14}\"";
  private static final String UUID = "\"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\"";

  /** An operation with a body: its fields, a digit in a path standing for any place in a list. */
  private record Operation(Map<String, String> fields, Set<String> required) {}

  private static final Map<String, Operation> OPERATIONS =
      Map.of(
          "POST /v2/messages",
          new Operation(
              Map.ofEntries(
                  Map.entry("/auto_detect", "true|false"),
                  Map.entry("/encoding", "\"(auto|gsm7|ucs2)\""),
                  Map.entry("/from", TEXT),
                  Map.entry("/media_urls/0", URL),
                  Map.entry("/messaging_profile_id", TEXT),
                  Map.entry("/send_at", TEXT),
                  Map.entry("/subject", TEXT),
                  Map.entry("/text", TEXT),
                  Map.entry("/to", E164),
                  Map.entry("/type", "\"(SMS|MMS)\""),
                  Map.entry("/use_profile_webhooks", "true|false"),
                  Map.entry("/webhook_failover_url", URL),
                  Map.entry("/webhook_url", URL)),
              Set.of("/to")),
          "POST /v2/messages/whatsapp",
          new Operation(
              Map.ofEntries(
                  Map.entry("/from", E164),
                  Map.entry("/messaging_profile_id", UUID),
                  Map.entry("/to", E164),
                  Map.entry("/type", "\"WHATSAPP\""),
                  Map.entry("/webhook_url", URL),
                  Map.entry("/whatsapp_message/biz_opaque_callback_data", TEXT),
                  Map.entry(
                      "/whatsapp_message/type",
                      "\"(audio|document|image|sticker|video|interactive|location|template|reaction"
                          + "|contacts|text)\""),
                  Map.entry("/whatsapp_message/text/body", TEXT),
                  Map.entry("/whatsapp_message/text/preview_url", "true|false"),
                  Map.entry("/whatsapp_message/audio/link", URL),
                  Map.entry("/whatsapp_message/image/link", URL),
                  Map.entry("/whatsapp_message/image/caption", TEXT),
                  Map.entry("/whatsapp_message/video/link", URL),
                  Map.entry("/whatsapp_message/video/caption", TEXT),
                  Map.entry("/whatsapp_message/document/link", URL),
                  Map.entry("/whatsapp_message/document/caption", TEXT),
                  Map.entry("/whatsapp_message/document/filename", TEXT),
                  Map.entry("/whatsapp_message/template/name", TEXT),
                  Map.entry("/whatsapp_message/template/language/code", TEXT),
                  Map.entry(
                      "/whatsapp_message/template/components/0/type", "\"(header|body|button)\""),
                  Map.entry(
                      "/whatsapp_message/template/components/0/parameters/0/type",
                      "\"(text|image|video|document|currency|date_time)\""),
                  Map.entry("/whatsapp_message/template/components/0/parameters/0/text", TEXT),
                  Map.entry(
                      "/whatsapp_message/interactive/type",
                      "\"(cta_url|list|carousel|button|location_request_message)\""),
                  Map.entry("/whatsapp_message/interactive/body/text", "(?s)\".{1,1024}\""),
                  Map.entry("/whatsapp_message/interactive/action/buttons/0/type", "\"reply\""),
                  Map.entry(
                      "/whatsapp_message/interactive/action/buttons/0/reply/id", "\".{1,256}\""),
                  Map.entry(
                      "/whatsapp_message/interactive/action/buttons/0/reply/title", "\".{1,20}\"")),
              Set.of("/from", "/to", "/whatsapp_message/type")));

  /** Operations without a body, with the query parameters that they know. */
  private static final Map<String, List<String>> READS =
      Map.of(
          "GET /v2/messages/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
          List.of(),
          "GET /v2/balance",
          List.of(),
          "GET /v2/messaging_profiles/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
          List.of(),
          "GET /v2/webhook_deliveries",
          List.of("page[number]", "page[size]", "filter[webhook][contains]"),
          "GET /v2/whatsapp/message_templates",
          List.of("page[number]", "page[size]", "filter[waba_id]"));

  private TelnyxSpec() {}

  /** Fails unless the specification allows a request. */
  static void check(LoopbackHttp.Request request) {
    assertThat(request.headers().get("Authorization")).matches("Bearer \\S+");
    String[] target = request.path().split("\\?", 2);
    String name = request.method() + " " + target[0];
    if (request.method().equals("GET")) {
      assertThat(READS.keySet()).as(name).anyMatch(name::matches);
      assertThat(request.body()).isEmpty();
      if (target.length > 1) {
        List<String> known =
            READS.entrySet().stream()
                .filter(each -> name.matches(each.getKey()))
                .findFirst()
                .orElseThrow()
                .getValue();
        assertThat(target[1]).as("a query in which brackets are encoded").matches("[!-Z^-~]*");
        assertThat(TelnyxQuery.of(target[1]).keySet()).isSubsetOf(known);
      }
      return;
    }
    assertThat(request.headers().get("Content-Type")).isEqualTo("application/json");
    assertThat(OPERATIONS).containsKey(name);
    check(OPERATIONS.get(name), WireJson.flat(request.body()));
  }

  private static void check(Operation operation, SortedMap<String, String> body) {
    assertThat(body.keySet()).containsAll(operation.required());
    body.forEach((field, value) -> {
      String known = field.replaceAll("/\\d+", "/0");
      assertThat(operation.fields()).as("a field of the specification").containsKey(known);
      assertThat(value).as(field).matches(operation.fields().get(known));
    });
  }
}
