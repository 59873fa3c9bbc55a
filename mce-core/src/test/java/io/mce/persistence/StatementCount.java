package io.mce.persistence;

import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;

/** Counts what an engine sends to its database from now on; a batch is one. */
public final class StatementCount {

  private final AtomicInteger statements = new AtomicInteger();

  /** Begins to count. */
  public StatementCount(Database database) {
    database.listen(
        new SqlLogger() {
          @Override
          public void logBeforeExecution(StatementContext context) {
            statements.incrementAndGet();
          }
        });
  }

  /** How many there were so far. */
  public int get() {
    return statements.get();
  }
}
