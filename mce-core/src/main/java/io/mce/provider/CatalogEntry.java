package io.mce.provider;

import io.mce.spi.SettingField;
import java.util.List;

/**
 * A kind of account that can be created.
 *
 * @param id what {@link ProviderAccountDraft#provider()} names
 * @param displayName what people call it
 * @param kind what it does: {@code CHANNEL} carries messages, {@code LEAD_SOURCE} is asked for
 *     leads, {@code PROVIDER} is anything else
 * @param settings the form of its settings
 */
public record CatalogEntry(
    String id, String displayName, String kind, List<SettingField> settings) {

  /** Copies the form. */
  public CatalogEntry {
    settings = List.copyOf(settings);
  }
}
