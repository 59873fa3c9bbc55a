package io.mce.crash;

import io.mce.spi.DeliveryLookup;
import io.mce.spi.LookupRequest;
import io.mce.spi.LookupResult;

/** A channel to a line that can be asked. */
final class AskableRemoteChannel extends RemoteChannel implements DeliveryLookup {

  AskableRemoteChannel(RemoteSettings settings) {
    super(settings);
  }

  @Override
  public LookupResult lookup(LookupRequest request) {
    return api()
        .find(request.messageId())
        .map(LookupResult::found)
        .orElseGet(LookupResult::notFound);
  }
}
