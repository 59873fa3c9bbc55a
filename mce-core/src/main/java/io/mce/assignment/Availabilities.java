package io.mce.assignment;

import io.mce.event.Changes;
import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Permission;
import io.mce.organization.BusinessHours;
import io.mce.organization.Member;
import io.mce.organization.MemberId;
import io.mce.organization.Members;
import io.mce.persistence.Database;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * When members take leads, and how many. Members say so themselves, all but how many; who manages
 * assignment says it for everybody. Thread-safe; each command is one transaction.
 */
public final class Availabilities {

  /** Most open leads that a member may be given, where it is limited. */
  public static final int MOST_CAPACITY = 2_000;

  private final Database database;
  private final AvailabilityStore store;
  private final Members members;
  private final Events events;
  private final Clock clock;

  @Inject
  Availabilities(
      Database database, AvailabilityStore store, Members members, Events events, Clock clock) {
    this.database = database;
    this.store = store;
    this.members = members;
    this.events = events;
    this.clock = clock;
  }

  /** Returns what holds for every member who takes leads, in the order in which they joined. */
  public List<Availability> list(Actor actor) {
    actor.require(Permission.MEMBER_READ);
    OrganizationId organizationId = actor.organizationId();
    return database.read(
        organizationId,
        transaction -> {
          Map<MemberId, Availability> known = store.all(organizationId);
          return members.assignable(organizationId).stream()
              .map(member -> known.getOrDefault(member, Availability.usual(member)))
              .toList();
        });
  }

  /**
   * Returns what holds for a member.
   *
   * @throws MceException NOT_FOUND
   */
  public Availability get(Actor actor, MemberId memberId) {
    actor.require(Permission.MEMBER_READ);
    members.get(actor, memberId);
    return find(actor.organizationId(), memberId);
  }

  private Availability find(OrganizationId organizationId, MemberId memberId) {
    return store.all(organizationId).getOrDefault(memberId, Availability.usual(memberId));
  }

  /**
   * Changes what holds for a member. Leads that wait are given at once to a member who came back.
   *
   * @param expectedVersion the version the person saw
   * @throws MceException NOT_FOUND; FORBIDDEN for what only managers of assignment may; INVALID;
   *     STALE_VERSION
   */
  public Availability change(
      Actor actor, MemberId memberId, AvailabilityChange change, long expectedVersion) {
    Member member = members.get(actor, memberId);
    if (!isSelf(actor, memberId) || change.capacity().isPresent()) {
      actor.require(Permission.ASSIGNMENT_MANAGE);
    }
    if (!member.role().takesLeads()) {
      throw MceException.wrongState("This member does not take leads.");
    }
    OrganizationId organizationId = actor.organizationId();
    return database.inOrganization(
        organizationId,
        transaction -> {
          // One at a time, so that two backups cannot become a circle.
          database.takeTurns(organizationId, "availability", Set.of("availability"));
          Availability before = find(organizationId, memberId);
          Availability after = changed(before, change);
          requireSense(actor, change, after);
          if (before.version() != expectedVersion
              || !store.save(organizationId, after, expectedVersion, clock.instant())) {
            throw new MceException(
                ErrorCode.STALE_VERSION,
                "This was changed by someone else in the meantime.",
                Map.of("version", String.valueOf(before.version())));
          }
          Changes changes = changes(before, after);
          if (!changes.isEmpty()) {
            events.append(
                actor,
                new MemberAvailabilityChanged(memberId, after.isAway(clock.instant())),
                changes);
          }
          return find(organizationId, memberId);
        });
  }

  private static boolean isSelf(Actor actor, MemberId memberId) {
    return actor.kind() == Actor.Kind.MEMBER && actor.id().equals(memberId.toString());
  }

  private static Availability changed(Availability before, AvailabilityChange change) {
    Optional<Instant> until = change.away().isPresent() ? change.awayUntil() : before.awayUntil();
    boolean away = change.away().orElse(before.away());
    return new Availability(
        before.memberId(),
        away,
        away ? until : Optional.empty(),
        change.hours().or(before::hours).filter(hours -> !hours.saysNothing()),
        change.capacity().or(before::capacity).filter(most -> most != 0),
        change.backup().orElse(before.backup()),
        before.version());
  }

  private void requireSense(Actor actor, AvailabilityChange change, Availability after) {
    if (change.awayUntil().isPresent() && !change.away().equals(Optional.of(true))) {
      throw MceException.invalid("awayUntil", "A time to be back belongs to going away.");
    }
    if (change.awayUntil().filter(back -> !back.isAfter(clock.instant())).isPresent()) {
      throw MceException.invalid("awayUntil", "The time to be back must be in the future.");
    }
    change
        .hours()
        .map(BusinessHours::problems)
        .ifPresent(problems ->
            problems.forEach((day, problem) -> {
              throw MceException.invalid("hours." + day, problem);
            }));
    if (change.capacity().filter(most -> most < 0 || most > MOST_CAPACITY).isPresent()) {
      throw MceException.invalid(
          "capacity",
          "A member takes 1 to " + MOST_CAPACITY + " open leads, or with 0 as many as come.");
    }
    if (change.backup().isPresent() && after.backup().isPresent()) {
      requireBackup(actor.organizationId(), after);
    }
  }

  private void requireBackup(OrganizationId organizationId, Availability after) {
    MemberId backup = after.backup().orElseThrow();
    if (!members.assignable(organizationId).contains(backup)) {
      throw MceException.invalid(
          "backupId", "Only an active member who works on leads can stand in.");
    }
    Map<MemberId, Availability> all = new HashMap<>(store.all(organizationId));
    all.put(after.memberId(), after);
    Set<MemberId> seen = new HashSet<>();
    Optional<MemberId> next = Optional.of(after.memberId());
    while (next.isPresent()) {
      if (!seen.add(next.get())) {
        throw MceException.invalid("backupId", "Members must not stand in for each other in turn.");
      }
      next = Optional.ofNullable(all.get(next.get())).flatMap(Availability::backup);
    }
  }

  private static Changes changes(Availability before, Availability after) {
    return Changes.NONE
        .with("away", before.away(), after.away())
        .with("awayUntil", before.awayUntil(), after.awayUntil())
        .with("hours", before.hours(), after.hours())
        .with("capacity", before.capacity(), after.capacity())
        .with("backup", before.backup(), after.backup());
  }
}
