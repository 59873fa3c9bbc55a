package io.mce.app.http;

import io.micronaut.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** An error that only HTTP knows. */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final HttpStatus status;
  private final String code;
  private final transient @Nullable Object current;

  /** Creates an error with a stable code and a sentence. */
  public ProblemException(HttpStatus status, String code, String message) {
    this(status, code, message, null);
  }

  /** Creates an error that shows the present state of what was to be changed. */
  public ProblemException(
      HttpStatus status, String code, String message, @Nullable Object current) {
    super(message);
    this.status = status;
    this.code = code;
    this.current = current;
  }

  HttpStatus status() {
    return status;
  }

  String code() {
    return code;
  }

  @Nullable Object current() {
    return current;
  }
}
