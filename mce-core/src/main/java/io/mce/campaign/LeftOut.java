package io.mce.campaign;

/**
 * Leads that fit an audience but may not be written to, or cannot.
 *
 * @param optedOut who does not want to hear from us
 * @param paused whose automation is paused
 * @param unreachable without a phone number or channel id
 */
public record LeftOut(long optedOut, long paused, long unreachable) {

  /** Nobody was left out. */
  public static final LeftOut NOBODY = new LeftOut(0, 0, 0);
}
