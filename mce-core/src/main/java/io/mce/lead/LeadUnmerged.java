package io.mce.lead;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;

/**
 * A merge was undone: there are two leads again.
 *
 * @param leadId the lead that had stayed
 * @param mergedId the lead that is back
 */
@EventName("lead.unmerged")
public record LeadUnmerged(LeadId leadId, LeadId mergedId, LeadMergeId mergeId)
    implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("lead", leadId);
  }
}
