package io.mce.channel;

/**
 * Is told when the send path passes its labelled points. Does nothing in an engine of a host; tests
 * kill the process or the worker there.
 */
interface SendProbe {

  /** The places at which a crash is most telling. */
  enum Point {
    /** Nothing is in the worker's hands yet. */
    BEFORE_CLAIM,
    /** The claim is committed; nothing is sent. */
    AFTER_CLAIM,
    /** The carrier has answered; nobody else knows. */
    AFTER_REMOTE_ACCEPTED,
    /** The answer is about to be stored. */
    BEFORE_RESULT_STORED
  }

  /** Ignores everything. */
  SendProbe NONE = point -> {};

  /** Passes a point. */
  void passed(Point point);
}
