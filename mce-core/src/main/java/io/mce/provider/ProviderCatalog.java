package io.mce.provider;

import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.spi.ChannelProvider;
import io.mce.spi.PollingLeadSource;
import io.mce.spi.ProviderFactory;
import io.mce.spi.SpiVersion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plugins of this engine. Immutable and thread-safe. */
public final class ProviderCatalog {

  private static final Logger log = LoggerFactory.getLogger(ProviderCatalog.class);

  /** The kind of what is asked for leads. */
  static final String LEAD_SOURCE = "LEAD_SOURCE";

  private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,40}");

  private final Map<String, Plugin<?, ?>> plugins;

  private ProviderCatalog(Map<String, Plugin<?, ?>> plugins) {
    this.plugins = Collections.unmodifiableMap(plugins);
  }

  /**
   * Takes the factories that ServiceLoader finds and those that are given.
   *
   * @param loader where plugins are looked for
   * @throws MceException CONFIGURATION with every problem at once: a plugin that does not load or
   *     was built for another SPI, an unusable id or settings record, two factories of one id
   */
  public static ProviderCatalog load(
      Collection<? extends ProviderFactory<?, ?>> given, ClassLoader loader) {
    List<ProviderFactory<?, ?>> factories = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    discover(loader, factories, problems);
    factories.addAll(given);
    return check(factories, problems);
  }

  /** Takes only the factories that are given; errors as in {@link #load}. */
  public static ProviderCatalog of(Collection<? extends ProviderFactory<?, ?>> given) {
    return check(List.copyOf(given), new ArrayList<>());
  }

  /** Returns every kind of account that can be created, by display name. */
  public List<CatalogEntry> entries() {
    return plugins.values().stream()
        .map(Plugin::entry)
        .sorted(Comparator.comparing(CatalogEntry::displayName))
        .toList();
  }

  /** Finds a kind of account by the id of its factory. */
  public Optional<CatalogEntry> find(String id) {
    return plugin(id).map(Plugin::entry);
  }

  Optional<Plugin<?, ?>> plugin(String id) {
    return Optional.ofNullable(plugins.get(id));
  }

  // A broken line in META-INF/services fails by itself; the lines after it are still read.
  private static void discover(
      ClassLoader loader, List<ProviderFactory<?, ?>> factories, List<String> problems) {
    @SuppressWarnings("rawtypes")
    var found = ServiceLoader.load(ProviderFactory.class, loader).iterator();
    while (true) {
      try {
        if (!found.hasNext()) {
          return;
        }
        factories.add(found.next());
      } catch (ServiceConfigurationError | LinkageError e) {
        problems.add("A provider plugin on the class path does not load: " + e.getMessage());
      }
    }
  }

  private static ProviderCatalog check(
      List<ProviderFactory<?, ?>> factories, List<String> problems) {
    Map<String, Plugin<?, ?>> plugins = new TreeMap<>();
    for (ProviderFactory<?, ?> factory : factories) {
      try {
        add(factory, plugins, problems);
      } catch (RuntimeException | LinkageError e) {
        problems.add(
            "Provider factory %s cannot be used: %s.".formatted(factory.getClass().getName(), e));
      }
    }
    if (!problems.isEmpty()) {
      Map<String, String> details = new LinkedHashMap<>();
      problems.forEach(problem -> details.put("providers[" + details.size() + "]", problem));
      throw new MceException(ErrorCode.CONFIGURATION, String.join(" ", problems), details);
    }
    plugins.values().forEach(ProviderCatalog::report);
    return new ProviderCatalog(plugins);
  }

  private static void add(
      ProviderFactory<?, ?> factory, Map<String, Plugin<?, ?>> plugins, List<String> problems) {
    Optional<String> refusal = SpiVersion.refusal(factory);
    if (refusal.isPresent()) {
      problems.add(refusal.get() + ".");
      return;
    }
    String id = factory.id();
    if (!ID.matcher(id).matches()) {
      problems.add(
          "Provider factory %s has the id \"%s\": use 1 to 40 lower-case letters, digits, dashes."
              .formatted(factory.getClass().getName(), id));
      return;
    }
    Plugin<?, ?> plugin = Plugin.of(factory);
    Plugin<?, ?> other = plugins.putIfAbsent(id, plugin);
    if (other != null) {
      problems.add(
          "Two provider factories have the id \"%s\": %s of %s and %s of %s. Remove one."
              .formatted(
                  id,
                  other.factory().getClass().getName(),
                  other.origin(),
                  factory.getClass().getName(),
                  plugin.origin()));
    }
  }

  private static void report(Plugin<?, ?> plugin) {
    log.info(
        "provider {} ({}) from {}", plugin.entry().id(), plugin.entry().kind(), plugin.origin());
  }

  static String kind(Class<?> type) {
    if (ChannelProvider.class.isAssignableFrom(type)) {
      return "CHANNEL";
    }
    return PollingLeadSource.class.isAssignableFrom(type) ? LEAD_SOURCE : "PROVIDER";
  }
}
