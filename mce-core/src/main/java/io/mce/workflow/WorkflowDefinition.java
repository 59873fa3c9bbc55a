package io.mce.workflow;

import io.mce.lead.LeadStatus;
import io.mce.persistence.Json;
import java.util.List;
import java.util.Optional;

/** What a workflow does, in the JSON that is stored; its names are stable. */
record WorkflowDefinition(Trigger trigger, List<Condition> conditions, List<StoredAction> actions) {

  WorkflowDefinition {
    conditions = List.copyOf(conditions);
    actions = List.copyOf(actions);
  }

  static WorkflowDefinition of(WorkflowDraft draft) {
    return new WorkflowDefinition(
        draft.trigger(),
        draft.conditions(),
        draft.actions().stream().map(StoredAction::of).toList());
  }

  static WorkflowDefinition read(String json) {
    return Json.read(json, WorkflowDefinition.class);
  }

  String json() {
    return Json.write(this);
  }

  List<Action> toActions() {
    return actions.stream().map(StoredAction::toAction).toList();
  }

  /** Sorts of actions by their stored names. */
  enum Type {
    SEND_MESSAGE,
    UPDATE_SCORE,
    NOTIFY,
    CHANGE_STATUS
  }

  /** An action; each type has its own fields. */
  record StoredAction(
      Type type,
      Optional<String> text,
      Optional<Integer> points,
      Optional<String> reason,
      Optional<LeadStatus> status) {

    static StoredAction of(Action action) {
      return switch (action) {
        case Action.SendMessage message ->
            new StoredAction(
                Type.SEND_MESSAGE,
                Optional.of(message.text()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        case Action.UpdateScore score ->
            new StoredAction(
                Type.UPDATE_SCORE,
                Optional.empty(),
                Optional.of(score.points()),
                Optional.of(score.reason()),
                Optional.empty());
        case Action.Notify notice ->
            new StoredAction(
                Type.NOTIFY,
                Optional.of(notice.text()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        case Action.ChangeStatus change ->
            new StoredAction(
                Type.CHANGE_STATUS,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(change.status()));
      };
    }

    Action toAction() {
      return switch (type) {
        case SEND_MESSAGE -> new Action.SendMessage(text.orElseThrow());
        case UPDATE_SCORE -> new Action.UpdateScore(points.orElseThrow(), reason.orElseThrow());
        case NOTIFY -> new Action.Notify(text.orElseThrow());
        case CHANGE_STATUS -> new Action.ChangeStatus(status.orElseThrow());
      };
    }
  }
}
