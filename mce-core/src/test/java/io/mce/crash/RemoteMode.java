package io.mce.crash;

/** Whether a carrier can say what became of a message whose answer was lost. */
enum RemoteMode {
  /** What is in doubt stays in doubt. */
  CANNOT_BE_ASKED,
  /** A final answer by message id. */
  CAN_BE_ASKED
}
