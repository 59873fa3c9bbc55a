package io.mce.crash;

import io.mce.spi.Accepted;
import io.mce.spi.AddressScheme;
import io.mce.spi.ChannelCapability;
import io.mce.spi.ChannelProfile;
import io.mce.spi.ChannelProvider;
import io.mce.spi.Health;
import io.mce.spi.OutboundMessage;
import java.util.EnumSet;

/**
 * A channel to a line that cannot be asked. It does not declare IDEMPOTENT_SEND, and the remote is
 * not: a message sent again is a second message.
 */
class RemoteChannel implements ChannelProvider {

  private static final double MESSAGES_PER_SECOND = 10_000;

  private final ChannelProfile profile;
  private final RemoteApi api;

  RemoteChannel(RemoteSettings settings) {
    this.profile =
        ChannelProfile.of(
                "RECORDING", EnumSet.of(AddressScheme.E164), EnumSet.of(ChannelCapability.TEXT))
            .withPace(settings.parallelSends(), MESSAGES_PER_SECOND)
            .withSendTimeout(settings.declaredTimeout());
    this.api = new RemoteApi(settings);
  }

  @Override
  public final ChannelProfile profile() {
    return profile;
  }

  @Override
  public final Accepted send(OutboundMessage message) {
    profile.requireSendable(message);
    return Accepted.of(api.send(message.id(), message.to().value()));
  }

  @Override
  public final Health health() {
    return Health.up();
  }

  @Override
  public final void close() {
    api.close();
  }

  final RemoteApi api() {
    return api;
  }
}
