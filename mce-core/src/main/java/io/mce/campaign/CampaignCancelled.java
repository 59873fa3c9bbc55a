package io.mce.campaign;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;

/** A person stopped a campaign for good. */
@EventName("campaign.cancelled")
public record CampaignCancelled(CampaignId campaignId) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("campaign", campaignId);
  }
}
