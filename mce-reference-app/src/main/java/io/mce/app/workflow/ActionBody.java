package io.mce.app.workflow;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.mce.app.http.Words;
import io.mce.kernel.MceException;
import io.mce.lead.LeadStatus;
import io.mce.workflow.Action;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** An action of a workflow, in and out: which fields count depends on the type. */
@Introspected
@JsonInclude(JsonInclude.Include.NON_NULL)
record ActionBody(
    @Nullable @Size(max = 50) String type,
    @Nullable @Size(max = 4000) String text,
    @Nullable Integer points,
    @Nullable @Size(max = 200) String reason,
    @Nullable @Size(max = 50) String status) {

  private enum Type {
    SEND_MESSAGE,
    UPDATE_SCORE,
    NOTIFY,
    CHANGE_STATUS
  }

  Action action() {
    return switch (Words.constant(Type.class, "actions.type", type)) {
      case SEND_MESSAGE -> new Action.SendMessage(required("actions.text", text));
      case UPDATE_SCORE ->
          new Action.UpdateScore(required("actions.points", points), reason == null ? "" : reason);
      case NOTIFY -> new Action.Notify(required("actions.text", text));
      case CHANGE_STATUS ->
          new Action.ChangeStatus(Words.constant(LeadStatus.class, "actions.status", status));
    };
  }

  static ActionBody of(Action action) {
    return switch (action) {
      case Action.SendMessage send ->
          new ActionBody(Type.SEND_MESSAGE.name(), send.text(), null, null, null);
      case Action.UpdateScore score ->
          new ActionBody(Type.UPDATE_SCORE.name(), null, score.points(), score.reason(), null);
      case Action.Notify notify ->
          new ActionBody(Type.NOTIFY.name(), notify.text(), null, null, null);
      case Action.ChangeStatus change ->
          new ActionBody(Type.CHANGE_STATUS.name(), null, null, null, change.status().name());
    };
  }

  private static <T> T required(String field, @Nullable T value) {
    if (value == null) {
      throw MceException.invalid(field, "The field " + field + " is missing.");
    }
    return value;
  }
}
