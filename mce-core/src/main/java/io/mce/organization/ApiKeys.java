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
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keys for programs that call in the name of an organization. Only hashes are stored. Thread-safe;
 * each command is one transaction.
 */
public final class ApiKeys {

  private static final int LONGEST_NAME = 100;
  private static final Duration LONGEST_LIFE = Duration.ofDays(3_653);

  /** What only people do: decide who works here, make keys, write to one lead in person. */
  private static final Set<Permission> FOR_PEOPLE =
      Set.of(
          Permission.OWNER_MANAGE,
          Permission.MEMBER_MANAGE,
          Permission.API_KEY_MANAGE,
          Permission.MESSAGE_SEND);

  private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);

  private final Database database;
  private final ApiKeyStore store;
  private final Events events;
  private final Clock clock;
  private final IdGenerator ids;

  @Inject
  ApiKeys(Database database, ApiKeyStore store, Events events, Clock clock, IdGenerator ids) {
    this.database = database;
    this.store = store;
    this.events = events;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Makes a key.
   *
   * @param name 1 to {@value #LONGEST_NAME} characters
   * @param permissions what it may do: at least one thing, nothing the actor may not, and neither
   *     OWNER_MANAGE, MEMBER_MANAGE, API_KEY_MANAGE nor MESSAGE_SEND, which are for people
   * @param expiresAt when it ends, within ten years; empty: when it is revoked
   * @throws MceException FORBIDDEN; INVALID with every wrong field
   */
  public IssuedApiKey create(
      Actor actor, String name, Set<Permission> permissions, Optional<Instant> expiresAt) {
    actor.require(Permission.API_KEY_MANAGE);
    requireValid(name, permissions, expiresAt);
    if (!actor.permissions().containsAll(permissions)) {
      throw new MceException(
          ErrorCode.FORBIDDEN, "A key can do nothing that its maker may not do.");
    }
    OrganizationId organizationId = actor.organizationId();
    ApiKeySecret secret = ApiKeySecret.create(organizationId, new ApiKeyId(ids.next()));
    ApiKey key =
        new ApiKey(
            organizationId,
            secret.id(),
            name.strip(),
            secret.hint(),
            permissions,
            ApiKeyState.ACTIVE,
            actor.id(),
            clock.instant(),
            expiresAt,
            Optional.empty());
    database.runInOrganization(
        organizationId,
        transaction -> {
          store.insert(key, secret.hash());
          events.append(
              actor,
              new ApiKeyCreated(key.id()),
              Changes.NONE.with("name", null, key.name()).with("permissions", null, permissions));
        });
    return new IssuedApiKey(key, secret.text());
  }

  /** Returns all keys, newest first. */
  public List<ApiKey> list(Actor actor) {
    actor.require(Permission.API_KEY_MANAGE);
    return store.list(actor.organizationId(), clock.instant());
  }

  /**
   * Takes a key back, from its next use on.
   *
   * @throws MceException NOT_FOUND; WRONG_STATE when it was taken back already
   */
  public void revoke(Actor actor, ApiKeyId id) {
    actor.require(Permission.API_KEY_MANAGE);
    Instant now = clock.instant();
    database.runInOrganization(
        actor.organizationId(),
        transaction -> {
          if (store.find(actor.organizationId(), id, now).isEmpty()) {
            throw MceException.notFound("API key");
          }
          if (!store.revoke(actor.organizationId(), id, now)) {
            throw MceException.wrongState("This key was revoked already.");
          }
          events.append(actor, new ApiKeyRevoked(id));
        });
  }

  /**
   * Returns the actor that a key is, with its permissions; the key is the permission to ask.
   *
   * @throws MceException KEY_INVALID when there is no such key, KEY_REVOKED, KEY_EXPIRED
   */
  public Actor actor(String secret) {
    Instant now = clock.instant();
    ApiKey key =
        ApiKeySecret.read(secret)
            .flatMap(read -> store.findBySecret(read, now))
            .orElseThrow(() -> new MceException(ErrorCode.KEY_INVALID, "There is no such key."));
    switch (key.state()) {
      case ACTIVE -> noteUse(key, now);
      case EXPIRED -> throw new MceException(ErrorCode.KEY_EXPIRED, "The key has expired.");
      case REVOKED -> throw new MceException(ErrorCode.KEY_REVOKED, "The key was revoked.");
    }
    return Actor.key(key.organizationId(), key.id().toString(), key.permissions());
  }

  /** Tells whether a text has the form of a key, whoever made it. */
  public static boolean isKey(String text) {
    return text.startsWith(ApiKeySecret.PREFIX);
  }

  private void noteUse(ApiKey key, Instant now) {
    Instant since = now.minus(USE_NOTED_EVERY);
    if (key.lastUsedAt().filter(last -> !last.isBefore(since)).isEmpty()) {
      store.touch(key.organizationId(), key.id(), now, since);
    }
  }

  private void requireValid(String name, Set<Permission> permissions, Optional<Instant> expiresAt) {
    Map<String, String> problems = new LinkedHashMap<>();
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      problems.put("name", "The name of a key must have 1 to " + LONGEST_NAME + " characters.");
    }
    if (permissions.isEmpty()) {
      problems.put("permissions", "A key must be able to do something.");
    }
    if (permissions.stream().anyMatch(FOR_PEOPLE::contains)) {
      problems.put(
          "permissions", "A key manages neither people nor keys, and writes to no lead in person.");
    }
    Instant now = clock.instant();
    expiresAt.ifPresent(end -> {
      if (!end.isAfter(now) || end.isAfter(now.plus(LONGEST_LIFE))) {
        problems.put("expiresAt", "A key ends in the future, within ten years.");
      }
    });
    if (!problems.isEmpty()) {
      throw new MceException(ErrorCode.INVALID, String.join(" ", problems.values()), problems);
    }
  }
}
