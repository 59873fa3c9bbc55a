package io.mce.campaign;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;

/** There is a new campaign, as a draft. */
@EventName("campaign.created")
public record CampaignCreated(CampaignId campaignId) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("campaign", campaignId);
  }
}
