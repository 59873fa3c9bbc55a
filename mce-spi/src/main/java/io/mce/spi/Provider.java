package io.mce.spi;

import java.util.Optional;

/**
 * The live connection of one account to one remote service.
 *
 * <p>Life: created, {@link #start()} once, used from many threads, {@link #close()}. Calls under
 * way when the account's settings change finish on the old instance before it is closed.
 */
public interface Provider extends AutoCloseable {

  /**
   * Opens what must be open before use: sessions, threads, subscriptions. Called once, before any
   * other method but {@link #health()} and {@link #close()}. The default does nothing.
   *
   * @throws ProviderException when the provider cannot work with its settings
   */
  default void start() {}

  /**
   * Says whether this provider can work now. Answers within seconds, from any thread and at any
   * time; trouble with the remote is an answer ({@link Health#down}), never an exception.
   */
  Health health();

  /**
   * Finds an optional ability such as {@link WebhookReceiver} or {@link DeliveryLookup}. The
   * default finds the interfaces that this object itself implements.
   */
  default <T> Optional<T> feature(Class<T> type) {
    return type.isInstance(this) ? Optional.of(type.cast(this)) : Optional.empty();
  }

  /**
   * Releases everything: threads, connections, sessions. Later and repeated calls do nothing. The
   * default does nothing.
   */
  @Override
  default void close() {}
}
