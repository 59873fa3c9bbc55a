package io.mce.telnyx;

import io.mce.spi.Address;
import io.mce.spi.ErrorKind;
import io.mce.spi.ReceiptStatus;
import io.mce.spi.WebhookRequest;
import io.mce.spi.tck.LoopbackHttp;
import io.mce.spi.tck.LoopbackHttp.Response;
import io.mce.spi.tck.NetworkRemote;
import io.mce.spi.tck.RecordingContext;
import io.mce.spi.tck.RemoteMessage;
import io.mce.spi.tck.WebhookVariants;
import io.mce.spi.wire.WireWatch;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Telnyx, as its documentation and its OpenAPI specification describe it. */
final class TelnyxRemote implements NetworkRemote, WebhookVariants {

  static final String API_KEY = "KEY0189-5d41402abc4b2a76";
  static final String SENDER = "+15551230000";
  static final String PROFILE = "abc85f64-5717-4562-b3fc-2c9600000000";
  static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Duration ON_ITS_WAY = Duration.ofSeconds(1);

  /** What Telnyx says to a message, taken over. */
  private record Taken(RemoteMessage message, String webhookUrl) {}

  private final boolean whatsApp;
  private final Map<String, String> more;
  private final TelnyxSigner signer = new TelnyxSigner();
  private final Map<String, Taken> taken = new LinkedHashMap<>();
  private final List<LoopbackHttp.Request> seen = new ArrayList<>();
  private final WireWatch watch = TelnyxWire.watch();
  private final LoopbackHttp http = LoopbackHttp.start(watch, this::answer);
  private int posted;

  private TelnyxRemote(boolean whatsApp, Map<String, String> more) {
    this.whatsApp = whatsApp;
    this.more = more;
  }

  static TelnyxRemote sms() {
    return new TelnyxRemote(false, Map.of());
  }

  /** With further settings of the account. */
  static TelnyxRemote sms(Map<String, String> more) {
    return new TelnyxRemote(false, more);
  }

  static TelnyxRemote whatsApp() {
    return new TelnyxRemote(true, Map.of());
  }

