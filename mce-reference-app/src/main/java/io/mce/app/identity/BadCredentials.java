package io.mce.app.identity;

/** Nobody can be recognized by what was sent; answered with 401. */
public final class BadCredentials extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;

  BadCredentials(String message) {
    this("BAD_CREDENTIALS", message);
  }

  BadCredentials(String code, String message) {
    super(message);
    this.code = code;
  }

  /** Returns the stable code of the answer. */
  public String code() {
    return code;
  }
}
