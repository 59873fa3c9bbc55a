package io.mce.channel;

import io.mce.event.Changes;
import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Permission;
import io.mce.organization.OrganizationSettings;
import io.mce.persistence.Database;
import io.mce.provider.AccountId;
import io.mce.provider.ProviderAccount;
import io.mce.provider.ProviderAccounts;
import io.mce.spi.Internal;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * By which ways organizations prefer to reach people. It holds for whom nothing was said with yet,
 * and for what another account takes over; a conversation stays with the account it goes by.
 * Thread-safe; each command is one transaction and joins an open one.
 */
public final class RoutingPolicies {

  /**
   * A policy and how often it was changed.
   *
   * @param version 0 while the organization has chosen nothing
   */
  public record Chosen(RoutingPolicy policy, long version) {}

  private static final String NAME = "routing";

  private final Database database;
  private final OrganizationSettings settings;
  private final ProviderAccounts accounts;
  private final Events events;

  @Inject
  RoutingPolicies(
      Database database, OrganizationSettings settings, ProviderAccounts accounts, Events events) {
    this.database = database;
    this.settings = settings;
    this.accounts = accounts;
    this.events = events;
  }

  /** Returns the policy of the organization. */
  public Chosen get(Actor actor) {
    actor.require(Permission.ORGANIZATION_READ);
    return find(actor.organizationId());
  }

  /**
   * Replaces the policy of the organization. What waits at an account that is down is looked at
   * again.
   *
   * @param expectedVersion the version the person saw
   * @throws MceException STALE_VERSION when it was changed since; NOT_FOUND when it names an
   *     account that is none of the organization's
   */
  public Chosen change(Actor actor, RoutingPolicy policy, long expectedVersion) {
    actor.require(Permission.ORGANIZATION_MANAGE);
    OrganizationId organizationId = actor.organizationId();
    return database.inOrganization(
        organizationId,
        transaction -> {
          Map<AccountId, String> names = names(organizationId, policy.accounts());
          RoutingPolicy before = find(organizationId).policy();
          settings.change(organizationId, NAME, policy, expectedVersion);
          events.append(
              actor,
              new RoutingPolicyChanged(organizationId),
              Changes.NONE
                  .with("channels", inOrder(before.channels()), inOrder(policy.channels()))
                  .with(
                      "accounts",
                      words(before.accounts(), names(organizationId, List.of())),
                      words(policy.accounts(), names))
                  .with("acrossChannels", before.acrossChannels(), policy.acrossChannels()));
          return find(organizationId);
        });
  }

  /** Returns the policy of an organization, for whoever sends. */
  @Internal
  public RoutingPolicy of(OrganizationId organizationId) {
    return find(organizationId).policy();
  }

  private Chosen find(OrganizationId organizationId) {
    return settings
        .find(organizationId, NAME, RoutingPolicy.class)
        .map(chosen -> new Chosen(chosen.value(), chosen.version()))
        .orElse(new Chosen(RoutingPolicy.DEFAULT, 0));
  }

  /** What the accounts are called; also those that are switched off may be named. */
  private Map<AccountId, String> names(OrganizationId organizationId, List<AccountId> named) {
    Map<AccountId, String> names =
        accounts.all(organizationId).stream()
            .collect(Collectors.toMap(ProviderAccount::id, ProviderAccount::name));
    if (!names.keySet().containsAll(named)) {
      throw MceException.notFound("channel");
    }
    return names;
  }

  private static Optional<String> words(List<AccountId> order, Map<AccountId, String> names) {
    return inOrder(order.stream().map(id -> names.getOrDefault(id, id.toString())).toList());
  }

  /** One text: a list of changes is sorted, and here the order is what matters. */
  private static Optional<String> inOrder(List<String> values) {
    return values.isEmpty() ? Optional.empty() : Optional.of(String.join(" > ", values));
  }
}
