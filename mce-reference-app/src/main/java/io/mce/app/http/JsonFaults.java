package io.mce.app.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.core.type.Argument;
import io.micronaut.http.annotation.Body;
import io.micronaut.web.router.exceptions.UnsatisfiedBodyRouteException;
import io.micronaut.web.router.exceptions.UnsatisfiedRouteException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says which field of a request could not be read, and what belongs there; never what was sent. */
final class JsonFaults {

  static final String BROKEN_TEXT = "A text holds half a character, or U+0000; leave it out.";

  private static final String BODY = "body";
  private static final String INVALID = "INVALID";
  private static final int LONGEST_PATH = 200;

  private JsonFaults() {}

  /** Returns what is wrong, if the framework refused the request for it. */
  static Optional<Problem.FieldError> in(@Nullable Throwable refusal) {
    Throwable cause = refusal;
    for (int depth = 0; cause != null && depth < 10; depth++) {
      if (cause instanceof JsonMappingException unread) {
        return Optional.of(unread(path(unread), sentence(unread)));
      }
      if (cause instanceof JsonProcessingException broken) {
        return Optional.of(new Problem.FieldError(BODY, INVALID, sentence(broken)));
      }
      cause = cause.getCause();
    }
    if (refusal instanceof ConversionErrorException unread && !isBody(unread.getArgument())) {
      return Optional.of(
          error(
              unread.getArgument().getName(),
              "The parameter %s ",
              belongs(unread.getArgument().getType())));
    }
    if (refusal instanceof UnsatisfiedBodyRouteException) {
      return Optional.of(
          new Problem.FieldError(BODY, INVALID, "The request has no body; send JSON."));
    }
    if (refusal instanceof UnsatisfiedRouteException missing) {
      return Optional.of(
          error(missing.getArgument().getName(), "The parameter %s ", "is missing; send it."));
    }
    return Optional.empty();
  }

  private static boolean isBody(Argument<?> argument) {
    return argument.getAnnotationMetadata().hasAnnotation(Body.class);
  }

  private static Problem.FieldError unread(String path, String sentence) {
    return error(path, path.equals(BODY) ? "The %s " : "The field %s ", sentence);
  }

  private static Problem.FieldError error(String field, String subject, String sentence) {
    return new Problem.FieldError(
        field,
        INVALID,
        sentence.equals(BROKEN_TEXT) ? sentence : subject.formatted(field) + sentence);
  }

  private static String path(JsonMappingException unread) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : unread.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.isEmpty() || path.length() > LONGEST_PATH ? BODY : path.toString();
  }

  private static String sentence(JsonProcessingException broken) {
    return broken instanceof StreamConstraintsException
        ? "The JSON is nested too deep, or something in it is too long; send less."
        : "The body is no JSON, or no UTF-8; check it" + place(broken.getLocation()) + ".";
  }

  private static String place(@Nullable JsonLocation location) {
    return location == null
        ? ""
        : " around line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
  }

  private static String sentence(JsonMappingException unread) {
    if (unread instanceof InvalidNullException) {
      return "must not hold null; leave that out.";
    }
    if (unread.getCause() instanceof InputCoercionException) {
      return belongs(Integer.class);
    }
    if (unread.getCause() instanceof JsonProcessingException broken) {
      return "could not be read. " + sentence(broken);
    }
    if (unread.getOriginalMessage().startsWith(BROKEN_TEXT)) {
      return BROKEN_TEXT;
    }
    Class<?> type =
        unread instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
    return type == null ? "has the wrong form." : belongs(type);
  }

  private static String belongs(Class<?> type) {
    if (type.isEnum()) {
      return "must be one of " + Arrays.toString(type.getEnumConstants()) + ".";
    }
    if (CharSequence.class.isAssignableFrom(type)) {
      return "must be a text, in quotes.";
    }
    if (type == Boolean.class || type == boolean.class) {
      return "must be true or false, without quotes.";
    }
    if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
      return "must be a number that is not too large"
          + (type == Double.class || type == double.class ? "" : ", and whole")
          + ", without quotes.";
    }
    if (type == Instant.class) {
      return "must be a time such as 2027-01-31T00:00:00Z.";
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "must be a list.";
    }
    return Map.class.isAssignableFrom(type) || type.isRecord()
        ? "must be an object."
        : "has the wrong form.";
  }
}
