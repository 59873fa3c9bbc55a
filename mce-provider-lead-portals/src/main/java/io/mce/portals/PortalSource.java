package io.mce.portals;

import io.mce.spi.Health;
import io.mce.spi.LeadIn;
import io.mce.spi.LeadPage;
import io.mce.spi.PollingLeadSource;
import io.mce.spi.ProviderContext;
import io.mce.spi.ProviderException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A portal that is asked for the time since the last pass, span by span and page by page. What a
 * portal hands over late is found by asking for some of the time before again; the engine passes
 * over what it knows.
 *
 * <p>The cursor is where the span begins, where the pass ends, and the page of the portal: {@code
 * from|to|page}, times in milliseconds. Between two passes there is no end and no page. Where a
 * portal answers more than may be handed over at once, the rest follows by the offset in front of
 * the page.
 */
final class PortalSource implements PollingLeadSource {

  private static final String CONNECTED = "connected-at";

  private final Portal portal;
  private final ExistingLeads existing;
  private final Duration interval;
  private final ProviderContext context;
  private volatile Health health = Health.up();

  PortalSource(Portal portal, ExistingLeads existing, Duration interval, ProviderContext context) {
    this.portal = portal;
    this.existing = existing;
    this.interval = interval;
    this.context = context;
  }

  @Override
  public Health health() {
    return health;
  }

  @Override
  public Duration interval() {
    return interval;
  }

  @Override
  public LeadPage poll(Optional<String> cursor, int limit) {
    try {
      LeadPage page = page(cursor.flatMap(Place::parse).orElseGet(this::beginning), limit);
      health = Health.up();
      return page;
    } catch (ProviderException e) {
      String message = String.valueOf(e.getMessage());
      health = e.kind().marksAccountDown() ? Health.down(message) : Health.degraded(message);
      throw e;
    }
  }

  /** Only what came after the first poll counts, also when everything is read again later. */
  private Place beginning() {
    Instant now = context.clock().instant();
    Instant reach = now.minus(portal.reach());
    if (existing == ExistingLeads.IMPORT) {
      return new Place(reach, Optional.empty(), 0, Optional.empty());
    }
    Instant connected =
        context
            .state()
            .get(CONNECTED)
            .map(text -> Instant.ofEpochMilli(Long.parseLong(text)))
            .orElse(now);
    context.state().put(CONNECTED, String.valueOf(connected.toEpochMilli()));
    return new Place(
        connected.isAfter(reach) ? connected : reach, Optional.empty(), 0, Optional.empty());
  }

  private LeadPage page(Place place, int limit) {
    Instant end = place.end().orElseGet(() -> context.clock().instant());
    Instant to = place.from().plus(portal.longestSpan());
    Instant until = to.isBefore(end) ? to : end;
    Portal.Answer answer = portal.ask(place.from(), until, place.page(), limit);
    List<LeadIn> leads = distinct(answer.leads());
    int start = Math.min(place.offset(), leads.size());
    int stop = (int) Math.min(leads.size(), (long) start + limit);
    List<LeadIn> part = leads.subList(start, stop);
    if (stop < leads.size()) {
      return LeadPage.of(part, place.at(end, stop, place.page()).toString()).andMore();
    }
    if (answer.next().isPresent()) {
      return LeadPage.of(part, place.at(end, 0, answer.next()).toString()).andMore();
    }
    if (until.isBefore(end)) {
      return LeadPage.of(part, new Place(until, Optional.of(end), 0, Optional.empty()).toString())
          .andMore();
    }
    Instant next = end.minus(portal.overlap());
    Place done =
        new Place(
            next.isAfter(place.from()) ? next : place.from(),
            Optional.empty(),
            0,
            Optional.empty());
    return LeadPage.of(part, done.toString());
  }

  private static List<LeadIn> distinct(List<LeadIn> leads) {
    Map<String, LeadIn> byId = new LinkedHashMap<>();
    leads.forEach(lead -> byId.put(lead.externalId(), lead));
    return List.copyOf(byId.values());
  }

  private record Place(Instant from, Optional<Instant> end, int offset, Optional<String> page) {

    Place at(Instant newEnd, int newOffset, Optional<String> newPage) {
      return new Place(from, Optional.of(newEnd), newOffset, newPage);
    }

    static Optional<Place> parse(String text) {
      String[] parts = text.split("\\|", 4);
      try {
        return parts.length < 4
            ? Optional.empty()
            : Optional.of(
                new Place(
                    Instant.ofEpochMilli(Long.parseLong(parts[0])),
                    Optional.of(parts[1])
                        .filter(end -> !end.isEmpty())
                        .map(end -> Instant.ofEpochMilli(Long.parseLong(end))),
                    Integer.parseInt(parts[2]),
                    Optional.of(parts[3]).filter(page -> !page.isEmpty())));
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }

    @Override
    public String toString() {
      return "%d|%s|%d|%s"
          .formatted(
              from.toEpochMilli(),
              end.map(Instant::toEpochMilli).map(String::valueOf).orElse(""),
              offset,
              page.orElse(""));
    }
  }
}
