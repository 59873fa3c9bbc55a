package io.mce.notification;

import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.Cursor;
import io.mce.kernel.IdGenerator;
import io.mce.kernel.MceException;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Permission;
import io.mce.organization.MemberId;
import io.mce.organization.Members;
import io.mce.persistence.Database;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The notices of an organization: its members share them, but those for one of them. Thread-safe;
 * each command is one transaction and joins an open one.
 */
public final class Notices {

  private static final int MAX_TEXT = 1000;

  /** Sorts after every id. */
  private static final String END = "~";

  private final Database database;
  private final NoticeStore store;
  private final Events events;
  private final Clock clock;
  private final IdGenerator ids;
  private final Members members;

  @Inject
  Notices(
      Database database,
      NoticeStore store,
      Events events,
      Clock clock,
      IdGenerator ids,
      Members members) {
    this.database = database;
    this.store = store;
    this.events = events;
    this.clock = clock;
    this.ids = ids;
    this.members = members;
  }

  /**
   * Raises a notice, once per cause: with a cause that has one, returns that one.
   *
   * @param text what to show, 1 to {@value #MAX_TEXT} characters; may be personal, it is sealed
   * @param leadId the lead it is about, if it is about one
   * @param cause what it is raised for ("workflow-run:..."), never personal
   */
  public Notice raise(Actor actor, String text, Optional<UUID> leadId, String cause) {
    return raise(actor, Optional.empty(), text, leadId, cause);
  }

  /** Raises a notice that only one member sees; see {@link #raise}. */
  public Notice raiseFor(
      Actor actor, MemberId addressee, String text, Optional<UUID> leadId, String cause) {
    members.get(actor, addressee);
    return raise(actor, Optional.of(addressee), text, leadId, cause);
  }

  private Notice raise(
      Actor actor, Optional<MemberId> addressee, String text, Optional<UUID> leadId, String cause) {
    actor.require(Permission.ORGANIZATION_MANAGE);
    if (text.isBlank() || text.length() > MAX_TEXT) {
      throw MceException.invalid(
          "text", "The text of a notice must have 1 to " + MAX_TEXT + " characters.");
    }
    Notice notice =
        new Notice(
            new NoticeId(ids.next()),
            text.strip(),
            leadId,
            addressee,
            clock.instant(),
            Optional.empty());
    return database.inOrganization(
        actor.organizationId(),
        transaction -> {
          if (store.insert(actor.organizationId(), notice, cause)) {
            events.append(actor, new NoticeRaised(notice.id(), leadId));
            return notice;
          }
          return store
              .findByCause(actor.organizationId(), cause)
              .orElseThrow(() -> new IllegalStateException("a cause without its notice"));
        });
  }

  /** Returns notices for all and for the member who asks, newest first. */
  public Page<Notice> list(Actor actor, PageRequest request) {
    actor.require(Permission.NOTICE_READ);
    String before = request.cursor(1).map(cursor -> cursor.idAt(0)).orElse(END);
    List<Notice> rows =
        store.list(actor.organizationId(), member(actor), before, request.limit() + 1);
    return Page.of(rows, request.limit(), notice -> Cursor.of(notice.id()));
  }

  /** Returns how many of the notices that the actor sees nobody has read. */
  public long unread(Actor actor) {
    actor.require(Permission.NOTICE_READ);
    return store.unread(actor.organizationId(), member(actor));
  }

  /**
   * Marks a notice as read; repeating it changes nothing.
   *
   * @throws MceException NOT_FOUND when there is no such notice
   */
  public void markRead(Actor actor, NoticeId id) {
    actor.require(Permission.NOTICE_READ);
    if (!store.markRead(actor.organizationId(), member(actor), id, clock.instant())) {
      throw MceException.notFound("notice");
    }
  }

  /** Who is no member sees only what is for all. */
  private static String member(Actor actor) {
    return actor.kind() == Actor.Kind.MEMBER ? actor.id() : "";
  }
}
