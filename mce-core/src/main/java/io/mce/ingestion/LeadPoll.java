package io.mce.ingestion;

import io.mce.provider.ProviderAccount;
import io.mce.spi.ErrorKind;
import java.time.Instant;
import java.util.Optional;

/**
 * How it goes with a source that is asked for leads.
 *
 * @param account the account it is asked with
 * @param taken how many leads it brought, updates of known ones included
 * @param lastPoll when it was last asked
 * @param nextPoll when it is asked next; empty while it is switched off
 * @param trouble what went wrong the last time
 */
public record LeadPoll(
    ProviderAccount account,
    long taken,
    Optional<Instant> lastPoll,
    Optional<Instant> nextPoll,
    Optional<Trouble> trouble) {

  /**
   * What went wrong.
   *
   * @param kind decides what is done about it
   * @param message a sentence for the person who has to act
   * @param failures how often in a row
   */
  public record Trouble(ErrorKind kind, String message, int failures) {

    /** Whether it goes on only after a person acted, or at one try an hour. */
    public boolean needsPerson() {
      return LeadPollPauses.needsPerson(kind);
    }
  }
}
