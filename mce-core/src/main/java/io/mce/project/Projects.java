package io.mce.project;

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
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an organization sells. Thread-safe; blocks on the database. Each command is one transaction,
 * or joins the one that is open on the thread. Names two that differ in case only as one.
 */
public final class Projects {

  /** How many projects an organization has at most, the archived ones too. */
  public static final int MOST = 1_000;

  private static final int LONGEST_CODE = 60;
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_ANSWER = 2_000;
  private static final int MOST_PARTS = 100;

  private final Database database;
  private final ProjectStore store;
  private final Events events;
  private final Clock clock;
  private final IdGenerator ids;

  @Inject
  Projects(Database database, ProjectStore store, Events events, Clock clock, IdGenerator ids) {
    this.database = database;
    this.store = store;
    this.events = events;
    this.clock = clock;
    this.ids = ids;
  }

  /** Projects as a transaction has read them. */
  private static final class Read {
    private Optional<KnownProjects> known = Optional.empty();
  }

  /** Returns all projects by name, the archived ones too. */
  public List<Project> list(Actor actor) {
    actor.require(Permission.LEAD_READ);
    return store.list(actor.organizationId());
  }

  /**
   * Returns a project.
   *
   * @throws MceException NOT_FOUND
   */
  public Project get(Actor actor, ProjectId id) {
    actor.require(Permission.LEAD_READ);
    return existing(actor.organizationId(), id);
  }

  /**
   * Refuses a project that no lead can be given. For the features.
   *
   * @throws MceException INVALID when there is no such project, or it is archived
   */
  @Internal
  public void requireOffered(OrganizationId organizationId, ProjectId id) {
    if (known(organizationId).find(id).filter(KnownProject::active).isEmpty()) {
      throw MceException.invalid("projectId", "There is no such project, or it is archived.");
    }
  }

  /**
   * Returns the names of all projects to look many up in; read once in a transaction. For the
   * features.
   */
  @Internal
  public KnownProjects known(OrganizationId organizationId) {
    return database.read(
        organizationId,
        transaction -> {
          Read read = transaction.attachment(Read.class, Read::new);
          if (read.known.isEmpty()) {
            read.known = Optional.of(new KnownProjects(store.names(organizationId)));
          }
          return read.known.get();
        });
  }

  /**
   * Adds a project.
   *
   * @throws MceException INVALID that names what is wrong; CONFLICT when the code is taken
   */
  public Project create(Actor actor, ProjectDraft draft) {
    actor.require(Permission.ORGANIZATION_MANAGE);
    OrganizationId organizationId = actor.organizationId();
    ProjectDraft checked = checked(draft);
    return database.inOrganization(
        organizationId,
        transaction -> {
          changing(organizationId);
          if (store.list(organizationId).size() >= MOST) {
            throw MceException.invalid(
                "code", "An organization has at most " + MOST + " projects.");
          }
          Instant now = clock.instant();
          Project project =
              new Project(
                  new ProjectId(ids.next()),
                  checked.code(),
                  checked.name(),
                  checked.location(),
                  checked.price(),
                  checked.configurations(),
                  checked.facts(),
                  Optional.empty(),
                  now,
                  now,
                  1);
          if (!store.insert(organizationId, project)) {
            throw taken();
          }
          events.append(
              actor,
              new ProjectCreated(project.id(), project.code()),
              Changes.NONE.with("code", null, project.code()).with("name", null, project.name()));
          return project;
        });
  }

  /**
   * Replaces what can be edited of a project. Leads stay with it, also under another code.
   *
   * @param expectedVersion the version the person saw
   * @throws MceException STALE_VERSION when it was changed since; INVALID; CONFLICT when the code
   *     is taken; NOT_FOUND
   */
  public Project change(Actor actor, ProjectId id, ProjectDraft draft, long expectedVersion) {
    actor.require(Permission.ORGANIZATION_MANAGE);
    OrganizationId organizationId = actor.organizationId();
    ProjectDraft checked = checked(draft);
    return database.inOrganization(
        organizationId,
        transaction -> {
          changing(organizationId);
          Project before = existing(organizationId, id);
          if (before.version() != expectedVersion) {
            throw stale(before.version());
          }
          requireFree(organizationId, id, checked.code());
          return update(actor, before, checked, before.archivedAt());
        });
  }

  /**
   * Stops offering a project; leads keep it. Archived before, it stays as it is.
   *
   * @throws MceException NOT_FOUND
   */
  public Project archive(Actor actor, ProjectId id) {
    return setArchived(actor, id, true);
  }

  /**
   * Offers an archived project again.
   *
   * @throws MceException NOT_FOUND
   */
  public Project restore(Actor actor, ProjectId id) {
    return setArchived(actor, id, false);
  }

