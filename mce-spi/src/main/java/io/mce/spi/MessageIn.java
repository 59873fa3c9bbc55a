package io.mce.spi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A person wrote.
 *
 * @param eventId see {@link ProviderEvent#eventId()}
 * @param at when the person wrote, by the remote's clock
 * @param remoteId the carrier's id of the message
 * @param from who wrote
 * @param to which of the account's senders it was written to, where the carrier says
 * @param text what was written; empty when the message has none or is of a kind this channel cannot
 *     read
 * @param media files that came with it
 * @param choiceId the {@link QuickReply.Choice#id()} that was pressed
 * @param inReplyTo the remote id of the message that it answers
 * @param senderName how the person calls themselves on the channel
 * @param alias another address of the same person, where the carrier tells both: the next message
 *     may come from that one alone
 */
public record MessageIn(
    String eventId,
    Instant at,
    String remoteId,
    Address from,
    Optional<Address> to,
    String text,
    List<MediaRef> media,
    Optional<String> choiceId,
    Optional<String> inReplyTo,
    Optional<String> senderName,
    Optional<Address> alias)
    implements ProviderEvent {

  /** Copies the media and checks that the ids are there. */
  public MessageIn {
    Check.notBlank(eventId, "eventId");
    Check.notBlank(remoteId, "remoteId");
    media = List.copyOf(media);
  }

  /** A message of a person with one address. */
  public MessageIn(
      String eventId,
      Instant at,
      String remoteId,
      Address from,
      Optional<Address> to,
      String text,
      List<MediaRef> media,
      Optional<String> choiceId,
      Optional<String> inReplyTo,
      Optional<String> senderName) {
    this(
        eventId,
        at,
        remoteId,
        from,
        to,
        text,
        media,
        choiceId,
        inReplyTo,
        senderName,
        Optional.empty());
  }

  /** A plain text message; the remote id names the event too. */
  public static MessageIn text(String remoteId, Instant at, Address from, String text) {
    return new MessageIn(
        "in:" + remoteId,
        at,
        remoteId,
        from,
        Optional.empty(),
        text,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same of a person who has another address too. */
  public MessageIn withAlias(Address other) {
    return new MessageIn(
        eventId,
        at,
        remoteId,
        from,
        to,
        text,
        media,
        choiceId,
        inReplyTo,
        senderName,
        Optional.of(other));
  }

  /** The ids only. */
  @Override
  public String toString() {
    return "MessageIn["
        + eventId
        + ", "
        + text.length()
        + " characters, "
        + media.size()
        + " media]";
  }
}
