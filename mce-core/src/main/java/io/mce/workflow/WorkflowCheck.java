package io.mce.workflow;

import io.mce.conversation.TemplateText;
import io.mce.kernel.MceException;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/** What a workflow must fulfil to be saved. */
final class WorkflowCheck {

  private static final int MAX_NAME = 200;
  private static final int MAX_PARTS = 20;
  private static final int MAX_TEXT = 4096;
  private static final int MAX_NOTICE = 500;
  private static final int MAX_POINTS = 100;

  @Inject
  WorkflowCheck() {}

  /** Returns the draft as it is to be stored. */
  WorkflowDraft valid(WorkflowDraft draft) {
    requireText("name", draft.name(), MAX_NAME);
    Trigger trigger = draft.trigger();
    if (trigger.status().isPresent() && trigger.type() != TriggerType.LEAD_STATUS_CHANGED) {
      throw MceException.invalid(
          "trigger.status", "Only the trigger LEAD_STATUS_CHANGED waits for a status.");
    }
    if (draft.conditions().size() > MAX_PARTS) {
      throw MceException.invalid(
          "conditions", "A workflow has at most " + MAX_PARTS + " conditions.");
    }
    for (int i = 0; i < draft.conditions().size(); i++) {
      draft.conditions().get(i).requireValid("conditions[" + i + "]");
    }
    if (draft.actions().isEmpty() || draft.actions().size() > MAX_PARTS) {
      throw MceException.invalid("actions", "A workflow needs 1 to " + MAX_PARTS + " actions.");
    }
    List<Action> actions = draft.actions();
    for (int i = 0; i < actions.size(); i++) {
      requireValid(actions.get(i), "actions[" + i + "]");
    }
    return new WorkflowDraft(
        draft.name().strip(), draft.active(), trigger, draft.conditions(), actions);
  }

  private void requireValid(Action action, String where) {
    switch (action) {
      case Action.SendMessage message -> requireTemplate(where + ".text", message.text(), MAX_TEXT);
      case Action.Notify notice -> requireTemplate(where + ".text", notice.text(), MAX_NOTICE);
      case Action.UpdateScore score -> {
        if (score.points() == 0 || Math.abs(score.points()) > MAX_POINTS) {
          throw MceException.invalid(
              where + ".points", "The points are between -100 and 100, and not 0.");
        }
        requireText(where + ".reason", score.reason(), MAX_NAME);
      }
      case Action.ChangeStatus change -> {
        // Every status will do.
      }
    }
  }

  private static void requireTemplate(String field, String text, int limit) {
    requireText(field, text, limit);
    try {
      TemplateText.parse(text);
    } catch (MceException e) {
      String message = String.valueOf(e.getMessage());
      throw new MceException(e.code(), message, Map.of(field, message));
    }
  }

  private static void requireText(String field, String text, int limit) {
    if (text.isBlank() || text.length() > limit) {
      throw MceException.invalid(
          field, "The " + field + " must have 1 to " + limit + " characters.");
    }
  }
}
