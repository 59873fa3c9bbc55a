package io.mce.spi;

/** The ability to say how many people the carrier lets the account talk to first. */
@Experimental
public interface RecipientLimits {

  /**
   * Asks the carrier for the limit in force now; blocks. Carriers raise and lower it with quality.
   *
   * @throws ProviderException when the carrier could not be asked
   */
  RecipientLimit recipientLimit();
}
