package io.mce.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsFormTest {

  enum Region {
    EUROPE,
    INDIA
  }

  record Every(
      @Setting(label = "Name", help = "As on the contract") String name,
      @Setting(label = "Token") Secret token,
      @Setting(label = "Retries", defaultValue = "3") int retries,
      @Setting(label = "Account") long account,
      @Setting(label = "Rate", defaultValue = "0.5") double rate,
      @Setting(label = "Price") BigDecimal price,
      @Setting(label = "Trial", defaultValue = "false") boolean trial,
      @Setting(label = "Delay", defaultValue = "300ms") Duration delay,
      @Setting(label = "Address") URI address,
      @Setting(label = "Region", defaultValue = "INDIA") Region region,
      @Setting(label = "Numbers") List<String> numbers,
      @Setting(label = "Nickname") Optional<String> nickname,
      @Setting(label = "Limit") Optional<Integer> limit,
      @Setting(label = "Second token") Optional<Secret> secondToken) {

    Every {
      if (retries > 10) {
        throw InvalidSettingsException.of("retries", "must be at most 10");
      }
      if (trial && rate > 1) {
        throw new IllegalArgumentException("a trial has a rate of at most 1");
      }
    }
  }

  private static final SettingsForm<Every> FORM = SettingsForm.of(Every.class);
  private static final Map<String, String> REQUIRED =
      Map.of(
          "name", "Acme",
          "token", "t0k3n",
          "account", "9876543210",
          "price", "0.0075",
          "address", "https://api.example/v1");

  @Test
  void fields_follow_the_record() {
    assertThat(FORM.fields())
        .extracting(SettingField::name, SettingField::type, SettingField::required)
        .containsExactly(
            tuple("name", SettingType.STRING, true),
            tuple("token", SettingType.SECRET, true),
            tuple("retries", SettingType.INTEGER, false),
            tuple("account", SettingType.INTEGER, true),
            tuple("rate", SettingType.DECIMAL, false),
            tuple("price", SettingType.DECIMAL, true),
            tuple("trial", SettingType.BOOLEAN, false),
            tuple("delay", SettingType.DURATION, false),
            tuple("address", SettingType.URI, true),
            tuple("region", SettingType.ENUM, false),
            tuple("numbers", SettingType.LIST, false),
            tuple("nickname", SettingType.STRING, false),
            tuple("limit", SettingType.INTEGER, false),
            tuple("secondToken", SettingType.SECRET, false));
    assertThat(FORM.fields().get(0).help()).isEqualTo("As on the contract");
    assertThat(FORM.fields().get(9).choices()).containsExactly("EUROPE", "INDIA");
    assertThat(FORM.fields()).filteredOn(SettingField::secret).hasSize(2);
  }

  @Test
  void absent_values_take_their_defaults() {
    assertThat(FORM.bind(REQUIRED))
        .isEqualTo(
            new Every(
                "Acme",
                Secret.of("t0k3n"),
                3,
                9876543210L,
                0.5,
                new BigDecimal("0.0075"),
                false,
                Duration.ofMillis(300),
                URI.create("https://api.example/v1"),
                Region.INDIA,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void what_was_entered_survives_its_text_form() {
    Map<String, String> entered = new HashMap<>(REQUIRED);
    entered.put("retries", " 7 ");
    entered.put("trial", "TRUE");
    entered.put("delay", "PT1.5S");
    entered.put("region", "europe");
    entered.put("numbers", "+551, +552\n+553");
    entered.put("nickname", "Al");
    entered.put("limit", "12");
    entered.put("secondToken", "t0k3n2");
    Every settings = FORM.bind(entered);
    assertThat(settings.numbers()).containsExactly("+551", "+552", "+553");
    assertThat(settings.limit()).contains(12);
    assertThat(settings.region()).isEqualTo(Region.EUROPE);
    assertThat(FORM.bind(FORM.values(settings))).isEqualTo(settings);
  }

  @Test
  void every_problem_is_named_at_once() {
    Map<String, String> entered = new HashMap<>(REQUIRED);
    entered.remove("name");
    entered.put("token", "   ");
    entered.put("retries", "many");
    entered.put("rate", "fast");
    entered.put("trial", "perhaps");
    entered.put("delay", "soon");
    entered.put("address", "api.example");
    entered.put("region", "MARS");
    entered.put("colour", "red");
    InvalidSettingsException thrown =
        catchThrowableOfType(InvalidSettingsException.class, () -> FORM.bind(entered));
    assertThat(thrown.problems())
        .extracting(SettingProblem::name)
        .containsExactlyInAnyOrder(
            "colour", "name", "token", "retries", "rate", "trial", "delay", "address", "region");
    assertThat(thrown).hasMessageContaining("name: is required");
  }

  @Test
  void the_rules_of_the_record_are_problems_too() {
    Map<String, String> tooMany = new HashMap<>(REQUIRED);
    tooMany.put("retries", "11");
    assertThatThrownBy(() -> FORM.bind(tooMany))
        .isInstanceOfSatisfying(
            InvalidSettingsException.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(new SettingProblem("retries", "must be at most 10")));
    Map<String, String> tooFast = new HashMap<>(REQUIRED);
    tooFast.put("trial", "true");
    tooFast.put("rate", "2");
    assertThatThrownBy(() -> FORM.bind(tooFast))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage("a trial has a rate of at most 1");
  }

  @ParameterizedTest
  @CsvSource({"300ms,PT0.3S", "10s,PT10S", "5m,PT5M", "2h,PT2H", "1d,PT24H", "PT1.5S,PT1.5S"})
  void durations_are_read_as_people_write_them(String entered, Duration expected) {
    Map<String, String> values = new HashMap<>(REQUIRED);
    values.put("delay", entered);
    assertThat(FORM.bind(values).delay()).isEqualTo(expected);
  }

  record Bare(String name) {}

  record Unreadable(@Setting(label = "Tags") Map<String, String> tags) {}

  record BadDefault(@Setting(label = "Retries", defaultValue = "many") int retries) {}

  record Thrower(@Setting(label = "Name") String name) {
    Thrower {
      throw new UnsupportedOperationException("always");
    }
  }

  @Test
  void a_record_that_is_no_form_is_refused_with_the_component_at_fault() {
    assertThatThrownBy(() -> SettingsForm.of(Bare.class)).hasMessageContaining("Bare.name");
    assertThatThrownBy(() -> SettingsForm.of(Unreadable.class))
        .hasMessageContaining("Unreadable.tags");
    assertThatThrownBy(() -> SettingsForm.of(BadDefault.class))
        .hasMessageContaining("BadDefault.retries");
    assertThatThrownBy(() -> SettingsForm.of(Thrower.class).bind(Map.of("name", "x")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Thrower");
  }
}
