package io.mce.campaign;

import io.mce.lead.Audience;
import io.mce.provider.AccountId;
import java.util.List;
import java.util.Optional;

/**
 * A campaign as someone writes it.
 *
 * @param account the channel account to send with; empty leaves it to each lead's conversation
 * @param steps at least one, in order
 */
public record CampaignDraft(
    String name, Audience audience, Optional<AccountId> account, List<Step> steps) {

  /** Copies the steps. */
  public CampaignDraft {
    steps = List.copyOf(steps);
  }

  /** A campaign to everyone who may be written to, on whichever channel reaches them. */
  public static CampaignDraft of(String name, Step... steps) {
    return new CampaignDraft(name, Audience.everyone(), Optional.empty(), List.of(steps));
  }

  /** The same for an audience. */
  public CampaignDraft to(Audience newAudience) {
    return new CampaignDraft(name, newAudience, account, steps);
  }

  /** The same by a channel account. */
  public CampaignDraft by(AccountId newAccount) {
    return new CampaignDraft(name, audience, Optional.of(newAccount), steps);
  }
}
