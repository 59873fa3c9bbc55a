package io.mce.kernel;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who acts, for which organization, with which permissions: tenancy, authorization and audit in one
 * argument. Immutable.
 *
 * @param organizationId the only organization whose rows the actor can reach
 * @param kind what sort of actor this is
 * @param id stable id within the kind: a member id, a host's own name, a subscriber's name
 * @param permissions what the actor may do
 * @param cause what made the actor act, for the event log ("workflow-run:...", "import:...")
 * @param origin from where the actor acts, for the audit trail: the address of a remote; sealed
 *     wherever it is stored
 */
public record Actor(
    OrganizationId organizationId,
    Kind kind,
    String id,
    Set<Permission> permissions,
    Optional<String> cause,
    Optional<String> origin) {

  /** Sorts of actors, as the event log and the audit trail show them. */
  public enum Kind {
    /** A person, by member id. */
    MEMBER,
    /** A program with an API key, by key id. */
    KEY,
    /** The host application. */
    SYSTEM,
    /** The engine itself: a worker, a workflow, a campaign. */
    ENGINE,
    /** The lead, who wrote to us. */
    LEAD,
    /** A remote that called a webhook with a valid key. */
    SOURCE
  }

  /** Copies the permissions and refuses a blank id. */
  public Actor {
    if (id.isBlank()) {
      throw new IllegalArgumentException("an actor needs an id");
    }
    permissions = Set.copyOf(permissions);
  }

  /** The host application with every permission. */
  public static Actor system(OrganizationId organizationId, String name) {
    return all(organizationId, Kind.SYSTEM, name);
  }

  /** A person with these permissions, by member id. */
  public static Actor member(
      OrganizationId organizationId, String memberId, Set<Permission> permissions) {
    return of(organizationId, Kind.MEMBER, memberId, permissions);
  }

  /** A program with these permissions, by the id of its API key. */
  public static Actor key(
      OrganizationId organizationId, String keyId, Set<Permission> permissions) {
    return of(organizationId, Kind.KEY, keyId, permissions);
  }

  /** A part of the engine with every permission, named after what it does. */
  public static Actor engine(OrganizationId organizationId, String name) {
    return all(organizationId, Kind.ENGINE, name);
  }

  /** The same actor, acting because of something. */
  public Actor because(String newCause) {
    return new Actor(organizationId, kind, id, permissions, Optional.of(newCause), origin);
  }

  /** The same actor, acting from somewhere. */
  public Actor from(String newOrigin) {
    return new Actor(organizationId, kind, id, permissions, cause, Optional.of(newOrigin));
  }

  /** An actor with these permissions and no more than that. */
  public static Actor of(
      OrganizationId organizationId, Kind kind, String id, Set<Permission> permissions) {
    return new Actor(organizationId, kind, id, permissions, Optional.empty(), Optional.empty());
  }

  /** Refuses the command unless the actor has the permission. */
  public void require(Permission permission) {
    if (!permissions.contains(permission)) {
      throw new MceException(
          ErrorCode.FORBIDDEN,
          "This needs the permission " + permission + ".",
          Map.of("permission", permission.name()));
    }
  }

  private static Actor all(OrganizationId organizationId, Kind kind, String id) {
    return of(organizationId, kind, id, EnumSet.allOf(Permission.class));
  }
}
