package io.mce.analytics;

import java.time.LocalDate;
import java.util.Optional;

/**
 * A number that is kept.
 *
 * @param day the day it is of; empty for one that says how things are now
 */
record Counter(String name, Optional<LocalDate> day) {

  /** Leads by the day they came. */
  static final String LEADS = "leads";

  /** Leads by where they came from and the day they came. */
  static final String SOURCE = "source:";

  /** Leads by their status now. */
  static final String STATUS = "status:";

  /** Leads that are converted now, by the day they came. */
  static final String CONVERTED_LEADS = "converted-leads";

  /** How often a lead was set to converted, by day. */
  static final String CONVERSIONS = "conversions";

  /** Leads whose automation is stopped now, by why. */
  static final String STOPPED = "stopped:";

  /** Leads by the day they were first written to. */
  static final String CONTACTED = "contacted";

  /** Those of them that answered, by the same day. */
  static final String RESPONDED = "responded";

  /** Messages that carriers took, by day. */
  static final String SENT = "sent";

  /** Messages from leads, by day. */
  static final String REPLIES = "replies";

  static Counter on(String name, LocalDate day) {
    return new Counter(name, Optional.of(day));
  }

  static Counter now(String name) {
    return new Counter(name, Optional.empty());
  }
}
