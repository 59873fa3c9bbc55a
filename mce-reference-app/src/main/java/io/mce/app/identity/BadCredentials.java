package io.mce.app.identity;

import java.util.Map;

/** Nobody can be recognized by what was sent; answered with 401. */
public final class BadCredentials extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;
  private final transient Map<String, String> details;

  BadCredentials(String message) {
    this("BAD_CREDENTIALS", message);
  }

  BadCredentials(String code, String message) {
    this(code, message, Map.of());
  }

  BadCredentials(String code, String message, Map<String, String> details) {
    super(message);
    this.code = code;
    this.details = Map.copyOf(details);
  }

  /** Returns the stable code of the answer. */
  public String code() {
    return code;
  }

  /** Returns what the client needs to go on, by name. */
  public Map<String, String> details() {
    return details;
  }
}