  static TelnyxRemote whatsApp(Map<String, String> more) {
    return new TelnyxRemote(true, more);
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "apiKey",
                API_KEY,
                "publicKey",
                signer.publicKey(),
                "sender",
                SENDER,
                "messagingProfileId",
                PROFILE,
                "messagesPerSecond",
                "50",
                "apiUrl",
                http.url() + "/v2",
                "timeout",
                "1s"));
    settings.putAll(more);
    return settings;
  }

  URI url() {
    return http.url();
  }

  /** Answers the next request with this. */
  void answerNext(int status, String body) {
    http.answerNext(Response.of(status, body));
  }

  void answerNext(Response response) {
    http.answerNext(response);
  }

  /** The last request that Telnyx answered by its own rules. */
  synchronized LoopbackHttp.Request lastRequest() {
    return seen.getLast();
  }

  /** All requests that Telnyx answered by its own rules, oldest first. */
  synchronized List<LoopbackHttp.Request> seen() {
    return List.copyOf(seen);
  }

  @Override
  public Address recipient() {
    return Address.phone("+5511912345678");
  }

  @Override
  public synchronized List<RemoteMessage> accepted() {
    return taken.values().stream().map(Taken::message).toList();
  }

  @Override
  public int requests() {
    return http.requests();
  }

  @Override
  public Map<ErrorKind, Runnable> refusals() {
    Map<ErrorKind, Runnable> refusals = new HashMap<>();
    refusals.put(ErrorKind.UNAUTHORIZED, refuse(401, "10009"));
    refusals.put(ErrorKind.ACCOUNT_SUSPENDED, refuse(403, "20013"));
    refusals.put(ErrorKind.INSUFFICIENT_FUNDS, refuse(403, "20100"));
    refusals.put(ErrorKind.SENDER_NOT_REGISTERED, refuse(400, "40305"));
    refusals.put(ErrorKind.DESTINATION_NOT_ALLOWED, refuse(400, "40309"));
    refusals.put(ErrorKind.UNREACHABLE, refuse(400, "40008"));
    refusals.put(ErrorKind.INVALID_RECIPIENT, refuse(400, "40310"));
    refusals.put(ErrorKind.OPTED_OUT, refuse(400, "40300"));
    refusals.put(ErrorKind.FILTERED, refuse(400, "40322"));
    refusals.put(ErrorKind.CONTENT_REJECTED, refuse(400, "40302"));
    refusals.put(ErrorKind.INVALID_REQUEST, refuse(400, "10004"));
    refusals.put(ErrorKind.RATE_LIMITED, refuse(429, "10011"));
    refusals.put(ErrorKind.REFUSED, refuse(422, "98765"));
    refusals.put(ErrorKind.OUTCOME_UNKNOWN, () -> answerNext(500, "oops"));
    return refusals;
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
  public List<WebhookRequest> inbound(Address from, String text) {
    String content =
        whatsApp
            ? "\"body\":{\"type\":\"text\",\"text\":{\"body\":%s}}"
            : "\"text\":%s,\"media\":[]";
    String payload =
        """
        {"cc":[],"cost":null,"direction":"inbound","encoding":"GSM-7","errors":[],
         "from":{"carrier":"T-MOBILE USA, INC.","line_type":"Wireless","phone_number":"%s"},
         "id":"%s","messaging_profile_id":"%s","parts":1,"received_at":"2026-11-21T11:59:58Z",
         "record_type":"message",%s,
         "to":[{"carrier":"TELNYX LLC","phone_number":"%s","status":"webhook_delivered"}],
         "type":"%s","webhook_url":null}\
        """
            .formatted(
                from.value(),
                uuid("1", ++posted),
                PROFILE,
                content.formatted(WireJson.quoted(text)),
                SENDER,
                type());
    return List.of(event("message.received", payload));
  }

  /** SMS has no receipts for reading. */
  @Override
  public synchronized List<WebhookRequest> report(String remoteId, ReceiptStatus status) {
    return switch (status) {
      case SENT -> List.of(event("message.sent", payload(remoteId, "sent", "[]")));
      case DELIVERED -> List.of(event("message.finalized", payload(remoteId, "delivered", "[]")));
      case READ ->
          whatsApp ? List.of(event("message.read", payload(remoteId, "read", "[]"))) : List.of();
      case FAILED ->
          List.of(
              event(
                  "message.finalized",
                  payload(
                      remoteId,
                      "delivery_failed",
                      "[{\"code\":\"40001\",\"title\":\"Not routable\",\"detail\":\"to +5511\"}]")));
    };
  }

  /** What Telnyx says of a message that it took over. */
  synchronized String payload(String remoteId, String status, String errors) {
    Taken message = taken.get(remoteId);
    if (message == null) {
      throw new AssertionError("no such message: " + remoteId);
    }
    return """
    {"cc":[],"completed_at":null,"cost":{"amount":"0.0051","currency":"USD"},
     "cost_breakdown":{"rate":{"amount":"0.00205","currency":"USD"}},
     "direction":"outbound","encoding":"GSM-7","errors":%s,
     "from":{"carrier":"TELNYX LLC","line_type":"VoIP","phone_number":"%s"},"id":"%s",
     "media":[],"messaging_profile_id":"%s","parts":1,"record_type":"message","tags":[],
     "text":"","to":[{"carrier":"VIVO","phone_number":"%s","status":"%s"}],"type":"%s",
     "valid_until":null,"webhook_failover_url":null,"webhook_url":"%s"}\
    """
        .formatted(
            errors,
            SENDER,
            remoteId,
            PROFILE,
            message.message().to(),
            status,
            type(),
            message.webhookUrl());
  }

  /** An event about a message, posted and signed as Telnyx does. */
  WebhookRequest event(String type, String payload) {
    return signed(
        """
        {"data":{"event_type":"%s","id":"%s","occurred_at":"2026-11-21T11:59:59.148+00:00",
         "payload":%s,"record_type":"event"},
         "meta":{"attempt":1,"delivered_to":"https://crm.example/hooks/account-1"}}\
        """
            .formatted(type, uuid("2", ++posted), payload));
  }

  /** Any body, signed now and with the account's key. */
  WebhookRequest signed(String body) {
    return signed(body, NOON, NOON.plus(ON_ITS_WAY));
  }

  /** The same body, signed and received at given times. */
  WebhookRequest signed(String body, Instant signedAt, Instant receivedAt) {
    return signer.sign(body, signedAt, receivedAt);
  }

  @Override
  public Optional<WebhookVariants> webhookVariants() {
    return Optional.of(this);
  }

  @Override
  public WebhookRequest withUnknownField(WebhookRequest genuine) {
    return signed("{\"shoe_size\":[{\"eu\":44}]," + genuine.text().substring(1));
  }

  @Override
  public WebhookRequest unknownEvent() {
    return event("message.teleported", "{\"id\":\"x\",\"type\":\"" + type() + "\"}");
  }

  @Override
  public WebhookRequest signedWithAnotherSecret(WebhookRequest genuine) {
    return new TelnyxSigner().sign(genuine.text(), NOON, NOON.plus(ON_ITS_WAY));
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

  private synchronized Response answer(LoopbackHttp.Request request) {
    seen.add(request);
    if (!("Bearer " + API_KEY).equals(request.headers().get("Authorization"))) {
      return Response.of(401, TelnyxAnswers.error("10009"));
    }
    String path = request.path().replaceFirst("\\?.*", "");
    if (request.method().equals("POST") && path.equals(sendPath())) {
      return take(request.body());
    }
    if (path.equals("/v2/balance")) {
      return Response.of(
          200,
          "{\"data\":{\"available_credit\":\"400.00\",\"balance\":\"300.00\",\"currency\":\"USD\","
              + "\"record_type\":\"balance\"}}");
    }
    if (path.equals("/v2/messaging_profiles/" + PROFILE)) {
      return Response.of(
          200, TelnyxAnswers.profile(true, "2", RecordingContext.WEBHOOK_URL.toString()));
    }
    if (path.equals("/v2/webhook_deliveries")) {
      return deliveries(URLDecoder.decode(request.path(), StandardCharsets.UTF_8));
    }
    if (path.equals("/v2/whatsapp/message_templates")) {
      return Response.of(200, TelnyxAnswers.templates(request.path().contains("number%5D=1&")));
    }
    String id = path.substring(path.lastIndexOf('/') + 1);
    return taken.containsKey(id)
        ? Response.of(200, "{\"data\":" + payload(id, "delivered", "[]") + "}")
        : Response.of(404, TelnyxAnswers.error("10005"));
  }

  /** The webhooks whose text contains what is asked for. */
  private Response deliveries(String query) {
    String wanted = query.substring(query.indexOf("[contains]=") + "[contains]=".length());
    return Response.of(
        200,
        taken.entrySet().stream()
            .filter(each -> each.getValue().webhookUrl().contains(wanted))
            .map(each -> payload(each.getKey(), "sent", "[]"))
            .map(payload -> "{\"status\":\"failed\",\"webhook\":{\"payload\":" + payload + "}}")
            .collect(Collectors.joining(",", "{\"data\":[", "],\"meta\":{}}")));
  }

  private String sendPath() {
    return whatsApp ? "/v2/messages/whatsapp" : "/v2/messages";
  }

  private String type() {
    return whatsApp ? "WHATSAPP" : "SMS";
  }

  private Response take(String body) {
    SortedMap<String, String> message = WireJson.flat(body);
    String id = uuid("4", taken.size());
    String text = whatsApp ? "/whatsapp_message/text/body" : "/text";
    taken.put(
        id,
        new Taken(
            new RemoteMessage(id, WireJson.text(message, "/to"), WireJson.text(message, text)),
            WireJson.text(message, "/webhook_url")));
    return Response.of(200, "{\"data\":" + payload(id, "queued", "[]") + "}");
  }

  private Runnable refuse(int status, String code) {
    return () ->
        answerNext(new Response(status, Map.of("Retry-After", "7"), TelnyxAnswers.error(code)));
  }

  private static String uuid(String kind, int number) {
    return "40385f64-5717-%s562-b3fc-%012d".formatted(kind, number);
  }
}
