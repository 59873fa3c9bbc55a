package io.mce.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mce.spi.Address;
import io.mce.spi.ChannelProvider;
import io.mce.spi.ErrorKind;
import io.mce.spi.ReceiptStatus;
import io.mce.spi.SettingsForm;
import io.mce.spi.WebhookRequest;
import io.mce.spi.tck.LoopbackHttp;
import io.mce.spi.tck.LoopbackHttp.Request;
import io.mce.spi.tck.LoopbackHttp.Response;
import io.mce.spi.tck.NetworkRemote;
import io.mce.spi.tck.RecordingContext;
import io.mce.spi.tck.RemoteMessage;
import io.mce.spi.tck.WebhookVariants;
import io.mce.spi.wire.WireWatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The Graph API, as its documentation describes it. */
final class FakeGraph implements NetworkRemote, WebhookVariants {

  static final String NUMBER = "106540352242922";
  static final String ACCOUNT = "102290129340398";
  static final String APP_SECRET = "app-secret-4a1f";
  static final String OLD_SECRET = "app-secret-before";
  static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private static final String TOKEN = "EAAJB-token-77";
  private static final String VERIFY_TOKEN = "verify-me-5d41";
  private static final Set<String> TYPES =
      Set.of("text", "image", "video", "audio", "document", "sticker", "template", "interactive");

  private final WireWatch watch = GraphWire.watch();
  private final LoopbackHttp http = LoopbackHttp.start(watch, this::answer);
  private final Map<String, RemoteMessage> messages = new LinkedHashMap<>();
  private final Map<String, String> references = new HashMap<>();
  private final Map<String, Response> pages = new HashMap<>();
  private final List<Request> seen = new ArrayList<>();
  private int posted;

  /** A provider of an account here. */
  WhatsAppCloudChannel channel() {
    return channel(Map.of());
  }

  /** A provider of an account here with some settings of its own. */
  WhatsAppCloudChannel channel(Map<String, String> more) {
    Map<String, String> values = new HashMap<>(settings());
    values.putAll(more);
    ChannelProvider provider =
        new WhatsAppCloudFactory()
            .create(
                SettingsForm.of(WhatsAppCloudSettings.class).bind(values), new RecordingContext());
    return (WhatsAppCloudChannel) provider;
  }

  String url() {
    return http.url().toString();
  }

  /** What is answered at a path, query included. */
  synchronized void page(String path, Response response) {
    pages.put(path, response);
  }

  void answerNext(Response response) {
    http.answerNext(response);
  }

  /** An error as Graph writes it. */
  static Response error(int status, int code) {
    ObjectNode error = GraphApi.JSON.createObjectNode();
    error
        .putObject("error")
        .put("message", "(#" + code + ") about +5511912345678")
        .put("type", "OAuthException")
        .put("code", code)
        .put("fbtrace_id", "Az8or2yhqkZfEZ-_4Qn_Bam");
    return Response.of(status, error.toString());
  }

  synchronized Request last() {
    return seen.getLast();
  }

