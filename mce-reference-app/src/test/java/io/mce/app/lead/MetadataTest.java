package io.mce.app.lead;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetadataTest {

  private static String text(Object value) {
    return Metadata.texts(Map.of("k", value)).getOrDefault("k", "");
  }

  @Test
  void a_value_of_json_is_kept_as_its_text() {
    assertThat(text("Flat")).isEqualTo("Flat");
    assertThat(text(true)).isEqualTo("true");
    assertThat(text(12)).isEqualTo("12");
    assertThat(text(12_500_000.5)).isEqualTo("12500000.5");
    assertThat(text(Double.POSITIVE_INFINITY)).isEqualTo("Infinity");
    assertThat(text(List.of("Flat", "House"))).isEqualTo("Flat; House");
    assertThat(text(Arrays.asList("Flat", null))).isEqualTo("Flat; ");
  }

  @Test
  void a_number_cannot_be_read_as_thousands() {
    assertThat(text(1.234)).isEqualTo("1.2340");
    assertThat(text(1.5)).isEqualTo("1.5");
  }
}
