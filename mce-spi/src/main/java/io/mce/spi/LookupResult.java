package io.mce.spi;

import java.util.Optional;

/** What the carrier knows about a message. */
public sealed interface LookupResult {

  /**
   * The carrier has it.
   *
   * @param remoteId the carrier's id of the message
   * @param status how far it has come; empty when it was accepted and no more is known
   * @param error why it failed; there if and only if the status is FAILED
   */
  record Found(String remoteId, Optional<ReceiptStatus> status, Optional<ProviderErrorDetail> error)
      implements LookupResult {

    /** Checks that an error comes with FAILED, and only with it. */
    public Found {
      Check.notBlank(remoteId, "remoteId");
      Check.that(
          status.filter(s -> s == ReceiptStatus.FAILED).isPresent() == error.isPresent(),
          "a found message has an error if and only if it is FAILED");
    }
  }

  /** The carrier does not have it and will not have it: it is safe to send again. */
  record NotFound() implements LookupResult {}

  /**
   * The carrier cannot tell.
   *
   * @param reason a sentence for people; nothing personal
   */
  record Unknown(String reason) implements LookupResult {}

  /** The carrier accepted it; no more is known. */
  static LookupResult found(String remoteId) {
    return new Found(remoteId, Optional.empty(), Optional.empty());
  }

  /** The carrier accepted it and it has come this far. */
  static LookupResult found(String remoteId, ReceiptStatus status) {
    return new Found(remoteId, Optional.of(status), Optional.empty());
  }

  /** The carrier accepted it and then failed. */
  static LookupResult failed(String remoteId, ProviderErrorDetail error) {
    return new Found(remoteId, Optional.of(ReceiptStatus.FAILED), Optional.of(error));
  }

  /** Definitely not accepted. */
  static LookupResult notFound() {
    return new NotFound();
  }

  /** The carrier cannot tell. */
  static LookupResult unknown(String reason) {
    return new Unknown(reason);
  }
}
