package io.mce.event;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Transaction;
import java.util.List;
import java.util.function.Consumer;

/** Folds events into rows of its own, exactly once: the rows commit with the reader's position. */
@FunctionalInterface
public interface Projection {

  /** Applies the events, in order, in the transaction that also moves the position. */
  void apply(Transaction transaction, List<RecordedEvent> events);

  /**
   * Reads and works out what can be known before the transaction, in which others may have to wait;
   * returns what is left to do in it. What was read may have changed by then.
   */
  default Consumer<Transaction> prepare(OrganizationId organizationId, List<RecordedEvent> events) {
    return transaction -> apply(transaction, events);
  }
}
