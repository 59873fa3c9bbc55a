package io.mce.workflow;

import io.mce.channel.Purpose;
import io.mce.conversation.Conversations;
import io.mce.conversation.SendMessage;
import io.mce.conversation.Sender;
import io.mce.conversation.TemplateText;
import io.mce.conversation.TemplateVariables;
import io.mce.kernel.Actor;
import io.mce.lead.Automation;
import io.mce.lead.AutomationReason;
import io.mce.lead.AutomationState;
import io.mce.lead.Lead;
import io.mce.lead.Leads;
import io.mce.notification.Notices;
import io.mce.scoring.Scoring;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Does what workflows say, inside the transaction of the run. */
final class WorkflowActions {

  /**
   * How many messages a workflow may send to one lead in an hour: a machine at the other end that
   * answers every answer must not keep us talking.
   */
  private static final int MESSAGES_PER_HOUR = 5;

  private final Conversations conversations;
  private final Scoring scoring;
  private final Notices notices;
  private final Leads leads;
  private final WorkflowRunStore runs;
  private final Clock clock;

  @Inject
  WorkflowActions(
      Conversations conversations,
      Scoring scoring,
      Notices notices,
      Leads leads,
      WorkflowRunStore runs,
      Clock clock) {
    this.conversations = conversations;
    this.scoring = scoring;
    this.notices = notices;
    this.leads = leads;
    this.runs = runs;
    this.clock = clock;
  }

  /** Does all actions; returns, in sentences, which it left out and why. */
  List<String> perform(Actor actor, Workflow workflow, Occasion occasion, Lead lead, RunId runId) {
    List<String> omissions = new ArrayList<>();
    for (int i = 0; i < workflow.actions().size(); i++) {
      String reason = "workflow-run:" + runId + ":" + i;
      switch (workflow.actions().get(i)) {
        case Action.SendMessage message ->
            send(actor, workflow, occasion, lead, message, reason).ifPresent(omissions::add);
        case Action.UpdateScore score ->
            scoring.adjust(actor, lead.id(), score.points(), score.reason());
        case Action.Notify notice ->
            notices.raise(
                actor,
                rendered(actor, notice.text(), lead),
                Optional.of(lead.id().value()),
                reason);
        case Action.ChangeStatus change -> leads.changeStatus(actor, lead.id(), change.status());
      }
    }
    return omissions;
  }

  private Optional<String> send(
      Actor actor,
      Workflow workflow,
      Occasion occasion,
      Lead lead,
      Action.SendMessage message,
      String dedupKey) {
    Purpose purpose =
        occasion.type() == TriggerType.MESSAGE_RECEIVED ? Purpose.RESPONSE : Purpose.OUTREACH;
    if (!mayWrite(lead.automation(), purpose)) {
      return Optional.of("No message: the lead's automation is " + describe(lead) + ".");
    }
    long lately =
        runs.completedSince(
            actor.organizationId(),
            workflow.id(),
            lead.id(),
            clock.instant().minus(Duration.ofHours(1)));
    if (lately > MESSAGES_PER_HOUR) {
      return Optional.of(
          "No message: this workflow wrote to the lead " + MESSAGES_PER_HOUR + " times lately.");
    }
    conversations.send(
        actor,
        SendMessage.of(
            lead.id(),
            rendered(actor, message.text(), lead),
            purpose,
            Sender.workflow(workflow.id(), workflow.name()),
            dedupKey));
    return Optional.empty();
  }

  private String rendered(Actor actor, String text, Lead lead) {
    String project = leads.projectName(actor.organizationId(), lead);
    return TemplateText.parse(text).render(TemplateVariables.of(lead, project));
  }

  /** An answer may go to a lead that is paused only because it answered. */
  private static boolean mayWrite(Automation automation, Purpose purpose) {
    return automation.isActive()
        || (purpose == Purpose.RESPONSE
            && automation.state() == AutomationState.PAUSED
            && automation.reason().equals(Optional.of(AutomationReason.REPLIED)));
  }

  private static String describe(Lead lead) {
    return lead.automation().reason().map(AutomationReason::name).orElse("");
  }
}