  private Project setArchived(Actor actor, ProjectId id, boolean archived) {
    actor.require(Permission.ORGANIZATION_MANAGE);
    OrganizationId organizationId = actor.organizationId();
    return database.inOrganization(
        organizationId,
        transaction -> {
          changing(organizationId);
          Project before = existing(organizationId, id);
          if (before.isActive() == !archived) {
            return before;
          }
          return update(
              actor,
              before,
              before.draft(),
              archived ? Optional.of(clock.instant()) : Optional.empty());
        });
  }

  private Project update(
      Actor actor, Project before, ProjectDraft draft, Optional<Instant> archivedAt) {
    OrganizationId organizationId = actor.organizationId();
    Project after =
        new Project(
            before.id(),
            draft.code(),
            draft.name(),
            draft.location(),
            draft.price(),
            draft.configurations(),
            draft.facts(),
            archivedAt,
            before.createdAt(),
            before.changedAt(),
            before.version());
    if (!store.update(organizationId, after, before.version(), clock.instant())) {
      throw stale(before.version());
    }
    events.append(
        actor,
        new ProjectChanged(after.id(), after.code(), after.isActive()),
        Changes.NONE
            .with("code", before.code(), after.code())
            .with("name", before.name(), after.name())
            .with("location", before.location(), after.location())
            .with(
                "price", before.price().map(PriceRange::text), after.price().map(PriceRange::text))
            .with("configurations", before.configurations(), after.configurations())
            .with("facts", texts(before.facts()), texts(after.facts()))
            .with("active", before.isActive(), after.isActive()));
    return existing(organizationId, after.id());
  }

  private static List<String> texts(List<ProjectFact> facts) {
    return facts.stream().map(fact -> fact.question() + " " + fact.answer()).toList();
  }

  /** Two who change projects at the same time come one after the other. */
  private void changing(OrganizationId organizationId) {
    database.takeTurns(organizationId, "project", Set.of("all"));
    database
        .current()
        .ifPresent(
            transaction -> transaction.attachment(Read.class, Read::new).known = Optional.empty());
  }

  private void requireFree(OrganizationId organizationId, ProjectId id, String code) {
    boolean isTaken =
        store.list(organizationId).stream()
            .filter(other -> !other.id().equals(id))
            .anyMatch(other -> ProjectCode.key(other.code()).equals(ProjectCode.key(code)));
    if (isTaken) {
      throw taken();
    }
  }

  private static ProjectDraft checked(ProjectDraft draft) {
    List<String> configurations =
        List.copyOf(
            new LinkedHashSet<>(
                draft.configurations().stream()
                    .map(each -> line("configurations", each, LONGEST_NAME))
                    .toList()));
    requireFew("configurations", configurations);
    requireFew("facts", draft.facts());
    List<ProjectFact> facts =
        draft.facts().stream()
            .map(fact ->
                new ProjectFact(
                    line("facts", fact.question(), LONGEST_NAME), answer(fact.answer())))
            .toList();
    return new ProjectDraft(
        line("code", draft.code(), LONGEST_CODE),
        line("name", draft.name(), LONGEST_NAME),
        draft
            .location()
            .filter(each -> !each.isBlank())
            .map(each -> line("location", each, LONGEST_NAME)),
        draft.price(),
        configurations,
        facts);
  }

  private static String line(String field, String text, int longest) {
    String line = ProjectCode.clean(text);
    if (line.isEmpty() || line.length() > longest) {
      throw MceException.invalid(
          field, "The field " + field + " takes 1 to " + longest + " characters.");
    }
    return line;
  }

  private static String answer(String text) {
    String answer = text.strip();
    if (answer.isEmpty() || answer.length() > LONGEST_ANSWER) {
      throw MceException.invalid("facts", "An answer has 1 to " + LONGEST_ANSWER + " characters.");
    }
    return answer;
  }

  private static void requireFew(String field, List<?> parts) {
    if (parts.size() > MOST_PARTS) {
      throw MceException.invalid(field, "Name at most " + MOST_PARTS + " of them.");
    }
  }

  private Project existing(OrganizationId organizationId, ProjectId id) {
    return store.find(organizationId, id).orElseThrow(() -> MceException.notFound("project"));
  }

  private static MceException taken() {
    String message = "There already is a project with this code.";
    return new MceException(ErrorCode.CONFLICT, message, Map.of("code", message));
  }

  private static MceException stale(long version) {
    return new MceException(
        ErrorCode.STALE_VERSION,
        "The project was changed by someone else in the meantime.",
        Map.of("version", String.valueOf(version)));
  }
}
