package io.mce.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mce.event.Events;
import io.mce.job.DueWork;
import io.mce.kernel.Actor;
import io.mce.kernel.IdGenerator;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Permission;
import io.mce.persistence.Database;
import io.mce.spi.Internal;
import io.mce.spi.ProviderEvent;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What remotes brought, by webhook or session: stored once, however often and from wherever it
 * comes, then handed to the {@link ProviderEventHandler}s by a worker. Thread-safe.
 */
public final class ReceivedEvents {

  /** How often an event is tried before it is given up. */
  public static final int MAX_ATTEMPTS = 8;

  static final String KIND = "received-events";
  private static final int MAX_EVENT_ID = 200;
  private static final int MAX_LISTED = 200;

  private final Database database;
  private final ReceivedEventStore store;
  private final EventPayload payload;
  private final DueWork dueWork;
  private final Events events;
  private final Clock clock;
  private final IdGenerator ids;

  @Inject
  ReceivedEvents(
      Database database,
      ReceivedEventStore store,
      EventPayload payload,
      DueWork dueWork,
      Events events,
      Clock clock,
      IdGenerator ids) {
    this.database = database;
    this.store = store;
    this.payload = payload;
    this.dueWork = dueWork;
    this.events = events;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Stores events of an account in one transaction. Those whose id the account has already brought
   * are ignored, so repeating is safe. When it returns they are durable. An id that is longer than
   * {@value #MAX_EVENT_ID} characters is known by its SHA-256.
   */
  @Internal
  public void store(
      OrganizationId organizationId, AccountId accountId, List<ProviderEvent> events) {
    if (events.isEmpty()) {
      return;
    }
    List<ReceivedEventStore.Received> rows =
        events.stream().map(event -> row(organizationId, accountId, event)).toList();
    Instant now = clock.instant();
    database.runInOrganization(
        organizationId,
        transaction -> {
          if (store.insert(organizationId, accountId, rows, now) > 0) {
            dueWork.schedule(organizationId, KIND, accountId.toString(), now);
          }
        });
  }

  /** Returns events that were given up, then those being tried again; at most 200. */
  public List<UnhandledEvent> unhandled(Actor actor) {
    actor.require(Permission.CHANNEL_MANAGE);
    List<UnhandledEvent> unhandled =
        new ArrayList<>(store.dead(actor.organizationId(), MAX_LISTED));
    unhandled.addAll(store.failing(actor.organizationId(), MAX_LISTED - unhandled.size()));
    return List.copyOf(unhandled);
  }

  /**
   * Tries an event that failed again, now, with all its attempts.
   *
   * @throws MceException NOT_FOUND when no such event has failed
   */
  public void retry(Actor actor, AccountId accountId, String eventId) {
    actor.require(Permission.CHANNEL_MANAGE);
    Instant now = clock.instant();
    database.runInOrganization(
        actor.organizationId(),
        transaction -> {
          if (!store.retry(actor.organizationId(), accountId, eventId, now)) {
            throw MceException.notFound("received event");
          }
          dueWork.schedule(actor.organizationId(), KIND, accountId.toString(), now);
          events.append(actor, new ReceivedEventRetried(accountId));
        });
  }

  private ReceivedEventStore.Received row(
      OrganizationId organizationId, AccountId accountId, ProviderEvent event) {
    String eventId = storedId(event.eventId());
    return new ReceivedEventStore.Received(
        eventId,
        ids.next(),
        EventPayload.kind(event),
        payload.seal(organizationId, accountId, eventId, event),
        0);
  }

  /** One event with a long id must not keep out the others of its delivery. */
  private static String storedId(String eventId) {
    if (eventId.length() <= MAX_EVENT_ID) {
      return eventId;
    }
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(eventId.getBytes(UTF_8));
      return "sha256:" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
