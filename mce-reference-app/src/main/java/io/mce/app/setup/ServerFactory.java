package io.mce.app.setup;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.mce.app.sandbox.SandboxFactory;
import io.mce.app.sandbox.SandboxPhones;
import io.mce.engine.MceEngine;
import io.mce.engine.MceEngineBuilder;
import io.mce.secret.KeyRing;
import io.mce.secret.MasterKey;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import javax.sql.DataSource;

/** Makes what the server consists of, once, in the order of need. */
@Factory
final class ServerFactory {

  private static final int POOL = 24;

  @Singleton
  @Requires(missingBeans = ServerSettings.class)
  ServerSettings settings() {
    return ServerSettings.from(System.getenv());
  }

  @Singleton
  @Requires(missingBeans = Clock.class)
  Clock clock() {
    return Clock.systemUTC();
  }

  /** The keys of the engine that runs: it knows which master key is in use. */
  @Singleton
  KeyRing keyRing(MceEngine engine) {
    return engine.keyRing();
  }

  /** The pool on PostgreSQL; the engine and the server's own tables share it. */
  @Singleton
  @Bean(preDestroy = "close")
  PostgresPool postgres(ServerSettings settings) {
    return new PostgresPool(settings.databaseUrl().map(url -> pool(settings, url)));
  }

  private static HikariDataSource pool(ServerSettings settings, String url) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(settings.databaseUser());
    config.setPassword(settings.databasePassword());
    config.setMaximumPoolSize(POOL);
    config.setPoolName("mce");
    // What a row holds has no place in the message of an error.
    config.addDataSourceProperty("logServerErrorDetail", "false");
    return new HikariDataSource(config);
  }

  @Singleton
  @Bean(preDestroy = "close")
  AppDatabase appDatabase(ServerSettings settings, PostgresPool postgres) {
    return AppDatabase.open(settings.dataFolder(), postgres.dataSource());
  }

  @Singleton
  @Bean(preDestroy = "close")
  SandboxPhones phones() {
    SandboxPhones phones = new SandboxPhones();
    phones.start();
    return phones;
  }

  /** The engine; it starts with the server and closes, after its work is drained, with it. */
  @Context
  @Bean(preDestroy = "close")
  MceEngine engine(
      ServerSettings settings,
      Clock clock,
      PostgresPool postgres,
      SandboxPhones phones,
      AppSeals seals) {
    MceEngineBuilder builder =
        MceEngine.builder()
            .fieldEncryption(settings.fieldEncryption())
            .hostSeals(seals)
            .publicUrl(settings.publicUrl())
            .clock(clock)
            .provider(new SandboxFactory(phones));
    masterKeys(settings, builder);
    Optional<DataSource> dataSource = postgres.dataSource();
    MceEngine engine =
        (dataSource.isPresent()
                ? builder.dataSource(dataSource.get())
                : builder.sqlite(settings.dataFolder().resolve("mce.db")))
            .build();
    engine.start();
    return engine;
  }

  /** The keys that were given, or those in the data folder, made when absent. */
  private static void masterKeys(ServerSettings settings, MceEngineBuilder builder) {
    Path file = settings.dataFolder().resolve("master.key");
    builder.masterKey(settings.masterKey().orElseGet(() -> MasterKey.loadOrCreate(file)));
    settings
        .previousMasterKey()
        .or(() ->
            settings.masterKey().isPresent() ? Optional.empty() : MasterKey.loadPrevious(file))
        .ifPresent(builder::previousMasterKey);
  }
}
