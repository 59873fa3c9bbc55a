package io.mce.app.http;

import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Edits of something that has a version: ETag out, If-Match in, 412 with the present state. */
public final class Edits {

  private Edits() {}

  /** Answers with the thing and its version. */
  public static <T> MutableHttpResponse<T> withVersion(T body, long version) {
    return HttpResponse.ok(body).header("ETag", "\"" + version + "\"");
  }

  /**
   * Changes the version that the client saw, or the present one when it does not say.
   *
   * @param ifMatch the header, as it came
   * @param current reads the present state
   * @param versionOf the version in it
   * @param change changes that version
   */
  public static <T> MutableHttpResponse<T> change(
      @Nullable String ifMatch,
      Supplier<T> current,
      ToLongFunction<T> versionOf,
      LongFunction<T> change) {
    long version = ifMatch == null ? versionOf.applyAsLong(current.get()) : parse(ifMatch);
    try {
      T changed = change.apply(version);
      return withVersion(changed, versionOf.applyAsLong(changed));
    } catch (MceException e) {
      if (e.code() == ErrorCode.STALE_VERSION) {
        throw new ProblemException(
            HttpStatus.PRECONDITION_FAILED,
            "STALE_VERSION",
            "Someone else changed this in the meantime; look at what it is now and try again.",
            current.get());
      }
      throw e;
    }
  }

  private static long parse(String ifMatch) {
    String digits = ifMatch.strip().replaceAll("^(W/)?\"|\"$", "");
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw new ProblemException(
          HttpStatus.BAD_REQUEST,
          "BAD_REQUEST",
          "The header If-Match must be the ETag of an earlier answer, such as \"3\".");
    }
  }
}
