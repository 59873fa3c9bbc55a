package io.mce.whatsapp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Names of events. Meta's ids of messages hold the phone number, so they are hashed. */
final class EventIds {

  private static final int BYTES = 16;

  private EventIds() {}

  /** The same for the same parts. */
  static String of(String kind, String... parts) {
    byte[] hash = sha256().digest(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
    return kind + ":" + HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
