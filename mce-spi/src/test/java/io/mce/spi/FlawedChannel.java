package io.mce.spi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/** A channel over HTTP that is right in everything but its flaw. */
final class FlawedChannel implements ChannelProvider, WebhookReceiver, DeliveryLookup {

  private static final Duration TIMEOUT = Duration.ofMillis(500);

  /** Stands for a connection pool in a static field. */
  private static final AtomicBoolean SHARED_IS_OPEN = new AtomicBoolean();

  private final Flaw flaw;
  private final FlawedFactory.Settings settings;
  private final ProviderContext context;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicBoolean broken = new AtomicBoolean();

  FlawedChannel(Flaw flaw, FlawedFactory.Settings settings, ProviderContext context) {
    this.flaw = flaw;
    this.settings = settings;
    this.context = context;
    SHARED_IS_OPEN.set(true);
    if (flaw == Flaw.CALLS_OUT_WHEN_CREATED) {
      exchange(Map.of("kind", "ping"));
    }
  }

  @Override
  public <T> Optional<T> feature(Class<T> type) {
    return flaw == Flaw.HAS_NO_RECEIVER && type == WebhookReceiver.class
        ? Optional.empty()
        : ChannelProvider.super.feature(type);
  }

  @Override
  public ChannelProfile profile() {
    Set<ChannelCapability> capabilities = EnumSet.allOf(ChannelCapability.class);
    capabilities.removeAll(
        Set.of(
            ChannelCapability.MEDIA,
            ChannelCapability.TEMPLATE,
            ChannelCapability.QUICK_REPLY,
            ChannelCapability.SENT_RECEIPT));
    switch (flaw) {
      case HIDES_THAT_IDS_ARE_HONOURED -> capabilities.remove(ChannelCapability.IDEMPOTENT_SEND);
      case HIDES_THAT_IT_HAS_INBOUND -> capabilities.remove(ChannelCapability.INBOUND);
      case HIDES_THAT_IT_HAS_READ_RECEIPTS -> capabilities.remove(ChannelCapability.READ_RECEIPT);
      default -> {}
    }
    return ChannelProfile.of("FLAWED", Set.of(AddressScheme.E164), capabilities)
        .withMaxTextLength(200)
        .withSendTimeout(TIMEOUT);
  }

  @Override
  public Accepted send(OutboundMessage message) {
    if (flaw == Flaw.CLOSES_WHAT_IS_SHARED && !SHARED_IS_OPEN.get()) {
      throw ProviderException.of(ErrorKind.UNAVAILABLE, "the connection pool is closed");
    }
    if (broken.get()) {
      throw ProviderException.of(ErrorKind.UNAVAILABLE, "a refusal came before");
    }
    check(message);
    String text = text(message.content());
    Map<String, String> fields =
        Map.of("kind", "send", "id", id(message), "to", message.to().value(), "text", text);
    HttpResponse<String> answer = exchange(fields);
    if (answer.statusCode() == 200) {
      return Accepted.of(answer.body());
    }
    broken.set(flaw == Flaw.BREAKS_AFTER_A_REFUSAL);
    throw error(answer, message);
  }

  private void check(OutboundMessage message) {
    boolean text = message.content() instanceof Text;
    boolean phone = message.to().scheme() == AddressScheme.E164;
    boolean skipped =
        (flaw == Flaw.SENDS_UNDECLARED_CONTENT && !text)
            || (flaw == Flaw.SENDS_TO_UNDECLARED_ADDRESSES && !phone)
            || (flaw == Flaw.CUTS_LONG_TEXT && text && phone);
    if (!skipped) {
      profile().requireSendable(message);
    }
  }

  private String text(Content content) {
    String text = content instanceof Text said ? said.body() : content.toString();
    return text.substring(0, Math.min(text.length(), profile().maxTextLength()));
  }

  private String id(OutboundMessage message) {
    return switch (flaw) {
      case IGNORES_THE_ID -> UUID.randomUUID().toString();
      case USES_ONE_ID_FOR_ALL -> "1";
      default -> message.id();
    };
  }

  private RuntimeException error(HttpResponse<String> answer, OutboundMessage message) {
    String code = answer.headers().firstValue("code").orElse("");
    if (code.isEmpty() && flaw != Flaw.TAKES_STATUS_500_FOR_UNSENT) {
      return ProviderException.of(ErrorKind.OUTCOME_UNKNOWN, "status " + answer.statusCode());
    }
    ErrorKind kind =
        switch (code) {
          case "" -> ErrorKind.UNAVAILABLE;
          case "token" -> ErrorKind.UNAUTHORIZED;
          case "number" -> ErrorKind.INVALID_RECIPIENT;
          case "fast" -> ErrorKind.RATE_LIMITED;
          default -> flaw == Flaw.RETRIES_UNKNOWN_CODES ? ErrorKind.UNAVAILABLE : ErrorKind.REFUSED;
        };
    return switch (flaw) {
      case THROWS_WHAT_COMES -> new IllegalStateException("status " + answer.statusCode());
      case TELLS_THE_TOKEN -> ProviderException.of(kind, "token " + settings.token().reveal());
      case TELLS_THE_RECIPIENT -> ProviderException.of(kind, "not to " + message.to().value());
      case FORGETS_RETRY_AFTER -> ProviderException.of(kind, code, "refused");
      default ->
          kind == ErrorKind.RATE_LIMITED
              ? ProviderException.rateLimited(ErrorScope.ACCOUNT, Duration.ofSeconds(3), "fast")
              : ProviderException.of(kind, code, "refused");
    };
  }

