package io.mce.persistence;

import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the schema to this version of the engine. A newer schema refuses to be touched. */
final class SchemaMigrator {

  private static final Logger log = LoggerFactory.getLogger(SchemaMigrator.class);

  private static final int ATTEMPTS = 5;
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final ConnectionSource connections;
  private final Dialect dialect;
  private final TableCatalog tables;

  SchemaMigrator(ConnectionSource connections, Dialect dialect, TableCatalog tables) {
    this.connections = connections;
    this.dialect = dialect;
    this.tables = tables;
  }

  void migrate() {
    try {
      Flyway flyway = configuration().load();
      List<String> lifted = List.of();
      RowSecurity security = new RowSecurity(connections, tables);
      if (!connections.isEmbedded() && flyway.info().pending().length > 0) {
        lifted = security.liftForce();
      }
      int applied = migrated(flyway);
      if (connections.isEmbedded()) {
        SqliteStatistics.apply(connections);
      } else {
        security.apply();
        PostgresStatistics.leavePersonalColumnsOut(connections, tables);
        PostgresStatistics.apply(connections);
      }
      log.info(
          "schema ready: {} migrations applied on {}, {} tables were opened for them",
          applied,
          dialect.name(),
          lifted.size());
    } catch (FlywayException e) {
      throw new MceException(
          ErrorCode.CONFIGURATION,
          "The database schema does not fit this version of the engine: " + e.getMessage(),
          Map.of(),
          e);
    }
  }

  /**
   * Runs what is missing. Flyway lets nodes wait for each other from the moment on that there is a
   * history; of those that begin it together all but one are refused, and find it the next time.
   */
  private static int migrated(Flyway flyway) {
    for (int attempt = 1; ; attempt++) {
      boolean beginning = flyway.info().current() == null;
      try {
        return flyway.migrate().migrationsExecuted;
      } catch (FlywayException e) {
        if (!beginning || attempt == ATTEMPTS) {
          throw e;
        }
        log.warn("the schema is begun by another node as well: {}", e.getErrorCode());
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  /** Which migrations there are, and where it is written down which of them ran. */
  FluentConfiguration configuration() {
    return Flyway.configure(SchemaMigrator.class.getClassLoader())
        .dataSource(new JoiningDataSource(connections, () -> null))
        .locations(
            "classpath:io/mce/migration/common", "classpath:io/mce/migration/" + dialect.name())
        .placeholders(dialect.placeholders())
        .table("mce_schema_history")
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .ignoreMigrationPatterns(new String[0]);
  }
}
