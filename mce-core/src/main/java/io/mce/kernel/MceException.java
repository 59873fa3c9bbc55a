package io.mce.kernel;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one exception of the engine's API. Its message is a sentence for a person and holds no
 * personal data; {@link #code()} is for programs; {@link #details()} names fields and ids.
 */
public final class MceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final transient Map<String, String> details;

  /** Creates an error without details. */
  public MceException(ErrorCode code, String message) {
    this(code, message, Map.of(), null);
  }

  /** Creates an error with details, in the order given. */
  public MceException(ErrorCode code, String message, Map<String, String> details) {
    this(code, message, details, null);
  }

  /** Creates an error with details and a cause. */
  public MceException(
      ErrorCode code, String message, Map<String, String> details, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.details = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }

  /** Says that there is no such thing, without telling whether it exists elsewhere. */
  public static MceException notFound(String kind) {
    return new MceException(ErrorCode.NOT_FOUND, "There is no such " + kind + ".");
  }

  /** Says that a field of the input is wrong. */
  public static MceException invalid(String field, String message) {
    return new MceException(ErrorCode.INVALID, message, Map.of(field, message));
  }

  /** Says that a thing is in the wrong state for a command. */
  public static MceException wrongState(String message) {
    return new MceException(ErrorCode.WRONG_STATE, message);
  }

  /** Returns the stable code. */
  public ErrorCode code() {
    return code;
  }

  /** Returns field or id names with what is wrong about each; unmodifiable. */
  public Map<String, String> details() {
    return details;
  }
}
