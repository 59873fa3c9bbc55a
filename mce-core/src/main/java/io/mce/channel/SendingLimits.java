package io.mce.channel;

import io.mce.event.Changes;
import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Permission;
import io.mce.organization.OrganizationSettings;
import io.mce.persistence.Database;
import io.mce.persistence.Json;
import io.mce.provider.ProviderAccounts;
import jakarta.inject.Inject;

/**
 * How much an organization lets its accounts send. What a limit holds is not refused: it waits, its
 * dispatch says for what and until when, and it goes then. Thread-safe; a change is one transaction
 * and holds for every message that no worker has yet.
 */
public final class SendingLimits {

  /**
   * The rules of an organization.
   *
   * @param version grows with each change; 0 while none was chosen
   */
  public record Chosen(SendingRules rules, long version) {}

  /** Under which name the rules are stored. */
  static final String SETTING = "sending-limits";

  private final Database database;
  private final OrganizationSettings settings;
  private final ProviderAccounts accounts;
  private final Events events;

  @Inject
  SendingLimits(
      Database database, OrganizationSettings settings, ProviderAccounts accounts, Events events) {
    this.database = database;
    this.settings = settings;
    this.accounts = accounts;
    this.events = events;
  }

  /** Returns the rules in force. */
  public Chosen get(Actor actor) {
    actor.require(Permission.ORGANIZATION_READ);
    return find(actor.organizationId());
  }

  /**
   * Replaces the rules. What waits for a limit that is gone goes soon.
   *
   * @param expectedVersion the version the person saw
   * @throws MceException STALE_VERSION when they were changed since; NOT_FOUND when they name an
   *     account that the organization does not have
   */
  public Chosen change(Actor actor, SendingRules rules, long expectedVersion) {
    actor.require(Permission.ORGANIZATION_MANAGE);
    OrganizationId organizationId = actor.organizationId();
    return database.inOrganization(
        organizationId,
        transaction -> {
          rules.accounts().forEach(each -> accounts.get(actor, each.account()));
          SendingRules before = find(organizationId).rules();
          settings.change(organizationId, SETTING, rules, expectedVersion);
          events.append(actor, new SendingLimitsChanged(organizationId), changes(before, rules));
          return find(organizationId);
        });
  }

  private Chosen find(OrganizationId organizationId) {
    return settings
        .find(organizationId, SETTING, SendingRules.class)
        .map(chosen -> new Chosen(chosen.value(), chosen.version()))
        .orElse(new Chosen(SendingRules.NONE, 0));
  }

  private static Changes changes(SendingRules before, SendingRules after) {
    return Changes.NONE
        .with("daily", Json.write(before.daily()), Json.write(after.daily()))
        .with(
            "accounts",
            before.accounts().stream().map(Json::write).toList(),
            after.accounts().stream().map(Json::write).toList())
        .with("frequency", before.frequency().map(Json::write), after.frequency().map(Json::write))
        .with("between", before.between(), after.between())
        .with("answersWait", before.answersWait(), after.answersWait());
  }
}
