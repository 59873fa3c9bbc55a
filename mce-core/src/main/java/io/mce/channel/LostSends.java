package io.mce.channel;

/**
 * What becomes of a dispatch whose worker died while it was being sent. There is one right answer;
 * it stands alone so that a test can replace it by the wrong one and see the guarantees fail.
 *
 * @param becomes the new state
 */
record LostSends(DispatchState becomes) {

  /** The carrier may have it: it is never simply sent again. */
  static final LostSends RIGHT = new LostSends(DispatchState.UNKNOWN);
}
