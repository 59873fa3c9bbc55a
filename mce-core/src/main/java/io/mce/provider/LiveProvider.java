package io.mce.provider;

import io.mce.spi.ChannelProfile;
import io.mce.spi.ChannelProvider;
import io.mce.spi.Provider;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One instance of a plugin and the calls under way on it. Replaced by another one when the settings
 * change: then it takes no more calls and closes when the last one has returned. Thread-safe.
 */
final class LiveProvider {

  private static final Logger log = LoggerFactory.getLogger(LiveProvider.class);

  private final AccountId id;
  private final Provider provider;
  private final Optional<ChannelProfile> profile;
  private final String settings;
  private final AccountContext context;
  private volatile long version;
  private int underWay;
  private boolean retired;
  private boolean closed;

  LiveProvider(StoredAccount account, Provider provider, AccountContext context) {
    this.id = account.id();
    this.provider = provider;
    this.profile =
        provider instanceof ChannelProvider channel
            ? Optional.of(channel.profile())
            : Optional.empty();
    this.settings = account.settings();
    this.context = context;
    this.version = account.version();
  }

  Provider provider() {
    return provider;
  }

  Optional<ChannelProfile> profile() {
    return profile;
  }

  long version() {
    return version;
  }

  /** Tells whether the instance has these settings; then a new version changes nothing here. */
  boolean serves(StoredAccount account) {
    return account.settings().equals(settings);
  }

  /** The account with what this instance says of itself. */
  StoredAccount with(StoredAccount account) {
    return account.withChannel(profile.map(ChannelProfile::channel));
  }

  void follow(StoredAccount account) {
    version = account.version();
  }

  /** Begins a call; false when the instance takes no more. */
  synchronized boolean enter() {
    if (retired) {
      return false;
    }
    underWay++;
    return true;
  }

  /** Whether another instance has taken its place. */
  synchronized boolean isRetired() {
    return retired;
  }

  /** Ends a call. */
  void leave() {
    boolean last;
    synchronized (this) {
      underWay--;
      last = retired && underWay == 0;
      notifyAll();
    }
    if (last) {
      close();
    }
  }

  /** Takes no more calls; closes now or with the end of the last call. */
  void retire() {
    boolean idle;
    synchronized (this) {
      retired = true;
      idle = underWay == 0;
    }
    if (idle) {
      close();
    }
  }

  /** Waits for the calls under way until a deadline of {@link System#nanoTime}, then closes. */
  void drain(long deadline) {
    retire();
    synchronized (this) {
      long millis;
      while (underWay > 0 && (millis = (deadline - System.nanoTime()) / 1_000_000) > 0) {
        try {
          wait(millis);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          break;
        }
      }
    }
    close();
  }

  private void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    try {
      provider.close();
    } catch (Throwable e) {
      log.warn("the plugin of account {} failed to close: {}", id, PluginFailures.describe(e));
    } finally {
      context.close();
    }
  }
}
