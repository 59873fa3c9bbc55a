package io.mce.app.sandbox;

import io.mce.spi.AccountRef;
import io.mce.spi.Address;
import io.mce.spi.ProviderContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * All phones that sandbox channels reach: what is on them, and how their people write back.
 *
 * <p>One per application, handed to {@link SandboxFactory}. What belongs to one organization is
 * never shown to another. Shows what the channels of this process carry. Thread-safe.
 */
public final class SandboxPhones implements AutoCloseable {

  private static final Duration TICK = Duration.ofMillis(25);

  private final Map<AccountRef, SandboxLine> lines = new LinkedHashMap<>();
  private @Nullable ScheduledExecutorService timer;

  /** Begins to report receipts when they are due; without it they wait. */
  public synchronized void start() {
    if (timer != null) {
      return;
    }
    timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("mce-sandbox").factory());
    Future<?> unused =
        timer.scheduleWithFixedDelay(
            () -> lines().forEach(SandboxLine::reportSoon),
            TICK.toMillis(),
            TICK.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /**
   * A person writes to an organization; returns once the engine has taken the message.
   *
   * @param organizationId the organization, as {@link AccountRef} names it
   * @param from the number of the phone, in international form
   * @param text what the person writes, not blank
   * @return the message, or empty when the organization has no running sandbox channel
   * @throws IllegalArgumentException when the number or the text is none
   */
  public Optional<SandboxMessage> inbound(String organizationId, String from, String text) {
    Address phone = Address.phone(from.strip());
    if (text.isBlank()) {
      throw new IllegalArgumentException("text must not be blank");
    }
    return line(organizationId, phone.value()).flatMap(line -> line.write(phone, text));
  }

  /**
   * The messages of an organization's phones, newest first.
   *
   * @param phone only those of this number, or of all when empty
   * @param limit how many at most, 1 or more
   */
  public List<SandboxMessage> messages(String organizationId, Optional<String> phone, int limit) {
    return newestFirst(organizationId).stream()
        .filter(message -> phone.isEmpty() || message.phone().equals(phone.get()))
        .limit(limit)
        .toList();
  }

  /**
   * The phones that an organization's sandbox channels have written to or heard from, the one with
   * the newest message first.
   *
   * @param limit how many at most, 1 or more
   */
  public List<SandboxPhone> phones(String organizationId, int limit) {
    Map<String, SandboxPhone> byNumber = new LinkedHashMap<>();
    for (SandboxMessage message : newestFirst(organizationId)) {
      byNumber.putIfAbsent(
          message.phone(), new SandboxPhone(message.phone(), message.text(), message.at()));
    }
    return byNumber.values().stream().limit(limit).toList();
  }

  /** Reports everything that is due by now, on the calling thread. */
  void reportDue() {
    lines().forEach(SandboxLine::reportDue);
  }

  synchronized SandboxLine attach(ProviderContext context) {
    SandboxLine line = lines.computeIfAbsent(context.account(), account -> new SandboxLine());
    line.attach(context);
    return line;
  }

  synchronized void detach(ProviderContext context) {
    SandboxLine line = lines.get(context.account());
    if (line != null && line.detach(context)) {
      lines.remove(context.account());
    }
  }

  /** Stops reporting; receipts still to come follow after the next start. */
  @Override
  public synchronized void close() {
    if (timer != null) {
      timer.shutdownNow();
      timer = null;
    }
  }

  private synchronized List<SandboxLine> lines() {
    return List.copyOf(lines.values());
  }

  private synchronized List<SandboxLine> lines(String organizationId) {
    return lines.entrySet().stream()
        .filter(entry -> entry.getKey().organizationId().equals(organizationId))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** The line that last wrote to this phone, so that an answer comes back where it belongs. */
  private Optional<SandboxLine> line(String organizationId, String phone) {
    return lines(organizationId).stream()
        .max(Comparator.comparing(line -> lastContact(line, phone)));
  }

  private static Instant lastContact(SandboxLine line, String phone) {
    return line.seen().stream()
        .filter(message -> message.phone().equals(phone))
        .map(SandboxMessage::at)
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }

  private List<SandboxMessage> newestFirst(String organizationId) {
    List<SandboxMessage> messages = new ArrayList<>();
    lines(organizationId).forEach(line -> messages.addAll(line.seen()));
    messages.sort(
        Comparator.comparing(SandboxMessage::at).thenComparing(SandboxMessage::id).reversed());
    return messages;
  }
}
