package io.mce.analytics;

import io.mce.kernel.Actor;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Permission;
import io.mce.lead.AutomationReason;
import io.mce.lead.LeadStatus;
import io.mce.organization.Organizations;
import io.mce.persistence.Database;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The figures of an organization. Thread-safe; reads counters only, however many leads there are.
 */
public final class Dashboard {

  /** Longest period, in days. */
  public static final int MAX_DAYS = 366;

  private final Database database;
  private final CounterStore store;
  private final Organizations organizations;
  private final Clock clock;

  @Inject
  Dashboard(Database database, CounterStore store, Organizations organizations, Clock clock) {
    this.database = database;
    this.store = store;
    this.organizations = organizations;
    this.clock = clock;
  }

  /**
   * Returns an organization at a glance, moments behind what happened.
   *
   * @param days length of the period that ends today, 1 to {@value #MAX_DAYS}
   * @throws MceException INVALID when the period is out of range
   */
  public Overview overview(Actor actor, int days) {
    actor.require(Permission.ANALYTICS_READ);
    if (days < 1 || days > MAX_DAYS) {
      throw MceException.invalid(
          "days", "The period must be 1 to " + MAX_DAYS + " days, not " + days + ".");
    }
    return database.read(
        actor.organizationId(), transaction -> overview(actor.organizationId(), days));
  }

  private Overview overview(OrganizationId organizationId, int days) {
    LocalDate today =
        LocalDate.ofInstant(clock.instant(), Figures.zone(organizations, organizationId));
    LocalDate first = today.minusDays(days - 1L);
    Map<String, Long> now = store.now(organizationId);
    Period period = new Period(store.since(organizationId, first));
    return new Overview(
        statuses(now, Stream.of(LeadStatus.values())),
        statuses(now, Stream.of(LeadStatus.NEW, LeadStatus.CONTACTED, LeadStatus.QUALIFIED)),
        period.on(Counter.LEADS, today),
        rate(period.sum(Counter.CONVERTED_LEADS), period.sum(Counter.LEADS)),
        rate(period.sum(Counter.RESPONDED), period.sum(Counter.CONTACTED)),
        period.sum(Counter.SENT),
        stopped(now),
        first.datesUntil(today.plusDays(1)).map(period::day).toList(),
        period.bySource());
  }

  private static long statuses(Map<String, Long> now, Stream<LeadStatus> statuses) {
    return statuses.mapToLong(status -> now.getOrDefault(Counter.STATUS + status, 0L)).sum();
  }

  private static Optional<Double> rate(long part, long whole) {
    return whole == 0 ? Optional.empty() : Optional.of((double) part / whole);
  }

  private static AutomationStopped stopped(Map<String, Long> now) {
    return new AutomationStopped(
        stopped(now, AutomationReason.REPLIED),
        stopped(now, AutomationReason.OPTED_OUT),
        stopped(now, AutomationReason.HUMAN_TAKEOVER) + stopped(now, AutomationReason.MANUAL));
  }

  private static long stopped(Map<String, Long> now, AutomationReason reason) {
    return now.getOrDefault(Counter.STOPPED + reason, 0L);
  }

  /** The counters of a period. */
  private record Period(List<CounterStore.Value> values) {

    long sum(String name) {
      return named(name).mapToLong(CounterStore.Value::value).sum();
    }

    long on(String name, LocalDate day) {
      return named(name)
          .filter(each -> each.day().equals(day))
          .mapToLong(CounterStore.Value::value)
          .sum();
    }

    DayFigures day(LocalDate day) {
      return new DayFigures(
          day,
          on(Counter.LEADS, day),
          on(Counter.CONVERSIONS, day),
          on(Counter.SENT, day),
          on(Counter.REPLIES, day));
    }

    List<SourceFigures> bySource() {
      return values.stream()
          .filter(each -> each.name().startsWith(Counter.SOURCE))
          .collect(
              Collectors.groupingBy(
                  each -> each.name().substring(Counter.SOURCE.length()),
                  Collectors.summingLong(CounterStore.Value::value)))
          .entrySet()
          .stream()
          .filter(each -> each.getValue() > 0)
          .map(each -> new SourceFigures(each.getKey(), each.getValue()))
          .sorted(
              Comparator.comparingLong(SourceFigures::leads)
                  .reversed()
                  .thenComparing(SourceFigures::source))
          .toList();
    }

    private Stream<CounterStore.Value> named(String name) {
      return values.stream().filter(each -> each.name().equals(name));
    }
  }
}
