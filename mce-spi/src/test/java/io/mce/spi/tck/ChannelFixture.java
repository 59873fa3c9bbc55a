package io.mce.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.mce.spi.Accepted;
import io.mce.spi.Address;
import io.mce.spi.AddressScheme;
import io.mce.spi.ChannelCapability;
import io.mce.spi.ChannelProvider;
import io.mce.spi.Content;
import io.mce.spi.LookupRequest;
import io.mce.spi.Media;
import io.mce.spi.MessagePurpose;
import io.mce.spi.OutboundMessage;
import io.mce.spi.ProviderException;
import io.mce.spi.ProviderFactory;
import io.mce.spi.QuickReply;
import io.mce.spi.Receipt;
import io.mce.spi.ReceiptStatus;
import io.mce.spi.SettingField;
import io.mce.spi.SettingsForm;
import io.mce.spi.Template;
import io.mce.spi.Text;
import io.mce.spi.WebhookReceiver;
import io.mce.spi.WebhookRequest;
import io.mce.spi.WebhookResult;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A started provider with its remote and context, for one test. */
final class ChannelFixture implements AutoCloseable {

  /** Letters beyond ASCII and characters that wire formats like to break. */
  static final Text TEXT = new Text("Olá João & Ana, 100% = \"ok\"?\nनमस्ते 👋 +1");

  /** One sample of every kind of content. */
  static final List<Content> CONTENTS =
      List.of(
          TEXT,
          new Media(
              URI.create("https://files.example/brochure.pdf"),
              "application/pdf",
              Optional.of("Our brochure"),
              Optional.of("brochure.pdf")),
          new Template("welcome", "en", Map.of("1", "Ana")),
          new QuickReply("Interested?", List.of(new QuickReply.Choice("yes", "Yes"))));

  /** One sample of every kind of address. */
  static final Map<AddressScheme, Address> ADDRESSES =
      Map.of(
          AddressScheme.E164, Address.phone("+5511912345678"),
          AddressScheme.EMAIL, Address.email("ana@example.com"),
          AddressScheme.WHATSAPP_USER,
              new Address(AddressScheme.WHATSAPP_USER, "US.13491208655302741918"),
          AddressScheme.OPAQUE, Address.opaque("chat-4711"));

  /** Which capability declares which receipt, in the order in which they come. */
  static final Map<ReceiptStatus, ChannelCapability> RECEIPTS =
      new EnumMap<>(
          Map.of(
              ReceiptStatus.SENT, ChannelCapability.SENT_RECEIPT,
              ReceiptStatus.DELIVERED, ChannelCapability.DELIVERED_RECEIPT,
              ReceiptStatus.READ, ChannelCapability.READ_RECEIPT));

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ProviderFactory<ChannelProvider, ?> factory;
  private final ScriptedRemote remote;
  private final RecordingContext context = new RecordingContext();
  private final List<ChannelProvider> opened = new ArrayList<>();
  private final ChannelProvider provider;

  private ChannelFixture(ProviderFactory<ChannelProvider, ?> factory, ScriptedRemote remote) {
    this.factory = factory;
    this.remote = remote;
    this.provider = another();
  }

  /** Starts a remote, and a provider that talks to it. */
  static ChannelFixture open(ChannelContract contract) {
    return on(contract, contract.startRemote());
  }

  /** Starts a provider that talks to a remote. */
  static ChannelFixture on(ChannelContract contract, ScriptedRemote remote) {
    try {
      return new ChannelFixture(contract.factory(), remote);
    } catch (RuntimeException | AssertionError e) {
      remote.close();
      throw e;
    }
  }

  /** Makes a provider without starting it. */
  static <S extends Record> ChannelProvider create(
      ProviderFactory<ChannelProvider, S> factory,
      Map<String, String> settings,
      RecordingContext context) {
    return factory.create(SettingsForm.of(factory.settings()).bind(settings), context);
  }

  ScriptedRemote remote() {
    return remote;
  }

  RecordingContext context() {
    return context;
  }

  ChannelProvider provider() {
    return provider;
  }

  /** A further instance of the same account, started: a restart, or new settings taking over. */
  ChannelProvider another() {
    ChannelProvider another = create(factory, remote.settings(), context);
    opened.add(another);
    another.start();
    return another;
  }

  OutboundMessage message(Content content) {
    String id = UUID.randomUUID().toString();
    return OutboundMessage.of(
        id, remote.recipient(), content, "conversation-" + id, MessagePurpose.HUMAN);
  }

  /** A sample of content that the channel can carry. */
  Content content() {
    return CONTENTS.stream()
        .filter(content -> provider.profile().can(content.capability()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("the profile declares no content at all"));
  }

  /** A message that the channel can carry. */
  OutboundMessage message() {
    return message(content());
  }

  Accepted send() {
    return send(content());
  }

  Accepted send(Content content) {
    return provider.send(message(content));
  }

  /** Sends and expects a refusal, whose texts must give nothing away. */
  ProviderException refused(OutboundMessage message) {
    Throwable thrown = catchThrowable(() -> provider.send(message));
    assertThat(thrown)
        .as("send must end in a ProviderException here, and in nothing else")
        .isInstanceOf(ProviderException.class);
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      assertGivesNothingAway(String.valueOf(t.getMessage()), "the message of " + t.getClass());
      assertThat(String.valueOf(t.getMessage()))
          .as("exception messages are logged: recipient and content must stay out of them")
          .doesNotContain(message.to().value())
          .doesNotContain(TEXT.body());
    }
    return (ProviderException) thrown;
  }

  /** No secret of the account may be in a text that is shown or logged. */
  void assertGivesNothingAway(String text, String what) {
    for (SettingField field : SettingsForm.of(factory.settings()).fields()) {
      if (field.secret() && remote.settings().containsKey(field.name())) {
        assertThat(text)
            .as("%s must not contain the secret setting %s", what, field.name())
            .doesNotContain(remote.settings().get(field.name()));
      }
    }
  }

  LookupRequest lookupOf(OutboundMessage message, Optional<String> remoteId) {
    return new LookupRequest(
        message.id(), remoteId, message.to(), Instant.now().minus(Duration.ofMinutes(1)));
  }

  /** Does with webhook requests what the engine does: verified, read, stored. */
  void deliver(List<WebhookRequest> requests) {
    for (WebhookRequest request : requests) {
      WebhookReceiver receiver =
          provider
              .feature(WebhookReceiver.class)
              .orElseThrow(() -> new AssertionError("the remote posts webhooks to no receiver"));
      WebhookResult result = receiver.receive(request);
      assertThat(result)
          .as("a genuine webhook request must be accepted")
          .isInstanceOf(WebhookResult.Received.class);
      ((WebhookResult.Received) result).events().forEach(context::emit);
    }
  }

  /** Lets the remote report on a message and returns the receipt that comes of it. */
  Receipt report(String remoteId, ReceiptStatus status) {
    List<WebhookRequest> requests = remote.report(remoteId, status);
    deliver(requests);
    return context
        .await(
            Receipt.class,
            receipt -> receipt.remoteId().equals(remoteId) && receipt.status() == status,
            patienceFor(requests))
        .orElseThrow(() ->
            new AssertionError(
                "a %s receipt is declared, but none came for %s".formatted(status, remoteId)));
  }

  /** What webhooks bring is there at once; what a session brings may take a moment. */
  static Duration patienceFor(List<WebhookRequest> requests) {
    return requests.isEmpty() ? PATIENCE : Duration.ZERO;
  }

  @Override
  public void close() {
    try {
      opened.forEach(ChannelProvider::close);
    } finally {
      context.close();
      remote.close();
    }
  }
}
