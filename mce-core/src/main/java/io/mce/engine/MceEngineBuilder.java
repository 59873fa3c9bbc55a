package io.mce.engine;

import com.google.inject.Module;
import io.mce.assignment.AssignmentModule;
import io.mce.assignment.AssignmentPolicy;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.provider.ProviderCatalog;
import io.mce.scoring.HostScoring;
import io.mce.scoring.ScoringModule;
import io.mce.secret.HostSeals;
import io.mce.secret.MasterKey;
import io.mce.spi.ProviderFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Sets up an engine. Needs a database, and on a data source a master key; the rest has defaults.
 * Not thread-safe; use it once.
 */
public final class MceEngineBuilder {

  private @Nullable Path sqlite;
  private @Nullable DataSource dataSource;
  private @Nullable MasterKey masterKey;
  private @Nullable MasterKey previousMasterKey;
  private final List<HostSeals> hostSeals = new ArrayList<>();
  private URI publicUrl = URI.create("http://localhost:8080");
  private boolean fieldEncryption = true;
  private Clock clock = Clock.systemUTC();
  private final WorkerSettings workers = new WorkerSettings();
  private final List<ProviderFactory<?, ?>> providers = new ArrayList<>();
  private final List<Module> overrides = new ArrayList<>();

  MceEngineBuilder() {}

  /**
   * Keeps everything in an SQLite file of the engine's own, made when absent. The master key, when
   * none is given, is generated into {@code <file>.key}, readable by its owner only; one that was
   * renamed to {@code <file>.key.previous} is replaced by it.
   */
  public MceEngineBuilder sqlite(Path file) {
    this.sqlite = file;
    return this;
  }

  /** Uses a PostgreSQL data source of the host, which stays the host's to close. */
  public MceEngineBuilder dataSource(DataSource postgres) {
    this.dataSource = postgres;
    return this;
  }

  /** The key that seals secrets and personal data; losing it loses them. */
  public MceEngineBuilder masterKey(MasterKey key) {
    this.masterKey = key;
    return this;
  }

  /**
   * The master key that {@link #masterKey} replaces: what it sealed opens too, and is sealed anew
   * in the background until {@link MceEngine#keyRotation} says that this key is not needed any
   * more. On several nodes first give each both keys with the old one as {@link #masterKey}, then
   * change them round one after another. See docs/operations.md.
   */
  public MceEngineBuilder previousMasterKey(MasterKey key) {
    this.previousMasterKey = key;
    return this;
  }

  /**
   * Whether personal values (phone numbers, addresses, texts, metadata, files to import) are sealed
   * one by one in the database; on unless switched off. Credentials of accounts and keys are sealed
   * always, and the keyed hashes by which leads are found stay hashes. It may change from start to
   * start: both settings read what the other wrote. What sealing costs: docs/performance.md.
   */
  public MceEngineBuilder fieldEncryption(boolean on) {
    this.fieldEncryption = on;
    return this;
  }

  /** Takes along what the host sealed in its own tables when a master key is replaced. */
  public MceEngineBuilder hostSeals(HostSeals seals) {
    hostSeals.add(seals);
    return this;
  }

  /**
   * Where remotes reach this installation, without a trailing slash; default {@code
   * http://localhost:8080}. Webhook addresses start with it.
   */
  public MceEngineBuilder publicUrl(URI url) {
    this.publicUrl = url;
    return this;
  }

  /** The engine's only source of time; default is the system's UTC clock. */
  public MceEngineBuilder clock(Clock newClock) {
    this.clock = newClock;
    return this;
  }

  /** Adds a provider beside those that ServiceLoader finds. */
  public MceEngineBuilder provider(ProviderFactory<?, ?> factory) {
    this.providers.add(factory);
    return this;
  }

  /**
   * Chooses who of the members who can take a lead gets it, instead of in turn or by the number of
   * open leads. Rules, availability and room of the members hold as before.
   */
  public MceEngineBuilder assignmentPolicy(AssignmentPolicy policy) {
    overrides.add(AssignmentModule.choosing(policy));
    return this;
  }

  /** Adds lines to the scores of leads that the host works out itself. */
  public MceEngineBuilder scoring(HostScoring scoring) {
    overrides.add(ScoringModule.adding(scoring));
    return this;
  }

  /** Sets how background work runs. */
  public MceEngineBuilder workers(Consumer<WorkerSettings> settings) {
    settings.accept(workers);
    return this;
  }

  /** Replaces bindings, for the engine's own tests. */
  MceEngineBuilder override(Module module) {
    overrides.add(module);
    return this;
  }

  /**
   * Checks the settings. Opens nothing and starts nothing: that is {@link MceEngine#start}.
   *
   * @throws MceException CONFIGURATION that lists every problem at once
   */
  public MceEngine build() {
    Map<String, String> problems = problems();
    Optional<ProviderCatalog> catalog = catalog(problems);
    if (catalog.isEmpty() || !problems.isEmpty()) {
      throw new MceException(
          ErrorCode.CONFIGURATION, String.join(" ", problems.values()), problems);
    }
    return new MceEngine(
        new EngineSettings(
            Optional.ofNullable(sqlite),
            Optional.ofNullable(dataSource),
            Optional.ofNullable(masterKey),
            Optional.ofNullable(previousMasterKey),
            List.copyOf(hostSeals),
            publicUrl,
            clock,
            workers.areOnCallingThread(),
            fieldEncryption,
            catalog.get()),
        overrides);
  }

  private Optional<ProviderCatalog> catalog(Map<String, String> problems) {
    try {
      return Optional.of(ProviderCatalog.load(providers, pluginLoader()));
    } catch (MceException e) {
      problems.putAll(e.details());
      return Optional.empty();
    }
  }

  // Plugins may stand beside the host's own classes, which the engine's loader need not see.
  private static ClassLoader pluginLoader() {
    ClassLoader ofHost = Thread.currentThread().getContextClassLoader();
    return ofHost == null ? MceEngineBuilder.class.getClassLoader() : ofHost;
  }

  private Map<String, String> problems() {
    Map<String, String> problems = new LinkedHashMap<>();
    if (sqlite == null && dataSource == null) {
      problems.put("database", "Give the engine a database: sqlite(path) or dataSource(postgres).");
    }
    if (sqlite != null && dataSource != null) {
      problems.put("database", "Give the engine one database, not both a file and a data source.");
    }
    if (dataSource != null && masterKey == null) {
      problems.put(
          "masterKey",
          "A master key is required with a data source: one generated per node could not open what"
              + " another node sealed. Make one with MasterKey.generate() and keep it safe.");
    }
    if (publicUrl.getScheme() == null || publicUrl.getHost() == null) {
      problems.put("publicUrl", "The public URL needs a scheme and a host, not " + publicUrl + ".");
    }
    return problems;
  }
}
