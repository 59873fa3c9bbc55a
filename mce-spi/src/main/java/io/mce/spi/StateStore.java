package io.mce.spi;

import java.util.Map;
import java.util.Optional;

/**
 * Durable text values of one provider account: sync cursors, session keys, what was accepted.
 *
 * <p>Shared by the nodes of a cluster and kept until the account is deleted. Values are sealed at
 * rest, keys are not: no personal data in keys. A value is stored when the call returns. Calls
 * block on the database; safe for use from any thread. Not meant for bulk data: keys are at most
 * 200 characters, values at most 65,536.
 */
public interface StateStore {

  /** The value under a key. */
  Optional<String> get(String key);

  /** All entries whose key begins with {@code prefix}, in the order of their keys. */
  Map<String, String> entries(String prefix);

  /** Stores a value, replacing the one before. */
  void put(String key, String value);

  /** Removes a value; does nothing when there is none. */
  void remove(String key);
}
