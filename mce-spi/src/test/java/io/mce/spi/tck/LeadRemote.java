package io.mce.spi.tck;

import java.time.Clock;
import java.util.Map;

/**
 * Plays a remote that is asked for leads, for one test. Written by the author of a plugin from the
 * remote's documentation, independently of the plugin's own code.
 */
public interface LeadRemote extends AutoCloseable {

  /** What can go wrong with the next request; the remote itself is well again afterwards. */
  enum Fault {
    /** It says that this was too often. */
    TOO_OFTEN,
    /** It does not accept the credentials, or does not let the account read. */
    FORBIDDEN,
    /** It fails with an error of its own, such as HTTP 503. */
    BROKEN,
    /** It closes the connection without an answer. */
    LOST,
    /** It answers something that is not of its own format, such as a page of a proxy. */
    GARBLED
  }

  /** Settings of an account at this remote in their text form; each secret once. */
  Map<String, String> settings();

  /** The clock of the test: what people do happens at its time. The default needs none. */
  default void follow(Clock clock) {}

  /** A person leaves their details. */
  void add(String name, String phone);

  /** Lets the next request fail. */
  void failNext(Fault fault);

  /** Stops listening; connections are refused from now on. */
  void goAway();

  @Override
  void close();
}
