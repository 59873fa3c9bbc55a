package io.mce.provider;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What to change of an account; what is empty stays as it is.
 *
 * @param settings new values by name; settings not named keep theirs, so secrets need not be
 *     entered again; a blank value removes one
 * @param enabled whether the account is to be used
 */
public record ProviderAccountChange(
    Optional<String> name, Map<String, String> settings, Optional<Boolean> enabled) {

  /** Copies the settings. */
  public ProviderAccountChange {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /** Changes the name only. */
  public static ProviderAccountChange rename(String name) {
    return new ProviderAccountChange(Optional.of(name), Map.of(), Optional.empty());
  }

  /** Changes settings only. */
  public static ProviderAccountChange settings(Map<String, String> settings) {
    return new ProviderAccountChange(Optional.empty(), settings, Optional.empty());
  }

  /** Switches the account on or off. */
  public static ProviderAccountChange enabled(boolean enabled) {
    return new ProviderAccountChange(Optional.empty(), Map.of(), Optional.of(enabled));
  }

  /** The names of the settings only: some are secrets. */
  @Override
  public String toString() {
    return "ProviderAccountChange[" + settings.keySet() + ", " + enabled + "]";
  }
}
