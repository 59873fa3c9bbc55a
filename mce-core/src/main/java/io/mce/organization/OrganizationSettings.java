package io.mce.organization;

import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.persistence.Json;
import io.mce.spi.Internal;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * Small settings of organizations, one JSON value under each name. For the features of the engine,
 * which check what a value may be and who may change it. Thread-safe; joins an open transaction.
 */
public final class OrganizationSettings {

  /**
   * A value and how often it was changed.
   *
   * @param version 1 when it was chosen for the first time
   */
  public record Chosen<T>(T value, long version) {}

  private final SettingStore store;
  private final Clock clock;

  @Inject
  OrganizationSettings(SettingStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Returns what an organization chose; empty while it has chosen nothing. */
  @Internal
  public <T> Optional<Chosen<T>> find(OrganizationId organizationId, String name, Class<T> type) {
    return store
        .find(organizationId, name)
        .map(stored -> new Chosen<>(Json.read(stored.value(), type), stored.version()));
  }

  /**
   * Replaces a value.
   *
   * @param expectedVersion the version the person saw; 0 where there was none
   * @throws MceException STALE_VERSION when it was changed since
   */
  @Internal
  public void change(
      OrganizationId organizationId, String name, Object value, long expectedVersion) {
    if (!store.save(organizationId, name, Json.write(value), expectedVersion, clock.instant())) {
      long version = store.find(organizationId, name).map(SettingStore.Stored::version).orElse(0L);
      throw new MceException(
          ErrorCode.STALE_VERSION,
          "This was changed by someone else in the meantime.",
          Map.of("version", String.valueOf(version)));
    }
  }
}
