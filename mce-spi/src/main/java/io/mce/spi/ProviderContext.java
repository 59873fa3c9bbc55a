package io.mce.spi;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executor;

/** What the provider of one account may use of the engine. Safe for use from any thread. */
public interface ProviderContext {

  /** The account this provider serves. */
  AccountRef account();

  /** Where the remote can reach this account; it does not change over the life of the account. */
  URI webhookUrl();

  /**
   * Hands over something that happened outside a webhook, for example in a session: as {@link
   * #emit(List)} with this one event.
   */
  default void emit(ProviderEvent event) {
    emit(List.of(event));
  }

  /**
   * Hands over, in this order, what happened outside a webhook; all of it or nothing.
   *
   * <p>Blocks until the events are stored, which for many costs little more than for one. An event
   * whose {@link ProviderEvent#eventId()} the account has already brought is ignored, so repeating
   * a call is safe.
   *
   * @throws IllegalStateException when the events could not be stored or the provider was closed;
   *     they are not lost by the engine but were never taken: repeat the call later
   */
  void emit(List<? extends ProviderEvent> events);

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
