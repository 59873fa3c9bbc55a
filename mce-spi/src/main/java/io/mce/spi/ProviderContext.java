package io.mce.spi;

import java.net.URI;
import java.time.Clock;
import java.util.concurrent.Executor;

/** What the provider of one account may use of the engine. Safe for use from any thread. */
public interface ProviderContext {

  /** The account this provider serves. */
  AccountRef account();

  /** Where the remote can reach this account; it does not change over the life of the account. */
  URI webhookUrl();

  /**
   * Hands over something that happened outside a webhook, for example in a session.
   *
   * <p>Blocks until the event is stored. An event whose {@link ProviderEvent#eventId()} the account
   * has already brought is ignored, so repeating a call is safe.
   *
   * @throws IllegalStateException when the event could not be stored or the provider was closed;
   *     the event is not lost by the engine but was never taken: repeat it later
   */
  void emit(ProviderEvent event);

  /** A small durable store of this account's own. */
  StateStore state();

  /** The only source of time: tests move it. */
  Clock clock();

  /**
   * Runs short background work of the provider. Work still queued when the engine stops may never
   * run.
   */
  Executor executor();
}
