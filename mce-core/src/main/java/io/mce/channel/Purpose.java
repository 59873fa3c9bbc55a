package io.mce.channel;

import io.mce.spi.MessagePurpose;

/** Why a message is sent. Decides what a pause or an opt-out stops, and who goes first. */
public enum Purpose {
  /** A campaign or workflow talks first. */
  OUTREACH(MessagePurpose.OUTREACH, 2),
  /** An automatic answer to what the person wrote. */
  RESPONSE(MessagePurpose.RESPONSE, 1),
  /** The confirmation of an opt-out; nothing but the carrier stops it. */
  COMPLIANCE(MessagePurpose.COMPLIANCE, 1),
  /** A person of the organization writes. */
  HUMAN(MessagePurpose.HUMAN, 0);

  private final MessagePurpose spi;
  private final int priority;

  Purpose(MessagePurpose spi, int priority) {
    this.spi = spi;
    this.priority = priority;
  }

  /** Tells whether nobody pressed a button for this very message. */
  public boolean isAutomated() {
    return this == OUTREACH || this == RESPONSE;
  }

  /** Tells whether a suppression of the recipient stops it. */
  public boolean obeysSuppressions() {
    return this != COMPLIANCE;
  }

  MessagePurpose spi() {
    return spi;
  }

  /** Lower goes first, in a lane and within a conversation. */
  int priority() {
    return priority;
  }
}
