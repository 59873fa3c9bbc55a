package io.mce.app.lead;

import io.mce.lead.AutomationReason;
import io.mce.lead.AutomationState;
import io.mce.lead.Lead;
import io.mce.lead.LeadId;
import io.mce.lead.LeadStatus;
import io.mce.lead.ScoreReason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A lead as HTTP shows it.
 *
 * @param phone in E.164
 * @param mergedFrom the id that was asked for, where it is of a lead that went into this one
 * @param incomplete whether anything is missing
 * @param missing what the organization wants to know of every lead: "name", "contact" for any way
 *     to reach it, "metadata.key" for a required custom field
 */
public record LeadView(
    String id,
    Optional<String> mergedFrom,
    String name,
    Optional<String> phone,
    Optional<String> email,
    Optional<String> company,
    String source,
    LeadStatus status,
    int score,
    List<ScoreReason> scoreReasons,
    Optional<String> ownerId,
    Optional<String> ownerName,
    AutomationView automation,
    List<String> tags,
    Map<String, String> metadata,
    Optional<String> projectId,
    boolean incomplete,
    List<String> missing,
    Instant createdAt,
    Instant updatedAt,
    long version) {

  /** Whether automations may write to the lead, and if not, why. */
  public record AutomationView(AutomationState state, Optional<AutomationReason> reason) {}

  static LeadView of(Lead lead, LeadContext owners) {
    return of(lead, lead.id(), owners);
  }

  /** The view of a lead that was asked for under this id. */
  static LeadView of(Lead lead, LeadId asked, LeadContext owners) {
    List<String> missing = lead.missing(owners.fields());
    return new LeadView(
        lead.id().toString(),
        Optional.of(asked).filter(id -> !id.equals(lead.id())).map(LeadId::toString),
        lead.name(),
        lead.phone().map(phone -> phone.e164()),
        lead.email().map(email -> email.address()),
        lead.company(),
        lead.source(),
        lead.status(),
        lead.score(),
        lead.scoreReasons(),
        lead.owner().map(Object::toString),
        lead.owner().flatMap(owners::name),
        new AutomationView(lead.automation().state(), lead.automation().reason()),
        lead.tags().stream().sorted().toList(),
        lead.metadata(),
        lead.project().map(Object::toString),
        !missing.isEmpty(),
        missing,
        lead.createdAt(),
        lead.updatedAt(),
        lead.version());
  }
}
