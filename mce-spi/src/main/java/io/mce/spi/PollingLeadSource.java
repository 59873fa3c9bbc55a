package io.mce.spi;

import java.time.Duration;
import java.util.Optional;

/**
 * A remote that is asked for leads again and again: a spreadsheet, a portal without webhooks.
 *
 * <p>The engine asks at each {@link #interval()}, one call at a time for each account, from a
 * thread that may block; never inside a transaction. It stores the leads of a page and the cursor
 * behind it in one transaction. A process that dies in between asks for the same page again, so a
 * plugin never counts on a page having been taken before it is handed the cursor of that page.
 *
 * <p><b>Each lead once.</b> {@link LeadIn#externalId()} names the lead at the remote: the same for
 * ever, wherever it stands and in whatever order it comes. {@link LeadIn#eventId()} names what is
 * said of it: the same while nothing changes, another one when it was edited. The engine remembers
 * both for each lead of the account, sealed as keyed hashes. A lead whose two ids it knows is
 * passed over, however often it comes; one with a new event id updates the lead that it was; one
 * with a new external id is taken in, and becomes part of a lead that is known by its phone number
 * or e-mail address. So a source may hand over all it has in every pass, and need not remember what
 * it has handed over.
 *
 * <p><b>The cursor</b> is text of the plugin's own, 65,536 characters at most: a time, a page
 * token, a hash of what was read last. It is empty on the first poll and after a person asked to
 * read everything again; then the source begins at its beginning. It is sealed at rest.
 *
 * <p><b>Errors.</b> A poll changes nothing at the remote, so it is always repeated; the kind of the
 * {@link ProviderException} says when:
 *
 * <ul>
 *   <li>{@link ErrorKind#RATE_LIMITED}: not before {@link ProviderException#retryAfter()}, and with
 *       growing pauses;
 *   <li>{@link ErrorKind#UNAVAILABLE}, {@link ErrorKind#OUTCOME_UNKNOWN}: soon, with growing
 *       pauses;
 *   <li>kinds that a person must repair ({@link ErrorKind#UNAUTHORIZED}, {@link
 *       ErrorKind#INVALID_REQUEST} and all others): the account pauses, people get a notice with
 *       the message of the exception, and it goes on when its settings change, when a person asks
 *       for it, or by itself at one try an hour.
 * </ul>
 *
 * <p>The message is therefore a sentence for the person who has to act ("Share the sheet with
 * mce@project.iam.gserviceaccount.com"), without secrets and without anything personal. {@link
 * #health()} answers from what the last poll found and asks nobody.
 */
public interface PollingLeadSource extends Provider {

  /**
   * Reads the next leads.
   *
   * <p>Ends within a minute, whatever the remote does.
   *
   * @param cursor where the page before ended; empty to begin at the beginning
   * @param limit how many leads the page may hold, at least 1
   * @return the leads, and the cursor behind them; {@link LeadPage#nothing} when nothing is new
   * @throws ProviderException when the remote refused, failed or could not be reached
   */
  LeadPage poll(Optional<String> cursor, int limit);

  /** How long to wait between two passes; the engine never asks more often than every 15 s. */
  default Duration interval() {
    return Duration.ofMinutes(5);
  }
}
