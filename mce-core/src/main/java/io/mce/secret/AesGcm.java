package io.mce.secret;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
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
  private static final int MOST_IDLE = 4;

  private final SecretKeySpec key;

  /** To find a cipher among the providers costs several times what it then does to a value. */
  private final BlockingQueue<Cipher> idle = new ArrayBlockingQueue<>(MOST_IDLE);

  private final SecureRandom random = new SecureRandom();

  AesGcm(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
  }

  byte[] encrypt(byte[] plain, byte[] associatedData) throws GeneralSecurityException {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] encrypted = apply(Cipher.ENCRYPT_MODE, nonce, associatedData, plain, 0);
    return ByteBuffer.allocate(NONCE_BYTES + encrypted.length).put(nonce).put(encrypted).array();
  }

  /** Decrypts; AEADBadTagException when key or associated data differ or a bit was changed. */
  byte[] decrypt(byte[] sealed, byte[] associatedData) throws GeneralSecurityException {
    if (sealed.length < NONCE_BYTES + TAG_BYTES) {
      throw new AEADBadTagException("shorter than a nonce and a tag");
    }
    return apply(Cipher.DECRYPT_MODE, sealed, associatedData, sealed, NONCE_BYTES);
  }

  private byte[] apply(
      int mode, byte[] startsWithNonce, byte[] associatedData, byte[] input, int from)
      throws GeneralSecurityException {
    Cipher free = idle.poll();
    Cipher cipher = free == null ? Cipher.getInstance(ALGORITHM) : free;
    cipher.init(
        mode, key, new GCMParameterSpec(Byte.SIZE * TAG_BYTES, startsWithNonce, 0, NONCE_BYTES));
    cipher.updateAAD(associatedData);
    byte[] output = cipher.doFinal(input, from, input.length - from);
    idle.offer(cipher); // One that threw is not used again.
    return output;
  }
}
