package com.example.embedding;

import io.mce.engine.MceEngine;
import io.mce.secret.MasterKey;
import java.net.URI;
import javax.sql.DataSource;

/** An engine in the host's own PostgreSQL database. */
final class HostedEngine {
  private HostedEngine() {}

  /**
   * Builds and starts the engine on the host's pool, which stays the host's to close.
   *
   * @param masterKey 32 random bytes in base64, from the host's secret store
   */
  static MceEngine start(DataSource pool, String masterKey) {
    MceEngine engine =
        MceEngine.builder()
            .dataSource(pool)
            .masterKey(MasterKey.fromBase64(masterKey))
            .publicUrl(URI.create("https://crm.example.com/mce"))
            .build();
    engine.start();
    return engine;
  }
}
