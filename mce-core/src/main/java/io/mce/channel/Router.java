package io.mce.channel;

import io.mce.kernel.OrganizationId;
import io.mce.provider.HealthState;
import io.mce.provider.ProviderAccount;
import io.mce.provider.ProviderAccounts;
import io.mce.provider.Providers;
import io.mce.spi.ChannelProfile;
import io.mce.spi.ProviderException;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the ways that messages can take when the account they were meant for certainly did not and
 * cannot send them. Needs no remote.
 */
final class Router {

  private final ProviderAccounts accounts;
  private final Providers providers;
  private final RoutingPolicies policies;
  private final AttemptStore attempts;
  private final ConversationRoutes conversations;
  private final TemplateApprovals templates;
  private final Clock clock;

  @Inject
  Router(
      ProviderAccounts accounts,
      Providers providers,
      RoutingPolicies policies,
      AttemptStore attempts,
      ConversationRoutes conversations,
      TemplateApprovals templates,
      Clock clock) {
    this.accounts = accounts;
    this.providers = providers;
    this.policies = policies;
    this.attempts = attempts;
    this.conversations = conversations;
    this.templates = templates;
    this.clock = clock;
  }

  /**
   * Returns the accounts of an organization that work, as the policy orders them: those that are
   * well before those that need attention.
   */
  Ways ways(OrganizationId organizationId) {
    RoutingPolicy policy = policies.of(organizationId);
    List<Ways.Candidate> candidates = new ArrayList<>();
    for (ProviderAccount account : accounts.channels(organizationId)) {
      if (account.health() != HealthState.DOWN) {
        try {
          ChannelProfile profile = providers.profile(organizationId, account.id());
          candidates.add(new Ways.Candidate(account.id(), account.health(), profile));
        } catch (ProviderException e) {
          // Its plugin is missing, or does not take the settings: no way at the moment.
        }
      }
    }
    candidates.sort(
        Comparator.comparingInt((Ways.Candidate each) -> policy.rank(each.channel()))
            .thenComparing(each -> each.health() != HealthState.UP)
            .thenComparingInt(each -> policy.rank(each.account())));
    return new Ways(
        organizationId,
        candidates,
        policy.acrossChannels(),
        attempts,
        conversations,
        templates,
        clock.instant());
  }
}
