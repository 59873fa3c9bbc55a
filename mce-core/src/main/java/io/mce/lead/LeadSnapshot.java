package io.mce.lead;

import io.mce.organization.MemberId;
import io.mce.project.ProjectId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of a lead at one moment, as a merge keeps them. */
record LeadSnapshot(
    String name,
    Optional<String> company,
    String source,
    LeadStatus status,
    int score,
    List<ScoreReason> scoreReasons,
    Optional<MemberId> owner,
    AutomationState automation,
    Optional<AutomationReason> automationReason,
    List<String> tags,
    Map<String, String> metadata,
    Optional<ProjectId> project) {

  static LeadSnapshot of(Lead lead) {
    return new LeadSnapshot(
        lead.name(),
        lead.company(),
        lead.source(),
        lead.status(),
        lead.score(),
        lead.scoreReasons(),
        lead.owner(),
        lead.automation().state(),
        lead.automation().reason(),
        List.copyOf(lead.tags()),
        lead.metadata(),
        lead.project());
  }

  Automation whetherAutomated() {
    return new Automation(automation, automationReason);
  }
}
