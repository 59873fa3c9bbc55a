package io.mce.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TypedTextTest {

  @Test
  void text_is_tidied_and_not_rewritten() {
    assertThat(TypedText.clean("  Ana\u00a0 \t Souza\r\n")).isEqualTo("Ana Souza");
    assertThat(TypedText.clean("JOSÉ da SILVA")).isEqualTo("JOSÉ da SILVA");
    assertThat(TypedText.clean("Jose\u0301")).isEqualTo("Jos\u00e9");
    assertThat(TypedText.clean("\ufeffA\u200bn\u0000a\u202e")).isEqualTo("Ana");
    assertThat(TypedText.clean("O’Neil — “Jr.”")).isEqualTo("O’Neil — “Jr.”");
    assertThat(TypedText.clean("")).isEmpty();
  }

  @Test
  void joiners_of_indian_scripts_and_emoji_stay() {
    assertThat(TypedText.clean("श\u094d\u200dया")).isEqualTo("श\u094d\u200dया");
    assertThat(TypedText.clean("Ana 👩\u200d💻")).isEqualTo("Ana 👩\u200d💻");
  }

  @Test
  void cleaning_twice_changes_nothing_more() {
    long seed = Long.getLong("mce.seed", System.nanoTime());
    System.out.println("TypedTextTest: repeat with -Dmce.seed=" + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      String text =
          random
              .ints(random.nextInt(20), 0, random.nextBoolean() ? 0x300 : 0x1ffff)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      String clean = TypedText.clean(text);
      assertThat(TypedText.clean(clean)).as("seed %d", seed).isEqualTo(clean);
      assertThat(clean).doesNotContain("  ").isEqualTo(clean.strip());
      assertThat(Normalizer.isNormalized(clean, Normalizer.Form.NFC)).isTrue();
    }
  }

  @Test
  void words_for_nothing_are_nothing_but_names_are_names() {
    for (String nothing : new String[] {"", " ", "-", "N/A", "#N/A", "null", "None", "não tem"}) {
      assertThat(TypedText.present(nothing)).isEmpty();
    }
    assertThat(TypedText.present("Na")).hasValue("Na");
    assertThat(TypedText.presentAddress("NA")).isEmpty();
    assertThat(TypedText.presentAddress("0")).isEmpty();
    assertThat(TypedText.presentAddress("98765 43210")).hasValue("98765 43210");
  }

  @Test
  void keys_are_words_joined_by_underscores() {
    assertThat(TypedText.key("Data de Nascimento*")).isEqualTo("data_de_nascimento");
    assertThat(TypedText.key("  (₹) Budget 2026 ")).isEqualTo("budget_2026");
    assertThat(TypedText.key("***")).isEmpty();
    assertThat(TypedText.key("")).isEmpty();
    assertThat(TypedText.key("शहर का नाम")).isEqualTo("शहर_का_नाम");
  }
}
