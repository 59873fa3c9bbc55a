package io.mce.channel;

import io.mce.provider.AccountId;
import io.mce.provider.HealthState;
import io.mce.provider.ProviderAccount;
import io.mce.provider.ProviderAccounts;
import io.mce.provider.Providers;
import io.mce.spi.ChannelProfile;
import io.mce.spi.ProviderException;
import io.mce.spi.Text;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/** Finds the next way to a person when one account certainly did not and cannot send a message. */
final class Router {

  private final ProviderAccounts accounts;
  private final Providers providers;
  private final AttemptStore attempts;

  @Inject
  Router(ProviderAccounts accounts, Providers providers, AttemptStore attempts) {
    this.accounts = accounts;
    this.providers = providers;
    this.attempts = attempts;
  }

  /**
   * Returns an account that works, was not tried for this dispatch, and can carry it; one of the
   * same medium if there is one. Needs no remote.
   */
  Optional<ResultStore.Route> next(StoredDispatch dispatch, DispatchContent.Opened opened) {
    Set<AccountId> tried = attempts.accountsOf(dispatch.organizationId(), dispatch.id());
    return accounts.channels(dispatch.organizationId()).stream()
        .filter(account -> account.health() != HealthState.DOWN)
        .filter(account -> !tried.contains(account.id()))
        .filter(account -> canCarry(dispatch, account, opened))
        .min(Comparator.comparing(account -> !isSameChannel(account, dispatch)))
        .map(account ->
            new ResultStore.Route(account.id(), account.channel().orElse(dispatch.channel())));
  }

  private static boolean isSameChannel(ProviderAccount account, StoredDispatch dispatch) {
    return account.channel().filter(dispatch.channel()::equals).isPresent();
  }

  private boolean canCarry(
      StoredDispatch dispatch, ProviderAccount account, DispatchContent.Opened opened) {
    try {
      ChannelProfile profile = providers.profile(dispatch.organizationId(), account.id());
      return profile.can(opened.content().capability())
          && profile.addresses().contains(opened.to().scheme())
          && (!(opened.content() instanceof Text text)
              || text.body().length() <= profile.maxTextLength());
    } catch (ProviderException e) {
      return false;
    }
  }
}
