package io.mce.conversation;

import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.lead.Lead;
import io.mce.provider.AccountId;
import io.mce.provider.HealthState;
import io.mce.provider.ProviderAccount;
import io.mce.provider.ProviderAccounts;
import io.mce.provider.Providers;
import io.mce.spi.Address;
import io.mce.spi.ChannelProfile;
import io.mce.spi.ProviderException;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses by which account and to which address a lead is written to: the account of the newest
 * conversation if it can still be used, else the first that can reach the lead, those that work
 * first. Needs no remote.
 */
final class ChannelChoice {

  private static final Logger log = LoggerFactory.getLogger(ChannelChoice.class);

  /** An account that can be used, with what it can do. */
  record Usable(AccountId id, String channel, boolean down, ChannelProfile profile) {}

  /** A way to a lead. */
  record Way(Usable account, Address to, Optional<StoredConversation> conversation) {

    /** Whether free text goes this way now. */
    WindowState window(Instant now) {
      return WindowState.of(
          account.profile().replyWindow(),
          conversation.flatMap(StoredConversation::lastInboundAt),
          now);
    }
  }

  private final ProviderAccounts accounts;
  private final Providers providers;
  private final Seals seals;

  @Inject
  ChannelChoice(ProviderAccounts accounts, Providers providers, Seals seals) {
    this.accounts = accounts;
    this.providers = providers;
    this.seals = seals;
  }

  /** Returns the accounts that can be used now, those that work first, then by age. */
  List<Usable> usable(OrganizationId organizationId) {
    List<Usable> usable = new ArrayList<>();
    for (ProviderAccount account : accounts.channels(organizationId)) {
      try {
        ChannelProfile profile = providers.profile(organizationId, account.id());
        usable.add(
            new Usable(
                account.id(), profile.channel(), account.health() == HealthState.DOWN, profile));
      } catch (ProviderException e) {
        log.debug("account {} cannot be used: {}", account.id(), e.getMessage());
      }
    }
    usable.sort(Comparator.comparing(Usable::down));
    return usable;
  }

  /**
   * Chooses.
   *
   * @param conversations those of the lead, the newest first
   * @throws MceException NO_CHANNEL
   */
  Way choose(
      OrganizationId organizationId,
      Lead lead,
      Optional<AccountId> wanted,
      List<Usable> usable,
      List<StoredConversation> conversations) {
    if (wanted.isPresent()) {
      return usable.stream()
          .filter(account -> account.id().equals(wanted.get()))
          .flatMap(account -> way(organizationId, lead, account, conversations).stream())
          .findFirst()
          .orElseThrow(() ->
              new MceException(
                  ErrorCode.NO_CHANNEL,
                  "This channel account cannot reach this lead, or cannot be used now.",
                  Map.of("accountId", wanted.get().toString())));
    }
    List<AccountId> known = conversations.stream().map(StoredConversation::account).toList();
    return usable.stream()
        .flatMap(account -> way(organizationId, lead, account, conversations).stream())
        .min(
            Comparator.comparing((Way way) -> way.account().down())
                .thenComparingInt(way -> place(known, way.account().id())))
        .orElseThrow(() ->
            new MceException(
                ErrorCode.NO_CHANNEL,
                "No channel account can reach this lead. Set one up, or add an address that"
                    + " one of them can write to."));
  }

  private static int place(List<AccountId> known, AccountId id) {
    int index = known.indexOf(id);
    return index < 0 ? Integer.MAX_VALUE : index;
  }

  private Optional<Way> way(
      OrganizationId organizationId,
      Lead lead,
      Usable account,
      List<StoredConversation> conversations) {
    Optional<StoredConversation> conversation =
        conversations.stream().filter(each -> each.account().equals(account.id())).findFirst();
    return conversation
        .flatMap(each -> lastAddress(organizationId, each))
        .filter(address -> canReach(account, address))
        .or(() -> address(lead, account))
        .map(address -> new Way(account, address, conversation));
  }

  /** From where the lead wrote last: an answer goes there, whatever other numbers it has. */
  private Optional<Address> lastAddress(
      OrganizationId organizationId, StoredConversation conversation) {
    return conversation
        .address()
        .map(sealed -> seals.openAddress(organizationId, conversation.id(), sealed));
  }

  private static Optional<Address> address(Lead lead, Usable account) {
    List<Address> known = new ArrayList<>();
    lead.phone().ifPresent(phone -> known.add(Address.phone(phone.e164())));
    known.addAll(lead.channelIds());
    lead.email().ifPresent(email -> known.add(Address.email(email.address())));
    return known.stream().filter(address -> canReach(account, address)).findFirst();
  }

  private static boolean canReach(Usable account, Address address) {
    return account.profile().addresses().contains(address.scheme());
  }
}
