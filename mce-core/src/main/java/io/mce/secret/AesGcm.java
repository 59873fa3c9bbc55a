package io.mce.secret;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-GCM by the JDK (NIST SP 800-38D): a random nonce of 96 bits, the ciphertext, a tag of 128
 * bits. Thread-safe.
 */
final class AesGcm {
  private static final String ALGORITHM = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;

  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();

  AesGcm(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
  }

  byte[] encrypt(byte[] plain, byte[] associatedData) throws GeneralSecurityException {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, nonce, associatedData).doFinal(plain);
    return ByteBuffer.allocate(NONCE_BYTES + encrypted.length).put(nonce).put(encrypted).array();
  }

  /** Decrypts; AEADBadTagException when key or associated data differ or a bit was changed. */
  byte[] decrypt(byte[] sealed, byte[] associatedData) throws GeneralSecurityException {
    if (sealed.length < NONCE_BYTES + TAG_BYTES) {
      throw new AEADBadTagException("shorter than a nonce and a tag");
    }
    return cipher(Cipher.DECRYPT_MODE, sealed, associatedData)
        .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
  }

  private Cipher cipher(int mode, byte[] startsWithNonce, byte[] associatedData)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(ALGORITHM);
    cipher.init(
        mode, key, new GCMParameterSpec(Byte.SIZE * TAG_BYTES, startsWithNonce, 0, NONCE_BYTES));
    cipher.updateAAD(associatedData);
    return cipher;
  }
}
