package io.mce.analytics;

import io.mce.lead.AutomationReason;
import io.mce.lead.LeadStatus;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the counters know of one lead, as far as they have read the log: enough to say to which
 * counters it adds one.
 *
 * @param stopped why its automation is not active
 * @param contactedOn the day on which a message to it was taken by a carrier for the first time
 * @param responded whether it has answered a message that a carrier had, or may have had; an
 *     opt-out is no answer
 */
record LeadFigure(
    LeadStatus status,
    Optional<AutomationReason> stopped,
    Optional<LocalDate> contactedOn,
    boolean responded,
    boolean deleted) {

  /** A lead that has just come; what a lead without a row is. */
  static final LeadFigure NEW =
      new LeadFigure(LeadStatus.NEW, Optional.empty(), Optional.empty(), false, false);

  LeadFigure withStatus(LeadStatus value) {
    return new LeadFigure(value, stopped, contactedOn, responded, deleted);
  }

  LeadFigure withStopped(Optional<AutomationReason> value) {
    return new LeadFigure(status, value, contactedOn, responded, deleted);
  }

  LeadFigure withDeleted(boolean value) {
    return new LeadFigure(status, stopped, contactedOn, responded, value);
  }

  /** A message to it was taken on this day; only the first counts. */
  LeadFigure contacted(LocalDate day) {
    return contactedOn.isPresent()
        ? this
        : new LeadFigure(status, stopped, Optional.of(day), responded, deleted);
  }

  /**
   * It wrote to us; that is a response when we had written before.
   *
   * @param written whether we may have, as far as was known: the lead can be faster than the
   *     carrier
   */
  LeadFigure answered(boolean written) {
    return new LeadFigure(
        status, stopped, contactedOn, responded || written || contactedOn.isPresent(), deleted);
  }

  /** Returns the counters to which it adds one. */
  List<Counter> counters(LocalDate createdOn, String source) {
    if (deleted) {
      return List.of();
    }
    List<Counter> counters = new ArrayList<>();
    counters.add(Counter.on(Counter.LEADS, createdOn));
    counters.add(Counter.on(Counter.SOURCE + source, createdOn));
    counters.add(Counter.now(Counter.STATUS + status));
    if (status == LeadStatus.CONVERTED) {
      counters.add(Counter.on(Counter.CONVERTED_LEADS, createdOn));
    }
    stopped.ifPresent(reason -> counters.add(Counter.now(Counter.STOPPED + reason)));
    contactedOn.ifPresent(day -> counters.add(Counter.on(Counter.CONTACTED, day)));
    if (responded) {
      contactedOn.ifPresent(day -> counters.add(Counter.on(Counter.RESPONDED, day)));
    }
    return counters;
  }
}
