package io.mce.channel;

import io.mce.kernel.OrganizationId;
import io.mce.provider.AccountId;
import io.mce.provider.HealthState;
import io.mce.provider.ProviderAccount;
import io.mce.spi.ChannelProfile;
import io.mce.spi.Template;
import io.mce.spi.Text;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The accounts of an organization that work at one moment, and which messages each can carry. For
 * one transaction, and not to be shared between threads.
 */
final class Ways {

  /** An account that works. */
  record Candidate(AccountId account, HealthState health, ChannelProfile profile) {

    String channel() {
      return profile.channel();
    }
  }

  /** A message whose way is looked for. */
  record Wanted(StoredDispatch dispatch, DispatchContent.Opened opened) {}

  private final OrganizationId organizationId;
  private final List<Candidate> candidates;
  private final boolean acrossChannels;
  private final AttemptStore attempts;
  private final ConversationRoutes conversations;
  private final TemplateApprovals templates;
  private final Instant now;

  Ways(
      OrganizationId organizationId,
      List<Candidate> candidates,
      boolean acrossChannels,
      AttemptStore attempts,
      ConversationRoutes conversations,
      TemplateApprovals templates,
      Instant now) {
    this.organizationId = organizationId;
    this.candidates = List.copyOf(candidates);
    this.acrossChannels = acrossChannels;
    this.attempts = attempts;
    this.conversations = conversations;
    this.templates = templates;
    this.now = now;
  }

  /** Tells whether there is no account at all that could take over from this one. */
  boolean isNoneBeside(ProviderAccount account) {
    return candidates.stream()
        .filter(each -> !each.account().equals(account.id()))
        .noneMatch(
            each -> acrossChannels || account.channel().filter(each.channel()::equals).isPresent());
  }

  /**
   * Returns an account for each message that one can carry and that was not tried by it before: of
   * the same medium, or of another where the policy allows it.
   */
  Map<DispatchId, ResultStore.Route> find(Collection<Wanted> all) {
    Map<DispatchId, Set<AccountId>> tried =
        attempts.accountsOf(
            organizationId,
            all.stream()
                .map(Wanted::dispatch)
                .filter(dispatch -> dispatch.attempts() > 0)
                .map(StoredDispatch::id)
                .toList());
    Map<AccountId, Map<UUID, Instant>> inbound = lastInbound(all);
    Map<Template, Set<AccountId>> approved = new HashMap<>();
    Map<DispatchId, ResultStore.Route> found = new HashMap<>();
    for (Wanted wanted : all) {
      StoredDispatch dispatch = wanted.dispatch();
      candidates.stream()
          .filter(each -> !each.account().equals(dispatch.account()))
          .filter(each -> !tried.getOrDefault(dispatch.id(), Set.of()).contains(each.account()))
          .filter(each -> acrossChannels || each.channel().equals(dispatch.channel()))
          .filter(each -> canCarry(each, wanted.opened()))
          .filter(each -> isApproved(each, wanted.opened(), approved))
          .filter(each -> isOpen(each, wanted, inbound))
          .min(Comparator.comparing(each -> !each.channel().equals(dispatch.channel())))
          .ifPresent(each ->
              found.put(dispatch.id(), new ResultStore.Route(each.account(), each.channel())));
    }
    return found;
  }

  /** As {@link #find} for one message. */
  Optional<ResultStore.Route> next(StoredDispatch dispatch, DispatchContent.Opened opened) {
    return Optional.ofNullable(find(List.of(new Wanted(dispatch, opened))).get(dispatch.id()));
  }

  private static boolean canCarry(Candidate candidate, DispatchContent.Opened opened) {
    ChannelProfile profile = candidate.profile();
    return profile.can(opened.content().capability())
        && profile.addresses().contains(opened.to().scheme())
        && (!(opened.content() instanceof Text text)
            || text.body().length() <= profile.maxTextLength());
  }

  /** A template is one of the account that had it approved; another may have one of that name. */
  private boolean isApproved(
      Candidate candidate, DispatchContent.Opened opened, Map<Template, Set<AccountId>> known) {
    if (!(opened.content() instanceof Template template)) {
      return true;
    }
    return known
        .computeIfAbsent(
            template, each -> templates.approvedBy(organizationId, each.name(), each.language()))
        .contains(candidate.account());
  }

  /**
   * Where a carrier takes free text only after the person wrote: a number that the person never
   * wrote to would refuse it for good, and waiting is better.
   */
  private boolean isOpen(
      Candidate candidate, Wanted wanted, Map<AccountId, Map<UUID, Instant>> inbound) {
    return candidate
        .profile()
        .replyWindow()
        .length()
        .filter(length -> !(wanted.opened().content() instanceof Template))
        .map(length -> {
          Instant wrote =
              inbound.getOrDefault(candidate.account(), Map.of()).get(wanted.dispatch().leadId());
          return wrote != null && wrote.plus(length).isAfter(now);
        })
        .orElse(true);
  }

  private Map<AccountId, Map<UUID, Instant>> lastInbound(Collection<Wanted> all) {
    List<UUID> leadIds =
        all.stream()
            .filter(each -> !(each.opened().content() instanceof Template))
            .map(each -> each.dispatch().leadId())
            .distinct()
            .toList();
    Map<AccountId, Map<UUID, Instant>> inbound = new HashMap<>();
    for (Candidate each : candidates) {
      if (each.profile().replyWindow().length().isPresent() && !leadIds.isEmpty()) {
        inbound.put(
            each.account(), conversations.lastInbound(organizationId, leadIds, each.account()));
      }
    }
    return inbound;
  }
}
