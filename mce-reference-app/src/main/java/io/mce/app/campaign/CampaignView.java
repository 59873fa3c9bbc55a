package io.mce.app.campaign;

import io.mce.campaign.Campaign;
import io.mce.campaign.CampaignStats;
import io.mce.campaign.CampaignStatus;
import io.mce.campaign.LeftOut;
import io.mce.lead.Audience;
import io.mce.lead.LeadStatus;
import io.mce.segment.SegmentId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A campaign as HTTP shows it. */
record CampaignView(
    String id,
    String name,
    CampaignStatus status,
    AudienceView audience,
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

  /** Whom it is for; the segment is the one it was made with. */
  record AudienceView(
      Set<LeadStatus> statuses, Set<String> sources, Set<String> tags, Optional<String> segmentId) {

    static AudienceView of(Campaign campaign) {
      Audience audience = campaign.audience();
      return new AudienceView(
          audience.statuses(),
          audience.sources(),
          audience.tags(),
          campaign.segment().map(SegmentId::toString));
    }
  }

  static CampaignView of(Campaign campaign) {
    return new CampaignView(
        campaign.id().toString(),
        campaign.name(),
        campaign.status(),
        AudienceView.of(campaign),
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
