package io.mce.kernel;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A feature's share of what is stored about persons. Each feature with such tables binds one, so
 * that whoever counts, exports or erases everything about a person need not know the features.
 * Implementations are thread-safe; all but {@link #tables} run inside a transaction of the
 * organization.
 */
public interface PersonalDataHolder {

  /** Returns the tables it answers for. */
  Set<String> tables();

  /**
   * Counts what hangs on a person.
   *
   * @return how many of what, by words such as {@code messages}; what there is none of may be left
   *     out
   */
  Map<String, Long> counts(OrganizationId organizationId, UUID person);

  /** Adds everything that is stored about a person. */
  void export(OrganizationId organizationId, UUID person, PersonalRecords records);

  /**
   * Stops what is on its way to a person who was deleted and can still come back. What follows from
   * the deletion later is heard of by events.
   */
  default void setAside(Actor actor, UUID person) {}

  /**
   * Removes everything by which a person could be recognized. Rows that others refer to, and that
   * counters are made of, may stay without it. Repeating it changes nothing.
   *
   * @param actor in whose name events are appended
   */
  void erase(Actor actor, UUID person);

  /** Says in a sentence why a person must not be deleted now; empty when nothing is against it. */
  default Optional<String> objection(OrganizationId organizationId, UUID person) {
    return Optional.empty();
  }
}
