package io.mce.app.http;

import io.micronaut.context.annotation.Primary;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.micronaut.http.server.types.files.StreamedFile;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives the framework's own refusals (not JSON, no such route, no token) the form of ours, and the
 * page of the UI to a browser at an address that only the UI knows. A route for the status 404
 * would do the latter too, but Micronaut 4 never ends a request whose body comes late when its
 * controller answers 404 and such a route is there.
 */
@Singleton
@Primary
class ProblemResponses implements ErrorResponseProcessor<Object> {

  private final WebUi ui;

  ProblemResponses(WebUi ui) {
    this.ui = ui;
  }

  @Override
  public MutableHttpResponse<Object> processResponse(
      ErrorContext context, MutableHttpResponse<?> response) {
    HttpStatus status = HttpStatus.valueOf(response.code());
    Optional<StreamedFile> screen =
        status == HttpStatus.NOT_FOUND ? ui.screen(context.getRequest()) : Optional.empty();
    if (screen.isPresent()) {
      return response
          .status(HttpStatus.OK)
          .header("Cache-Control", "no-cache")
          .contentType(MediaType.TEXT_HTML_TYPE)
          .body((Object) screen.get());
    }
    return response.body((Object) problem(context, status)).contentType(Problems.MEDIA_TYPE);
  }

  private static Problem problem(ErrorContext context, HttpStatus status) {
    List<Problem.FieldError> errors = new ArrayList<>();
    Optional<Problem.FieldError> unread =
        status == HttpStatus.BAD_REQUEST
            ? JsonFaults.in(context.getRootCause().orElse(null))
            : Optional.empty();
    if (unread.isPresent()) {
      return new Problem(
          "about:blank",
          status.getReason(),
          status.getCode(),
          unread.get().message(),
          code(status),
          List.of(unread.get()),
          null,
          Map.of());
    }
    for (Error error : context.getErrors()) {
      String[] parts = error.getMessage().split(": ", 2);
      if (parts.length == 2 && parts[0].matches("[A-Za-z0-9_.\\[\\]]+")) {
        String field = parts[0].substring(parts[0].lastIndexOf('.') + 1);
        errors.add(new Problem.FieldError(field, "INVALID", parts[1]));
      }
    }
    Optional<TokenRefusal> refusal =
        status == HttpStatus.UNAUTHORIZED
            ? TokenRefusal.of(context.getRequest())
            : Optional.empty();
    return new Problem(
        "about:blank",
        status.getReason(),
        status.getCode(),
        refusal.map(TokenRefusal::detail).orElseGet(() -> detail(status, errors)),
        refusal.map(Enum::name).orElseGet(() -> code(status)),
        errors,
        null,
        Map.of());
  }

  private static String code(HttpStatus status) {
    return switch (status) {
      case BAD_REQUEST -> "BAD_REQUEST";
      case UNAUTHORIZED -> "NOT_LOGGED_IN";
      case FORBIDDEN -> "FORBIDDEN";
      case NOT_FOUND -> "NOT_FOUND";
      case METHOD_NOT_ALLOWED -> "METHOD_NOT_ALLOWED";
      case UNSUPPORTED_MEDIA_TYPE -> "UNSUPPORTED_MEDIA_TYPE";
      case REQUEST_ENTITY_TOO_LARGE -> "TOO_LARGE";
      default -> status.name();
    };
  }

  private static String detail(HttpStatus status, List<Problem.FieldError> errors) {
    return switch (status) {
      case BAD_REQUEST ->
          errors.isEmpty()
              ? "The request is not well formed: check its JSON, its parameters and their types."
              : "Some fields are not right; see errors.";
      case UNAUTHORIZED -> "Log in first: the request has no valid token.";
      case FORBIDDEN -> "You may not do this.";
      case NOT_FOUND -> "There is nothing here.";
      case METHOD_NOT_ALLOWED -> "This address does not take this method.";
      case UNSUPPORTED_MEDIA_TYPE -> "This address does not take this content type.";
      case REQUEST_ENTITY_TOO_LARGE ->
          "The request is too large. A file to import may have up to 256 MB: split a larger one.";
      default -> status.getReason() + ".";
    };
  }
}
