package io.mce.kernel;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The persons of organizations, for what is below the feature that makes them. That feature binds
 * it. Thread-safe.
 */
public interface People {

  /**
   * Returns what a person is called, also one who is set aside; empty when there is none of this id
   * or who it was is erased.
   */
  Optional<String> name(OrganizationId organizationId, UUID person);

  /** Tells whether there is such a person; one who is set aside or erased is not there. */
  boolean isThere(OrganizationId organizationId, UUID person);

  /**
   * Keeps a person from being erased until the open transaction ends: what is written about the
   * person after this is either seen by an erasure or refused.
   *
   * @return false when there is no such person, set aside or erased included
   */
  boolean keep(OrganizationId organizationId, UUID person);

  /**
   * Waits for everyone who keeps a person, and has the person alone until the open transaction
   * ends.
   *
   * @return false when there is no such person or who it was is erased
   */
  boolean lock(OrganizationId organizationId, UUID person);

  /**
   * Returns the ids of those who turned out to be this person. What is kept under them belongs to
   * the person too.
   */
  Set<UUID> alsoKnownAs(OrganizationId organizationId, UUID person);
}
