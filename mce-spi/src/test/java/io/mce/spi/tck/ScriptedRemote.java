package io.mce.spi.tck;

import io.mce.spi.Address;
import io.mce.spi.ReceiptStatus;
import io.mce.spi.WebhookRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plays the carrier for one test: takes messages, and on request reports, forwards and misbehaves.
 *
 * <p>Written by the author of a plugin from the carrier's documentation, independently of the
 * plugin's own code. Its requests look as the carrier's do, with signatures and with fields that
 * the plugin does not use.
 */
public interface ScriptedRemote extends AutoCloseable {

  /**
   * Settings of an account at this remote, in their text form; every required one and all secrets.
   */
  Map<String, String> settings();

  /** Somebody whom the remote can reach. */
  Address recipient();

  /**
   * Every message the remote took over, oldest first; one that it recognized as repeated counts
   * once.
   */
  List<RemoteMessage> accepted();

  /**
   * Makes a person write.
   *
   * @return what the carrier then posts, or nothing when the message comes another way; the default
   *     is for channels on which nobody can write back
   */
  default List<WebhookRequest> inbound(Address from, String text) {
    return List.of();
  }

  /**
   * Makes a message come this far.
   *
   * @return what the carrier then posts, or nothing when receipts come another way; the default is
   *     for channels without receipts
   */
  default List<WebhookRequest> report(String remoteId, ReceiptStatus status) {
    return List.of();
  }

  /** Variants of genuine webhook requests; there if and only if the carrier posts webhooks. */
  default Optional<WebhookVariants> webhookVariants() {
    return Optional.empty();
  }

  /** Stops it. */
  @Override
  void close();
}
