package io.mce.spi;

import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a channel account is and how fast it may be used. Facts of the carrier, not wishes: the
 * engine paces, splits and routes by them.
 *
 * @param channel the medium people know, in capitals: {@code WHATSAPP}, {@code SMS}, {@code
 *     SANDBOX}; opt-outs are kept per channel, so two carriers of one medium share the name
 * @param addresses the kinds of address it can send to
 * @param capabilities what it can do
 * @param replyWindow when free text is allowed
 * @param maxTextLength the longest text in UTF-16 code units, 1 or more
 * @param parallelSends how many {@link ChannelProvider#send} calls may run at once, 1 or more
 * @param messagesPerSecond the pace of the account, more than 0; may be a fraction
 * @param sendTimeout after which a call of {@link ChannelProvider#send} has surely returned or
 *     thrown
 */
public record ChannelProfile(
    String channel,
    Set<AddressScheme> addresses,
    Set<ChannelCapability> capabilities,
    ReplyWindow replyWindow,
    int maxTextLength,
    int parallelSends,
    double messagesPerSecond,
    Duration sendTimeout) {

  private static final Pattern CHANNEL = Pattern.compile("[A-Z][A-Z0-9_]{1,39}");

  /** Copies the sets and checks the ranges. */
  public ChannelProfile {
    Check.that(
        CHANNEL.matcher(channel).matches(),
        "channel must be 2 to 40 capitals, digits or underscores: " + channel);
    addresses = Set.copyOf(addresses);
    capabilities = Set.copyOf(capabilities);
    Check.that(!addresses.isEmpty(), "a channel needs at least one address scheme");
    Check.that(maxTextLength > 0, "maxTextLength must be 1 or more: " + maxTextLength);
    Check.that(parallelSends > 0, "parallelSends must be 1 or more: " + parallelSends);
    Check.that(
        messagesPerSecond > 0, "messagesPerSecond must be more than 0: " + messagesPerSecond);
    Check.that(sendTimeout.isPositive(), "sendTimeout must be positive: " + sendTimeout);
  }

  /**
   * A profile with careful defaults: no reply window, 4,096 characters, 4 sends at once, 10
   * messages per second, a send time-out of 30 seconds.
   */
  public static ChannelProfile of(
      String channel, Set<AddressScheme> addresses, Set<ChannelCapability> capabilities) {
    return new ChannelProfile(
        channel, addresses, capabilities, ReplyWindow.NONE, 4096, 4, 10, Duration.ofSeconds(30));
  }

  /** The same with another reply window. */
  public ChannelProfile withReplyWindow(ReplyWindow window) {
    return new ChannelProfile(
        channel,
        addresses,
        capabilities,
        window,
        maxTextLength,
        parallelSends,
        messagesPerSecond,
        sendTimeout);
  }

  /** The same with another longest text. */
  public ChannelProfile withMaxTextLength(int length) {
    return new ChannelProfile(
        channel,
        addresses,
        capabilities,
        replyWindow,
        length,
        parallelSends,
        messagesPerSecond,
        sendTimeout);
  }

  /** The same with another pace. */
  public ChannelProfile withPace(int parallel, double perSecond) {
    return new ChannelProfile(
        channel,
        addresses,
        capabilities,
        replyWindow,
        maxTextLength,
        parallel,
        perSecond,
        sendTimeout);
  }

  /** The same with another send time-out. */
  public ChannelProfile withSendTimeout(Duration timeout) {
    return new ChannelProfile(
        channel,
        addresses,
        capabilities,
        replyWindow,
        maxTextLength,
        parallelSends,
        messagesPerSecond,
        timeout);
  }

  /** Whether the channel has a capability. */
  public boolean can(ChannelCapability capability) {
    return capabilities.contains(capability);
  }

  /**
   * Refuses a message that this channel cannot carry: its kind of content, its kind of address, the
   * length of its text. A provider calls it first in {@link ChannelProvider#send}.
   *
   * @throws ProviderException UNSUPPORTED or INVALID_REQUEST; nothing was sent
   */
  public void requireSendable(OutboundMessage message) {
    if (!can(message.content().capability())) {
      throw ProviderException.of(
          ErrorKind.UNSUPPORTED, channel + " cannot send " + message.content().capability());
    }
    if (!addresses.contains(message.to().scheme())) {
      throw ProviderException.of(
          ErrorKind.UNSUPPORTED, channel + " cannot send to " + message.to().scheme());
    }
    if (message.content() instanceof Text text && text.body().length() > maxTextLength) {
      throw ProviderException.of(
          ErrorKind.INVALID_REQUEST,
          "text of %d characters is longer than the %d that %s carries"
              .formatted(text.body().length(), maxTextLength, channel));
    }
  }
}
