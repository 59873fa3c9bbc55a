package io.mce.campaign;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;

/** Everyone in a campaign is through, and nothing waits to be sent. */
@EventName("campaign.completed")
public record CampaignCompleted(CampaignId campaignId) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("campaign", campaignId);
  }
}
