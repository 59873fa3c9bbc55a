package io.mce.provider;

import io.mce.job.Worker;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Keeps the live providers of this node in step with the accounts, and asks for their health. */
final class AccountWorker implements Worker {

  private final Providers providers;
  private final LiveProviders live;
  private final ProviderSettings settings;
  private final Clock clock;
  private Instant nextCheck = Instant.MIN;
  private Instant nextHealth;

  @Inject
  AccountWorker(Providers providers, LiveProviders live, ProviderSettings settings, Clock clock) {
    this.providers = providers;
    this.live = live;
    this.settings = settings;
    this.clock = clock;
    this.nextHealth = clock.instant().plus(settings.healthCheck());
  }

  @Override
  public String name() {
    return "provider-accounts";
  }

  @Override
  public boolean runOnce() {
    Instant now = clock.instant();
    if (!now.isBefore(nextHealth)) {
      nextHealth = now.plus(settings.healthCheck());
      live.checkHealth();
    }
    if (now.isBefore(nextCheck)) {
      return false;
    }
    nextCheck = now.plus(settings.accountCheck());
    return providers.startAll();
  }

  // Looking around is not due work: an idle engine on a settable clock must not stop every two
  // seconds of a year for it.
  @Override
  public Optional<Instant> nextDue() {
    return Optional.empty();
  }
}
