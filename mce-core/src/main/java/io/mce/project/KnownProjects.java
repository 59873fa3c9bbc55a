package io.mce.project;

import io.mce.spi.Internal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The projects of an organization, to look many up in. Immutable. */
@Internal
public final class KnownProjects {

  /** Nobody misspells a name that long. */
  private static final int LONGEST_COMPARED = 60;

  private final Map<String, KnownProject> byCode = new HashMap<>();
  private final Map<String, KnownProject> byId = new HashMap<>();

  /** Offered projects by name; empty where several are called like this. */
  private final Map<String, Optional<KnownProject>> byName = new HashMap<>();

  /** What offered projects are named by; with whose it is, in the order of codes. */
  private final List<Spelling> spellings;

  private record Spelling(String key, KnownProject project) {
    /** Tells how far a text is from it; more than the limit is no matter how much. */
    int distance(String text, int limit) {
      return Math.abs(key.length() - text.length()) > limit
          ? Integer.MAX_VALUE
          : ProjectCode.distance(key, text);
    }
  }

  KnownProjects(List<KnownProject> projects) {
    for (KnownProject project : projects) {
      byCode.put(ProjectCode.key(project.code()), project);
      byId.put(project.id().toString(), project);
    }
    List<KnownProject> offered =
        projects.stream()
            .filter(KnownProject::active)
            .sorted(Comparator.comparing(project -> ProjectCode.key(project.code())))
            .toList();
    offered.forEach(project ->
        byName.merge(
            ProjectCode.key(project.name()), Optional.of(project), (one, two) -> Optional.empty()));
    this.spellings =
        offered.stream()
            .flatMap(project ->
                Stream.of(project.code(), project.name())
                    .map(ProjectCode::key)
                    .distinct()
                    .map(key -> new Spelling(key, project)))
            .toList();
  }

  /**
   * Returns the project with this code or id, whatever the case, or the only one offered that is
   * called like this; also one in the archive.
   */
  public Optional<KnownProject> find(String named) {
    String key = ProjectCode.key(named);
    return Optional.ofNullable(byCode.get(key))
        .or(() -> Optional.ofNullable(byId.get(key)))
        .or(() -> byName.getOrDefault(key, Optional.empty()));
  }

  /**
   * Returns the offered project that was probably meant: whose code or name is spelled nearly so.
   */
  public Optional<KnownProject> nearest(String unknown) {
    String key = ProjectCode.key(unknown);
    if (key.isEmpty() || key.length() > LONGEST_COMPARED) {
      return Optional.empty();
    }
    int limit = Math.max(1, key.length() / 3);
    Optional<KnownProject> nearest = Optional.empty();
    int least = limit + 1;
    for (Spelling spelling : spellings) {
      int distance = spelling.distance(key, limit);
      if (distance < least) {
        least = distance;
        nearest = Optional.of(spelling.project());
      }
    }
    return nearest;
  }

  /** Returns the project with this id; also one in the archive. */
  public Optional<KnownProject> find(ProjectId id) {
    return Optional.ofNullable(byId.get(id.toString()));
  }

  /** Tells whether there is none, not even in the archive. */
  public boolean isNone() {
    return byId.isEmpty();
  }

  /** Tells whether there is none to name. */
  public boolean isEmpty() {
    return spellings.isEmpty();
  }
}
