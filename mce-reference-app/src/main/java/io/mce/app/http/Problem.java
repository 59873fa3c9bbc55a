package io.mce.app.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An error as RFC 9457 writes it.
 *
 * @param code stable name of the kind of error
 * @param detail a sentence for a person: what, where, what to do
 * @param errors what is wrong with single fields
 * @param current on a conflict, what the thing looks like now
 * @param details what the client needs to go on, by name
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String code,
    List<FieldError> errors,
    @Nullable Object current,
    Map<String, String> details) {

  /** What is wrong with one field. */
  public record FieldError(String field, String code, String message) {}
}
