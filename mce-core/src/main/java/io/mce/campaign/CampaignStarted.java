package io.mce.campaign;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;

/** A campaign runs from now on. */
@EventName("campaign.started")
public record CampaignStarted(CampaignId campaignId) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("campaign", campaignId);
  }
}