  @Override
  public LookupResult lookup(LookupRequest request) {
    if (flaw == Flaw.CALLS_EVERYTHING_FOUND) {
      return LookupResult.found("remote-0");
    }
    if (flaw == Flaw.CALLS_EVERYTHING_MISSING) {
      return LookupResult.notFound();
    }
    try {
      HttpResponse<String> answer = exchange(Map.of("kind", "find", "id", request.messageId()));
      return answer.statusCode() == 200
          ? LookupResult.found(answer.body())
          : LookupResult.notFound();
    } catch (ProviderException e) {
      return flaw == Flaw.CALLS_MISSING_WHAT_IT_CANNOT_ASK_FOR
          ? LookupResult.notFound()
          : LookupResult.unknown("could not ask");
    }
  }

  @Override
  public WebhookResult receive(WebhookRequest request) {
    String expected =
        Integer.toHexString((settings.webhookSecret().reveal() + request.text()).hashCode());
    Optional<String> signature = request.header("signature");
    boolean unsigned = flaw == Flaw.TAKES_WHAT_IS_NOT_SIGNED && signature.isEmpty();
    if (flaw != Flaw.CHECKS_NO_SIGNATURE && !unsigned && !signature.equals(Optional.of(expected))) {
      return WebhookResult.rejected("wrong signature");
    }
    Map<String, String> fields = Form.read(request.text());
    if (flaw == Flaw.STUMBLES_OVER_UNKNOWN_FIELDS && fields.size() > 5) {
      throw new IllegalArgumentException("unknown field");
    }
    if (flaw == Flaw.CALLS_OUT_WHILE_RECEIVING) {
      exchange(Map.of("kind", "ping"));
    }
    List<ProviderEvent> events = event(fields, request).stream().toList();
    if (flaw == Flaw.EMITS_WHILE_RECEIVING) {
      events.forEach(context::emit);
    }
    return WebhookResult.accepted(events);
  }

  private Optional<ProviderEvent> event(Map<String, String> fields, WebhookRequest request) {
    String kind = fields.get("kind");
    if (kind.equals("message")) {
      return flaw == Flaw.DROPS_INBOUND ? Optional.empty() : Optional.of(message(fields, request));
    }
    if (List.of("DELIVERED", "READ", "FAILED").contains(kind)) {
      ReceiptStatus status = ReceiptStatus.valueOf(kind);
      boolean dropped = flaw == Flaw.DROPS_READ_RECEIPTS && status == ReceiptStatus.READ;
      return dropped ? Optional.empty() : Optional.of(receipt(fields, status, request));
    }
    if (flaw == Flaw.STUMBLES_OVER_UNKNOWN_EVENTS) {
      throw new IllegalArgumentException("unknown kind");
    }
    return Optional.empty();
  }

  private MessageIn message(Map<String, String> fields, WebhookRequest request) {
    String remoteId =
        switch (flaw) {
          case PUTS_THE_PHONE_INTO_EVENT_IDS -> fields.get("from") + fields.get("id");
          case NAMES_EVENTS_BY_THEIR_TEXT -> "hash-" + fields.get("text").hashCode();
          case NAMES_EVENTS_AT_RANDOM -> UUID.randomUUID().toString();
          default -> fields.get("id");
        };
    Address from = Address.phone(fields.get("from"));
    return MessageIn.text(remoteId, request.receivedAt(), from, fields.get("text"));
  }

  private Receipt receipt(
      Map<String, String> fields, ReceiptStatus status, WebhookRequest request) {
    String remoteId = fields.get("id");
    Receipt receipt =
        status == ReceiptStatus.FAILED
            ? Receipt.failed(
                remoteId,
                ProviderErrorDetail.of(ErrorKind.UNREACHABLE, "no device"),
                request.receivedAt())
            : Receipt.of(remoteId, status, request.receivedAt());
    return flaw == Flaw.FORGETS_THE_REFERENCE
        ? receipt
        : receipt.withMessageId(fields.get("reference"));
  }

  @Override
  public Health health() {
    try {
      exchange(Map.of("kind", "ping"));
      return Health.up();
    } catch (ProviderException e) {
      if (flaw == Flaw.THROWS_FROM_HEALTH && !closed.get()) {
        throw e;
      }
      return Health.down(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    if (closed.getAndSet(true) && flaw == Flaw.THROWS_WHEN_CLOSED_TWICE) {
      throw new IllegalStateException("closed already");
    }
    SHARED_IS_OPEN.set(false);
    http.shutdownNow();
  }

  @Override
  public String toString() {
    return flaw == Flaw.PRINTS_ITS_TOKEN ? "Flawed " + settings.token().reveal() : "Flawed";
  }

  private HttpResponse<String> exchange(Map<String, String> fields) {
    Charset charset =
        flaw == Flaw.WRITES_LATIN_1 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(settings.url())
            .header("token", settings.token().reveal())
            .POST(HttpRequest.BodyPublishers.ofString(Form.write(fields, charset)));
    if (flaw != Flaw.WAITS_FOR_EVER) {
      request.timeout(TIMEOUT);
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (ConnectException e) {
      throw flaw == Flaw.TAKES_AN_ABSENT_REMOTE_FOR_UNKNOWN
          ? ProviderException.outcomeUnknown("away", e)
          : ProviderException.unavailable("away", e);
    } catch (IOException e) {
      return noAnswer(request.build(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProviderException.outcomeUnknown("interrupted", e);
    }
  }

  private HttpResponse<String> noAnswer(HttpRequest request, IOException cause) {
    switch (flaw) {
      case RETRIES_BY_ITSELF -> {
        try {
          return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
          throw new UncheckedIOException(cause);
        }
      }
      case TAKES_A_LOST_ANSWER_FOR_UNSENT -> throw ProviderException.unavailable("lost", cause);
      default -> throw ProviderException.outcomeUnknown("no answer", cause);
    }
  }
}
