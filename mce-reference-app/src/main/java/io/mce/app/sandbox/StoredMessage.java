package io.mce.app.sandbox;

import io.mce.spi.ErrorKind;
import io.mce.spi.OutboundMessage;
import io.mce.spi.ProviderErrorDetail;
import io.mce.spi.Receipt;
import io.mce.spi.ReceiptStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A message with its whole future: what will be reported about it, and when. Decided when it is
 * accepted and stored with it, so that a restart or new settings change nothing about it.
 *
 * @param id the engine's id of a message to a phone; our own of one from a phone
 * @param direction which way it went
 * @param phone the number of the phone
 * @param at when it was taken over or written
 * @param reports when what is reported; empty for one from a phone
 * @param failure why it fails, if it does
 * @param text what it says
 */
record StoredMessage(
    String id,
    SandboxMessage.Direction direction,
    String phone,
    Instant at,
    Map<ReceiptStatus, Instant> reports,
    Optional<ErrorKind> failure,
    String text) {

  private static final String REMOTE_ID_PREFIX = "sandbox-";

  StoredMessage {
    Map<ReceiptStatus, Instant> ordered = new EnumMap<>(ReceiptStatus.class);
    ordered.putAll(reports);
    reports = Collections.unmodifiableMap(ordered);
  }

  /** Takes a message over; the same message has the same future wherever it is decided. */
  static StoredMessage toPhone(
      OutboundMessage message, String text, SandboxSettings settings, Instant now) {
    SplittableRandom dice = new SplittableRandom(message.id().hashCode());
    boolean fails = dice.nextDouble() < settings.failureRate();
    boolean read = dice.nextDouble() < settings.readRate();
    String phone = message.to().value();
    Optional<ErrorKind> failure =
        settings.fails(phone)
            ? Optional.of(ErrorKind.INVALID_RECIPIENT)
            : fails ? Optional.of(ErrorKind.UNREACHABLE) : Optional.empty();
    Map<ReceiptStatus, Instant> reports = new EnumMap<>(ReceiptStatus.class);
    if (failure.isPresent()) {
      reports.put(ReceiptStatus.FAILED, now.plus(settings.delaySent()));
    } else {
      reports.put(ReceiptStatus.SENT, now.plus(settings.delaySent()));
      reports.put(ReceiptStatus.DELIVERED, now.plus(settings.delayDelivered()));
      if (read) {
        reports.put(ReceiptStatus.READ, now.plus(settings.delayRead()));
      }
    }
    return new StoredMessage(
        message.id(), SandboxMessage.Direction.TO_PHONE, phone, now, reports, failure, text);
  }

  static StoredMessage fromPhone(String id, String phone, String text, Instant now) {
    return new StoredMessage(
        id, SandboxMessage.Direction.FROM_PHONE, phone, now, Map.of(), Optional.empty(), text);
  }

  String remoteId() {
    return REMOTE_ID_PREFIX + id;
  }

  /** Everything that is to be reported about it, past and future. */
  List<Receipt> receipts() {
    List<Receipt> receipts = new ArrayList<>();
    reports.forEach((status, due) -> receipts.add(receipt(status, due).withMessageId(id)));
    return receipts;
  }

  /** What the carrier knows about it by then; empty while it is only accepted. */
  Optional<ReceiptStatus> reported(Instant now) {
    return reports.entrySet().stream()
        .filter(report -> !report.getValue().isAfter(now))
        .map(Map.Entry::getKey)
        .reduce((before, after) -> after);
  }

  Optional<ProviderErrorDetail> error() {
    return failure.map(kind -> ProviderErrorDetail.of(kind, "the sandbox lets this message fail"));
  }

  SandboxMessage seen(Instant now) {
    SandboxMessage.Status status =
        direction == SandboxMessage.Direction.FROM_PHONE
            ? SandboxMessage.Status.RECEIVED
            : reported(now)
                .map(reported -> SandboxMessage.Status.valueOf(reported.name()))
                .orElse(SandboxMessage.Status.ACCEPTED);
    return new SandboxMessage(remoteId(), phone, direction, text, status, at);
  }

  /** The form in which it is stored; the text last, since it may hold line ends. */
  String encode() {
    StringBuilder line = new StringBuilder();
    reports.forEach((status, due) -> line.append(status).append('@').append(due).append(' '));
    return String.join(
        "\n",
        direction.name(),
        phone,
        at.toString(),
        line.toString().strip(),
        failure.map(Enum::name).orElse(""),
        text);
  }

  static StoredMessage decode(String id, String stored) {
    String[] lines = stored.split("\n", 6);
    Map<ReceiptStatus, Instant> reports = new EnumMap<>(ReceiptStatus.class);
    for (String report : List.of(lines[3].split(" "))) {
      int at = report.indexOf('@');
      if (at > 0) {
        reports.put(
            ReceiptStatus.valueOf(report.substring(0, at)),
            Instant.parse(report.substring(at + 1)));
      }
    }
    return new StoredMessage(
        id,
        SandboxMessage.Direction.valueOf(lines[0]),
        lines[1],
        Instant.parse(lines[2]),
        reports,
        Optional.of(lines[4]).filter(kind -> !kind.isEmpty()).map(ErrorKind::valueOf),
        lines[5]);
  }

  /** Leaves out number and text. */
  @Override
  public String toString() {
    return "StoredMessage[" + id + ", " + direction + "]";
  }

  private Receipt receipt(ReceiptStatus status, Instant due) {
    return error()
        .filter(error -> status == ReceiptStatus.FAILED)
        .map(error -> Receipt.failed(remoteId(), error, due))
        .orElseGet(() -> Receipt.of(remoteId(), status, due));
  }
}
