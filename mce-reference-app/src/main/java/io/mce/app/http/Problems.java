package io.mce.app.http;

import io.mce.app.identity.BadCredentials;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what was thrown into problem details. No stack trace and no secret leaves the server. */
final class Problems {

  static final String MEDIA_TYPE = "application/problem+json";
  private static final Logger log = LoggerFactory.getLogger(Problems.class);

  private Problems() {}

  static MutableHttpResponse<Problem> answer(
      HttpStatus status,
      String code,
      String detail,
      List<Problem.FieldError> errors,
      @Nullable Object current) {
    return answer(status, code, detail, errors, current, Map.of());
  }

  private static MutableHttpResponse<Problem> answer(
      HttpStatus status,
      String code,
      String detail,
      List<Problem.FieldError> errors,
      @Nullable Object current,
      Map<String, String> details) {
    Problem problem =
        new Problem(
            "about:blank",
            status.getReason(),
            status.getCode(),
            detail,
            code,
            errors,
            current,
            details);
    return HttpResponse.<Problem>status(status).body(problem).contentType(MEDIA_TYPE);
  }

  private static HttpStatus statusOf(ErrorCode code) {
    return switch (code) {
      case INVALID, UNKNOWN_VARIABLE -> HttpStatus.UNPROCESSABLE_ENTITY;
      case NOT_FOUND, INVITATION_INVALID -> HttpStatus.NOT_FOUND;
      case INVITATION_USED, INVITATION_EXPIRED, INVITATION_WITHDRAWN -> HttpStatus.GONE;
      case FORBIDDEN, APPROVAL_NEEDED, INVITATION_OTHER_ADDRESS -> HttpStatus.FORBIDDEN;
      case CONFLICT, WRONG_STATE, NO_CHANNEL, WINDOW_CLOSED, TEMPLATE_UNUSABLE ->
          HttpStatus.CONFLICT;
      case STALE_VERSION -> HttpStatus.PRECONDITION_FAILED;
      case KEY_INVALID, KEY_REVOKED, KEY_EXPIRED, NOT_GENUINE -> HttpStatus.UNAUTHORIZED;
      case SEALED, CONFIGURATION -> HttpStatus.INTERNAL_SERVER_ERROR;
      case NOT_RUNNING -> HttpStatus.SERVICE_UNAVAILABLE;
    };
  }

  @Singleton
  static class OfTheEngine implements ExceptionHandler<MceException, HttpResponse<Problem>> {

    private final Denials denials;

    OfTheEngine(Denials denials) {
      this.denials = denials;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public HttpResponse<Problem> handle(HttpRequest request, MceException e) {
      HttpStatus status = statusOf(e.code());
      denials.note(request, e.code().name());
      if (status.getCode() >= 500) {
        log.error("a request failed in the engine", e);
      }
      return answer(status, e.code().name(), String.valueOf(e.getMessage()), errors(e), null);
    }

    private static List<Problem.FieldError> errors(MceException e) {
      return e.details().entrySet().stream()
          .map((Map.Entry<String, String> entry) ->
              new Problem.FieldError(entry.getKey(), e.code().name(), entry.getValue()))
          .toList();
    }
  }

  @Singleton
  static class OfHttp implements ExceptionHandler<ProblemException, HttpResponse<Problem>> {

    private final Denials denials;

    OfHttp(Denials denials) {
      this.denials = denials;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public HttpResponse<Problem> handle(HttpRequest request, ProblemException e) {
      denials.note(request, e.code());
      MutableHttpResponse<Problem> answer =
          answer(e.status(), e.code(), String.valueOf(e.getMessage()), e.errors(), e.current());
      e.retryAfter()
          .ifPresent(wait -> answer.header("Retry-After", String.valueOf(wait.toSeconds())));
      return answer;
    }
  }

  @Singleton
  static class OfCredentials implements ExceptionHandler<BadCredentials, HttpResponse<Problem>> {
    @Override
    @SuppressWarnings("rawtypes")
    public HttpResponse<Problem> handle(HttpRequest request, BadCredentials e) {
      return answer(
          HttpStatus.UNAUTHORIZED,
          e.code(),
          String.valueOf(e.getMessage()),
          List.of(),
          null,
          e.details());
    }
  }

  @Singleton
  static class OfTheServer implements ExceptionHandler<Throwable, HttpResponse<Problem>> {
    @Override
    @SuppressWarnings("rawtypes")
    public HttpResponse<Problem> handle(HttpRequest request, Throwable e) {
      log.error("a request failed", e);
      return answer(
          HttpStatus.INTERNAL_SERVER_ERROR,
          "INTERNAL",
          "Something failed on our side; it has been logged. Try again in a moment.",
          List.of(),
          null);
    }
  }
}
