package io.mce.twilio;

import io.mce.spi.Accepted;
import io.mce.spi.AccountRef;
import io.mce.spi.Content;
import io.mce.spi.MessagePurpose;
import io.mce.spi.OutboundMessage;
import io.mce.spi.ProviderEvent;
import io.mce.spi.SettingsForm;
import io.mce.spi.WebhookRequest;
import io.mce.spi.WebhookResult;
import io.mce.spi.tck.RecordingContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** A channel with a Twilio of its own and a clock that tests move. */
final class TwilioFixture implements AutoCloseable {

  static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  static final String MESSAGE_ID = "0199a1b2-0000-7000-8000-00000000002a";

  private final TwilioMedium medium;
  private final SettableClock clock = new SettableClock();
  private final TwilioRemote remote;
  private final RecordingContext context =
      new RecordingContext(new AccountRef("organization-1", "account-1"), clock);
  private final TwilioChannel channel;

  private TwilioFixture(TwilioMedium medium, Map<String, String> changed) {
    this.medium = medium;
    this.remote = new TwilioRemote(medium, changed);
    this.channel = new TwilioChannel(medium, settings(), context);
  }

  static TwilioFixture sms() {
    return new TwilioFixture(TwilioMedium.SMS, Map.of("mms", "true"));
  }

  static TwilioFixture sms(Map<String, String> changed) {
    return new TwilioFixture(TwilioMedium.SMS, changed);
  }

  static TwilioFixture whatsApp() {
    return new TwilioFixture(TwilioMedium.WHATSAPP, Map.of("timeout", "3s"));
  }

  TwilioRemote remote() {
    return remote;
  }

  RecordingContext context() {
    return context;
  }

  TwilioChannel channel() {
    return channel;
  }

  TwilioSettings settings() {
    return SettingsForm.of(TwilioSettings.class).bind(remote.settings());
  }

  /** Prices without a thread that asks for them. */
  TwilioPrices prices() {
    return new TwilioPrices(medium, new TwilioApi(settings(), clock), context);
  }

  void pass(Duration time) {
    clock.now = clock.now.plus(time);
  }

  Accepted send(Content content) {
    return channel.send(
        OutboundMessage.of(
            MESSAGE_ID, remote.recipient(), content, "conversation", MessagePurpose.HUMAN));
  }

  /** The events of a request that has to be taken. */
  List<ProviderEvent> receive(WebhookRequest request) {
    return switch (channel.receive(request)) {
      case WebhookResult.Received received -> received.events();
      case WebhookResult.Rejected rejected -> throw new AssertionError(rejected.reason());
    };
  }

  @Override
  public void close() {
    channel.close();
    context.close();
    remote.close();
  }

  private static final class SettableClock extends Clock {

    private volatile Instant now = NOON;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("not asked for here");
    }
  }
}
