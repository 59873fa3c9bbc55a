package io.mce.app.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeliveryViewTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          The 'To' number +5511987654321 is not valid. | The 'To' number … is not valid.
          (11) 98765-4321 is not on WhatsApp           | (… is not on WhatsApp
          Unroutable: 5511987654321                    | Unroutable: …
          Error 131026, HTTP 400                       | Error 131026, HTTP 400
          """)
  void what_a_carrier_says_is_shown_without_the_number_it_quotes(String said, String shown) {
    assertThat(DeliveryView.withoutNumbers(said)).isEqualTo(shown);
  }
}
