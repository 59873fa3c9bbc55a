package io.mce.app.http;

import io.micronaut.http.HttpStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An error that only HTTP knows. */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final HttpStatus status;
  private final String code;
  private final transient @Nullable Object current;
  private final @Nullable Duration retryAfter;
  private final transient List<Problem.FieldError> errors;

  /** Creates an error with a stable code and a sentence. */
  public ProblemException(HttpStatus status, String code, String message) {
    this(status, code, message, null);
  }

  /** Creates an error that shows the present state of what was to be changed. */
  public ProblemException(
      HttpStatus status, String code, String message, @Nullable Object current) {
    this(status, code, message, current, null, List.of());
  }

  private ProblemException(
      HttpStatus status,
      String code,
      String message,
      @Nullable Object current,
      @Nullable Duration retryAfter,
      List<Problem.FieldError> errors) {
    super(message);
    this.status = status;
    this.code = code;
    this.current = current;
    this.retryAfter = retryAfter;
    this.errors = List.copyOf(errors);
  }

  /** Says what is wrong with one field, under a code of its own. */
  public static ProblemException ofField(String code, String field, String message) {
    return new ProblemException(
        HttpStatus.UNPROCESSABLE_ENTITY,
        code,
        message,
        null,
        null,
        List.of(new Problem.FieldError(field, code, message)));
  }

  /** Says that there is too much to do, and after how many seconds to try again. */
  public static ProblemException busy(String message, Duration retryAfter) {
    return new ProblemException(
        HttpStatus.SERVICE_UNAVAILABLE, "BUSY", message, null, retryAfter, List.of());
  }

  /** Says that something was tried too often, and after how many seconds to try again. */
  public static ProblemException tooMany(String message, Duration retryAfter) {
    return new ProblemException(
        HttpStatus.TOO_MANY_REQUESTS, "TOO_MANY_REQUESTS", message, null, retryAfter, List.of());
  }

  HttpStatus status() {
    return status;
  }

  String code() {
    return code;
  }

  List<Problem.FieldError> errors() {
    return errors;
  }

  @Nullable Object current() {
    return current;
  }

  Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
