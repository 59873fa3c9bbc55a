package io.mce.provider;

import io.mce.spi.InvalidSettingsException;
import io.mce.spi.Provider;
import io.mce.spi.ProviderContext;
import io.mce.spi.ProviderFactory;
import io.mce.spi.SettingField;
import io.mce.spi.SettingProblem;
import io.mce.spi.SettingsForm;
import java.security.CodeSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A factory that was checked, with the form of its settings. */
record Plugin<P extends Provider, S extends Record>(
    ProviderFactory<P, S> factory, SettingsForm<S> form, CatalogEntry entry) {

  static <P extends Provider, S extends Record> Plugin<P, S> of(ProviderFactory<P, S> factory) {
    SettingsForm<S> form = SettingsForm.of(factory.settings());
    return new Plugin<>(
        factory,
        form,
        new CatalogEntry(
            factory.id(),
            factory.displayName(),
            ProviderCatalog.kind(factory.type()),
            form.fields()));
  }

  /** The jar, and the version its manifest gives. */
  String origin() {
    Class<?> type = factory.getClass();
    CodeSource source = type.getProtectionDomain().getCodeSource();
    String path = source == null ? "" : source.getLocation().getPath();
    String file = path.isEmpty() ? "an unknown place" : path.replaceFirst(".*/(?=[^/]+/?$)", "");
    String version = type.getPackage().getImplementationVersion();
    return version == null ? file : file + ", version " + version;
  }

  /** Checks settings: every problem, by {@code settings.<name>}; none when they can be used. */
  Map<String, String> problems(Map<String, String> values) {
    try {
      form.bind(values);
      return Map.of();
    } catch (InvalidSettingsException e) {
      return byName(e.problems());
    } catch (RuntimeException | LinkageError e) {
      return Map.of("settings", "the plugin failed to check them: " + PluginFailures.describe(e));
    }
  }

  /** Makes the provider of an account; throws whatever the plugin throws. */
  P create(Map<String, String> values, ProviderContext context) {
    return factory.create(form.bind(values), context);
  }

  /** What people may see of the settings. */
  Map<String, String> withoutSecrets(Map<String, String> values) {
    Map<String, String> shown = new LinkedHashMap<>();
    for (SettingField field : form.fields()) {
      String value = values.get(field.name());
      if (value != null && !field.secret()) {
        shown.put(field.name(), value);
      }
    }
    return shown;
  }

  private static Map<String, String> byName(List<SettingProblem> problems) {
    Map<String, String> details = new LinkedHashMap<>();
    for (SettingProblem problem : problems) {
      details.merge(
          problem.name().isEmpty() ? "settings" : "settings." + problem.name(),
          problem.message(),
          (first, second) -> first + "; " + second);
    }
    return details;
  }
}
