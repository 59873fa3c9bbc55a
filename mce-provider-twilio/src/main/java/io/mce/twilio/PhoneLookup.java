package io.mce.twilio;

import io.mce.spi.Address;
import io.mce.spi.ProviderException;

/**
 * The ability to ask Twilio about a phone number before anything is sent to it; an optional ability
 * of both channels. Thread-safe.
 */
public interface PhoneLookup {

  /**
   * Asks once; blocks for at most the time-out of the settings.
   *
   * @param phone a phone number
   * @param withLineType whether to ask for the kind of line too, which Twilio charges for; whether
   *     a number exists is free
   * @throws ProviderException when Twilio could not be asked; INVALID_REQUEST when the address is
   *     no phone number
   */
  PhoneFacts lookUp(Address phone, boolean withLineType);
}
