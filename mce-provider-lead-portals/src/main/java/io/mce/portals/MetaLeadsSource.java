package io.mce.portals;

import io.mce.spi.Health;
import io.mce.spi.LeadPage;
import io.mce.spi.LeadsWaiting;
import io.mce.spi.PollingLeadSource;
import io.mce.spi.WebhookReceiver;
import io.mce.spi.WebhookReply;
import io.mce.spi.WebhookRequest;
import io.mce.spi.WebhookResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A page's leads, asked for again and again, and at once when Meta's webhook says that there are
 * some. What the webhook says is not needed to find them: one that was lost costs minutes, no lead.
 */
final class MetaLeadsSource implements PollingLeadSource, WebhookReceiver {

  private final PortalSource source;
  private final MetaLeadsSettings settings;

  MetaLeadsSource(PortalSource source, MetaLeadsSettings settings) {
    this.source = source;
    this.settings = settings;
  }

  @Override
  public LeadPage poll(Optional<String> cursor, int limit) {
    return source.poll(cursor, limit);
  }

  @Override
  public Duration interval() {
    return source.interval();
  }

  @Override
  public Health health() {
    return source.health();
  }

  @Override
  public WebhookResult receive(WebhookRequest request) {
    return request.method().equals("GET") ? handshake(request) : notified(request);
  }

  /** Meta asks once whether the address is ours. */
  private WebhookResult handshake(WebhookRequest request) {
    return request.query("hub.mode").equals(Optional.of("subscribe"))
            && same(request.query("hub.verify_token"), settings.verifyToken())
        ? WebhookResult.accepted(
            List.of(), WebhookReply.text(request.query("hub.challenge").orElse("")))
        : WebhookResult.rejected("the verify token is not that of the account");
  }

  private WebhookResult notified(WebhookRequest request) {
    String expected = "sha256=" + LeadIds.hmac(settings.appSecret().reveal(), request.text());
    if (!same(request.header("X-Hub-Signature-256"), expected)) {
      return WebhookResult.rejected("the signature does not fit the app secret");
    }
    List<LeadsWaiting> waiting = new ArrayList<>();
    try {
      Object body = JsonTree.read(request.text());
      for (Map<?, ?> entry : JsonTree.objects(JsonTree.at(body, "entry").orElse(null))) {
        for (Map<?, ?> change : JsonTree.objects(entry.get("changes"))) {
          if (JsonTree.text(change, "field").equals(Optional.of("leadgen"))) {
            JsonTree.at(change, "value")
                .flatMap(value -> JsonTree.text(value, "leadgen_id"))
                .ifPresent(
                    id -> waiting.add(new LeadsWaiting("leadgen:" + id, request.receivedAt())));
          }
        }
      }
    } catch (IOException e) {
      return WebhookResult.accepted(List.of());
    }
    return WebhookResult.accepted(waiting);
  }

  private static boolean same(Optional<String> given, String expected) {
    return MessageDigest.isEqual(
        given.orElse("").getBytes(StandardCharsets.UTF_8),
        expected.getBytes(StandardCharsets.UTF_8));
  }

  /** Nothing of the account. */
  @Override
  public String toString() {
    return "MetaLeadsSource";
  }
}
