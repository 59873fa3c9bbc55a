package io.mce.app.sandbox;

import io.mce.spi.Address;
import io.mce.spi.ErrorKind;
import io.mce.spi.LookupRequest;
import io.mce.spi.LookupResult;
import io.mce.spi.MessageIn;
import io.mce.spi.OutboundMessage;
import io.mce.spi.ProviderContext;
import io.mce.spi.ProviderException;
import io.mce.spi.Receipt;
import io.mce.spi.ReceiptStatus;
import io.mce.spi.Template;
import io.mce.spi.TemplateNotice;
import io.mce.spi.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the sandbox carrier knows of one account: its messages and the receipts still to come.
 *
 * <p>Outlives the instances of the channel that use it one after the other. What was accepted is in
 * the account's state before it is acknowledged; after a restart the receipts that were not
 * reported yet follow. Thread-safe.
 */
final class SandboxLine {

  /** How many messages are kept; beyond it the oldest are forgotten. */
  static final int CAPACITY = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(SandboxLine.class);

  private static final String MESSAGE = "message/";
  private static final String REPORTED_UNTIL = "reported-until";

  /** Receipts may be queued slightly out of order of their time; the engine ignores repetitions. */
  private static final Duration OVERLAP = Duration.ofMinutes(1);

  /** How many receipts one call hands over. */
  private static final int BATCH = 200;

  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

  private static final Duration WINDOW = Duration.ofHours(24);

  private final List<ProviderContext> contexts = new ArrayList<>();
  private final LinkedHashMap<String, StoredMessage> messages = new LinkedHashMap<>();
  private final NavigableSet<Receipt> due =
      new TreeSet<>(Comparator.comparing(Receipt::at).thenComparing(Receipt::eventId));
  private final SandboxTemplates templates = new SandboxTemplates();
  private final ReentrantLock reporting = new ReentrantLock();
  private Instant notBefore = Instant.MIN;

  /** Serves one more instance; the first one brings what was stored. */
  synchronized void attach(ProviderContext context) {
    if (contexts.isEmpty()) {
      load(context);
    }
    contexts.add(context);
  }

  /** Serves one instance less; returns whether none is left. */
  synchronized boolean detach(ProviderContext context) {
    contexts.remove(context);
    return contexts.isEmpty();
  }

  /** Takes a message over, once. */
  StoredMessage accept(OutboundMessage message, SandboxSettings settings, ProviderContext context) {
    Optional<StoredMessage> known = find(message.id());
    if (known.isPresent()) {
      return known.get();
    }
    Instant now = context.clock().instant();
    StoredMessage accepted =
        StoredMessage.toPhone(message, text(message, settings, context), settings, now);
    context.state().put(MESSAGE + accepted.id(), accepted.encode());
    keep(accepted, context);
    return accepted;
  }

  /** What the phone shows; refuses what the carrier would not send now. */
  private String text(OutboundMessage message, SandboxSettings settings, ProviderContext context) {
    if (message.content() instanceof Template template) {
      return SandboxTemplates.text(template, context);
    }
    Instant now = context.clock().instant();
    if (settings.replyWindow() && !wroteSince(message.to().value(), now.minus(WINDOW))) {
      throw ProviderException.of(
          ErrorKind.WINDOW_CLOSED, "the person has not written for 24 hours; send a template");
    }
    return ((Text) message.content()).body();
  }

  private synchronized boolean wroteSince(String phone, Instant then) {
    return messages.values().stream()
        .filter(each -> each.direction() == SandboxMessage.Direction.FROM_PHONE)
        .anyMatch(each -> each.phone().equals(phone) && each.at().isAfter(then));
  }

  SandboxTemplates templates() {
    return templates;
  }

  LookupResult lookup(LookupRequest request, ProviderContext context) {
    return find(request.messageId())
        .or(() -> stored(request.messageId(), context))
        .map(message -> found(message, context.clock().instant()))
        .orElseGet(() ->
            forgottenSince(request.sentAfter())
                ? LookupResult.unknown("the sandbox forgets old messages")
                : LookupResult.notFound());
  }

  /** A person writes; returns once the engine has it. Empty while no channel is running. */
  Optional<SandboxMessage> write(Address from, String text) {
    return latest()
        .map(context -> {
          Instant now = context.clock().instant();
          StoredMessage written =
              StoredMessage.fromPhone(UUID.randomUUID().toString(), from.value(), text, now);
          context.emit(MessageIn.text(written.remoteId(), now, from, text));
          context.state().put(MESSAGE + written.id(), written.encode());
          keep(written, context);
          return written.seen(now);
        });
  }

