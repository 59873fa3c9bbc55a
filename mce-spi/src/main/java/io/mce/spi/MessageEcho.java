package io.mce.spi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The account's owner wrote to somebody past the engine: in the carrier's own app, on the phone.
 *
 * @param eventId see {@link ProviderEvent#eventId()}
 * @param at when it was written, by the remote's clock
 * @param remoteId the carrier's id of the message; receipts may follow
 * @param to whom it was written to
 * @param from which of the account's senders it came from, where the carrier says
 * @param text what was written; empty when the message has none or is of a kind this channel cannot
 *     read
 * @param media files that went with it
 * @param inReplyTo the remote id of the message that it answers
 */
@Experimental
public record MessageEcho(
    String eventId,
    Instant at,
    String remoteId,
    Address to,
    Optional<Address> from,
    String text,
    List<MediaRef> media,
    Optional<String> inReplyTo)
    implements ProviderEvent {

  /** Copies the media and checks that the ids are there. */
  public MessageEcho {
    Check.notBlank(eventId, "eventId");
    Check.notBlank(remoteId, "remoteId");
    media = List.copyOf(media);
  }

  /** The ids only. */
  @Override
  public String toString() {
    return "MessageEcho["
        + eventId
        + ", "
        + text.length()
        + " characters, "
        + media.size()
        + " media]";
  }
}
