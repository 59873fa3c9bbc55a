package io.mce.campaign;

import io.mce.lead.Audience;
import io.mce.provider.AccountId;
import io.mce.segment.SegmentId;
import java.util.List;
import java.util.Optional;

/**
 * A campaign as someone writes it.
 *
 * @param segment only leads in this segment, as it is when the campaign starts
 * @param account the channel account to send with; empty leaves it to each lead's conversation
 * @param steps at least one, in order
 */
public record CampaignDraft(
    String name,
    Audience audience,
    Optional<SegmentId> segment,
    Optional<AccountId> account,
    List<Step> steps) {

  /** Copies the steps. */
  public CampaignDraft {
    steps = List.copyOf(steps);
  }

  /** A campaign to an audience whatever segments its leads are in. */
  public CampaignDraft(
      String name, Audience audience, Optional<AccountId> account, List<Step> steps) {
    this(name, audience, Optional.empty(), account, steps);
  }

  /** A campaign to everyone who may be written to, on whichever channel reaches them. */
  public static CampaignDraft of(String name, Step... steps) {
    return new CampaignDraft(
        name, Audience.everyone(), Optional.empty(), Optional.empty(), List.of(steps));
  }

  /** The same for an audience. */
  public CampaignDraft to(Audience newAudience) {
    return new CampaignDraft(name, newAudience, segment, account, steps);
  }

  /** The same for a segment. */
  public CampaignDraft in(SegmentId newSegment) {
    return new CampaignDraft(name, audience, Optional.of(newSegment), account, steps);
  }

  /** The same by a channel account. */
  public CampaignDraft by(AccountId newAccount) {
    return new CampaignDraft(name, audience, segment, Optional.of(newAccount), steps);
  }
}
