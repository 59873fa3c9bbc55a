package io.mce.channel;

import java.util.Set;

/** What a closed gate stops. */
public enum GateEffect {
  /** Campaigns and workflows. */
  OUTREACH_ONLY(Set.of(Purpose.OUTREACH)),
  /** Those and automatic answers. */
  AUTOMATED(Set.of(Purpose.OUTREACH, Purpose.RESPONSE)),
  /** Everything but confirmations of an opt-out. */
  ALL(Set.of(Purpose.OUTREACH, Purpose.RESPONSE, Purpose.HUMAN));

  private final Set<Purpose> stopped;

  GateEffect(Set<Purpose> stopped) {
    this.stopped = stopped;
  }

  /** Tells whether the gate stops messages of this purpose. */
  public boolean stops(Purpose purpose) {
    return stopped.contains(purpose);
  }

  /** Returns the purposes of the messages that the gate stops. */
  public Set<Purpose> stopped() {
    return stopped;
  }
}
