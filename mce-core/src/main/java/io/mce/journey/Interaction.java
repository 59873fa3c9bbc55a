package io.mce.journey;

import io.mce.lead.LeadId;
import java.time.Duration;
import java.util.Optional;

/** The role of events in which a lead does something with us: answers, writes, takes a call. */
public interface Interaction extends Touch {

  /** Returns who did it. */
  @Override
  LeadId leadId();

  /** Returns on which channel. */
  String channel();

  /** Returns what the lead did. */
  default Kind kind() {
    return Kind.WROTE;
  }

  /** Returns how long after our last message it came, where that was the last one said. */
  default Optional<Duration> answeredAfter() {
    return Optional.empty();
  }

  /** What a lead can do with us. */
  enum Kind {
    WROTE,
    CALLED,
    CLICKED
  }
}
