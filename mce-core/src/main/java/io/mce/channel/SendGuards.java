package io.mce.channel;

/**
 * What keeps a message from being sent twice when its worker dies or is held up. There is one right
 * choice of each; they stand alone so that a test can replace them by the wrong one and see the
 * guarantees fail.
 *
 * @param lost what becomes of a dispatch whose worker died while it was being sent
 * @param fence whether a worker that was held up leaves alone what others may have settled since
 */
record SendGuards(DispatchState lost, boolean fence) {

  /** The carrier may have what was being sent: it is never simply sent again, nor sent late. */
  static final SendGuards RIGHT = new SendGuards(DispatchState.UNKNOWN, true);
}
