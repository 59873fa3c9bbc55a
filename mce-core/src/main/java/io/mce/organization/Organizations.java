package io.mce.organization;

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
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The organizations of this installation. Thread-safe; each command is one transaction. */
public final class Organizations {

  private static final String DEFAULT_REGION = "IN";
  private static final ZoneId DEFAULT_ZONE = ZoneOffset.UTC;
  private static final int MAX_TEXT = 200;

  private final Database database;
  private final OrganizationStore store;
  private final Events events;
  private final Clock clock;
  private final IdGenerator ids;

  @Inject
  Organizations(
      Database database, OrganizationStore store, Events events, Clock clock, IdGenerator ids) {
    this.database = database;
    this.store = store;
    this.events = events;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Returns the organization of this key, creating it when there is none. Repeating it, also at the
   * same time, makes one organization. The name counts only for a new one. Must not be called
   * inside a transaction.
   *
   * @param key the host's own name for it: 1 to 200 characters, opaque to the engine
   */
  public Organization ensure(String key, String name) {
    requireValid(key, name);
    Optional<Organization> known = byKey(key);
    if (known.isPresent()) {
      return known.get();
    }
    OrganizationId id = new OrganizationId(ids.next());
    Organization created =
        new Organization(
            id,
            key,
            name.strip(),
            DEFAULT_REGION,
            DEFAULT_ZONE,
            Optional.empty(),
            Optional.empty(),
            clock.instant(),
            1);
    boolean inserted =
        database.inOrganization(
            id,
            transaction -> {
              if (!store.insert(created)) {
                return false;
              }
              events.append(Actor.engine(id, "organizations"), new OrganizationCreated(id));
              return true;
            });
    return inserted
        ? created
        : byKey(key).orElseThrow(() -> new IllegalStateException("a taken key leads nowhere"));
  }

  /** Returns the actor's own organization. */
  public Organization get(Actor actor) {
    actor.require(Permission.ORGANIZATION_READ);
    return present(actor.organizationId());
  }

  /**
   * Changes the actor's organization.
   *
   * @param expectedVersion the version the caller saw
   * @throws MceException STALE_VERSION when it was changed since; INVALID with every wrong field
   */
  public Organization update(Actor actor, OrganizationChange change, long expectedVersion) {
    actor.require(Permission.ORGANIZATION_MANAGE);
    requireValid(change);
    return database.inOrganization(
        actor.organizationId(),
        transaction -> {
          Organization before = present(actor.organizationId());
          Organization after = apply(before, change);
          if (before.version() != expectedVersion || !store.update(after, expectedVersion)) {
            // Read again: whoever was faster may have committed since.
            throw stale(present(actor.organizationId()));
          }
          events.append(actor, new OrganizationChanged(after.id(), after.version()));
          return after;
        });
  }

  /** Returns every organization of this installation. For the features. */
  @Internal
  public List<OrganizationId> ids() {
    return store.ids();
  }

  /** Finds the id behind the host's key. */
  public Optional<OrganizationId> findByKey(String key) {
    return store.findByKey(key);
  }

  private Organization present(OrganizationId id) {
    return store.find(id).orElseThrow(() -> MceException.notFound("organization"));
  }

  private static MceException stale(Organization current) {
    return new MceException(
        ErrorCode.STALE_VERSION,
        "The organization was changed by someone else in the meantime.",
        Map.of("version", String.valueOf(current.version())));
  }

  private Optional<Organization> byKey(String key) {
    return store.findByKey(key).flatMap(store::find);
  }

  private static Organization apply(Organization before, OrganizationChange change) {
    return new Organization(
        before.id(),
        before.key(),
        change.name().map(String::strip).orElse(before.name()),
        change.defaultRegion().orElse(before.defaultRegion()),
        change.timeZone().orElse(before.timeZone()),
        changed(before.businessHours(), change.businessHours()),
        changed(before.quietHours(), change.quietHours()),
        before.createdAt(),
        before.version() + 1);
  }

  private static Optional<String> changed(Optional<String> before, Optional<String> change) {
    return change.isPresent() ? change.filter(text -> !text.isBlank()) : before;
  }

  private static void requireValid(OrganizationChange change) {
    Map<String, String> problems = new LinkedHashMap<>();
    change.name().ifPresent(name -> checkText("name", name, problems));
    change.defaultRegion().ifPresent(region -> checkRegion(region, problems));
    change.businessHours().ifPresent(text -> checkLength("businessHours", text, problems));
    change.quietHours().ifPresent(text -> checkLength("quietHours", text, problems));
    refuse(problems);
  }

  private static void requireValid(String key, String name) {
    Map<String, String> problems = new LinkedHashMap<>();
    checkText("key", key, problems);
    checkText("name", name, problems);
    refuse(problems);
  }

  private static void refuse(Map<String, String> problems) {
    if (!problems.isEmpty()) {
      throw new MceException(ErrorCode.INVALID, String.join(" ", problems.values()), problems);
    }
  }

  private static void checkText(String field, String value, Map<String, String> problems) {
    if (value.isBlank()) {
      problems.put(field, "The " + field + " of an organization must not be empty.");
    } else {
      checkLength(field, value, problems);
    }
  }

  private static void checkLength(String field, String value, Map<String, String> problems) {
    if (value.length() > MAX_TEXT) {
      problems.put(field, "The " + field + " may have at most " + MAX_TEXT + " characters.");
    }
  }

  private static void checkRegion(String region, Map<String, String> problems) {
    if (!Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2).contains(region)) {
      problems.put(
          "defaultRegion",
          "The default region must be a country in two capital letters, such as IN.");
    }
  }
}
