package io.mce.conversation;

import io.mce.channel.RoutingPolicies;
import io.mce.channel.RoutingPolicy;
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
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses by which account and to which address a lead is written to: the account by which the
 * newest conversation goes if it can still be used, else the first by the organization's {@link
 * RoutingPolicy} that can reach the lead, those that work first. Free text rather goes by an
 * account of that medium to which the lead wrote a short time ago, though it waits there for a
 * repair, than by one whose carrier refuses it. Who is in conversation on one medium is written to
 * on another only where the policy allows that. Needs no remote.
 */
final class ChannelChoice {

  private static final Logger log = LoggerFactory.getLogger(ChannelChoice.class);

  /** An account that can be used, with what it can do. */
  record Usable(AccountId id, String channel, boolean down, ChannelProfile profile) {}

  /** The accounts that can be used now, in the order of the policy. */
  record Choices(List<Usable> accounts, boolean acrossChannels) {}

  /** A way to a lead. The conversation may have begun on another account, which failed. */
  record Way(Usable account, Address to, Optional<StoredConversation> conversation) {

    /** Whether free text goes this way now: what counts is what the lead wrote to this account. */
    WindowState window(Instant now) {
      return WindowState.of(
          account.profile().replyWindow(),
          conversation
              .filter(each -> each.account().equals(account.id()))
              .flatMap(StoredConversation::lastInboundAt),
          now);
    }
  }

  private final ProviderAccounts accounts;
  private final Providers providers;
  private final RoutingPolicies policies;
  private final Seals seals;
  private final Clock clock;

  @Inject
  ChannelChoice(
      ProviderAccounts accounts,
      Providers providers,
      RoutingPolicies policies,
      Seals seals,
      Clock clock) {
    this.accounts = accounts;
    this.providers = providers;
    this.policies = policies;
    this.seals = seals;
    this.clock = clock;
  }

  /** Returns the accounts that can be used now: as the policy orders them, then by age. */
  Choices usable(OrganizationId organizationId) {
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
    RoutingPolicy policy = policies.of(organizationId);
    usable.sort(
        Comparator.comparingInt((Usable each) -> policy.rank(each.channel()))
            .thenComparingInt(each -> policy.rank(each.id())));
    return new Choices(usable, policy.acrossChannels());
  }

  /**
   * Chooses.
   *
   * @param conversations those of the lead, the newest first
   * @param freeText whether what is to be said is no template
   * @throws MceException NO_CHANNEL
   */
  Way choose(
      OrganizationId organizationId,
      Lead lead,
      Optional<AccountId> wanted,
      Choices choices,
      List<StoredConversation> conversations,
      boolean freeText) {
    List<Usable> usable = choices.accounts();
    if (wanted.isPresent()) {
      return usable.stream()
          .filter(account -> account.id().equals(wanted.get()))
          .flatMap(account -> way(organizationId, lead, account, conversations, Set.of()).stream())
          .findFirst()
          .orElseThrow(() ->
              new MceException(
                  ErrorCode.NO_CHANNEL,
                  "This channel account cannot reach this lead, or cannot be used now.",
                  Map.of("accountId", wanted.get().toString())));
    }
    List<AccountId> known = conversations.stream().map(StoredConversation::goesBy).toList();
    Optional<String> medium = choices.acrossChannels() ? Optional.empty() : medium(conversations);
    Set<AccountId> down =
        usable.stream().filter(Usable::down).map(Usable::id).collect(Collectors.toSet());
    List<Way> ways =
        usable.stream()
            .flatMap(account -> way(organizationId, lead, account, conversations, down).stream())
            .sorted(
                Comparator.comparing((Way way) -> !isOf(medium, way))
                    .thenComparing(way -> way.account().down())
                    .thenComparingInt(way -> place(known, way.account().id())))
            .toList();
    return ways.stream()
        .findFirst()
        .map(first -> freeText ? open(first, ways) : first)
        .orElseThrow(() ->
            new MceException(
                ErrorCode.NO_CHANNEL,
                "No channel account can reach this lead. Set one up, or add an address that"
                    + " one of them can write to."));
  }

  /** The first way of the same medium by which free text goes now; this one where none is. */
  private Way open(Way first, List<Way> ways) {
    Instant now = clock.instant();
    return ways.stream()
        .filter(way -> way.account().channel().equals(first.account().channel()))
        .filter(way -> way.window(now).open())
        .findFirst()
        .orElse(first);
  }

  /** The medium of the newest conversation: there the lead expects to hear from us. */
  private static Optional<String> medium(List<StoredConversation> conversations) {
    return conversations.stream().findFirst().map(StoredConversation::channel);
  }

  private static boolean isOf(Optional<String> medium, Way way) {
    return medium.filter(each -> !each.equals(way.account().channel())).isEmpty();
  }

  private static int place(List<AccountId> known, AccountId id) {
    int index = known.indexOf(id);
    return index < 0 ? Integer.MAX_VALUE : index;
  }

  /**
   * A way by an account: in its own conversation with the lead, in one that it took over, or in the
   * newest one whose account is down. That goes on here, so that its order is kept.
   */
  private Optional<Way> way(
      OrganizationId organizationId,
      Lead lead,
      Usable account,
      List<StoredConversation> conversations,
      Set<AccountId> down) {
    Optional<StoredConversation> conversation =
        conversations.stream()
            .filter(each -> each.account().equals(account.id()))
            .findFirst()
            .or(() ->
                conversations.stream()
                    .filter(each -> each.goesBy().equals(account.id()))
                    .findFirst())
            .or(() ->
                conversations.stream()
                    .filter(each -> !account.down() && down.contains(each.goesBy()))
                    .findFirst());
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
