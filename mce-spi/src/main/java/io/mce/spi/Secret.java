package io.mce.spi;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * A password, token or key in the settings of an account.
 *
 * <p>Write-only for people, encrypted at rest, masked in every text form: only {@link #reveal()}
 * gives it away.
 */
public final class Secret {

  private final String value;

  private Secret(String value) {
    this.value = Check.notBlank(value, "secret");
  }

  /** Wraps a secret; blank is refused. */
  public static Secret of(String value) {
    return new Secret(value);
  }

  /** The secret itself, for the call that needs it. */
  public String reveal() {
    return value;
  }

  /** Compares in constant time. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Secret secret
        && MessageDigest.isEqual(
            value.getBytes(StandardCharsets.UTF_8), secret.value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  /** Always the same mask. */
  @Override
  public String toString() {
    return "******";
  }
}
