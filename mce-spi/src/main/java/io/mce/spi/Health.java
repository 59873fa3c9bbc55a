package io.mce.spi;

/**
 * Whether a provider can work now.
 *
 * @param state the verdict
 * @param detail a sentence for the person who has to act; empty when there is nothing to do. No
 *     secrets, no personal data.
 */
public record Health(State state, String detail) {

  /** How well a provider works. */
  public enum State {
    /** Works. */
    UP,
    /** Works, but something needs attention. */
    DEGRADED,
    /** Does not work; the engine prefers another account. */
    DOWN
  }

  /** Works. */
  public static Health up() {
    return new Health(State.UP, "");
  }

  /** Works, with something to look at. */
  public static Health degraded(String detail) {
    return new Health(State.DEGRADED, detail);
  }

  /** Does not work. */
  public static Health down(String detail) {
    return new Health(State.DOWN, detail);
  }
}
