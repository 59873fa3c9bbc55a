package io.mce.provider;

import io.mce.kernel.OrganizationId;
import io.mce.spi.StateStore;
import java.util.Map;
import java.util.Optional;

/** The state of one account, within the limits the SPI names. */
final class AccountState implements StateStore {

  private static final int MAX_KEY = 200;
  private static final int MAX_VALUE = 65_536;

  private final OrganizationId organizationId;
  private final AccountId id;
  private final StateEntryStore entries;

  AccountState(OrganizationId organizationId, AccountId id, StateEntryStore entries) {
    this.organizationId = organizationId;
    this.id = id;
    this.entries = entries;
  }

  @Override
  public Optional<String> get(String key) {
    return entries.get(organizationId, id, key);
  }

  @Override
  public Map<String, String> entries(String prefix) {
    return entries.entries(organizationId, id, prefix);
  }

  @Override
  public void put(String key, String value) {
    if (key.isEmpty() || key.length() > MAX_KEY || value.length() > MAX_VALUE) {
      throw new IllegalArgumentException(
          "a key has 1 to %d characters, a value at most %d: %d, %d"
              .formatted(MAX_KEY, MAX_VALUE, key.length(), value.length()));
    }
    entries.put(organizationId, id, key, value);
  }

  @Override
  public void remove(String key) {
    entries.remove(organizationId, id, key);
  }
}
