package io.mce.provider;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a new account is to be.
 *
 * @param provider id of a factory in the {@link ProviderCatalog}
 * @param name what the organization calls the account
 * @param settings text forms by name, as {@link CatalogEntry#settings} describes them
 */
public record ProviderAccountDraft(String provider, String name, Map<String, String> settings) {

  /** Copies the settings. */
  public ProviderAccountDraft {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /** The names of the settings only: some are secrets. */
  @Override
  public String toString() {
    return "ProviderAccountDraft[" + provider + ", " + settings.keySet() + "]";
  }
}
