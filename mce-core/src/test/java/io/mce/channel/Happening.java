package io.mce.channel;

/**
 * One thing that happens in the life of a conversation. Equal ones are the same event, delivered
 * again.
 *
 * @param of which of our messages it is about, from 0; otherwise 0
 * @param number tells those of a kind apart
 */
record Happening(What what, int of, int number) {

  /** What can happen. */
  enum What {
    /** The carrier took our last message over. */
    ACCEPTED,
    /** Its answer was lost. */
    LOST,
    SENT,
    DELIVERED,
    READ,
    FAILED,
    /** The person wrote. */
    WROTE,
    /** The person wants messages, and says so before any {@link #STOP}. */
    START,
    /** The person wants no more messages. */
    STOP,
    /** Somebody of ours wrote on the phone. */
    ECHO;

    boolean isAnswer() {
      return this == ACCEPTED || this == LOST;
    }

    /** Whether it is a word that we obey. */
    boolean isWish() {
      return this == START || this == STOP;
    }

    boolean isReceipt() {
      return this == SENT || this == DELIVERED || this == READ || this == FAILED;
    }
  }

  static Happening of(What what) {
    return new Happening(what, 0, 0);
  }

  @Override
  public String toString() {
    return what + (of == 0 ? "" : " of " + of) + (number == 0 ? "" : " #" + number);
  }
}
