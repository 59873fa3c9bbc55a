package io.mce.app.identity;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Hashes passwords with Argon2id at the cost that OWASP names as its minimum: 19 MiB, two passes,
 * one lane. The text form carries the parameters, so that they can grow. As many hashes as there
 * are processors are made at once, so that a crowd of log-ins can take neither the memory nor the
 * threads of the server; see {@link Turns}. Thread-safe.
 */
@Singleton
final class Passwords {

  private static final int MEMORY_KIB = 19_456;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  // Together less than the threads of the executor io, which serve everything else as well.
  private static final int MOST_AT_ONCE = 16;
  private static final int WAITING = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final SecureRandom random = new SecureRandom();
  private final Turns turns =
      new Turns(
          Math.min(Runtime.getRuntime().availableProcessors(), MOST_AT_ONCE), WAITING, PATIENCE);

  /** Returns the hash to store. */
  String hash(String password) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    byte[] hash = derive(password, salt, MEMORY_KIB, PASSES, LANES);
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(MEMORY_KIB, PASSES, LANES, encode(salt), encode(hash));
  }

  /** Compares in constant time. */
  boolean matches(String password, String stored) {
    String[] parts = stored.split("\\$");
    String[] costs = parts[3].split("[=,]");
    byte[] expected = Base64.getDecoder().decode(parts[5]);
    byte[] actual =
        derive(
            password,
            Base64.getDecoder().decode(parts[4]),
            Integer.parseInt(costs[1]),
            Integer.parseInt(costs[3]),
            Integer.parseInt(costs[5]));
    return MessageDigest.isEqual(expected, actual);
  }

  private byte[] derive(String password, byte[] salt, int memory, int passes, int lanes) {
    return turns.take(() -> argon2(password, salt, memory, passes, lanes));
  }

  private static byte[] argon2(String password, byte[] salt, int memory, int passes, int lanes) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(memory)
            .withIterations(passes)
            .withParallelism(lanes)
            .withSalt(salt)
            .build());
    byte[] hash = new byte[HASH_BYTES];
    generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
    return hash;
  }

  private static String encode(byte[] bytes) {
    return Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }
}
