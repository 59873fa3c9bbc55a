package io.mce.persistence;

import io.mce.spi.Internal;
import java.util.Optional;
import java.util.UUID;

/**
 * Something outside of a database by which the database is told from a copy of it: a file beside
 * it, or the server it is on. Not thread-safe; calls block on I/O.
 */
@Internal
public interface InstanceWitness {

  /**
   * What a witness says.
   *
   * @param place where the database is; another one for a copy elsewhere
   * @param count how often it was told that messages go out; less in an older copy of the database
   */
  record Testimony(String place, long count) {}

  /** Returns what the witness says; empty when there is none, or nothing that can be read. */
  Optional<Testimony> read();

  /**
   * Starts anew.
   *
   * @param id told from the one before by this
   * @return what the witness says from now on
   */
  Testimony renew(UUID id);

  /** Tells whether {@link #count} is kept; otherwise the place alone says everything. */
  boolean counts();

  /** Remembers a count; on the disk when this returns. */
  void count(long count);
}
