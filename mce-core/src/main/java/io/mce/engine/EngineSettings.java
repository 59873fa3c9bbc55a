package io.mce.engine;

import io.mce.persistence.Database;
import io.mce.persistence.Databases;
import io.mce.provider.ProviderCatalog;
import io.mce.secret.MasterKey;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import javax.sql.DataSource;

/** What the host decided, checked: exactly one database, and a master key where it is needed. */
record EngineSettings(
    Optional<Path> sqlite,
    Optional<DataSource> dataSource,
    Optional<MasterKey> givenMasterKey,
    URI publicUrl,
    Clock clock,
    boolean onCallingThread,
    ProviderCatalog catalog) {

  /** Opens the database; the caller closes it. */
  Database open() {
    return sqlite
        .map(Databases::sqlite)
        .orElseGet(() -> Databases.postgres(dataSource.orElseThrow()));
  }

  /** The host's key, or the one beside the SQLite file, made when absent. */
  MasterKey masterKey() {
    return givenMasterKey.orElseGet(() -> {
      Path file = sqlite.orElseThrow();
      return MasterKey.loadOrCreate(file.resolveSibling(file.getFileName() + ".key"));
    });
  }
}
