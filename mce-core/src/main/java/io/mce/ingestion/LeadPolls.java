package io.mce.ingestion;

import io.mce.event.Events;
import io.mce.job.DueWork;
import io.mce.kernel.Actor;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Permission;
import io.mce.persistence.Database;
import io.mce.provider.AccountId;
import io.mce.provider.ProviderAccount;
import io.mce.provider.ProviderAccounts;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The sources that are asked for leads: sheets, portals. They are provider accounts; a new one is
 * asked at once and then at its plugin's interval. Thread-safe.
 */
public final class LeadPolls {

  private final Database database;
  private final ProviderAccounts accounts;
  private final LeadPollStore store;
  private final DueWork dueWork;
  private final Events events;
  private final Clock clock;

  @Inject
  LeadPolls(
      Database database,
      ProviderAccounts accounts,
      LeadPollStore store,
      DueWork dueWork,
      Events events,
      Clock clock) {
    this.database = database;
    this.accounts = accounts;
    this.store = store;
    this.dueWork = dueWork;
    this.events = events;
    this.clock = clock;
  }

  /** Returns how it goes with each of them, oldest first. */
  public List<LeadPoll> list(Actor actor) {
    actor.require(Permission.SOURCE_MANAGE);
    OrganizationId organizationId = actor.organizationId();
    Map<AccountId, LeadPollStore.State> states =
        store.list(organizationId).stream()
            .collect(Collectors.toMap(LeadPollStore.State::accountId, Function.identity()));
    return accounts.leadSources(organizationId).stream()
        .map(account -> view(account, Optional.ofNullable(states.get(account.id()))))
        .toList();
  }

  /**
   * Asks a source at once, also one that pauses because of an error.
   *
   * @param again whether to read it from its beginning; leads that are known are not taken twice
   * @throws MceException NOT_FOUND; WRONG_STATE when it is switched off
   */
  public void pollNow(Actor actor, AccountId id, boolean again) {
    actor.require(Permission.SOURCE_MANAGE);
    OrganizationId organizationId = actor.organizationId();
    database.runInOrganization(
        organizationId,
        transaction -> {
          ProviderAccount account =
              accounts
                  .leadSource(organizationId, id)
                  .orElseThrow(() -> MceException.notFound("channel"));
          if (!account.enabled()) {
            throw MceException.wrongState("This source is switched off. Switch it on first.");
          }
          Instant now = clock.instant();
          store.meet(organizationId, id, account.version(), now);
          store.hurry(organizationId, id, again, now);
          dueWork.schedule(organizationId, LeadPollWorker.KIND, id.toString(), now);
          events.append(actor, new LeadPollRequested(id, account.name(), again));
        });
  }

  private static LeadPoll view(ProviderAccount account, Optional<LeadPollStore.State> state) {
    return new LeadPoll(
        account,
        state.map(LeadPollStore.State::taken).orElse(0L),
        state.flatMap(LeadPollStore.State::polledAt),
        state.flatMap(LeadPollStore.State::nextAt).filter(next -> account.enabled()),
        state.flatMap(LeadPolls::trouble));
  }

  private static Optional<LeadPoll.Trouble> trouble(LeadPollStore.State state) {
    return state
        .errorKind()
        .map(kind -> new LeadPoll.Trouble(kind, state.error().orElse(""), state.failures()));
  }
}
