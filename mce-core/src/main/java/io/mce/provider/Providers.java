package io.mce.provider;

import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.spi.ChannelCapability;
import io.mce.spi.ChannelProfile;
import io.mce.spi.ChannelProvider;
import io.mce.spi.DeliveryLookup;
import io.mce.spi.PollingLeadSource;
import io.mce.spi.Provider;
import io.mce.spi.ProviderException;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls to the live plugin of an account. For the features of the engine. Thread-safe.
 *
 * <p>An instance is made and started on first use, and replaced when the account's settings change;
 * calls under way end on the instance they began on. An account that could not be started is tried
 * again with growing pauses; until then calls fail as surely not executed.
 */
public final class Providers implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Providers.class);

  private final Database database;
  private final LiveProviders live;
  private final AccountHealth health;

  @Inject
  Providers(Database database, LiveProviders live, AccountHealth health) {
    this.database = database;
    this.live = live;
    this.health = health;
  }

  /**
   * Calls the channel of an account and blocks until it answers. An error that a person must repair
   * marks the account as down; the next success marks it as up.
   *
   * @throws ProviderException from the plugin; anything else that it threw, whatever it was, is
   *     OUTCOME_UNKNOWN. An account that cannot be started or is switched off is UNAVAILABLE or of
   *     the kind its start failed with: surely nothing was sent.
   * @throws MceException NOT_FOUND when the organization has no such account; WRONG_STATE when it
   *     carries no messages
   * @throws IllegalStateException inside a transaction
   */
  public <T> T call(
      OrganizationId organizationId, AccountId accountId, Function<ChannelProvider, T> call) {
    return proving(organizationId, accountId, ChannelProvider.class, call);
  }

  /**
   * As {@link #call} for what sends nothing. Its failures count, its success does not: an account
   * that may not send any more can often still be read.
   */
  public <T> T inquire(
      OrganizationId organizationId, AccountId accountId, Function<ChannelProvider, T> call) {
    return use(organizationId, accountId, ChannelProvider.class, call);
  }

  /**
   * Asks the lead source of an account; everything else is as for {@link #call}.
   *
   * @throws MceException WRONG_STATE when the account is no lead source
   */
  public <T> T ask(
      OrganizationId organizationId, AccountId accountId, Function<PollingLeadSource, T> call) {
    return proving(organizationId, accountId, PollingLeadSource.class, call);
  }

  private <P extends Provider, T> T proving(
      OrganizationId organizationId, AccountId accountId, Class<P> type, Function<P, T> call) {
    T result = use(organizationId, accountId, type, call);
    health.succeeded(organizationId, accountId);
    return result;
  }

  private <P extends Provider, T> T use(
      OrganizationId organizationId, AccountId accountId, Class<P> type, Function<P, T> call) {
    database.requireNoTransaction();
    try {
      return live.use(organizationId, accountId, type, call);
    } catch (ProviderException e) {
      health.failed(organizationId, accountId, e);
      throw e;
    }
  }

  /**
   * Notes that the carrier of an account took a message over: where it reports, it will. Never
   * throws: what was taken over stays taken over.
   */
  public void handedOver(OrganizationId organizationId, AccountId accountId) {
    try {
      ChannelProfile profile = profile(organizationId, accountId);
      if (profile.can(ChannelCapability.SENT_RECEIPT)
          || profile.can(ChannelCapability.DELIVERED_RECEIPT)) {
        health.handedOver(accountId);
      }
    } catch (RuntimeException e) {
      log.debug("account {} went away after it took a message: {}", accountId, e.getMessage());
    }
  }

  /** Notes that the carrier of an account reported about a message. */
  public void heard(AccountId accountId) {
    health.heard(accountId);
  }

  /**
   * Returns what the channel of an account is and can do. Needs no remote, so it may be called
   * inside a transaction.
   *
   * @throws ProviderException UNAVAILABLE when the plugin is missing or does not take the settings
   * @throws MceException as {@link #call}
   */
  public ChannelProfile profile(OrganizationId organizationId, AccountId accountId) {
    return live.peek(organizationId, accountId)
        .profile()
        .orElseThrow(() -> MceException.wrongState("This account carries no messages."));
  }

  /**
   * Returns the way to ask the carrier of an account what became of a message, where it can be
   * asked. Asking is an {@link #inquire}.
   */
  public Optional<DeliveryLookup> lookup(OrganizationId organizationId, AccountId accountId) {
    database.requireNoTransaction();
    return live.use(
        organizationId,
        accountId,
        ChannelProvider.class,
        provider ->
            provider
                .feature(DeliveryLookup.class)
                .map(ignored ->
                    request ->
                        inquire(
                            organizationId,
                            accountId,
                            asked ->
                                asked
                                    .feature(DeliveryLookup.class)
                                    .orElseThrow()
                                    .lookup(request))));
  }

  /**
   * Starts every account that is switched on, so that what remotes bring flows in, and takes over
   * changes made on other nodes. An account that fails is DEGRADED, with the reason, and tried
   * again later. A worker calls this again and again; it waits a bounded time for slow remotes.
   *
   * @return whether anything changed
   */
  public boolean startAll() {
    database.requireNoTransaction();
    return live.sync();
  }

  /**
   * Lets calls under way end, a bounded time, and closes every instance. Calls fail from now on.
   */
  @Override
  public void close() {
    live.close();
  }
}
