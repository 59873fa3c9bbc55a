package io.mce.engine;

import io.mce.persistence.Database;
import io.mce.persistence.Databases;
import io.mce.provider.ProviderCatalog;
import io.mce.secret.HostSeals;
import io.mce.secret.KeyRing;
import io.mce.secret.MasterKey;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** What the host decided, checked: exactly one database, and a master key where it is needed. */
record EngineSettings(
    Optional<Path> sqlite,
    Optional<DataSource> dataSource,
    Optional<MasterKey> givenMasterKey,
    Optional<MasterKey> givenOtherMasterKey,
    List<HostSeals> hostSeals,
    URI publicUrl,
    Clock clock,
    boolean onCallingThread,
    boolean fieldEncryption,
    ProviderCatalog catalog) {

  /** Opens the database; the caller closes it. */
  Database open() {
    return sqlite
        .map(Databases::sqlite)
        .orElseGet(() -> Databases.postgres(dataSource.orElseThrow()));
  }

  /** The host's keys, or those beside the SQLite file; the one in use is made when absent. */
  KeyRing keyRing() {
    return givenMasterKey
        .map(key -> new KeyRing(key, givenOtherMasterKey))
        .orElseGet(() -> {
          Path file = sqlite.orElseThrow();
          Path keyFile = file.resolveSibling(file.getFileName() + ".key");
          return new KeyRing(
              MasterKey.loadOrCreate(keyFile),
              givenOtherMasterKey.or(() -> MasterKey.loadPrevious(keyFile)));
        });
  }
}
