package io.mce.event;

import io.mce.persistence.Transaction;
import java.util.List;

/** Folds events into rows of its own, exactly once: the rows commit with the reader's position. */
@FunctionalInterface
public interface Projection {

  /** Applies the events, in order, in the transaction that also moves the position. */
  void apply(Transaction transaction, List<RecordedEvent> events);
}
