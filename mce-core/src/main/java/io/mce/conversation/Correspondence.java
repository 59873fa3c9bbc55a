package io.mce.conversation;

import io.mce.ingestion.Intake;
import io.mce.ingestion.IntakeResult;
import io.mce.ingestion.SourceId;
import io.mce.kernel.Actor;
import io.mce.kernel.IdGenerator;
import io.mce.kernel.OrganizationId;
import io.mce.lead.Lead;
import io.mce.lead.LeadDraft;
import io.mce.lead.LeadId;
import io.mce.lead.Leads;
import io.mce.provider.AccountId;
import io.mce.spi.Address;
import io.mce.spi.AddressScheme;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * With whom an account writes, and where that stands: the lead of an address and the conversation
 * with it, made where there is none. Inside the transaction of what a carrier brought.
 */
final class Correspondence {

  private static final String NO_TEXT = "(attachment)";
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Leads leads;
  private final Intake intake;
  private final ConversationStore conversations;
  private final Seals seals;
  private final Clock clock;
  private final IdGenerator ids;

  @Inject
  Correspondence(
      Leads leads,
      Intake intake,
      ConversationStore conversations,
      Seals seals,
      Clock clock,
      IdGenerator ids) {
    this.leads = leads;
    this.intake = intake;
    this.conversations = conversations;
    this.seals = seals;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Finds whose address it is, or makes a lead of a stranger.
   *
   * @param alias another address of the same person, by which we may know them; where two leads
   *     have one each, they stay two, and the message is of the one who has the address
   * @param automations whether a new lead may be greeted
   */
  Lead lead(
      OrganizationId organizationId,
      String channel,
      Address address,
      Optional<Address> alias,
      Optional<String> name,
      boolean automations) {
    Lead lead =
        known(organizationId, address)
            .or(() -> known(organizationId, asChannelId(address)))
            .or(() -> alias.flatMap(other -> known(organizationId, other)))
            .orElseGet(() -> stranger(organizationId, channel, address, name, automations));
    return alias.map(other -> knownBy(organizationId, lead, address, other)).orElse(lead);
  }

  /** The next message may come from either address alone. */
  private Lead knownBy(OrganizationId organizationId, Lead lead, Address one, Address other) {
    Actor actor = Actor.engine(organizationId, "inbound");
    boolean oneIsNew =
        leads.findByAddress(organizationId, one).isEmpty()
            && leads.findByAddress(organizationId, asChannelId(one)).isEmpty()
            && leads.learnAddress(actor, lead.id(), one);
    boolean otherIsNew =
        leads.findByAddress(organizationId, other).isEmpty()
            && leads.learnAddress(actor, lead.id(), other);
    return oneIsNew || otherIsNew ? leads.find(organizationId, lead.id()).orElse(lead) : lead;
  }

  private Optional<Lead> known(OrganizationId organizationId, Address address) {
    return leads
        .findByAddress(organizationId, address)
        .flatMap(id -> leads.keep(organizationId, id));
  }

  private Lead stranger(
      OrganizationId organizationId,
      String channel,
      Address address,
      Optional<String> name,
      boolean automations) {
    Actor actor = Actor.engine(organizationId, "inbound");
    LeadDraft draft = LeadDraft.from(address).name(name.orElse(""));
    LeadId id =
        take(actor, channel, draft, automations)
            // No number that can be called, such as a short code: still someone to write with.
            .or(() ->
                take(
                    actor,
                    channel,
                    LeadDraft.from(asChannelId(address)).name(name.orElse("")),
                    automations))
            .orElseThrow(
                () -> new IllegalStateException("no lead can be made of the address of a message"));
    return leads.get(actor, id);
  }

  private Optional<LeadId> take(Actor actor, String channel, LeadDraft draft, boolean automations) {
    List<IntakeResult> results =
        intake.takeAll(actor, List.of(draft), SourceId.of(channel), automations);
    return results.getFirst().leadId();
  }

  private static Address asChannelId(Address address) {
    return address.scheme() == AddressScheme.OPAQUE ? address : Address.opaque(address.value());
  }

  /** Finds the conversation of a lead on an account, or begins one. */
  StoredConversation conversation(
      OrganizationId organizationId,
      LeadId leadId,
      AccountId accountId,
      String channel,
      Address address) {
    return existing(organizationId, leadId, accountId, address)
        .orElseGet(() -> {
          ConversationId id = new ConversationId(ids.next());
          conversations.insert(
              organizationId,
              List.of(
                  new ConversationStore.NewConversation(
                      id, leadId, accountId, channel, Optional.empty())),
              clock.instant());
          return existing(organizationId, leadId, accountId, address).orElseThrow();
        });
  }

  /** Of several conversations the one with this address: a merged lead goes on in each. */
  private Optional<StoredConversation> existing(
      OrganizationId organizationId, LeadId leadId, AccountId accountId, Address address) {
    List<StoredConversation> known = conversations.onAccount(organizationId, leadId, accountId);
    if (known.size() <= 1) {
      return known.stream().findFirst();
    }
    String recipient = leads.recipientKey(organizationId, address);
    return known.stream()
        .filter(each ->
            each.address()
                .map(sealed -> seals.openAddress(organizationId, each.id(), sealed))
                .map(other -> leads.recipientKey(organizationId, other))
                .filter(recipient::equals)
                .isPresent())
        .findFirst()
        .or(() -> known.stream().findFirst());
  }

  /** What is shown of a message: people see that there was one, also where it had no words. */
  static String shown(String text) {
    return text.isBlank() ? NO_TEXT : text;
  }

  /**
   * When something was written: by the carrier's clock, so that messages that overtake each other
   * are shown in order, but never in the future. Most carriers tell whole seconds; within its
   * second a message is taken as late as possible, so that an answer does not stand before its
   * question.
   */
  Instant timeOf(Instant told) {
    Instant now = clock.instant();
    Instant at = told;
    if (at.equals(at.truncatedTo(ChronoUnit.SECONDS))) {
      at = at.plus(SECOND).minusMillis(1);
    }
    return at.isAfter(now) ? now : at;
  }
}
