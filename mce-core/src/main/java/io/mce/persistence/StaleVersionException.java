package io.mce.persistence;

/**
 * Someone else changed the row since it was read. Features turn it into a STALE_VERSION error that
 * carries the present state.
 */
public final class StaleVersionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Names what was changed, by kind and id. */
  public StaleVersionException(String what) {
    super(what + " was changed by someone else in the meantime");
  }
}
