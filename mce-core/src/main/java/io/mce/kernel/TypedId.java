package io.mce.kernel;

import java.util.UUID;

/** An id that knows what it names. Implementations are records of one {@link UUID}. */
public interface TypedId {

  /** Returns the bare id. */
  UUID value();
}
