package io.mce.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.engine.MceEngine;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.spi.ChannelProvider;
import io.mce.spi.ProviderContext;
import io.mce.spi.ProviderFactory;
import io.mce.spi.Setting;
import io.mce.spi.SettingField;
import io.mce.spi.SpiVersion;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProviderCatalogTest {

  private static final ClassLoader NONE = new URLClassLoader(new URL[0], null);

  @Test
  void shows_each_plugin_with_the_form_of_its_settings() {
    ProviderCatalog catalog = ProviderCatalog.of(List.of(new ScriptedChannel()));
    CatalogEntry entry = catalog.find(ScriptedChannel.ID).orElseThrow();
    assertThat(entry.displayName()).isEqualTo("Scripted channel");
    assertThat(entry.kind()).isEqualTo("CHANNEL");
    assertThat(entry.settings())
        .extracting(SettingField::name)
        .containsExactly("token", "sender", "port", "note");
    assertThat(catalog.entries()).containsExactly(entry);
    assertThat(catalog.find("unknown")).isEmpty();
  }

  @Test
  void every_problem_is_listed_at_once() {
    List<ProviderFactory<?, ?>> factories =
        List.of(
            new ScriptedChannel(),
            new ScriptedChannel(),
            new Broken("built-elsewhere", SpiVersion.MAJOR + 1, Empty.class),
            new Broken("Not An Id", SpiVersion.MAJOR, Empty.class),
            new Broken("no-form", SpiVersion.MAJOR, Unlabelled.class),
            new Throwing());
    assertThatThrownBy(() -> ProviderCatalog.of(factories))
        .isInstanceOfSatisfying(
            MceException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION);
              assertThat(e.details()).hasSize(5);
              assertThat(e)
                  .hasMessageContaining("Two provider factories have the id \"scripted\"")
                  .hasMessageContaining(
                      "built for SPI version "
                          + (SpiVersion.MAJOR + 1)
                          + " but this engine speaks version "
                          + SpiVersion.MAJOR)
                  .hasMessageContaining("\"Not An Id\"")
                  .hasMessageContaining("java.lang.IllegalArgumentException")
                  .hasMessageContaining("java.lang.NoClassDefFoundError");
            });
  }

  @Test
  void a_plugin_on_the_class_path_that_does_not_load_is_named_beside_the_others(
      @TempDir Path folder) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(ProviderFactory.class.getName()),
        "com.example.Missing\n" + Discovered.class.getName() + "\n");
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {folder.toUri().toURL()}, ProviderCatalogTest.class.getClassLoader())) {
      assertThatThrownBy(() -> ProviderCatalog.load(List.of(new Throwing()), loader))
          .isInstanceOfSatisfying(MceException.class, e -> assertThat(e.details()).hasSize(2))
          .hasMessageContaining("com.example.Missing")
          .hasMessageContaining(Throwing.class.getName());
    }
  }

  @Test
  void plugins_of_the_class_path_stand_beside_those_given(@TempDir Path folder) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(ProviderFactory.class.getName()), Discovered.class.getName());
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {folder.toUri().toURL()}, ProviderCatalogTest.class.getClassLoader())) {
      ProviderCatalog catalog = ProviderCatalog.load(List.of(new ScriptedChannel()), loader);
      assertThat(catalog.entries())
          .extracting(CatalogEntry::id)
          .containsExactlyInAnyOrder("discovered", ScriptedChannel.ID);
    }
    assertThat(ProviderCatalog.load(List.of(), NONE).entries()).isEmpty();
  }

  @Test
  void the_builder_reports_plugins_together_with_its_own_problems() {
    assertThatThrownBy(() -> MceEngine.builder().provider(new Throwing()).build())
        .isInstanceOfSatisfying(
            MceException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION);
              assertThat(e.details()).containsOnlyKeys("database", "providers[0]");
            });
  }

  record Empty() {}

  record Unlabelled(String nothingSaysWhatThisIs) {}

  /** A factory with one thing wrong. */
  private record Broken(String id, int spiVersion, Class<?> form)
      implements ProviderFactory<ChannelProvider, Record> {

    @Override
    public String displayName() {
      return id;
    }

    @Override
    public Class<ChannelProvider> type() {
      return ChannelProvider.class;
    }

    @Override
    @SuppressWarnings("unchecked")
    public Class<Record> settings() {
      return (Class<Record>) form;
    }

    @Override
    public ChannelProvider create(Record settings, ProviderContext context) {
      throw new UnsupportedOperationException("never made");
    }
  }

  /** A factory of a jar that lacks something. */
  private static final class Throwing implements ProviderFactory<ChannelProvider, Empty> {

    @Override
    public String id() {
      throw new NoClassDefFoundError("com/example/Sdk");
    }

    @Override
    public String displayName() {
      return "Throwing";
    }

    @Override
    public Class<ChannelProvider> type() {
      return ChannelProvider.class;
    }

    @Override
    public Class<Empty> settings() {
      return Empty.class;
    }

    @Override
    public int spiVersion() {
      return SpiVersion.MAJOR;
    }

    @Override
    public ChannelProvider create(Empty settings, ProviderContext context) {
      throw new UnsupportedOperationException("never made");
    }
  }

  /** A factory that ServiceLoader can make. */
  public static final class Discovered
      implements ProviderFactory<ChannelProvider, Discovered.Form> {

    /** One field. */
    public record Form(@Setting(label = "Name", defaultValue = "x") String name) {}

    @Override
    public String id() {
      return "discovered";
    }

    @Override
    public String displayName() {
      return "Discovered";
    }

    @Override
    public Class<ChannelProvider> type() {
      return ChannelProvider.class;
    }

    @Override
    public Class<Form> settings() {
      return Form.class;
    }

    @Override
    public int spiVersion() {
      return SpiVersion.MAJOR;
    }

    @Override
    public ChannelProvider create(Form settings, ProviderContext context) {
      throw new UnsupportedOperationException("never made");
    }
  }
}
