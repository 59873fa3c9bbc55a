package io.mce.channel;

import io.mce.kernel.MceException;
import io.mce.provider.Providers;
import io.mce.spi.Accepted;
import io.mce.spi.ErrorKind;
import io.mce.spi.ErrorScope;
import io.mce.spi.OutboundMessage;
import io.mce.spi.ProviderException;
import jakarta.inject.Inject;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands one message to the plugin of an account and makes an outcome of whatever happens. Free text
 * that waited until its carrier takes none any more is not handed over.
 */
final class Carrier {

  private static final Logger log = LoggerFactory.getLogger(Carrier.class);

  private final Providers providers;
  private final DispatchContent content;
  private final ReplyWindows windows;
  private final SendProbe probe;

  @Inject
  Carrier(Providers providers, DispatchContent content, ReplyWindows windows, SendProbe probe) {
    this.providers = providers;
    this.content = content;
    this.windows = windows;
    this.probe = probe;
  }

  /** Sends a claimed dispatch; blocks until the carrier has answered. */
  Outcome send(StoredDispatch dispatch) {
    Outcome outcome = tried(dispatch);
    if (outcome instanceof Outcome.Taken) {
      providers.handedOver(dispatch.organizationId(), dispatch.account());
      probe.passed(SendProbe.Point.AFTER_REMOTE_ACCEPTED);
    }
    return outcome;
  }

  private Outcome tried(StoredDispatch dispatch) {
    OutboundMessage message;
    try {
      message = message(dispatch);
    } catch (RuntimeException e) {
      log.error(
          "dispatch {} cannot be read and is given up: {}", dispatch.id(), e.getClass().getName());
      return Outcome.of(ErrorKind.INVALID_REQUEST, "What was stored cannot be read.");
    }
    Optional<Outcome> refusal = refusal(dispatch, message);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    try {
      Accepted accepted =
          providers.call(
              dispatch.organizationId(), dispatch.account(), channel -> channel.send(message));
      return Outcome.of(accepted);
    } catch (ProviderException e) {
      log.debug("dispatch {}: {}", dispatch.id(), e.kind());
      return Outcome.of(e);
    } catch (MceException e) {
      return new Outcome.Failed(
          ErrorKind.UNAVAILABLE,
          ErrorScope.ACCOUNT,
          Optional.of(e.code().name()),
          String.valueOf(e.getMessage()),
          Optional.empty());
    } catch (RuntimeException e) {
      log.warn(
          "dispatch {}: the plugin answered nothing usable: {}",
          dispatch.id(),
          e.getClass().getName());
      return Outcome.of(ErrorKind.OUTCOME_UNKNOWN, "The plugin gave no usable answer.");
    }
  }

  /** What is certain without the carrier. An account that cannot be used says so when called. */
  private Optional<Outcome> refusal(StoredDispatch dispatch, OutboundMessage message) {
    try {
      return windows.isClosed(dispatch, message.content())
          ? Optional.of(
              Outcome.of(
                  ErrorKind.WINDOW_CLOSED,
                  "It waited until the carrier took no free text for this person any more."))
          : Optional.empty();
    } catch (ProviderException | MceException e) {
      return Optional.empty();
    } catch (RuntimeException e) {
      log.warn(
          "dispatch {}: when the person last wrote cannot be read: {}",
          dispatch.id(),
          e.getClass().getName());
      return Optional.of(
          Outcome.of(ErrorKind.UNAVAILABLE, "When the person last wrote cannot be read."));
    }
  }

  private OutboundMessage message(StoredDispatch dispatch) {
    DispatchContent.Opened opened = content.open(dispatch);
    return OutboundMessage.of(
        dispatch.id().toString(),
        opened.to(),
        opened.content(),
        dispatch.conversationId().toString(),
        dispatch.purpose().spi());
  }
}
