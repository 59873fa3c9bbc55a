package io.mce.app.sandbox;

import java.time.Instant;

/**
 * A phone that a sandbox channel has written to or heard from.
 *
 * @param phone its number
 * @param lastText the last message, either way
 * @param lastAt when that was
 */
public record SandboxPhone(String phone, String lastText, Instant lastAt) {

  /** Leaves out number and text. */
  @Override
  public String toString() {
    return "SandboxPhone[" + lastAt + "]";
  }
}
