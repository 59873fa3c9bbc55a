package io.mce.app.campaign;

import io.mce.campaign.Campaign;
import io.mce.campaign.CampaignStats;
import io.mce.campaign.CampaignStatus;
import io.mce.campaign.LeftOut;
import io.mce.lead.Audience;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A campaign as HTTP shows it. */
record CampaignView(
    String id,
    String name,
    CampaignStatus status,
    Audience audience,
    Optional<String> channelAccountId,
    List<StepView> steps,
    CampaignStats stats,
    LeftOut leftOut,
    Instant createdAt,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    long version) {

  /** A message of the campaign, and how long after the one before it goes. */
  record StepView(Duration delay, String text) {}

  static CampaignView of(Campaign campaign) {
    return new CampaignView(
        campaign.id().toString(),
        campaign.name(),
        campaign.status(),
        campaign.audience(),
        campaign.account().map(Object::toString),
        campaign.steps().stream().map(step -> new StepView(step.delay(), step.text())).toList(),
        campaign.stats(),
        campaign.leftOut(),
        campaign.createdAt(),
        campaign.startedAt(),
        campaign.finishedAt(),
        campaign.version());
  }
}
