package io.mce.campaign;

import io.mce.lead.Audience;
import io.mce.provider.AccountId;
import io.mce.segment.SegmentId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Messages in steps to an audience.
 *
 * @param segment only leads in this segment, as it was when the campaign started
 * @param account the channel account to send with; empty leaves it to each lead's conversation
 * @param stats how far it is, as of when it was read
 * @param leftOut whom the start left out though they fit the audience; zeros until it has enrolled
 * @param version grows with each change of status
 */
public record Campaign(
    CampaignId id,
    String name,
    CampaignStatus status,
    Audience audience,
    Optional<SegmentId> segment,
    Optional<AccountId> account,
    List<Step> steps,
    CampaignStats stats,
    LeftOut leftOut,
    Instant createdAt,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    long version) {

  /** Copies the steps. */
  public Campaign {
    steps = List.copyOf(steps);
  }
}
