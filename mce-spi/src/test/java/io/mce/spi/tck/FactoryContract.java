package io.mce.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mce.spi.ChannelProvider;
import io.mce.spi.InvalidSettingsException;
import io.mce.spi.ProviderFactory;
import io.mce.spi.SettingField;
import io.mce.spi.SettingProblem;
import io.mce.spi.SettingsForm;
import io.mce.spi.SpiVersion;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** The factory and the settings of a channel. */
public interface FactoryContract extends ChannelContract {

  /** The id is stored with accounts. */
  @Test
  default void the_factory_has_a_stable_id_and_a_name() {
    assertThat(factory().id())
        .as("lower-case letters, digits and dashes, at most 40 characters")
        .matches("[a-z][a-z0-9-]{0,39}")
        .as("the id is stored in accounts and must not change")
        .isEqualTo(factory().id());
    assertThat(factory().displayName()).isNotBlank();
    assertThat(factory().type()).isEqualTo(ChannelProvider.class);
    assertThat(SpiVersion.refusal(factory())).isEmpty();
  }

  /** A plugin that is not listed is not found. */
  @Test
  default void the_service_file_names_the_factory() {
    assumeTrue(listedAsService(), "this factory reaches the engine through its builder only");
    assertThat(ServiceLoader.load(ProviderFactory.class))
        .as("META-INF/services/io.mce.spi.ProviderFactory must name the factory")
        .anyMatch(found -> found.id().equals(factory().id()));
  }

  /** People fill the form in. */
  @Test
  default void the_settings_make_a_form() {
    for (SettingField field : SettingsForm.of(factory().settings()).fields()) {
      assertThat(field.label()).as("the label of setting %s", field.name()).isNotBlank();
    }
  }

  /** What was stored comes back as it was. */
  @Test
  default void the_settings_survive_storing() {
    try (ScriptedRemote remote = startRemote()) {
      assertSettingsSurvive(factory().settings(), remote.settings());
    }
  }

  /** A missing value is told apart from a wrong one, by name. */
  @Test
  default void each_required_setting_is_asked_for_by_name() {
    try (ScriptedRemote remote = startRemote()) {
      SettingsForm<?> form = SettingsForm.of(factory().settings());
      for (SettingField field : form.fields()) {
        if (field.required()) {
          Map<String, String> values = new HashMap<>(remote.settings());
          values.remove(field.name());
          assertThatThrownBy(() -> form.bind(values))
              .isInstanceOfSatisfying(
                  InvalidSettingsException.class,
                  e ->
                      assertThat(e.problems())
                          .extracting(SettingProblem::name)
                          .contains(field.name()));
        }
      }
    }
  }

  /** Settings and providers end up in logs. */
  @Test
  default void secrets_stay_out_of_every_text_form() {
    try (ChannelFixture channel = ChannelFixture.open(this)) {
      Record settings = SettingsForm.of(factory().settings()).bind(channel.remote().settings());
      channel.assertGivesNothingAway(settings.toString(), "toString() of the settings");
      channel.assertGivesNothingAway(channel.provider().toString(), "toString() of the provider");
      channel.assertGivesNothingAway(
          channel.provider().health().detail(), "the detail of the health");
    }
  }

  private static <S extends Record> void assertSettingsSurvive(
      Class<S> type, Map<String, String> values) {
    SettingsForm<S> form = SettingsForm.of(type);
    S settings = form.bind(values);
    assertThat(form.bind(form.values(settings)))
        .as("settings bound from their own text forms")
        .isEqualTo(settings);
  }
}
