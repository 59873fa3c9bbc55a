package io.mce.telnyx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mce.spi.ChannelProvider;
import io.mce.spi.Content;
import io.mce.spi.MessagePurpose;
import io.mce.spi.OutboundMessage;
import io.mce.spi.ProviderEvent;
import io.mce.spi.ProviderException;
import io.mce.spi.ProviderFactory;
import io.mce.spi.SettingsForm;
import io.mce.spi.WebhookReceiver;
import io.mce.spi.WebhookRequest;
import io.mce.spi.WebhookResult;
import io.mce.spi.tck.RecordingContext;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** A started channel with its Telnyx, for one test. */
final class TelnyxAccount implements AutoCloseable {

  static final String MESSAGE_ID = "0193f7a0-5d41-7402-abc4-b2a76b9719d9";

  final TelnyxRemote remote;
  final ChannelProvider channel;
  private final RecordingContext context;

  private TelnyxAccount(
      TelnyxRemote remote, ProviderFactory<ChannelProvider, ?> factory, Instant now) {
    this.remote = remote;
    this.context =
        new RecordingContext(new RecordingContext().account(), Clock.fixed(now, ZoneOffset.UTC));
    this.channel = create(factory, remote.settings(), context);
    channel.start();
  }

  static TelnyxAccount sms() {
    return sms(Map.of("mms", "true"));
  }

  static TelnyxAccount sms(Map<String, String> settings) {
    return sms(settings, TelnyxRemote.NOON);
  }

  static TelnyxAccount sms(Map<String, String> settings, Instant now) {
    return new TelnyxAccount(TelnyxRemote.sms(settings), new TelnyxSmsFactory(), now);
  }

  static TelnyxAccount whatsApp() {
    return whatsApp(Map.of());
  }

  static TelnyxAccount whatsApp(Map<String, String> settings) {
    return new TelnyxAccount(
        TelnyxRemote.whatsApp(settings), new TelnyxWhatsAppFactory(), TelnyxRemote.NOON);
  }

  OutboundMessage message(Content content) {
    return OutboundMessage.of(
        MESSAGE_ID, remote.recipient(), content, "conversation", MessagePurpose.HUMAN);
  }

  String send(Content content) {
    return channel.send(message(content)).remoteId();
  }

  ProviderException refused(Content content) {
    return catchThrowableOfType(ProviderException.class, () -> channel.send(message(content)));
  }

  WebhookResult receive(WebhookRequest request) {
    return channel.feature(WebhookReceiver.class).orElseThrow().receive(request);
  }

  List<ProviderEvent> events(WebhookRequest request) {
    WebhookResult result = receive(request);
    assertThat(result).isInstanceOf(WebhookResult.Received.class);
    return ((WebhookResult.Received) result).events();
  }

  String rejection(WebhookRequest request) {
    WebhookResult result = receive(request);
    assertThat(result).isInstanceOf(WebhookResult.Rejected.class);
    return ((WebhookResult.Rejected) result).reason();
  }

  /** What Telnyx posts when a message has come this far. */
  WebhookRequest event(String sent, String type, String status) {
    return remote.event(type, remote.payload(sent, status, "[]"));
  }

  /** What Telnyx posts when somebody writes to our number. */
  WebhookRequest received(String fields, String from) {
    String payload =
        """
        {"cc":[],%s "direction":"inbound","from":{"phone_number":"%s","status":"delivered"},
         "id":"7ee4241c-f127-47e5-9c34-3aac291f8058","messaging_profile_id":"%s",
         "received_at":"2026-11-21T11:59:58Z","record_type":"message",
         "to":[{"phone_number":"%s","status":"webhook_delivered"}]}\
        """
            .formatted(fields, from, TelnyxRemote.PROFILE, TelnyxRemote.SENDER);
    return remote.event("message.received", payload);
  }

  private static <S extends Record> ChannelProvider create(
      ProviderFactory<ChannelProvider, S> factory,
      Map<String, String> settings,
      RecordingContext context) {
    return factory.create(SettingsForm.of(factory.settings()).bind(settings), context);
  }

  @Override
  public void close() {
    channel.close();
    context.close();
    remote.close();
  }
}