  synchronized List<Request> seen() {
    return List.copyOf(seen);
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        "phoneNumberId",
        NUMBER,
        "businessAccountId",
        ACCOUNT,
        "accessToken",
        TOKEN,
        "appSecret",
        APP_SECRET,
        "previousAppSecret",
        OLD_SECRET,
        "verifyToken",
        VERIFY_TOKEN,
        "apiUrl",
        url(),
        "timeout",
        "1s");
  }

  @Override
  public Address recipient() {
    return Address.phone("+5511912345678");
  }

  @Override
  public synchronized List<RemoteMessage> accepted() {
    return new ArrayList<>(messages.values());
  }

  @Override
  public int requests() {
    return http.requests();
  }

  @Override
  public Map<ErrorKind, Runnable> refusals() {
    return Map.ofEntries(
        refusal(ErrorKind.UNAUTHORIZED, 401, 190),
        refusal(ErrorKind.ACCOUNT_SUSPENDED, 403, 368),
        refusal(ErrorKind.INSUFFICIENT_FUNDS, 400, 131042),
        refusal(ErrorKind.SENDER_NOT_REGISTERED, 400, 133010),
        refusal(ErrorKind.DESTINATION_NOT_ALLOWED, 403, 130497),
        refusal(ErrorKind.INVALID_RECIPIENT, 400, 131026),
        refusal(ErrorKind.OPTED_OUT, 400, 131050),
        refusal(ErrorKind.WINDOW_CLOSED, 400, 131047),
        refusal(ErrorKind.FILTERED, 400, 131049),
        refusal(ErrorKind.TEMPLATE_UNUSABLE, 404, 132001),
        refusal(ErrorKind.CONTENT_REJECTED, 400, 131053),
        refusal(ErrorKind.INVALID_REQUEST, 400, 100),
        refusal(ErrorKind.UNSUPPORTED, 400, 131062),
        refusal(ErrorKind.RATE_LIMITED, 429, 130429),
        refusal(ErrorKind.UNAVAILABLE, 503, 131016),
        refusal(ErrorKind.REFUSED, 400, 999_999),
        answering(ErrorKind.OUTCOME_UNKNOWN, Response.of(500, "<html>oops")));
  }

  private Map.Entry<ErrorKind, Runnable> refusal(ErrorKind kind, int status, int code) {
    return answering(kind, error(status, code));
  }

  private Map.Entry<ErrorKind, Runnable> answering(ErrorKind kind, Response response) {
    return Map.entry(kind, () -> http.answerNext(response));
  }

  @Override
  public void goAway() {
    http.goAway();
  }

  @Override
  public void loseNextAnswer() {
    http.loseNextAnswer();
  }

  @Override
  public void hangNext() {
    http.hangNext();
  }

  @Override
  public synchronized List<WebhookRequest> inbound(Address from, String text) {
    posted++;
    ObjectNode value = value();
    String number = from.value().substring(1);
    value
        .putArray("contacts")
        .addObject()
        .put("wa_id", number)
        .put("user_id", "BR.13491208655302741918")
        .putObject("profile")
        .put("name", "Ana")
        .put("username", "@ana");
    value
        .putArray("messages")
        .addObject()
        .put("from", number)
        .put("from_user_id", "BR.13491208655302741918")
        .put("id", "wamid.in" + posted)
        .put("timestamp", String.valueOf(NOON.getEpochSecond()))
        .put("type", "text")
        .putObject("text")
        .put("body", text);
    return List.of(post("messages", value));
  }

  @Override
  public synchronized List<WebhookRequest> report(String remoteId, ReceiptStatus status) {
    ObjectNode value = value();
    ObjectNode news =
        value
            .putArray("statuses")
            .addObject()
            .put("id", remoteId)
            .put("status", status.name().toLowerCase(Locale.ROOT))
            .put("timestamp", String.valueOf(NOON.getEpochSecond()))
            .put("recipient_id", recipient().value().substring(1))
            .put("recipient_user_id", "BR.13491208655302741918")
            .put("biz_opaque_callback_data", references.get(remoteId));
    if (status == ReceiptStatus.FAILED) {
      news.putArray("errors")
          .addObject()
          .put("code", 131026)
          .put("title", "Message undeliverable")
          .putObject("error_data")
          .put("details", "to " + recipient().value());
    } else {
      news.putObject("pricing")
          .put("billable", true)
          .put("pricing_model", "PMP")
          .put("type", "regular")
          .put("category", "marketing");
    }
    return List.of(post("messages", value));
  }

  @Override
  public Optional<WebhookVariants> webhookVariants() {
    return Optional.of(this);
  }

  @Override
  public WebhookRequest withUnknownField(WebhookRequest genuine) {
    try {
      ObjectNode body = (ObjectNode) GraphApi.JSON.readTree(genuine.body());
      body.put("shoe_size", 44);
      body.withArray("entry").forEach(entry -> ((ObjectNode) entry).put("hat", "blue"));
      body.findParents("id").forEach(each -> ((ObjectNode) each).putObject("made").put("up", 1));
      return signed(body.toString(), APP_SECRET);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public WebhookRequest unknownEvent() {
    return post("calls_and_dances", value().put("event", "connect"));
  }

  @Override
  public WebhookRequest signedWithAnotherSecret(WebhookRequest genuine) {
    return signed(genuine.text(), "secret-of-somebody-else");
  }

  /** What Meta posts about this number. */
  static WebhookRequest post(String field, JsonNode value) {
    ObjectNode body = GraphApi.JSON.createObjectNode().put("object", "whatsapp_business_account");
    ObjectNode entry = body.putArray("entry").addObject();
    entry.put("id", ACCOUNT).put("time", NOON.getEpochSecond());
    entry.putArray("changes").addObject().put("field", field).set("value", value);
    return signed(body.toString(), APP_SECRET);
  }

  /** The beginning of what concerns this number. */
  static ObjectNode value() {
    ObjectNode value = GraphApi.JSON.createObjectNode().put("messaging_product", "whatsapp");
    value
        .putObject("metadata")
        .put("display_phone_number", "15550783881")
        .put("phone_number_id", NUMBER);
    return value;
  }

  static WebhookRequest signed(String body, String secret) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new WebhookRequest(
        "POST",
        RecordingContext.WEBHOOK_URL,
        Map.of("X-Hub-Signature-256", List.of("sha256=" + hmac(bytes, secret))),
        Map.of(),
        bytes,
        NOON.plusSeconds(1));
  }

  private static String hmac(byte[] body, String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What was asked for so far, each as it should be. */
  Set<String> operations() {
    return watch.seen();
  }

  @Override
  public void close() {
    http.close();
    watch.requireRight();
  }

  private synchronized Response answer(Request request) {
    seen.add(request);
    if (pages.containsKey(request.path())) {
      return pages.get(request.path());
    }
    if (!("Bearer " + TOKEN).equals(request.headers().get("Authorization"))) {
      return error(401, 190);
    }
    if (request.path().equals("/v25.0/" + NUMBER + "?fields=status%2Cquality_rating")) {
      return Response.of(
          200, "{\"status\":\"CONNECTED\",\"quality_rating\":\"GREEN\",\"id\":\"" + NUMBER + "\"}");
    }
    if (request.method().equals("POST")
        && request.path().equals("/v25.0/" + NUMBER + "/messages")) {
      return message(request);
    }
    return error(404, 100);
  }

  private Response message(Request request) {
    JsonNode body;
    try {
      body = GraphApi.JSON.readTree(request.body());
    } catch (IOException e) {
      return error(400, 100);
    }
    String type = body.path("type").asText("");
    if (!body.path("messaging_product").asText("").equals("whatsapp")) {
      return error(400, 131008);
    }
    if (body.path("status").asText("").equals("read")) {
      return Response.of(200, "{\"success\":true}");
    }
    if (!body.path("recipient_type").asText("").equals("individual")
        || body.has("to") == body.has("recipient")
        || !TYPES.contains(type)
        || !body.path(type).isObject()
        || body.path("biz_opaque_callback_data").asText("").length() > 512) {
      return error(400, 131009);
    }
    String id = "wamid.HBgNNTUxMTkxMjM0NTY3OBUCABEYEj" + messages.size();
    String to = body.path("to").asText(body.path("recipient").asText(""));
    messages.put(id, new RemoteMessage(id, to, body.path("text").path("body").asText("")));
    references.put(id, body.path("biz_opaque_callback_data").asText(""));
    ObjectNode answer = GraphApi.JSON.createObjectNode().put("messaging_product", "whatsapp");
    answer.putArray("contacts").addObject().put("input", to).put("wa_id", to.substring(1));
    answer.putArray("messages").addObject().put("id", id).put("message_status", "accepted");
    return Response.of(200, answer.toString());
  }
}
