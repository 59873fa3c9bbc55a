package io.mce.campaign;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;

/** A person holds a campaign. */
@EventName("campaign.paused")
public record CampaignPaused(CampaignId campaignId) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("campaign", campaignId);
  }
}
