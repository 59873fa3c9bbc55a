package io.mce.notification;

import io.mce.organization.MemberId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Something the people of an organization should see.
 *
 * @param text what to show; may name a person
 * @param leadId the lead it is about, if it is about one
 * @param addressee the only member who sees it; empty: all do
 * @param readAt when someone marked it as read
 */
public record Notice(
    NoticeId id,
    String text,
    Optional<UUID> leadId,
    Optional<MemberId> addressee,
    Instant at,
    Optional<Instant> readAt) {

  /** The id only: the text may be personal. */
  @Override
  public String toString() {
    return "Notice[" + id + "]";
  }
}
