package io.mce.analytics;

import java.util.List;
import java.util.Optional;

/**
 * An organization at a glance. Deleted leads count nowhere; what was sent to them, came from them,
 * or was done to them before does. Days are those of the organization's time zone.
 *
 * @param totalLeads all leads there are
 * @param activeLeads those still being worked: new, contacted or qualified
 * @param newToday leads that came today
 * @param conversionRate of the leads that came in the period, the share that is converted now, 0 to
 *     1; empty when none came
 * @param responseRate of the leads first written to in the period, the share that has answered, 0
 *     to 1; written to is a lead once a carrier is known to have taken a message; an opt-out is no
 *     answer, and neither is what a lead wrote before; empty when none was
 * @param messagesSent messages that carriers took in the period
 * @param automationStopped leads that campaigns and workflows must not write to now
 * @param series the days of the period, oldest first, none left out
 * @param bySource leads that came in the period by where they came from, most first
 */
public record Overview(
    long totalLeads,
    long activeLeads,
    long newToday,
    Optional<Double> conversionRate,
    Optional<Double> responseRate,
    long messagesSent,
    AutomationStopped automationStopped,
    List<DayFigures> series,
    List<SourceFigures> bySource) {

  /** Copies the lists. */
  public Overview {
    series = List.copyOf(series);
    bySource = List.copyOf(bySource);
  }
}
