package io.mce.app.live;

import io.mce.app.http.LiveSessions;
import io.mce.app.http.SignedIn;
import io.mce.engine.MceEngine;
import io.mce.event.EventBatch;
import io.mce.kernel.Actor;
import io.mce.kernel.MceException;
import io.mce.organization.Member;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.scheduler.Schedulers;

/** The live feed. */
@Tag(name = "live")
@Controller("/api")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class LiveController {

  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final int MOST_WAITING = 200;
  private static final int MOST_ITEMS = 200;

  private final MceEngine engine;
  private final LiveSessions sessions;
  private final Feed feed;
  private final Clock clock;
  private final Closing closing;

  LiveController(MceEngine engine, LiveSessions sessions, Feed feed, Clock clock, Closing closing) {
    this.engine = engine;
    this.sessions = sessions;
    this.feed = feed;
    this.clock = clock;
    this.closing = closing;
  }

  /** The newest events, newest first. */
  record Recent(List<FeedItem> items, long cursor) {}

  @Get("/feed")
  Recent recent(@Parameter(hidden = true) Actor actor, @Nullable @QueryValue Integer limit) {
    int wanted = limit == null ? 50 : limit;
    if (wanted < 1 || wanted > MOST_ITEMS) {
      throw MceException.invalid("limit", "The limit must be between 1 and " + MOST_ITEMS + ".");
    }
    long head = engine.events().head(actor);
    return new Recent(
        feed.items(actor, engine.events().latest(actor, FeedEvents.TYPES, wanted)), head);
  }

  @Operation(
      description =
          "A stream of events from the header Last-Event-ID (or the parameter cursor) on, or from"
              + " now. Ends with the token. An event named reset says that the cursor is too old.")
  @Get(value = "/events", produces = MediaType.TEXT_EVENT_STREAM)
  Publisher<Event<Object>> stream(
      @Parameter(hidden = true) SignedIn signedIn,
      @Nullable @Header("Last-Event-ID") String lastEventId,
      @Nullable @QueryValue String cursor) {
    Actor actor = signedIn.actor();
    long from = start(actor, lastEventId != null ? lastEventId : cursor);
    Duration left = Duration.between(clock.instant(), signedIn.until());
    Flux<Event<Object>> events =
        Flux.<EventBatch>create(sink -> follow(actor, from, sink), FluxSink.OverflowStrategy.BUFFER)
            .onBackpressureBuffer(MOST_WAITING)
            .publishOn(Schedulers.boundedElastic())
            .concatMapIterable(batch -> events(actor, batch));
    Flux<Event<Object>> heartbeats =
        Flux.interval(HEARTBEAT, Schedulers.boundedElastic())
            .takeWhile(tick -> counts(signedIn))
            .map(tick -> Event.<Object>of(Map.of()).name("heartbeat"));
    // The first event goes out at once, so that a client knows it is connected and from where.
    Event<Object> hello =
        Event.<Object>of(Map.of("cursor", from)).name("hello").id(Long.toString(from));
    return Flux.merge(
            Flux.just(hello), events.takeUntilOther(heartbeats.ignoreElements()), heartbeats)
        .take(left.isNegative() ? Duration.ZERO : left)
        .takeUntilOther(closing.begins());
  }

  private long start(Actor actor, @Nullable String cursor) {
    if (cursor == null || cursor.isBlank()) {
      return engine.events().head(actor);
    }
    try {
      long from = Long.parseLong(cursor.strip());
      if (from >= 0) {
        return from;
      }
    } catch (NumberFormatException e) {
      // The error below covers both.
    }
    throw MceException.invalid(
        "cursor", "Last-Event-ID must be the id of an event of this stream; leave it out for now.");
  }

  private void follow(Actor actor, long from, FluxSink<EventBatch> sink) {
    AutoCloseable tail = engine.events().tail(actor, from, sink::next);
    sink.onDispose(() -> {
      try {
        tail.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    });
  }

  private List<Event<Object>> events(Actor actor, EventBatch batch) {
    List<Event<Object>> events = new ArrayList<>();
    if (batch.reset()) {
      events.add(
          Event.<Object>of(Map.of("cursor", batch.cursor()))
              .name("reset")
              .id(Long.toString(batch.cursor())));
    }
    for (FeedItem item : feed.items(actor, batch.events())) {
      events.add(Event.<Object>of(item).name(item.name()).id(Long.toString(item.cursor())));
    }
    return events;
  }

  private boolean counts(SignedIn signedIn) {
    Optional<Member> member =
        engine.members().findByUser(signedIn.actor().organizationId(), signedIn.member().userId());
    return sessions.isAlive(signedIn.sessionId()) && member.filter(Member::active).isPresent();
  }
}
