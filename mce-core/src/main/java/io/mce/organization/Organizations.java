package io.mce.organization;

import io.mce.event.Changes;
import io.mce.event.Changes.FieldChange;
import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.Cursor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.IdGenerator;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Permission;
import io.mce.persistence.Database;
import io.mce.persistence.Json;
import io.mce.spi.Internal;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The organizations of this installation. Thread-safe; each command is one transaction. */
public final class Organizations {

  private static final String DEFAULT_REGION = "IN";
  private static final ZoneId DEFAULT_ZONE = ZoneOffset.UTC;
  private static final List<String> DEFAULT_LANGUAGES = List.of("en");
  private static final int MOST_NUMBERED = 100;

  private final Database database;
  private final OrganizationStore store;
  private final OrganizationNameStore names;
  private final Events events;
  private final Clock clock;
  private final IdGenerator ids;

  @Inject
  Organizations(
      Database database,
      OrganizationStore store,
      OrganizationNameStore names,
      Events events,
      Clock clock,
      IdGenerator ids) {
    this.database = database;
    this.store = store;
    this.names = names;
    this.events = events;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Returns the organization of this key, creating it when there is none. Repeating it, also at the
   * same time, makes one organization. The name counts only for a new one, and several may have the
   * same. Must not be called inside a transaction.
   *
   * @param key the host's own name for it: 1 to 200 characters, opaque to the engine
   */
  public Organization ensure(String key, String name) {
    return ensure(
        key,
        name,
        id -> {
          names.take(id, NameKey.of(name));
          return name.strip();
        });
  }

  /**
   * Like {@link #ensure}, for a name that people choose by themselves: where another organization
   * of the installation has it, case and spaces aside, a number is put behind it ("Acme 2").
   *
   * @return its name tells whether it was changed
   */
  public Organization ensureDistinct(String key, String name) {
    return ensure(key, name, id -> takeFreeName(id, name.strip()));
  }

  private Organization ensure(String key, String name, Function<OrganizationId, String> naming) {
    requireValid(key, name);
    Optional<Organization> known = byKey(key);
    if (known.isPresent()) {
      return known.get();
    }
    OrganizationId id = new OrganizationId(ids.next());
    Optional<Organization> made =
        database.inOrganization(
            id,
            transaction -> {
              if (!store.takeKey(id, key)) {
                return Optional.empty();
              }
              Organization created = organization(id, key, naming.apply(id));
              store.insert(created);
              events.append(Actor.engine(id, "organizations"), new OrganizationCreated(id));
              return Optional.of(created);
            });
    return made.or(() -> byKey(key))
        .orElseThrow(() -> new IllegalStateException("a taken key leads nowhere"));
  }

  private Organization organization(OrganizationId id, String key, String name) {
    return new Organization(
        id,
        key,
        name,
        DEFAULT_REGION,
        DEFAULT_ZONE,
        Optional.empty(),
        Optional.empty(),
        DEFAULT_LANGUAGES,
        Optional.empty(),
        clock.instant(),
        1);
  }

  private String takeFreeName(OrganizationId id, String name) {
    if (names.take(id, NameKey.of(name))) {
      return name;
    }
    for (int number = 2; number < MOST_NUMBERED; number++) {
      String numbered = withEnding(name, " " + number);
      if (names.take(id, NameKey.of(numbered))) {
        return numbered;
      }
    }
    String ending = id.value().toString();
    String unlike = withEnding(name, " " + ending.substring(ending.length() - 8));
    names.take(id, NameKey.of(unlike));
    return unlike;
  }

  private static String withEnding(String name, String ending) {
    int room = OrganizationCheck.MAX_TEXT - ending.length();
    if (name.length() <= room) {
      return name + ending;
    }
    // Not through the middle of a character that takes two.
    int end = Character.isHighSurrogate(name.charAt(room - 1)) ? room - 1 : room;
    return name.substring(0, end).strip() + ending;
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
    refuse(change.problems());
    return database.inOrganization(
        actor.organizationId(),
        transaction -> {
          Organization before = present(actor.organizationId());
          Organization after = apply(actor, before, change);
          if (before.version() != expectedVersion || !store.update(after, expectedVersion)) {
            // Read again: whoever was faster may have committed since.
            throw stale(present(actor.organizationId()));
          }
          takeName(actor, before, after.name());
          Changes changes = changes(before, after);
          List<String> changed = changes.fields().stream().map(FieldChange::field).toList();
          events.append(
              actor,
              new OrganizationChanged(after.id(), after.version(), Optional.of(changed)),
              changes);
          return after;
        });
  }

  /**
   * Returns a page of all organizations of the installation, in the order in which they were made.
   * For the host: it has no actor, and what it reads is what an organization is, not what it holds.
   */
  public Page<Organization> list(PageRequest request) {
    String after = request.cursor(1).map(cursor -> cursor.idAt(0)).orElse("");
    List<Organization> rows =
        store.idsAfter(after, request.limit() + 1).stream()
            .flatMap(id -> store.find(id).stream())
            .toList();
    return Page.of(rows, request.limit(), organization -> Cursor.of(organization.id()));
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

  private Organization apply(Actor actor, Organization before, OrganizationChange change) {
    return new Organization(
        before.id(),
        before.key(),
        change.name().map(String::strip).orElse(before.name()),
        change.defaultRegion().orElse(before.defaultRegion()),
        change.timeZone().orElse(before.timeZone()),
        change.businessHours().or(before::businessHours).filter(hours -> !hours.saysNothing()),
        change.quietHours().or(before::quietHours).filter(hours -> !hours.saysNothing()),
        change.languages().map(Organizations::tags).orElse(before.languages()),
        isOfTheOrganization(actor) ? Optional.of(clock.instant()) : before.reviewedAt(),
        before.createdAt(),
        before.version() + 1);
  }

  private static List<String> tags(List<String> languages) {
    return languages.stream().flatMap(tag -> OrganizationCheck.language(tag).stream()).toList();
  }

  private static boolean isOfTheOrganization(Actor actor) {
    return actor.kind() == Actor.Kind.MEMBER || actor.kind() == Actor.Kind.KEY;
  }

  /**
   * Gives the old name back for the new one. People choose one that is free; the host names its
   * organizations as it likes.
   */
  private void takeName(Actor actor, Organization before, String name) {
    NameKey wanted = NameKey.of(name);
    if (wanted.equals(NameKey.of(before.name()))) {
      return;
    }
    names.release(before.id());
    if (!names.take(before.id(), wanted) && isOfTheOrganization(actor)) {
      throw MceException.invalid(
          "name", "Another organization has this name already; choose a different one.");
    }
  }

  /** Field by field, named as in {@link OrganizationChange}. */
  private static Changes changes(Organization before, Organization after) {
    return Changes.NONE
        .with("name", before.name(), after.name())
        .with("defaultRegion", before.defaultRegion(), after.defaultRegion())
        .with("timeZone", before.timeZone(), after.timeZone())
        .with(
            "businessHours",
            before.businessHours().map(Json::write),
            after.businessHours().map(Json::write))
        .with(
            "quietHours", before.quietHours().map(Json::write), after.quietHours().map(Json::write))
        // As one text: their order counts.
        .with(
            "languages",
            String.join(", ", before.languages()),
            String.join(", ", after.languages()));
  }

  private static void requireValid(String key, String name) {
    Map<String, String> problems = new LinkedHashMap<>();
    OrganizationCheck.checkText("key", key, problems);
    OrganizationCheck.checkText("name", name, problems);
    refuse(problems);
  }

  private static void refuse(Map<String, String> problems) {
    if (!problems.isEmpty()) {
      throw new MceException(ErrorCode.INVALID, String.join(" ", problems.values()), problems);
    }
  }
}
