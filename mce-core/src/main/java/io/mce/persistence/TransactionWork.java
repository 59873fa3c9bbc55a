package io.mce.persistence;

/** What to do inside a transaction. */
@FunctionalInterface
public interface TransactionWork<T> {

  /** Does the work; throwing rolls everything back. */
  T run(Transaction transaction);
}
