package io.mce.spi;

import io.mce.spi.tck.LoopbackHttp;
import io.mce.spi.tck.LoopbackHttp.Response;
import io.mce.spi.tck.NetworkRemote;
import io.mce.spi.tck.RecordingContext;
import io.mce.spi.tck.RemoteMessage;
import io.mce.spi.tck.WebhookVariants;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@link FlawedChannel} talks to. */
final class FlawedRemote implements NetworkRemote, WebhookVariants {

  private static final String TOKEN = "token-5d41402a";
  private static final String WEBHOOK_SECRET = "webhook-7d793037";

  private final LoopbackHttp http = LoopbackHttp.start(this::answer);
  private final Map<String, RemoteMessage> byId = new LinkedHashMap<>();
  private int posted;

  @Override
  public Map<String, String> settings() {
    return Map.of("url", http.url().toString(), "token", TOKEN, "webhookSecret", WEBHOOK_SECRET);
  }

  @Override
  public Address recipient() {
    return Address.phone("+5511912345678");
  }

  @Override
  public synchronized List<RemoteMessage> accepted() {
    return new ArrayList<>(byId.values());
  }

  @Override
  public int requests() {
    return http.requests();
  }

  @Override
  public Map<ErrorKind, Runnable> refusals() {
    return Map.of(
        ErrorKind.UNAUTHORIZED, refuse("token"),
        ErrorKind.INVALID_RECIPIENT, refuse("number"),
        ErrorKind.RATE_LIMITED, refuse("fast"),
        ErrorKind.REFUSED, refuse("moon"),
        ErrorKind.OUTCOME_UNKNOWN, () -> http.answerNext(Response.of(500, "oops")));
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
    posted++;
    return List.of(
        signed(
            Map.of("kind", "message", "id", "in-" + posted, "from", from.value(), "text", text),
            WEBHOOK_SECRET));
  }

  @Override
  public List<WebhookRequest> report(String remoteId, ReceiptStatus status) {
    return status == ReceiptStatus.SENT
        ? List.of()
        : List.of(
            signed(
                Map.of("kind", status.name(), "id", remoteId, "reference", id(remoteId)),
                WEBHOOK_SECRET));
  }

  @Override
  public Optional<WebhookVariants> webhookVariants() {
    return Optional.of(this);
  }

  @Override
  public WebhookRequest withUnknownField(WebhookRequest genuine) {
    Map<String, String> fields = Form.read(genuine.text());
    fields.putAll(Map.of("shoe", "44", "sock", "44", "hat", "58"));
    return signed(fields, WEBHOOK_SECRET);
  }

  @Override
  public WebhookRequest unknownEvent() {
    return signed(Map.of("kind", "typing"), WEBHOOK_SECRET);
  }

  @Override
  public WebhookRequest signedWithAnotherSecret(WebhookRequest genuine) {
    return signed(Form.read(genuine.text()), "somebody else's");
  }

  @Override
  public void close() {
    http.close();
  }

  private synchronized Response answer(LoopbackHttp.Request request) {
    Map<String, String> fields = Form.read(request.body());
    return switch (fields.get("kind")) {
      case "ping" -> Response.of(200, "");
      case "find" ->
          Optional.ofNullable(byId.get(fields.get("id")))
              .map(message -> Response.of(200, message.remoteId()))
              .orElse(Response.of(404, ""));
      default ->
          Response.of(
              200,
              byId.computeIfAbsent(
                      fields.get("id"),
                      id ->
                          new RemoteMessage(
                              "remote-" + byId.size(), fields.get("to"), fields.get("text")))
                  .remoteId());
    };
  }

  private Runnable refuse(String code) {
    return () -> http.answerNext(new Response(400, Map.of("code", code), ""));
  }

  private synchronized String id(String remoteId) {
    return byId.entrySet().stream()
        .filter(entry -> entry.getValue().remoteId().equals(remoteId))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  private static WebhookRequest signed(Map<String, String> fields, String secret) {
    String body = Form.write(fields, StandardCharsets.UTF_8);
    String signature = Integer.toHexString((secret + body).hashCode());
    return new WebhookRequest(
        "POST",
        RecordingContext.WEBHOOK_URL,
        Map.of("Signature", List.of(signature)),
        Map.of(),
        body.getBytes(StandardCharsets.UTF_8),
        Instant.parse("2026-11-21T12:00:00Z"));
  }
}
