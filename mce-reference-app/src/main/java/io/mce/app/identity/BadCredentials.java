package io.mce.app.identity;

/** Nobody can be recognized by what was sent; answered with 401. */
public final class BadCredentials extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BadCredentials(String message) {
    super(message);
  }
}
