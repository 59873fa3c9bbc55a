package io.mce.lead;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;

/**
 * Two leads became one.
 *
 * @param leadId the lead that stayed
 * @param mergedId the lead that went into it
 */
@EventName("lead.merged")
public record LeadMerged(LeadId leadId, LeadId mergedId, LeadMergeId mergeId)
    implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("lead", leadId);
  }
}
