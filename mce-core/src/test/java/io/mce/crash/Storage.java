package io.mce.crash;

/** The databases on which engines are killed. */
enum Storage {
  SQLITE,
  POSTGRES,
  /** PostgreSQL that writes to the disk before it answers, as in production. */
  POSTGRES_WITH_FSYNC
}
