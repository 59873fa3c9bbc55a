package io.mce.channel;

import io.mce.event.Events;
import io.mce.job.DueWork;
import io.mce.kernel.Actor;
import io.mce.kernel.Cursor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Permission;
import io.mce.persistence.Database;
import io.mce.provider.AccountId;
import io.mce.provider.Providers;
import io.mce.spi.Content;
import io.mce.spi.ErrorKind;
import io.mce.spi.ProviderException;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The delivery log: what was sent or is to be, with every attempt, and what people decide about
 * messages of which nobody knows whether the carrier has them. Addresses are not in it: a message
 * is to a lead. Thread-safe; each decision is one transaction. What asks plugins what they can do,
 * {@link #undecided} and the decisions, is not called inside a transaction.
 */
public final class Deliveries {

  /** The reason of what people took for sent, until a carrier says more. */
  public static final String ARRIVED = "ARRIVED";

  /** The reason of what people gave up though it may have arrived. */
  public static final String GIVEN_UP = "GIVEN_UP";

  /** How many doubts one call decides about. */
  public static final int MAX_DOUBTS = PageRequest.MAX_LIMIT;

  /** Sorts after every id. */
  private static final String END = "~";

  /** How many rows of the log one reading walks over, and how often a page reads. */
  private static final int WINDOW = 5_000;

  private static final int READINGS = 4;

  private final Database database;
  private final DeliveryStore store;
  private final DispatchStore dispatches;
  private final DoubtStore doubts;
  private final DispatchProgress progress;
  private final Providers providers;
  private final DispatchContent content;
  private final ReplyWindows windows;
  private final Events events;
  private final DueWork dueWork;
  private final Clock clock;

  @Inject
  Deliveries(
      Database database,
      DeliveryStore store,
      DispatchStore dispatches,
      DoubtStore doubts,
      DispatchProgress progress,
      Providers providers,
      DispatchContent content,
      ReplyWindows windows,
      Events events,
      DueWork dueWork,
      Clock clock) {
    this.database = database;
    this.store = store;
    this.dispatches = dispatches;
    this.doubts = doubts;
    this.progress = progress;
    this.providers = providers;
    this.content = content;
    this.windows = windows;
    this.events = events;
    this.dueWork = dueWork;
    this.clock = clock;
  }

  /**
   * Returns a page of the log, newest first. A page looks at a bounded part of the log: one that is
   * shorter than asked for, or even empty, has a cursor where more may follow.
   */
  public Page<Delivery> list(Actor actor, DeliveryFilter filter, PageRequest page) {
    return list(actor, filter, page, WINDOW);
  }

  /** The same with another number of rows to walk over in one reading. */
  Page<Delivery> list(Actor actor, DeliveryFilter filter, PageRequest page, int window) {
    actor.require(Permission.CONVERSATION_READ);
    OrganizationId organizationId = actor.organizationId();
    String before = page.cursor(1).map(cursor -> cursor.idAt(0)).orElse(END);
    return database.read(
        organizationId,
        transaction -> {
          Page<StoredDispatch> found = find(organizationId, filter, before, page.limit(), window);
          return new Page<>(deliveries(organizationId, found.items()), found.nextCursor());
        });
  }

  private Page<StoredDispatch> find(
      OrganizationId organizationId, DeliveryFilter filter, String from, int limit, int widest) {
    boolean covered = DeliveryStore.Path.of(filter).covers(filter);
    int window = covered ? limit + 1 : widest;
    String before = from;
    List<StoredDispatch> found = new ArrayList<>();
    for (int reading = 0; reading < READINGS; reading++) {
      found.addAll(store.fitting(organizationId, filter, before, window, limit + 1 - found.size()));
      if (found.size() > limit || covered) {
        break;
      }
      DeliveryStore.Walked walked = store.walked(organizationId, filter, before, window);
      if (walked.rows() < window) {
        return new Page<>(found, Optional.empty());
      }
      before = walked.last().orElseThrow();
    }
    return found.size() > limit || covered
        ? Page.of(found, limit, dispatch -> Cursor.of(dispatch.id()))
        : new Page<>(found, Optional.of(Cursor.of(before)));
  }

  /** Returns one message; NOT_FOUND when the actor's organization has none of this id. */
  public Delivery get(Actor actor, DispatchId id) {
    actor.require(Permission.CONVERSATION_READ);
    return database.read(
        actor.organizationId(),
        transaction ->
            deliveries(actor.organizationId(), List.of(existing(actor.organizationId(), id)))
                .getFirst());
  }

  private List<Delivery> deliveries(OrganizationId organizationId, List<StoredDispatch> rows) {
    Map<DispatchId, List<DeliveryAttempt>> attempts =
        store.attempts(organizationId, rows.stream().map(StoredDispatch::id).toList());
    return rows.stream()
        .map(row -> new Delivery(row.view(), attempts.getOrDefault(row.id(), List.of())))
        .toList();
  }

  /** Returns a page of the messages of unknown outcome, the oldest first. */
  public Page<UndecidedDelivery> undecided(Actor actor, PageRequest page) {
    actor.require(Permission.CONVERSATION_READ);
    OrganizationId organizationId = actor.organizationId();
    String after = page.cursor(1).map(cursor -> cursor.idAt(0)).orElse("");
    List<StoredDispatch> rows = dispatches.unknown(organizationId, after, page.limit() + 1);
    Map<AccountId, Boolean> askable = new HashMap<>();
    Map<DispatchId, UndecidedDelivery> found = new HashMap<>();
    List<Delivery> deliveries = deliveries(organizationId, rows);
    for (int i = 0; i < rows.size(); i++) {
      StoredDispatch row = rows.get(i);
      found.put(
          row.id(),
          new UndecidedDelivery(
              deliveries.get(i),
              !row.content().isEmpty()
                  && askable.computeIfAbsent(
                      row.account(), account -> canBeAsked(organizationId, account)),
              row.content().isEmpty() ? Optional.empty() : againFrom(row)));
    }
    return Page.of(rows, page.limit(), row -> Cursor.of(row.id()))
        .map(row -> Objects.requireNonNull(found.get(row.id())));
  }

  private boolean canBeAsked(OrganizationId organizationId, AccountId account) {
    try {
      return providers.lookup(organizationId, account).isPresent();
    } catch (ProviderException | MceException e) {
      return false; // Switched off, or it cannot be started.
    }
  }

  private Optional<Instant> againFrom(StoredDispatch dispatch) {
    try {
      return Optional.of(
          dispatch
              .stateAt()
              .plus(
                  providers.profile(dispatch.organizationId(), dispatch.account()).sendTimeout()));
    } catch (ProviderException | MceException e) {
      return Optional.empty();
    }
  }

  /**
   * Decides about a message of unknown outcome.
   *
   * @return the message as it is then
   * @throws MceException CONFLICT when more is known of it by now, or it is another attempt that is
   *     in doubt; WRONG_STATE when this cannot be decided about it, or not yet; WINDOW_CLOSED when
   *     it is free text and the carrier takes none now; NOT_FOUND
   */
  public Delivery decide(Actor actor, Doubt doubt, DoubtDecision decision) {
    actor.require(Permission.MESSAGE_SEND);
    OrganizationId organizationId = actor.organizationId();
    StoredDispatch seen = existing(organizationId, doubt.dispatchId());
    if (seen.state() != DispatchState.UNKNOWN || seen.attempts() != doubt.attempt()) {
      throw settled();
    }
    requirePossible(seen, decision);
    return database.inOrganization(
        organizationId,
        transaction -> {
          apply(seen, doubt, decision);
          events.append(
              actor, new DispatchDecided(seen.id(), seen.leadId(), decision, doubt.attempt()));
          return deliveries(organizationId, List.of(existing(organizationId, seen.id())))
              .getFirst();
        });
  }

  /**
   * Decides the same about many, each in a transaction of its own; one that cannot be decided about
   * keeps none of the others from it.
   *
   * @param all at most {@value #MAX_DOUBTS}
   */
  public DoubtResults decideAll(Actor actor, List<Doubt> all, DoubtDecision decision) {
    actor.require(Permission.MESSAGE_SEND);
    if (all.size() > MAX_DOUBTS) {
      throw MceException.invalid(
          "items", "Decide about at most " + MAX_DOUBTS + " messages at a time.");
    }
    int done = 0;
    List<DoubtResults.Refusal> refusals = new ArrayList<>();
    Set<DispatchId> met = new HashSet<>();
    for (Doubt doubt : all) {
      if (!met.add(doubt.dispatchId())) {
        continue;
      }
      try {
        decide(actor, doubt, decision);
        done++;
      } catch (MceException e) {
        refusals.add(
            new DoubtResults.Refusal(doubt.dispatchId(), e.code(), String.valueOf(e.getMessage())));
      }
    }
    return new DoubtResults(done, refusals);
  }

  private void requirePossible(StoredDispatch seen, DoubtDecision decision) {
    switch (decision) {
      case ARRIVED, GIVE_UP -> {}
      case ASK -> {
        requireContent(seen);
        if (!canBeAsked(seen.organizationId(), seen.account())) {
          throw MceException.wrongState(
              "The carrier of this account cannot be asked; look in its own pages, and say whether"
                  + " the message arrived.");
        }
      }
      case SEND_AGAIN -> {
        requireContent(seen);
        Instant from =
            againFrom(seen)
                .orElseThrow(() ->
                    MceException.wrongState(
                        "The account of this message cannot be used now; switch it on first."));
        if (clock.instant().isBefore(from)) {
          throw MceException.wrongState(
              "The first attempt may still be under way; send it again after " + from + ".");
        }
        requireOpenWindow(seen);
      }
    }
  }

  private static void requireContent(StoredDispatch seen) {
    if (seen.content().isEmpty()) {
      throw MceException.wrongState(
          "What this message said is forgotten; say whether it arrived, or give it up.");
    }
  }

  private void requireOpenWindow(StoredDispatch seen) {
    if (windows.isClosed(seen, contentOf(seen))) {
      throw new MceException(
          ErrorCode.WINDOW_CLOSED,
          seen.channel()
              + " takes free text only for a time after the lead has written; that time is over."
              + " Say whether the message arrived, or give it up; an approved template would be"
              + " allowed.");
    }
  }

  private Content contentOf(StoredDispatch seen) {
    try {
      return content.open(seen).content();
    } catch (RuntimeException e) {
      throw MceException.wrongState(
          "What this message said cannot be read; say whether it arrived, or give it up.");
    }
  }

  private void apply(StoredDispatch seen, Doubt doubt, DoubtDecision decision) {
    OrganizationId organizationId = seen.organizationId();
    Instant now = clock.instant();
    boolean applied =
        switch (decision) {
          case ASK -> doubts.ask(organizationId, doubt, now);
          case ARRIVED -> doubts.arrived(organizationId, doubt, ARRIVED, now);
          case SEND_AGAIN -> doubts.sendAgain(organizationId, doubt, now);
          case GIVE_UP -> doubts.giveUp(organizationId, doubt, GIVEN_UP, now);
        };
    if (!applied) {
      throw settled();
    }
    String account = seen.account().toString();
    switch (decision) {
      case ASK -> dueWork.schedule(organizationId, Reconciler.KIND, account, now);
      case ARRIVED -> {
        progress.tell(seen, DispatchState.ACCEPTED);
        progress.tell(seen, DispatchState.SENT);
      }
      case SEND_AGAIN -> dueWork.schedule(organizationId, OutboxWorker.KIND, account, now);
      case GIVE_UP -> progress.failed(seen, ErrorKind.OUTCOME_UNKNOWN);
    }
    if (decision != DoubtDecision.ASK) {
      progress.wake(seen, now);
    }
  }

  private static MceException settled() {
    return new MceException(
        ErrorCode.CONFLICT, "More is known of this message by now; look at it again.");
  }

  private StoredDispatch existing(OrganizationId organizationId, DispatchId id) {
    return dispatches.find(organizationId, id).orElseThrow(() -> MceException.notFound("dispatch"));
  }
}
