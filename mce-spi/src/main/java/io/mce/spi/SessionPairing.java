package io.mce.spi;

/**
 * The ability to be bound to a phone by scanning a code. The code and every change of the session
 * come as {@link SessionState}.
 */
@Experimental
public interface SessionPairing {

  /** Begins pairing; does nothing when the session is ready. Does not wait for the person. */
  void pair();

  /** Logs out and forgets the session; does nothing when there is none. */
  void unpair();
}
