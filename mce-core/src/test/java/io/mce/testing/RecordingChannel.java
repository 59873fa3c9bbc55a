package io.mce.testing;

import io.mce.spi.Accepted;
import io.mce.spi.AccountRef;
import io.mce.spi.Address;
import io.mce.spi.AddressScheme;
import io.mce.spi.ChannelCapability;
import io.mce.spi.ChannelProfile;
import io.mce.spi.ChannelProvider;
import io.mce.spi.Content;
import io.mce.spi.ErrorKind;
import io.mce.spi.Health;
import io.mce.spi.MessageIn;
import io.mce.spi.OutboundMessage;
import io.mce.spi.ProviderContext;
import io.mce.spi.ProviderException;
import io.mce.spi.ProviderFactory;
import io.mce.spi.Receipt;
import io.mce.spi.ReceiptStatus;
import io.mce.spi.SpiVersion;
import io.mce.spi.Text;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A channel that keeps what it was told to send, answers as the test says, and lets the test play
 * the carrier: receipts and inbound messages. Its provider id is {@value #PROVIDER}. Thread-safe.
 */
public final class RecordingChannel {

  /** The provider id under which accounts of this channel are made. */
  public static final String PROVIDER = "recording";

  /** The channel's name, as conversations and suppressions show it. */
  public static final String CHANNEL = "RECORDING";

  /**
   * One message that was accepted.
   *
   * @param account who sent it
   * @param message what was sent
   * @param remoteId what this carrier calls it
   */
  public record Sent(AccountRef account, OutboundMessage message, String remoteId) {

    /** The text, when it is one. */
    public String text() {
      Content content = message.content();
      return content instanceof Text text ? text.body() : content.toString();
    }

    /** The phone number or other address it went to. */
    public String to() {
      return message.to().value();
    }
  }

  /** The channel needs no settings. */
  public record Settings() {}

  private final Clock clock;
  private final List<Sent> sent = new ArrayList<>();
  private final Deque<RuntimeException> failures = new ArrayDeque<>();
  private final Map<AccountRef, ProviderContext> contexts = new LinkedHashMap<>();
  private int answersToLose;
  private int counter;

  /** Creates a channel on a clock. */
  public RecordingChannel(Clock clock) {
    this.clock = clock;
  }

  /** What the engine is built with. */
  public ProviderFactory<ChannelProvider, Settings> factory() {
    return new Factory();
  }

  /** Everything accepted so far, in order. */
  public synchronized List<Sent> sent() {
    return List.copyOf(sent);
  }

  /** What was accepted for this address, in order. */
  public synchronized List<Sent> sentTo(String address) {
    return sent.stream().filter(each -> each.to().equals(address)).toList();
  }

  /** The next send that has no failure before it fails with this. */
  public synchronized void failNext(RuntimeException failure) {
    failures.add(failure);
  }

  /** The next send that has no failure before it is accepted, but the answer gets lost. */
  public synchronized void loseNextAnswer() {
    answersToLose++;
  }

  /** Plays the carrier: a receipt for an accepted message. */
  public void receipt(Sent message, ReceiptStatus status) {
    context(message.account()).emit(receiptOf(message, status));
  }

  /** Plays a carrier that names our message in its receipt, which tells what became of it. */
  public void echo(Sent message, ReceiptStatus status) {
    context(message.account())
        .emit(receiptOf(message, status).withMessageId(message.message().id()));
  }

  private Receipt receiptOf(Sent message, ReceiptStatus status) {
    return status == ReceiptStatus.FAILED
        ? Receipt.failed(
            message.remoteId(),
            ProviderException.of(ErrorKind.REFUSED, "It did not arrive.").detail(),
            clock.instant())
        : Receipt.of(message.remoteId(), status, clock.instant());
  }

  /** Plays the lead: a text from a phone number, to the account that was created first. */
  public void inbound(String from, String text) {
    ProviderContext context;
    String remoteId;
    synchronized (this) {
      context = contexts.values().iterator().next();
      remoteId = "in-" + ++counter;
    }
    context.emit(MessageIn.text(remoteId, clock.instant(), Address.phone(from), text));
  }

  private synchronized ProviderContext context(AccountRef account) {
    ProviderContext context = contexts.get(account);
    if (context == null) {
      throw new IllegalStateException("no live provider of account " + account.accountId());
    }
    return context;
  }

  private synchronized void register(ProviderContext context) {
    contexts.put(context.account(), context);
  }

  private synchronized Accepted accept(AccountRef account, OutboundMessage message) {
    RuntimeException failure = failures.poll();
    if (failure != null) {
      throw failure;
    }
    String remoteId = "remote-" + ++counter;
    sent.add(new Sent(account, message, remoteId));
    if (answersToLose > 0) {
      answersToLose--;
      throw ProviderException.of(ErrorKind.OUTCOME_UNKNOWN, "The answer was lost.");
    }
    return Accepted.of(remoteId);
  }

  private final class Factory implements ProviderFactory<ChannelProvider, Settings> {

    @Override
    public String id() {
      return PROVIDER;
    }

    @Override
    public String displayName() {
      return "Recording channel";
    }

    @Override
    public Class<ChannelProvider> type() {
      return ChannelProvider.class;
    }

    @Override
    public Class<Settings> settings() {
      return Settings.class;
    }

    @Override
    public int spiVersion() {
      return SpiVersion.MAJOR;
    }

    @Override
    public ChannelProvider create(Settings settings, ProviderContext context) {
      register(context);
      return new Channel(context);
    }
  }

  private final class Channel implements ChannelProvider {

    private final ProviderContext context;

    Channel(ProviderContext context) {
      this.context = context;
    }

    @Override
    public ChannelProfile profile() {
      return ChannelProfile.of(
              CHANNEL,
              EnumSet.of(AddressScheme.E164),
              EnumSet.of(
                  ChannelCapability.TEXT,
                  ChannelCapability.INBOUND,
                  ChannelCapability.SENT_RECEIPT,
                  ChannelCapability.DELIVERED_RECEIPT,
                  ChannelCapability.READ_RECEIPT))
          .withPace(64, 100_000);
    }

    @Override
    public Accepted send(OutboundMessage message) {
      return accept(context.account(), message);
    }

    @Override
    public Health health() {
      return Health.up();
    }
  }
}
