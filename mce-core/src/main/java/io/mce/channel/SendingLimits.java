package io.mce.channel;

import io.mce.event.Changes;
import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Permission;
import io.mce.persistence.Database;
import io.mce.persistence.Json;
import io.mce.provider.ProviderAccounts;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;

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

  private final Database database;
  private final SendingLimitStore store;
  private final ProviderAccounts accounts;
  private final Events events;
  private final Clock clock;

  @Inject
  SendingLimits(
      Database database,
      SendingLimitStore store,
      ProviderAccounts accounts,
      Events events,
      Clock clock) {
    this.database = database;
    this.store = store;
    this.accounts = accounts;
    this.events = events;
    this.clock = clock;
  }

  /** Returns the rules in force. */
  public Chosen get(Actor actor) {
    actor.require(Permission.ORGANIZATION_READ);
    return store.find(actor.organizationId());
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
          SendingRules before = store.find(organizationId).rules();
          if (!store.save(organizationId, rules, expectedVersion, clock.instant())) {
            throw new MceException(
                ErrorCode.STALE_VERSION,
                "The limits were changed by someone else in the meantime.",
                Map.of("version", String.valueOf(store.find(organizationId).version())));
          }
          events.append(actor, new SendingLimitsChanged(organizationId), changes(before, rules));
          return store.find(organizationId);
        });
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
