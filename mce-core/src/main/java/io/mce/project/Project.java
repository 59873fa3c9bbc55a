package io.mce.project;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something an organization sells.
 *
 * @param code what files and forms name it by, whatever the case
 * @param location where it is, as people say it
 * @param configurations what there is to choose: "2 bedrooms"
 * @param facts questions of leads, answered
 * @param archivedAt since when it is no longer offered; leads keep it
 */
public record Project(
    ProjectId id,
    String code,
    String name,
    Optional<String> location,
    Optional<PriceRange> price,
    List<String> configurations,
    List<ProjectFact> facts,
    Optional<Instant> archivedAt,
    Instant createdAt,
    Instant changedAt,
    long version) {

  /** Copies the lists. */
  public Project {
    configurations = List.copyOf(configurations);
    facts = List.copyOf(facts);
  }

  /** Tells whether it is offered. */
  public boolean isActive() {
    return archivedAt.isEmpty();
  }

  /** What can be edited of it. */
  public ProjectDraft draft() {
    return new ProjectDraft(code, name, location, price, configurations, facts);
  }
}
