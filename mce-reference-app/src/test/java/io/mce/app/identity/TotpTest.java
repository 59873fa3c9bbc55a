package io.mce.app.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TotpTest {

  private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

  /** Appendix B of RFC 6238; of its eight digits the last six are the code of six digits. */
  @ParameterizedTest
  @CsvSource({
    "59, 94287082",
    "1111111109, 07081804",
    "1111111111, 14050471",
    "1234567890, 89005924",
    "2000000000, 69279037",
    "20000000000, 65353130"
  })
  void the_codes_are_those_of_the_standard(long seconds, String eightDigits) {
    long step = Totp.step(Instant.ofEpochSecond(seconds));
    assertThat(Totp.code(SECRET, step)).isEqualTo(eightDigits.substring(2));
  }

  /** Appendix D of RFC 4226, which counts steps from zero. */
  @ParameterizedTest
  @CsvSource({"0, 755224", "1, 287082", "2, 359152", "3, 969429", "9, 520489"})
  void the_codes_of_single_steps_are_those_of_the_standard(long step, String code) {
    assertThat(Totp.code(SECRET, step)).isEqualTo(code);
  }

  @Test
  void a_code_matches_from_one_step_early_to_one_late_unless_used() {
    Instant now = Instant.ofEpochSecond(1_000 * 30 + 29);
    for (long step = 997; step <= 1003; step++) {
      String code = Totp.code(SECRET, step);
      boolean near = step >= 999 && step <= 1001;
      assertThat(Totp.match(SECRET, code, now, 0).isPresent()).as(code).isEqualTo(near);
      assertThat(Totp.match(SECRET, code, now, step)).isEmpty();
      assertThat(Totp.match(SECRET, code, now, step - 1).isPresent()).isEqualTo(near);
    }
    for (String wrong : new String[] {"", "0", "1234567", "\u0661\u0662\u0663\u0664\u0665\u0666"}) {
      assertThat(Totp.match(SECRET, wrong, now, 0)).isEmpty();
    }
  }

  /** Section 10 of RFC 4648. */
  @ParameterizedTest
  @CsvSource({"f, MY", "fo, MZXQ", "foo, MZXW6", "foob, MZXW6YQ", "fooba, MZXW6YTB"})
  void secrets_are_written_in_base32(String text, String encoded) {
    assertThat(Base32.encode(text.getBytes(StandardCharsets.US_ASCII), Base32.STANDARD))
        .isEqualTo(encoded);
  }
}