  /** Everything kept, oldest first. */
  synchronized List<SandboxMessage> seen() {
    return latest()
        .map(ProviderContext::clock)
        .map(clock -> messages.values().stream().map(m -> m.seen(clock.instant())).toList())
        .orElseGet(List::of);
  }

  /** Reports what is due, on the account's executor. */
  void reportSoon() {
    if ((nextDue().isEmpty() && reviews().isEmpty()) || reporting.isLocked()) {
      return;
    }
    latest()
        .ifPresent(context -> {
          try {
            context.executor().execute(this::reportDue);
          } catch (RejectedExecutionException e) {
            LOG.debug("The engine stops; receipts follow after the next start");
          }
        });
  }

  /** A notice that a restart loses is made good: the engine looks at all templates by and by. */
  private List<TemplateNotice> reviews() {
    return latest()
        .map(context -> templates.reviewed(context.clock().instant()))
        .orElseGet(List::of);
  }

  /** Reports everything that is due by now, in order; does nothing while another thread does. */
  void reportDue() {
    if (!reporting.tryLock()) {
      return;
    }
    try {
      for (List<Receipt> next = nextDue(); !next.isEmpty(); next = nextDue()) {
        emit(next);
        remember(next.getLast().at());
      }
      List<TemplateNotice> reviews = reviews();
      if (!reviews.isEmpty()) {
        latest().orElseThrow().emit(reviews);
        templates.told(reviews.size());
      }
    } catch (RuntimeException e) {
      pause();
      LOG.debug("Receipts could not be handed over; they follow later", e);
    } finally {
      reporting.unlock();
    }
  }

  private void emit(List<Receipt> receipts) {
    latest().orElseThrow(() -> new IllegalStateException("no channel is running")).emit(receipts);
    synchronized (this) {
      receipts.forEach(due::remove);
    }
  }

  private void remember(Instant until) {
    latest().ifPresent(context -> context.state().put(REPORTED_UNTIL, until.toString()));
  }

  private synchronized void pause() {
    latest().ifPresent(context -> notBefore = context.clock().instant().plus(PAUSE_AFTER_FAILURE));
  }

  /** The receipts that are due by now, in order; not more than one call should carry. */
  private synchronized List<Receipt> nextDue() {
    Optional<Instant> now = latest().map(context -> context.clock().instant());
    return now.isEmpty() || now.get().isBefore(notBefore)
        ? List.of()
        : due.stream().takeWhile(each -> !each.at().isAfter(now.get())).limit(BATCH).toList();
  }

  private synchronized Optional<ProviderContext> latest() {
    return contexts.isEmpty() ? Optional.empty() : Optional.of(contexts.getLast());
  }

  private synchronized Optional<StoredMessage> find(String id) {
    return Optional.ofNullable(messages.get(id));
  }

  /** Another node may have taken it over. */
  private static Optional<StoredMessage> stored(String id, ProviderContext context) {
    return context.state().get(MESSAGE + id).map(text -> StoredMessage.decode(id, text));
  }

  private static LookupResult found(StoredMessage message, Instant now) {
    Optional<ReceiptStatus> reported = message.reported(now);
    return new LookupResult.Found(
        message.remoteId(),
        reported,
        message.error().filter(e -> reported.equals(Optional.of(ReceiptStatus.FAILED))));
  }

  private synchronized boolean forgottenSince(Instant then) {
    return messages.size() >= CAPACITY && !messages.firstEntry().getValue().at().isBefore(then);
  }

  private void keep(StoredMessage message, ProviderContext context) {
    List<String> forgotten = new ArrayList<>();
    synchronized (this) {
      if (messages.putIfAbsent(message.id(), message) == null) {
        due.addAll(message.receipts());
      }
      while (messages.size() > CAPACITY) {
        forgotten.add(messages.pollFirstEntry().getKey());
      }
    }
    forgotten.forEach(id -> context.state().remove(MESSAGE + id));
  }

  private void load(ProviderContext context) {
    Instant reportedUntil =
        context.state().get(REPORTED_UNTIL).map(Instant::parse).orElse(Instant.EPOCH);
    Map<String, String> stored = context.state().entries(MESSAGE);
    stored.entrySet().stream()
        .map(e -> StoredMessage.decode(e.getKey().substring(MESSAGE.length()), e.getValue()))
        .sorted(Comparator.comparing(StoredMessage::at).thenComparing(StoredMessage::id))
        .forEach(message -> {
          messages.put(message.id(), message);
          message.receipts().stream()
              .filter(receipt -> receipt.at().isAfter(reportedUntil.minus(OVERLAP)))
              .forEach(due::add);
        });
  }
}
