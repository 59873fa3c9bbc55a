package io.mce.spi;

import java.time.Instant;
import java.util.Optional;

/**
 * The session of an account changed, see {@link SessionPairing}.
 *
 * @param eventId see {@link ProviderEvent#eventId()}
 * @param at when it changed
 * @param phase what it is now
 * @param pairingCode what to show as a QR code; there if and only if the phase is PAIRING
 * @param detail a sentence for people, may be empty
 */
@Experimental
public record SessionState(
    String eventId, Instant at, Phase phase, Optional<String> pairingCode, String detail)
    implements ProviderEvent {

  /** Where a session is in its life. */
  public enum Phase {
    /** Waits for a person to scan a code. */
    PAIRING,
    /** Logs in. */
    CONNECTING,
    /** Can send and receive. */
    READY,
    /** Lost; the provider tries to come back by itself. */
    DISCONNECTED,
    /** Logged out by the remote; needs pairing again. */
    LOGGED_OUT,
    /** The remote has closed the account. */
    BANNED
  }

  /** Checks that a code comes with PAIRING, and only with it. */
  public SessionState {
    Check.notBlank(eventId, "eventId");
    Check.that(
        (phase == Phase.PAIRING) == pairingCode.isPresent(),
        "a session state has a pairing code if and only if it is PAIRING");
  }

  /** The code is a credential: it stays out of the text form. */
  @Override
  public String toString() {
    return "SessionState[" + eventId + ", " + phase + "]";
  }
}
