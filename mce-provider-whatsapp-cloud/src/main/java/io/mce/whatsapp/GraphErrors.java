package io.mce.whatsapp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.mce.spi.ErrorKind;
import io.mce.spi.ErrorScope;
import io.mce.spi.ProviderErrorDetail;
import io.mce.spi.ProviderException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong at WhatsApp. The code decides, in an answer and in a failed status alike; the
 * HTTP status only where there is no code. Meta's own sentences may name people and stay out.
 */
final class GraphErrors {

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int SERVER_ERROR = 500;
  private static final int UNAUTHORIZED = 401;
  private static final int FIRST_SUCCESS = 200;
  private static final int LAST_SUCCESS = 299;

  private GraphErrors() {}

  /** The error in an answer that is not a success. */
  static ProviderException of(
      int status, HttpHeaders headers, JsonNode body, GraphApi.Effect effect) {
    JsonNode error = body.path("error");
    OptionalInt code = code(error);
    if (code.isEmpty()) {
      return withoutCode(status, effect);
    }
    GraphCode known = GraphCode.of(code.getAsInt());
    ErrorKind kind = known.kind();
    if (known == GraphCode.UNLISTED) {
      kind = unlisted(status, error);
    }
    if (kind == ErrorKind.OUTCOME_UNKNOWN && effect == GraphApi.Effect.REPEATABLE) {
      kind = ErrorKind.UNAVAILABLE;
    }
    Duration pause = kind == ErrorKind.RATE_LIMITED ? pause(known, headers) : null;
    return exception(kind, known, code.getAsInt(), pause);
  }

  /** The error in a failed status: the message surely does not arrive. */
  static ProviderErrorDetail detail(JsonNode error) {
    OptionalInt code = code(error);
    if (code.isEmpty()) {
      return ProviderErrorDetail.of(ErrorKind.REFUSED, "WhatsApp failed without a code");
    }
    GraphCode known = GraphCode.of(code.getAsInt());
    ErrorKind kind =
        known.kind() == ErrorKind.OUTCOME_UNKNOWN ? ErrorKind.UNAVAILABLE : known.kind();
    return ProviderErrorDetail.of(
        kind, String.valueOf(code.getAsInt()), sentence(code.getAsInt(), known));
  }

  private static ProviderException exception(
      ErrorKind kind, GraphCode known, int code, @Nullable Duration pause) {
    ErrorScope scope = known.scope().orElse(kind.scope());
    return new ProviderException(
        kind, String.valueOf(code), sentence(code, known), pause, scope, null);
  }

  private static String sentence(int code, GraphCode known) {
    return "WhatsApp refused with code %d: %s".formatted(code, known.sentence());
  }

  /** A server that failed may have done it all the same, unless its code says otherwise. */
  private static ErrorKind unlisted(int status, JsonNode error) {
    if (status >= SERVER_ERROR) {
      return ErrorKind.OUTCOME_UNKNOWN;
    }
    return error.path("is_transient").asBoolean() ? ErrorKind.UNAVAILABLE : ErrorKind.REFUSED;
  }

  private static ProviderException withoutCode(int status, GraphApi.Effect effect) {
    String sentence = "WhatsApp answered with status %d and no code".formatted(status);
    if (status == TOO_MANY_REQUESTS) {
      return ProviderException.rateLimited(
          ErrorScope.ACCOUNT, GraphCode.CALLS_PER_APP.pause().orElseThrow(), sentence);
    }
    if (status == UNAUTHORIZED) {
      return ProviderException.of(ErrorKind.UNAUTHORIZED, sentence);
    }
    boolean perhapsDone =
        status >= SERVER_ERROR
            || status == REQUEST_TIMEOUT
            || (status >= FIRST_SUCCESS && status <= LAST_SUCCESS);
    if (!perhapsDone) {
      return ProviderException.of(ErrorKind.REFUSED, sentence);
    }
    return ProviderException.of(
        effect == GraphApi.Effect.ONCE ? ErrorKind.OUTCOME_UNKNOWN : ErrorKind.UNAVAILABLE,
        sentence);
  }

  private static OptionalInt code(JsonNode error) {
    JsonNode code = error.path("code");
    return code.canConvertToInt() ? OptionalInt.of(code.intValue()) : OptionalInt.empty();
  }

  /** Meta says in a header when calls are allowed again, in minutes, for each business. */
  private static Duration pause(GraphCode code, HttpHeaders headers) {
    Duration usual = code.pause().orElseThrow();
    if (code.scope().orElse(ErrorScope.ACCOUNT) != ErrorScope.ACCOUNT) {
      return usual;
    }
    OptionalLong minutes = OptionalLong.empty();
    try {
      minutes =
          GraphApi.JSON
              .readTree(headers.firstValue("X-Business-Use-Case-Usage").orElse("{}"))
              .findValues("estimated_time_to_regain_access")
              .stream()
              .mapToLong(JsonNode::asLong)
              .filter(each -> each > 0)
              .max();
    } catch (JsonProcessingException e) {
      return usual;
    }
    return minutes.isPresent()
        ? Duration.ofMinutes(Math.min(minutes.getAsLong(), GraphCode.LONGEST_PAUSE.toMinutes()))
        : usual;
  }
}
