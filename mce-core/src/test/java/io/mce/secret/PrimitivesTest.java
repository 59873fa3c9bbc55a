package io.mce.secret;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.AEADBadTagException;
import org.junit.jupiter.api.Test;

/** The published test vectors; what the keys are used for is tested with the key ring. */
class PrimitivesTest {
  private static final HexFormat HEX = HexFormat.of();

  /** RFC 5869, appendix A.1. */
  @Test
  void hkdf_gives_the_basic_vector() throws GeneralSecurityException {
    byte[] derived =
        HmacSha256.hkdf(
            hex("0b".repeat(22)),
            hex("000102030405060708090a0b0c"),
            hex("f0f1f2f3f4f5f6f7f8f9"),
            42);
    assertThat(HEX.formatHex(derived))
        .isEqualTo(
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
  }

  /** RFC 5869, appendix A.3. */
  @Test
  void hkdf_without_salt_and_info_gives_the_vector() throws GeneralSecurityException {
    byte[] derived = HmacSha256.hkdf(hex("0b".repeat(22)), hex(""), hex(""), 42);
    assertThat(HEX.formatHex(derived))
        .isEqualTo(
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
  }

  /** RFC 4231, test case 2, cut to 128 bits. */
  @Test
  void hmac_gives_the_vector() throws GeneralSecurityException {
    byte[] code =
        new HmacSha256("Jefe".getBytes(US_ASCII))
            .compute(hex("7768617420646f2079612077616e7420666f72206e6f7468696e673f"), 16);
    assertThat(HEX.formatHex(code)).isEqualTo("5bdcc146bf60754e6a042426089575c7");
  }

  /** The GCM specification of McGrew and Viega, test case 14: nonce, ciphertext and tag. */
  @Test
  void gcm_opens_the_vector() throws GeneralSecurityException {
    byte[] plain =
        new AesGcm(new byte[32])
            .decrypt(
                hex(
                    "00".repeat(12)
                        + "cea7403d4d606b6e074ec5d3baf39d18"
                        + "d0d1c8a799996bf0265b98b5d48ab919"),
                hex(""));
    assertThat(plain).isEqualTo(new byte[16]);
  }

  @Test
  void gcm_refuses_what_is_shorter_than_nonce_and_tag() {
    assertThatThrownBy(() -> new AesGcm(new byte[32]).decrypt(new byte[27], new byte[0]))
        .isInstanceOf(AEADBadTagException.class);
  }

  @Test
  void two_encryptions_of_one_value_differ() throws GeneralSecurityException {
    AesGcm gcm = new AesGcm(new byte[32]);
    assertThat(gcm.encrypt(hex("01"), hex(""))).isNotEqualTo(gcm.encrypt(hex("01"), hex("")));
  }

  private static byte[] hex(String text) {
    return HEX.parseHex(text);
  }
}
