package io.mce.organization;

import io.mce.event.Changes;
import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.IdGenerator;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Permission;
import io.mce.persistence.Database;
import io.mce.spi.Internal;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The people of an organization. Thread-safe; each command is one transaction. */
public final class Members {

  private static final int MAX_TEXT = 200;

  private final Database database;
  private final MemberStore store;
  private final Events events;
  private final Clock clock;
  private final IdGenerator ids;

  @Inject
  Members(Database database, MemberStore store, Events events, Clock clock, IdGenerator ids) {
    this.database = database;
    this.store = store;
    this.events = events;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Makes a user of the host a member of the actor's organization.
   *
   * @param userId the host's id of the person: 1 to 200 characters
   * @throws MceException CONFLICT when the user is a member already; FORBIDDEN when the role may do
   *     more than the actor
   */
  public Member add(Actor actor, String userId, String name, Role role) {
    actor.require(Permission.MEMBER_MANAGE);
    requireNoMore(actor, role);
    requireText("userId", userId);
    requireText("name", name);
    Member member =
        new Member(
            actor.organizationId(),
            new MemberId(ids.next()),
            userId,
            name.strip(),
            role,
            true,
            clock.instant(),
            1);
    return database.inOrganization(
        actor.organizationId(),
        transaction -> {
          if (!store.insert(member)) {
            throw new MceException(ErrorCode.CONFLICT, "This user is a member already.");
          }
          events.append(
              actor,
              new MemberJoined(member.id(), role),
              Changes.NONE.with("name", null, member.name()));
          return member;
        });
  }

  /**
   * Changes a member. Nobody changes their own role or activity, so that nobody locks themselves
   * out; nobody gives or takes a role that may do more than they may themselves; an organization
   * keeps an active owner. It counts from the member's next request.
   *
   * @param expectedVersion the version the caller saw
   * @throws MceException NOT_FOUND; FORBIDDEN; WRONG_STATE for the last owner; STALE_VERSION
   */
  public Member change(Actor actor, MemberId id, MemberChange change, long expectedVersion) {
    actor.require(Permission.MEMBER_MANAGE);
    change.name().ifPresent(name -> requireText("name", name));
    OrganizationId organizationId = actor.organizationId();
    return database.inOrganization(
        organizationId,
        transaction -> {
          database.takeTurns(organizationId, "members", Set.of("members"));
          Member before = get(organizationId, id);
          Member after = apply(before, change);
          requireAllowed(actor, before, after);
          if (before.version() != expectedVersion || !store.update(after, expectedVersion)) {
            throw new MceException(
                ErrorCode.STALE_VERSION,
                "The member was changed by someone else in the meantime.",
                Map.of("version", String.valueOf(before.version())));
          }
          if (isOwner(before) && !isOwner(after)) {
            requireOwner(organizationId);
          }
          events.append(
              actor,
              new MemberChanged(id, after.role(), after.active()),
              Changes.NONE
                  .with("name", before.name(), after.name())
                  .with("role", before.role(), after.role())
                  .with("active", before.active(), after.active()));
          return after;
        });
  }

  private static Member apply(Member before, MemberChange change) {
    return new Member(
        before.organizationId(),
        before.id(),
        before.userId(),
        change.name().map(String::strip).orElse(before.name()),
        change.role().orElse(before.role()),
        change.active().orElse(before.active()),
        before.createdAt(),
        before.version() + 1);
  }

  private static void requireAllowed(Actor actor, Member before, Member after) {
    requireNoMore(actor, before.role());
    requireNoMore(actor, after.role());
    boolean self = actor.kind() == Actor.Kind.MEMBER && actor.id().equals(before.id().toString());
    if (self && (before.role() != after.role() || before.active() != after.active())) {
      throw new MceException(
          ErrorCode.FORBIDDEN, "Nobody changes their own role or access; ask a colleague.");
    }
  }

  private void requireOwner(OrganizationId organizationId) {
    if (store.list(organizationId).stream().noneMatch(Members::isOwner)) {
      throw MceException.wrongState("An organization needs an active owner; name another first.");
    }
  }

  private static boolean isOwner(Member member) {
    return member.active() && member.role() == Role.OWNER;
  }

  /** Finds the member that the id of an actor stands for, if it stands for one. */
  Optional<Member> find(OrganizationId organizationId, String actorId) {
    try {
      return store.find(organizationId, MemberId.of(actorId));
    } catch (MceException e) {
      return Optional.empty(); // A host's own name.
    }
  }

  /** Refuses a role that may do more than the actor. */
  static void requireNoMore(Actor actor, Role role) {
    if (!actor.permissions().containsAll(role.permissions())) {
      throw new MceException(
          ErrorCode.FORBIDDEN,
          "Nobody gives or takes a role that may do more than they may themselves.");
    }
  }

  /**
   * Returns a member.
   *
   * @throws MceException NOT_FOUND
   */
  public Member get(Actor actor, MemberId id) {
    actor.require(Permission.MEMBER_READ);
    return get(actor.organizationId(), id);
  }

  private Member get(OrganizationId organizationId, MemberId id) {
    return store.find(organizationId, id).orElseThrow(() -> MceException.notFound("member"));
  }

  /** Returns all members, in the order in which they joined. */
  public List<Member> list(Actor actor) {
    actor.require(Permission.MEMBER_READ);
    return store.list(actor.organizationId());
  }

  /** Finds the member that a user of the host is, for logging in. */
  public Optional<Member> findByUser(OrganizationId organizationId, String userId) {
    return store.findByUser(organizationId, userId);
  }

  /** Returns the active members who take leads, in the order in which they joined. */
  @Internal
  public List<MemberId> assignable(OrganizationId organizationId) {
    return store.list(organizationId).stream()
        .filter(member -> member.active() && member.role().takesLeads())
        .map(Member::id)
        .toList();
  }

  /**
   * Returns the actor that a member is, with the permissions of their role.
   *
   * @throws MceException FORBIDDEN when the member is no longer active
   */
  public Actor actor(Member member) {
    if (!member.active()) {
      throw new MceException(ErrorCode.FORBIDDEN, "This member is no longer active.");
    }
    return Actor.member(
        member.organizationId(), member.id().toString(), member.role().permissions());
  }

  private static void requireText(String field, String value) {
    if (value.isBlank() || value.length() > MAX_TEXT) {
      throw MceException.invalid(
          field, "The " + field + " of a member must have 1 to " + MAX_TEXT + " characters.");
    }
  }
}
