package com.example.echo;

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
import java.net.URLDecoder;
import java.net.URLEncoder;
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
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Echo, as its documentation describes it. */
final class EchoRemote implements NetworkRemote, WebhookVariants {

  private static final String TOKEN = "token-5d41402a";
  private static final String WEBHOOK_SECRET = "webhook-7d793037";
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private final LoopbackHttp http = LoopbackHttp.start(this::answer);
  private final Map<String, RemoteMessage> byReference = new LinkedHashMap<>();
  private int posted;

  @Override
  public Map<String, String> settings() {
    return Map.of(
        "token",
        TOKEN,
        "webhookSecret",
        WEBHOOK_SECRET,
        "apiUrl",
        http.url().toString(),
        "timeout",
        "1s");
  }

  @Override
  public Address recipient() {
    return Address.phone("+5511912345678");
  }

  @Override
  public synchronized List<RemoteMessage> accepted() {
    return new ArrayList<>(byReference.values());
  }

  @Override
  public int requests() {
    return http.requests();
  }

  @Override
  public Map<ErrorKind, Runnable> refusals() {
    return Map.of(
        ErrorKind.UNAUTHORIZED, refuse(401, "bad-token"),
        ErrorKind.ACCOUNT_SUSPENDED, refuse(403, "suspended"),
        ErrorKind.INSUFFICIENT_FUNDS, refuse(402, "no-credit"),
        ErrorKind.INVALID_RECIPIENT, refuse(422, "no-such-number"),
        ErrorKind.OPTED_OUT, refuse(422, "stopped"),
        ErrorKind.CONTENT_REJECTED, refuse(422, "bad-text"),
        ErrorKind.RATE_LIMITED, refuse(429, "too-fast"),
        ErrorKind.UNAVAILABLE, refuse(503, "maintenance"),
        ErrorKind.REFUSED, refuse(409, "moon-phase"),
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
        post(Map.of("type", "message", "id", "in-" + posted, "from", from.value(), "text", text)));
  }

  /** Echo does not tell when it sends a message on. */
  @Override
  public List<WebhookRequest> report(String remoteId, ReceiptStatus status) {
    String type = status.name().toLowerCase(Locale.ROOT);
    Map<String, String> form =
        Map.of("type", type, "id", remoteId, "reference", reference(remoteId), "code", "stopped");
    return status == ReceiptStatus.SENT ? List.of() : List.of(post(form));
  }

  @Override
  public Optional<WebhookVariants> webhookVariants() {
    return Optional.of(this);
  }

  @Override
  public WebhookRequest withUnknownField(WebhookRequest genuine) {
    return signed(genuine.text() + "&shoe_size=44", WEBHOOK_SECRET);
  }

  @Override
  public WebhookRequest unknownEvent() {
    return post(Map.of("type", "typing", "from", recipient().value()));
  }

  @Override
  public WebhookRequest signedWithAnotherSecret(WebhookRequest genuine) {
    return signed(genuine.text(), "webhook-of-somebody-else");
  }

  @Override
  public void close() {
    http.close();
  }

  private synchronized Response answer(LoopbackHttp.Request request) {
    if (!("Bearer " + TOKEN).equals(request.headers().get("Authorization"))) {
      return new Response(401, Map.of("Echo-Error", "bad-token"), "");
    }
    if (request.path().equals("/ping")) {
      return Response.of(200, "pong");
    }
    if (request.method().equals("POST")) {
      Map<String, String> form = form(request.body());
      RemoteMessage message =
          byReference.computeIfAbsent(
              form.get("reference"),
              reference ->
                  new RemoteMessage(
                      "echo-" + byReference.size(), form.get("to"), form.get("text")));
      return Response.of(201, message.remoteId());
    }
    return Optional.ofNullable(byReference.get(request.path().split("reference=", 2)[1]))
        .map(message -> Response.of(200, message.remoteId()))
        .orElse(Response.of(404, ""));
  }

  private Runnable refuse(int status, String code) {
    return () ->
        http.answerNext(new Response(status, Map.of("Echo-Error", code, "Retry-After", "7"), ""));
  }

  private synchronized String reference(String remoteId) {
    return byReference.entrySet().stream()
        .filter(entry -> entry.getValue().remoteId().equals(remoteId))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  private static WebhookRequest post(Map<String, String> form) {
    Map<String, String> dated = new HashMap<>(form);
    dated.put("at", NOON.toString());
    String body =
        dated.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return signed(body, WEBHOOK_SECRET);
  }

  private static WebhookRequest signed(String body, String secret) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new WebhookRequest(
        "POST",
        RecordingContext.WEBHOOK_URL,
        Map.of("Echo-Signature", List.of(hmac(bytes, secret))),
        Map.of(),
        bytes,
        NOON);
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

  private static Map<String, String> form(String body) {
    Map<String, String> form = new HashMap<>();
    for (String pair : body.split("&")) {
      String[] parts = pair.split("=", 2);
      form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return form;
  }
}
